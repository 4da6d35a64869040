"""What a source is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import ClassVar, Protocol

from newsbot.text import bounds
from newsbot.text.dates import WIB, ask_dateparser, read_datetime

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Question:
    """What a run asks of a portal: articles published from `since` to `until` (aware, inclusive),
    in `channels` (ids; empty = all), matching `query`. `now` is the run's start."""

    since: datetime
    until: datetime
    now: datetime
    channels: tuple[str, ...] = ()
    query: str | None = None
    oldest_first: bool = False

    def days(self) -> Iterator[date]:
        """The days of the range in WIB, newest first unless asked for otherwise."""
        first = self.since.astimezone(WIB).date()
        last = min(self.until, self.now).astimezone(WIB).date()
        for number in range((last - first).days + 1):
            yield first + number * DAY if self.oldest_first else last - number * DAY

    def recent(self) -> bool:
        """Whether the range reaches into the last day, which feeds and news sitemaps hold."""
        return self.query is None and self.until >= self.now - DAY


@dataclass(frozen=True)
class Listing:
    """One page of links to ask for. `walk` names the sequence of pages it belongs to, `day` the day
    that it is of, if it is of one."""

    walk: str
    url: str
    page: int = 1
    day: date | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Link:
    """An article link as listed; `published` only where the listing states it."""

    url: str
    published: datetime | None = None


@dataclass(frozen=True)
class Found:
    """What a listing page holds: links in page order, and further listings that it names."""

    links: list[Link]
    listings: list[Listing] = field(default_factory=list)


class Times:
    """Reads the times that one listing states, and asks dateparser for a few of them only."""

    def __init__(self, now: datetime | None, zone: str):
        self._now, self._zone, self._asked = now, zone, 0

    def read(self, text: str) -> datetime | None:
        covered, moment = read_datetime(text, self._now, self._zone)
        if covered or self._asked >= bounds.ASKED_DATES:
            return moment
        self._asked += 1
        return ask_dateparser(text, self._zone)


class Source(Protocol):
    """One way in. required: a run in which it fails is not healthy (a portal marks endpoints
    that nobody has verified as not required). max_pages bounds a walk; patience is the number of
    pages with nothing new that end it. most_bytes: of a listing, unpacked."""

    most_bytes: ClassVar[int]

    @property
    def required(self) -> bool: ...
    @property
    def max_pages(self) -> int: ...
    @property
    def patience(self) -> int: ...
    def listings(self, question: Question) -> Iterator[Listing]:
        """The first page of each walk that answers the question; none when it cannot answer."""

    def following(self, listing: Listing) -> Listing | None:
        """The page after `listing` in its walk."""

    def read(
        self,
        url: str,
        body: bytes,
        content_type: str | None,
        now: datetime | None = None,
        zone: str = "WIB",
    ) -> Found:
        """Read a listing page that was answered with status 200, at `now`. zone: of times that
        name none."""
