"""A cheap server on the loopback interface, in a separate process."""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
import os
import resource
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, NamedTuple, Protocol

from newsbot.clock import now


class Page(NamedTuple):
    """An answer whose body is not yet compressed."""

    status: int
    content_type: str
    body: bytes


class Portal(Protocol):
    """What is served. facts: what the benchmark needs to know of it."""

    facts: Any

    def page(self, address: str) -> bytes:
        """The answer as message() makes it, for an address without its scheme: "host/path"."""

    def tell(self, message: Any) -> object:
        """Take a message that the benchmark sends between runs. Returns the reply."""


def message(page: Page, moment: datetime | None = None) -> bytes:
    """Head and body as they are sent, gzip-encoded as nginx does by default. moment: what time the
    server says it is, aware; None for the clock's."""
    body, date = gzip.compress(page.body, 1, mtime=0), (moment or now()).astimezone(UTC)
    head = (
        f"HTTP/1.1 {page.status} Status\r\nContent-Type: {page.content_type}\r\n"
        f"Content-Encoding: gzip\r\nVary: Accept-Encoding\r\nServer: nginx\r\n"
        f"Date: {format_datetime(date, usegmt=True)}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class _Talk(asyncio.Protocol):
    """A connection, kept alive until the client closes it."""

    def __init__(self, requests: _Requests):
        self._requests, self._received = requests, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head, self._received = self._received[:end], self._received[end + 4 :]
            self._requests.answer(address_of(head), self._transport)


class _Requests:
    """Answers the requests in the server's process. The benchmark learns of the first request of a
    run, which waits, as those after it do, until the benchmark says "go"."""

    def __init__(self, portal: Portal, line: Connection):
        self._portal, self._line = portal, line
        self._log: list[str] = []
        self._held: list[tuple[str, asyncio.Transport]] | None = None

    def answer(self, address: str, transport: asyncio.Transport) -> None:
        self._log.append(address)
        if self._held is None:
            transport.write(self._portal.page(address))
            return
        if not self._held:
            self._line.send("asked")
        self._held.append((address, transport))

    def obey(self) -> None:
        """Carry out the benchmark's next command."""
        word, value = self._line.recv()
        if word == "hold":
            self._held, self._log = [], []
        elif word == "go":
            held, self._held = self._held or [], None
            for address, transport in held:
                transport.write(self._portal.page(address))
        elif word == "tell":
            self._line.send(self._portal.tell(value))
        elif word == "ended":
            self._held = None
            used = resource.getrusage(resource.RUSAGE_SELF)
            self._line.send((self._log, used.ru_utime + used.ru_stime))


def address_of(head: bytes) -> str:
    """The address that a request is for, "host/path". A client that names the server itself as host
    has the portal's host in the path."""
    first, *lines = head.decode("latin-1").split("\r\n")
    target = first.split(" ")[1]
    host = next(line[5:].strip() for line in lines if line[:5].lower() == "host:")
    return target[1:] if host.startswith("127.") else host + target


async def _serve(portal: Portal, line: Connection) -> None:
    requests, loop = _Requests(portal, line), asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Talk(requests), "127.0.0.1", 0)
    loop.add_reader(line.fileno(), requests.obey)
    line.send((server.sockets[0].getsockname()[1], portal.facts))
    await server.serve_forever()


def _run(make: Callable[[], Portal], line: Connection, cpus: Iterable[int]) -> None:
    pin(cpus)
    asyncio.run(_serve(make(), line))


def pin(cpus: Iterable[int]) -> None:
    """Keep this process on these CPUs, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, cpus)


def shares() -> tuple[set[int], set[int]]:
    """CPUs for the server and for the measured process: different ones if there are two."""
    if not hasattr(os, "sched_getaffinity"):
        return set(), set()
    *others, last = sorted(os.sched_getaffinity(0))
    return {last}, set(others[:1]) or {last}


class Server:
    """Serves the portal that `make` returns, in a process on another CPU, within a context."""

    def __init__(self, make: Callable[[], Portal]):
        self._make = make

    def __enter__(self) -> Server:
        theirs, ours = shares()
        context = multiprocessing.get_context("spawn")  # its pages are not to be in our memory
        self.line, line = context.Pipe()
        self._process = context.Process(target=_run, args=(self._make, line, theirs), daemon=True)
        self._process.start()
        line.close()
        self.port, self.facts = self.line.recv()
        pin(ours)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.join()

    def tell(self, message: Any) -> Any:
        """Send a message to the portal. Returns its reply."""
        self.line.send(("tell", message))
        return self.line.recv()
