"""Reads pages out of an archive, as they were received."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urljoin

from newsbot.archive.index import Index
from newsbot.archive.payload import Page, read_page
from newsbot.archive.places import ArchiveError, find
from newsbot.archive.records import Entry
from newsbot.archive.surt import surt
from newsbot.clock import SLACK, now

_REDIRECTS = {301, 302, 303, 307, 308}
_REVISIT = "warc/revisit"
# So many records are tried for the payload of a revisit.
_MOST_ORIGINALS = 5


@dataclass(frozen=True)
class Capture:
    """A page as it was received. at: UTC. headers: in their order, with those that are repeated.
    body: without chunks, content-encoded as the headers say. truncated: whether the body is not
    whole; a body that is longer than payload.LONGEST_BODY is left out."""

    url: str
    at: datetime
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    truncated: bool


class Archive:
    """The WARC files at a place: a file, a folder with all below it, or a glob.

    asof: an aware moment; later captures are not seen. Without it those of files that reach into
    the future are not, where there are others: a wrong clock has dated them. fallback: a folder for
    the index where it cannot be written beside the files. Raises ArchiveError when there is no page
    to read, or when the index cannot be made.
    """

    def __init__(self, place: str, *, fallback: Path, asof: datetime | None = None):
        located = find(place, fallback)
        self._root, self._asof = located.root, asof.astimezone(UTC) if asof else None
        self._index = Index(located)
        if self._index.newest is None:
            self._index.close()
            raise ArchiveError(f"no web page is in the archive {place}")
        if self._asof is None and self._index.newest > (latest := now() + SLACK):
            self._asof = self._index.newest_until(latest)
        #: The moment of the newest capture that is seen; asof, where it is given.
        self.newest: datetime = self._asof or self._index.newest
        #: How many places in the files are damaged, and captures that could not be read since.
        self.damaged = self._index.damaged

    def close(self) -> None:
        self._index.close()

    def capture(self, url: str) -> Capture | None:
        """The newest capture of exactly this address, or else of an address with the same surt;
        fragments are ignored. A capture that cannot be read is counted as damaged, and the next
        older one is taken."""
        exact = _bare(url)
        entries = self._index.captures(surt(url), self._asof)
        for entry in sorted(entries, key=lambda entry: _bare(entry.url) != exact):
            capture = self._read(entry)
            if capture:
                return capture
        return None

    def follow(self, url: str, most: int = 5) -> Capture | None:
        """The capture that an address leads to through its redirects. None when a redirect leads to
        an address that was not captured, or when there are more than `most`."""
        capture = self.capture(url)
        for _ in range(most):
            target = _target(capture) if capture else None
            if target is None:
                return capture
            capture = self.capture(target)
        return None if capture and _target(capture) else capture

    def lines(self) -> Iterator[Entry]:
        """The entries of the index that are seen, sorted by surt and then by time."""
        for entry in self._index.everything():
            if self._asof is None or entry.at <= self._asof:
                yield entry

    def _read(self, entry: Entry) -> Capture | None:
        page = self._page(entry)
        if page is not None and page.revisit:
            page = self._resolved(page)
        if page is None or page.status is None:
            self.damaged += 1
            return None
        return Capture(page.url, page.at, page.status, page.headers, page.body, page.cut)

    def _page(self, entry: Entry) -> Page | None:
        page = read_page(self._root / entry.file, entry.offset, entry.length)
        # another file may have taken its name since the index was made
        return page if page and (page.url, page.at) == (entry.url, entry.at) else None

    def _resolved(self, revisit: Page) -> Page | None:
        """A revisit, with the payload of the earlier page that it is the same as."""
        for entry in self._originals(revisit):
            page = self._page(entry)
            if page is None:
                continue
            if revisit.status in (None, 304):  # the server said only that nothing had changed
                return page._replace(url=revisit.url, at=revisit.at)
            return revisit._replace(body=page.body, cut=page.cut)
        return None

    def _originals(self, revisit: Page) -> list[Entry]:
        """Captures that may have the payload of a revisit: first the capture that it names by
        address and moment, then those with the same digest."""
        named = revisit.refers_url or revisit.url
        entries = self._index.captures(surt(named), revisit.refers_at)
        if surt(named) != surt(revisit.url):
            entries += self._index.captures(surt(revisit.url), revisit.at)
        return sorted(
            (entry for entry in entries if _is_original(entry, revisit, named)),
            key=lambda entry: not _is_named(entry, revisit, named),
        )[:_MOST_ORIGINALS]


def _is_named(entry: Entry, revisit: Page, url: str) -> bool:
    return revisit.refers_at == entry.at and _bare(url) == _bare(entry.url)


def _is_original(entry: Entry, revisit: Page, url: str) -> bool:
    same = revisit.digest == entry.digest
    return entry.mime != _REVISIT and (same or _is_named(entry, revisit, url))


def _target(capture: Capture) -> str | None:
    """The address that a redirect leads to; None for a capture that is no redirect."""
    if capture.status not in _REDIRECTS:
        return None
    for name, value in capture.headers:
        if name.lower() == b"location" and value.strip():
            try:
                return urljoin(capture.url, value.strip().decode("utf-8", "replace"))
            except ValueError:
                return None
    return None


def _bare(url: str) -> str:
    return url.partition("#")[0]
