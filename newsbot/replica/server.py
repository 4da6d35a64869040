"""A minimal HTTP/1.1 server for a replica, on the loopback interface."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email.utils import format_datetime
from http import HTTPStatus
from typing import Protocol

from newsbot.clock import now
from newsbot.replica.answer import Answer
from newsbot.replica.request import HEADER_LIMIT, Request, RequestError, read_request

_IDLE = 60.0  # seconds that a connection may wait for its next request
_GONE = (ConnectionError, asyncio.IncompleteReadError, TimeoutError, asyncio.CancelledError)


class Site(Protocol):
    """A replica: what the server serves."""

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        """The answer to a request for `target` (path and query) at `host`, which may have a port.
        posted: the body of a POST request; None for GET and HEAD."""


async def serve(site: Site, host: str = "127.0.0.1", port: int = 0) -> asyncio.Server:
    """Start a server; port 0 takes a free one, which the server's sockets name. Raises OSError when
    the port cannot be opened."""

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # A client may go away at any moment, and the server may be closed: this ends the
        # connection and is no error.
        with suppress(*_GONE):
            await _serve_client(site, reader, writer)
        writer.close()
        with suppress(*_GONE):
            await writer.wait_closed()

    return await asyncio.start_server(client, host, port, limit=HEADER_LIMIT)


async def _serve_client(
    site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    keep_alive = True
    while keep_alive:
        try:
            request = await asyncio.wait_for(read_request(reader), _IDLE)
        except RequestError as bad:
            answer = Answer(bad.status, f"{bad}\n".encode(), "text/plain; charset=UTF-8")
            writer.write(b"".join(_message(answer, None)))
            await writer.drain()
            return
        host = request.headers.get("host", "")
        answer = site.answer(host, request.target, request.headers, request.posted)
        await asyncio.sleep(answer.delay)
        if answer.hang:
            while await reader.read(4096):
                pass
            return
        keep_alive = request.keep_alive and not _is_last(answer)
        for part in _message(answer, request):
            writer.write(part)
        await writer.drain()


def _message(answer: Answer, request: Request | None) -> Iterator[bytes]:
    """Head and body as they are sent. request: None when it could not be read; the connection is
    closed after the answer then."""
    body, headers = answer.body, {"Date": format_datetime(now(), usegmt=True), **answer.headers}
    accepted = request.headers.get("accept-encoding", "") if request else ""
    if answer.gzip_damage:
        body = _damaged(body, answer.gzip_damage)
        headers["Content-Encoding"] = "gzip"
    elif _accepts_gzip(accepted) and answer.truncate_to is None and _is_text(answer):
        body = gzip.compress(body, 1, mtime=0)
        headers["Content-Encoding"] = "gzip"
    if request is None or _is_last(answer) or not request.keep_alive:
        headers["Connection"] = "close"
    if answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = "GET, HEAD"
    lines = [
        f"HTTP/1.1 {answer.status:d} {HTTPStatus(answer.status).phrase}",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(body)}",
        "Vary: Accept-Encoding",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    yield "\r\n".join([*lines, "", ""]).encode("latin-1")
    if request is None or request.method != "HEAD":
        yield body[: answer.truncate_to]


def _is_last(answer: Answer) -> bool:
    """Whether the connection is closed after the answer."""
    return answer.truncate_to is not None or answer.status == HTTPStatus.METHOD_NOT_ALLOWED


def _is_text(answer: Answer) -> bool:
    return bool(answer.body) and "gzip" not in answer.content_type


def _accepts_gzip(accept_encoding: str) -> bool:
    for offer in accept_encoding.lower().split(","):
        name, _, weight = offer.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0")
    return False


def _damaged(body: bytes, how: str) -> bytes:
    """The body as a gzip stream that ends too early ("cut") or whose middle is wrong ("flipped").
    Content-Length is that of the damaged stream."""
    packed = bytearray(gzip.compress(body, 1, mtime=0))
    middle = len(packed) // 2
    if how == "cut":
        return bytes(packed[:middle])
    packed[middle : middle + 64] = bytes(byte ^ 0x5A for byte in packed[middle : middle + 64])
    return bytes(packed)
