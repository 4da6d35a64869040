"""Reads the page in a record. The headers of a page may say what is not true of its body."""

from __future__ import annotations

import io
import os
import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from fastwarc.warc import WarcRecord, WarcRecordType

from newsbot.archive.records import address, date_of, is_page, parse_http, records_in, status_of

#: Bytes; a longer body is refused. News pages have up to 2 MB, so a longer body is a video or a
#: bomb, and several bodies are in memory at a time.
LONGEST_BODY = 20 << 20
# Bytes of a record in its file: the longest body takes no more when it is compressed.
_LONGEST_RECORD = LONGEST_BODY + (4 << 20)
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,4096})?\r?\n")
_MAGIC = {b"gzip": b"\x1f\x8b", b"x-gzip": b"\x1f\x8b", b"zstd": b"\x28\xb5\x2f\xfd"}
_MARKUP = re.compile(rb"\s*<[!?a-zA-Z][\t\n\r -~]{14}")

Headers = tuple[tuple[bytes, bytes], ...]


class Page(NamedTuple):
    """A page as it was recorded. body: content-encoded, without chunks. cut: whether the body is
    not whole, or was too long. refers_url, refers_at: address and moment of the earlier page that
    a revisit is the same as, where the record names it."""

    revisit: bool
    url: str
    at: datetime
    status: int | None
    headers: Headers
    body: bytes
    cut: bool
    digest: str | None
    refers_url: str | None
    refers_at: datetime | None


def read_page(path: Path, offset: int, length: int) -> Page | None:
    """The page at a place in a file; None when there is no page, or when it is damaged."""
    try:
        with open(path, "rb", buffering=0) as file:
            raw = os.pread(file.fileno(), max(0, min(length, _LONGEST_RECORD)), offset)
        records = records_in(io.BytesIO(raw))
        record = next(records, None)
        if record is None or record.stream_pos or not is_page(record):
            return None
        page = _read(record)
        if not (page and page.cut):
            next(records, None)  # FastWARC compares the checksum when it goes on to the next record
    except (OSError, OverflowError, ValueError):
        return None
    return page


def _read(record: WarcRecord) -> Page | None:
    url, at = address(record), date_of(record)
    parse_http(record)
    left = record.content_length
    body = b"" if left > LONGEST_BODY else record.reader.read(left)
    if url is None or at is None or (left <= LONGEST_BODY and len(body) < left):
        return None
    http = record.http_headers
    headers, body = untangle(http.items_bytes() if http is not None else (), body)
    return Page(
        revisit=record.record_type == WarcRecordType.revisit,
        url=url,
        at=at,
        status=status_of(record),
        headers=headers,
        body=body,
        cut=left > LONGEST_BODY or "WARC-Truncated" in record.headers,
        digest=record.headers.get("WARC-Payload-Digest"),
        refers_url=address(record, b"WARC-Refers-To-Target-URI"),
        refers_at=date_of(record, "WARC-Refers-To-Date"),
    )


def untangle(headers: Headers, body: bytes) -> tuple[Headers, bytes]:
    """The body without chunks, and headers that are true of it. Transfer-Encoding is renamed to
    X-Archive-Orig-Transfer-Encoding, and so is a Content-Encoding that the recorder has undone."""
    kept = []
    for name, value in headers:
        lower = name.lower()
        if lower == b"transfer-encoding":
            body = dechunk(body) if b"chunked" in value.lower() else body
            name = b"X-Archive-Orig-" + name
        kept.append((name, value))
    for number, (name, value) in enumerate(kept):
        if name.lower() == b"content-encoding" and _is_decoded(value.strip().lower(), body):
            kept[number] = (b"X-Archive-Orig-" + name, value)
    return tuple(kept), body


def dechunk(body: bytes) -> bytes:
    """The body without the sizes of its chunks. A body that has no chunks is returned as it is."""
    out, position = bytearray(), 0
    while size := _CHUNK.match(body, position):
        start, length = size.end(), int(size[1], 16)
        end = start + length
        if length == 0:
            return bytes(out)
        if end < len(body) and not re.compile(rb"\r?\n").match(body, end):
            return bytes(out) if out else body
        out += body[start:end]
        position = end + (2 if body[end : end + 2] == b"\r\n" else 1)
    return bytes(out) if out and position >= len(body) else body


def _is_decoded(encoding: bytes, body: bytes) -> bool:
    """Whether a body is not encoded in the way that its header says, or not any more."""
    if not body or encoding == b"identity":
        return False
    magic = _MAGIC.get(encoding)
    return not body.startswith(magic) if magic else bool(_MARKUP.match(body))
