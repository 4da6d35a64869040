"""Finds the web pages in WARC files of any maker, one after the other."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from newsbot.archive.places import ArchiveError
from newsbot.archive.posts import FIELD, posted_to
from newsbot.archive.salvage import Window, member_end, next_start

# Bytes of the head of a record, and of the HTTP message in it; some servers send 100 KB of cookies.
_LONGEST_HEAD = 1 << 20
# Bytes; longer addresses are those of trackers, which nobody looks up.
_LONGEST_URL = 16_000
_GZIP = b"\x1f\x8b"
_TARGET = b"WARC-Target-URI"


class Entry(NamedTuple):
    """A page that was captured, as an archive's index has it.

    at: UTC. status: None where a revisit does not say. mime: lower case; "warc/revisit" for a page
    that is the same as before, "unk" where nothing is said. digest: of the payload; "-" where
    nothing is said. offset, length: of its record in the file, compressed. file: the file's name
    below the archive's root, where the entry comes from an index.
    """

    url: str
    at: datetime
    status: int | None
    mime: str
    digest: str
    offset: int
    length: int = 0
    file: str = ""


@dataclass
class Tally:
    """What a file turned out to hold. records: how many whole records, of any type. damaged: how
    many places could not be read. torn: whether its end is damaged; the end is not counted as a
    place. newest: the moment of the newest page."""

    records: int = 0
    damaged: int = 0
    torn: bool = False
    newest: datetime | None = None

    def add(self, whole: bool) -> None:
        """Count a record. Damaged records side by side are one place."""
        if whole:
            self.records += 1
            self.damaged += self.torn
        self.torn = not whole


def scan(path: Path, tally: Tally) -> Iterator[Entry]:
    """All captured web pages in a file. They are counted in `tally`, and damage is skipped.

    Raises ArchiveError when the file cannot be read, or when it is compressed in one piece.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            packed, start, alone = file.read(2) == _GZIP, 0, False
            while start < size:
                # next to damage, FastWARC reads a record only when it does not see what follows
                end = member_end(file, start) if alone else size
                stopped: int | None = start
                if end is not None:
                    stopped = yield from _run(file, start, end, packed, tally)
                    if stopped is None:
                        start, alone = end, False
                        continue
                tally.torn = True
                if stopped == start and (alone or not packed):
                    stopped = next_start(file, start + 1, size, packed)
                start, alone = stopped or start, packed
    except FileNotFoundError:  # it was removed since the folder was listed
        return
    except OSError as error:
        raise ArchiveError(f"cannot read the archive {path}: {error.strerror or error}") from None


def _run(
    file: IO[bytes], start: int, end: int, packed: bool, tally: Tally
) -> Generator[Entry, None, int | None]:
    """The pages from `start` to `end`. Returns None, or where to go on after damage."""
    page, reached, examined = None, start, False
    try:
        for record in records_in(Window(file, start, end)):
            if page:
                yield page._replace(length=record.stream_pos - page.offset)
            page, reached, examined = None, record.stream_pos, False
            if packed and os.pread(file.fileno(), 2, reached) != _GZIP:
                if tally.records == 1:
                    raise ArchiveError(f"{file.name} is compressed in one piece: gunzip it first")
                tally.add(whole=False)
            else:
                page = _examine(record, tally)
            examined = True
    except OSError as error:
        if error.errno is not None:  # an error of the disk, not of FastWARC
            raise
        if not examined:
            return reached
        if not packed:
            following = next_start(file, reached + 1, end, packed)
            if page:
                yield page._replace(length=following - page.offset)
            return following
    # FastWARC does not tell which of two records is damaged, and takes some damage for the end
    stop = member_end(file, reached) if packed else end
    if stop is None:
        tally.records -= examined and not tally.torn
        tally.torn = True
        return next_start(file, reached + 1, end, packed)
    if page:
        yield page._replace(length=stop - page.offset)
    return None if stop == end else stop


def _examine(record: WarcRecord, tally: Tally) -> Entry | None:
    """Read a record to its end. None when it is not of a page, or not whole."""
    size, offset = record.headers.get("Content-Length") or "", record.stream_pos
    sound = size.isdecimal() and int(size) == record.content_length
    url = address(record) if sound and is_page(record) else None
    if url:
        parse_http(record)
    left = record.content_length
    tally.add(whole=sound and record.consume() == left)
    if tally.torn or not url:
        return None
    at, status = date_of(record), status_of(record)
    revisit = record.record_type == WarcRecordType.revisit
    if at is None or (status is None and not revisit):
        tally.damaged += 1
        return None
    tally.newest = max(tally.newest or at, at)
    mime = "warc/revisit" if revisit else record.http_content_type or "unk"
    checksum = record.headers.get("WARC-Payload-Digest") or "-"
    return Entry(url, at, status, mime.lower(), checksum, offset)


def records_in(stream: Window | IO[bytes]) -> ArchiveIterator:
    """All records, as far as FastWARC can read them. Raises OSError at damage."""
    return ArchiveIterator(stream, parse_http=False, quirks_mode=True, max_header_len=_LONGEST_HEAD)


def parse_http(record: WarcRecord) -> None:
    """Read the head of the HTTP message in a record."""
    record.parse_http(quirks_mode=True, max_header_len=_LONGEST_HEAD)


def is_page(record: WarcRecord) -> bool:
    """Whether the record may be of a web page."""
    return record.record_type in (WarcRecordType.response, WarcRecordType.revisit)


def address(record: WarcRecord, field: bytes = _TARGET) -> str | None:
    """The web address in a field, without the <> that wget and WARC/1.0 put around it. The address
    of an answer to a POST has the posted data appended (see posts.py)."""
    raw = (record.headers.get_bytes(field) or b"").strip().removeprefix(b"<").removesuffix(b">")
    if field == _TARGET and FIELD in record.headers:
        raw = posted_to(raw.decode("utf-8", "replace"), record.headers[FIELD].strip()).encode()
    if len(raw) > _LONGEST_URL or not raw[:8].lower().startswith((b"http://", b"https://")):
        return None
    return raw.decode("utf-8", "replace")


def date_of(record: WarcRecord, field: str = "WARC-Date") -> datetime | None:
    """The moment in a field, UTC. WARC/1.1 allows a date without a time."""
    try:
        at = datetime.fromisoformat((record.headers.get(field) or "").strip())
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def status_of(record: WarcRecord) -> int | None:
    """The HTTP status of a record; None where it has no HTTP message."""
    return record.http_headers.status_code if record.http_headers is not None else None
