"""Runs simulations in processes of their own, forked from one that has imported all there is."""

from __future__ import annotations

import json
import logging
import os
import pkgutil
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from importlib import import_module
from typing import Any

from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.project import get_project_settings
from scrapy.utils.reactor import install_reactor

import newsbot

#: Takes what a simulation tells: plain data.
Tell = Callable[[Any], None]
Job = Callable[[Tell], Coroutine[Any, Any, None]]


def import_all() -> None:
    """Import what runs import, once for all children. (Not the settings: a child reads them.)"""
    for module in pkgutil.walk_packages(newsbot.__path__, "newsbot."):
        if module.name != "newsbot.settings":
            import_module(module.name)


def told_by(job: Job) -> Iterator[Any]:
    """What a job tells, in a child of this process with Scrapy's reactor. The last is None when the
    child was killed by SIGKILL. Raises RuntimeError when it failed."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if not child:
        os.close(reading)
        os._exit(_carry_out(job, writing))
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    except GeneratorExit:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code == -signal.SIGKILL:
        yield None
    elif code:
        raise RuntimeError(f"a simulation ended with {code}")


def _carry_out(job: Job, writing: int) -> int:
    """Returns the exit code of the child."""

    def tell(what: Any) -> None:
        os.write(writing, json.dumps(what).encode() + b"\n")

    settings = get_project_settings()
    install_reactor(settings["TWISTED_REACTOR"], settings["ASYNCIO_EVENT_LOOP"])
    from twisted.internet import reactor, task

    logging.disable(logging.CRITICAL)
    try:
        task.react(lambda _: deferred_from_coro(job(tell)), _reactor=reactor)
    except SystemExit as ended:  # which tells of errors, too
        return int(ended.code or 0)
    return 1
