"""A process that lives long and crawls again and again, as with Scrapy's AsyncCrawlerRunner."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from newsbot.report.signals import Signals

from .conftest import REPOSITORY

_SERVICE = """
import gc, json, signal, sys, weakref
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.project import get_project_settings
from scrapy.utils.reactor import install_reactor

settings = get_project_settings()
install_reactor(settings["TWISTED_REACTOR"], settings["ASYNCIO_EVENT_LOOP"])
from twisted.internet import task

def handlers():
    return [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

async def serve():
    runner, before, runs = AsyncCrawlerRunner(settings), handlers(), []
    for _ in range(int(sys.argv[1])):
        crawler = runner.create_crawler("sindonews")
        runs.append(weakref.ref(crawler))
        await runner.crawl(crawler)
        assert crawler.stats.get_value("newsbot/exit_code") == 0
        del crawler
    gc.collect()
    kept = sum(run() is not None for run in runs)
    print(json.dumps({"kept": kept, "same_handlers": handlers() == before}))

task.react(lambda _: deferred_from_coro(serve()))
"""


@pytest.mark.parametrize(
    ("wire", "site"),
    [("replica", "articles=12"), ("replica", "cases=tests/portals/sindonews"), ("demo", "")],
)
def test_a_service_keeps_nothing_of_its_runs(tmp_path: Path, wire: str, site: str) -> None:
    """Neither crawlers nor signal handlers."""
    told = serve(tmp_path, wire, site, runs=3)
    assert told == {"kept": 0, "same_handlers": True}


def serve(data: Path, wire: str, site: str, runs: int) -> dict[str, object]:
    """Run the service; what it says at its end."""
    given = {"NEWSBOT_DATA": str(data), "NEWSBOT_WIRE": wire, "NEWSBOT_REPLICA": site}
    environment = {name: value for name, value in os.environ.items() if name[:7] != "NEWSBOT"}
    ran = subprocess.run(
        [sys.executable, "-c", _SERVICE, str(runs)],
        cwd=REPOSITORY,
        env={**environment, **given},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told: dict[str, object] = json.loads(ran.stdout)
    return told


@pytest.fixture
def ended() -> Iterator[list[str]]:
    """What a process's own handlers of SIGTERM were called for, by the name of each."""
    called: list[str] = []

    def own(number: int, frame: FrameType | None) -> None:
        called.append("own")

    before = signal.signal(signal.SIGTERM, own)
    yield called
    signal.signal(signal.SIGTERM, before)


def test_a_signal_is_told_to_every_run_and_then_handled_as_before(ended: list[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    first: list[int] = []
    second: list[int] = []
    one, other = Signals(first.append), Signals(second.append)
    signal.raise_signal(signal.SIGTERM)
    one.close()  # before the one that came after it
    signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is not before
    other.close()
    signal.raise_signal(signal.SIGTERM)
    assert (first, second) == ([signal.SIGTERM], [signal.SIGTERM] * 2)
    assert ended == ["own"] * 3
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_handler_that_came_later_stays(ended: list[str]) -> None:
    told: list[int] = []
    run = Signals(told.append)
    below = signal.getsignal(signal.SIGTERM)
    assert callable(below)

    def later(number: int, frame: FrameType | None) -> None:
        ended.append("later")
        below(number, frame)

    signal.signal(signal.SIGTERM, later)
    run.close()
    signal.raise_signal(signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) is later
    assert (ended, told) == (["later", "own"], [])
