"""A running server for each test that asks for one, in a thread of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager

import pytest

from newsbot.replica.server import serve
from newsbot.replica.site import Site

Serving = Callable[[Site], int]


@contextmanager
def _running(site: Site) -> Iterator[int]:
    started: Future[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run() -> None:
        ended = asyncio.Event()
        async with await serve(site) as server:
            port = server.sockets[0].getsockname()[1]
            started.set_result((port, asyncio.get_running_loop(), ended))
            await ended.wait()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    port, loop, ended = started.result(timeout=10)
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Call it with a site; it returns the port."""
    with ExitStack() as stack:
        yield lambda site: stack.enter_context(_running(site))
