"""Reads HTTP requests for the replica's server, which takes small and well-formed ones only."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

HEADER_LIMIT = 16 * 1024  # bytes of request line and headers together
_POSTED_LIMIT = 64 * 1024  # bytes; a GraphQL query has one or two thousand


class Request(NamedTuple):
    """An HTTP request. target: path and query. headers: by name in lower case. posted: the body of
    a POST request as text; None for any other method."""

    method: str
    target: str
    headers: dict[str, str]
    keep_alive: bool
    posted: str | None


class RequestError(Exception):
    """A request that is not taken. status: what to answer before the connection is closed."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


async def read_request(reader: asyncio.StreamReader) -> Request:
    """Read the next request of a connection.

    Raises RequestError, and asyncio.IncompleteReadError or ConnectionError when the client goes
    away.
    """
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.LimitOverrunError:
        raise RequestError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE) from None
    first, *lines = head.decode("latin-1").rstrip("\r\n").split("\r\n")
    words = first.split(" ")
    if len(words) != 3 or words[2] not in ("HTTP/1.0", "HTTP/1.1"):
        raise RequestError(HTTPStatus.BAD_REQUEST)
    method, target, version = words
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise RequestError(HTTPStatus.BAD_REQUEST)
        headers[name.lower()] = value.strip()
    if method not in ("GET", "HEAD", "POST"):
        raise RequestError(HTTPStatus.METHOD_NOT_ALLOWED)
    if not target.startswith("/") or (version == "HTTP/1.1" and "host" not in headers):
        raise RequestError(HTTPStatus.BAD_REQUEST)
    length = _body_length(headers)
    if length and method != "POST":
        raise RequestError(HTTPStatus.BAD_REQUEST)
    posted = (await reader.readexactly(length)).decode("utf-8", "replace")
    connection = headers.get("connection", "").lower()
    keep_alive = connection != "close" if version == "HTTP/1.1" else connection == "keep-alive"
    return Request(method, target, headers, keep_alive, posted if method == "POST" else None)


def _body_length(headers: Mapping[str, str]) -> int:
    """The length of the request's body in bytes. Raises RequestError."""
    length = headers.get("content-length", "0")
    if not length.isdecimal() or "transfer-encoding" in headers:
        raise RequestError(HTTPStatus.BAD_REQUEST)
    if len(length) > 9 or int(length) > _POSTED_LIMIT:
        raise RequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return int(length)
