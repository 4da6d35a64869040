"""What a source is asked, and what it answers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from newsbot.text import bounds
from newsbot.text.dates import WIB, ask_dateparser, read_datetime
from newsbot.text.relative import coarseness

DAY = timedelta(days=1)
#: Before anything was published.
EVER = datetime(1900, 1, 1, tzinfo=UTC)


def same(names: str) -> dict[str, str]:
    """Channels whose ids are their names. names: with spaces between them."""
    return {name: name for name in names.split()}


@dataclass(frozen=True)
class CrawlScope:
    """What a run asks of a portal: articles published from `since` to `until` (aware, inclusive),
    in `channels` (ids; empty = all), matching `query`. `now` is the run's start. ranged: the user
    asked for this range. every_channel: ids of all the portal's channels."""

    since: datetime
    until: datetime
    now: datetime
    channels: tuple[str, ...] = ()
    query: str | None = None
    oldest_first: bool = False
    ranged: bool = False
    every_channel: tuple[str, ...] = ()

    def days(self) -> Iterator[date]:
        """The days of the range in WIB, newest first unless asked for otherwise."""
        first = self.since.astimezone(WIB).date()
        last = min(self.until, self.now).astimezone(WIB).date()
        for number in range((last - first).days + 1):
            yield first + number * DAY if self.oldest_first else last - number * DAY

    def months(self) -> list[date]:
        """The months of the range, each as its first day, in the order of `days`."""
        return list(dict.fromkeys(day.replace(day=1) for day in self.days()))

    def recent(self, reach: timedelta = DAY) -> bool:
        """Whether the range reaches into the last day, or as far back as `reach`: what listings of
        the newest articles hold."""
        return self.query is None and self.until >= self.now - reach


@dataclass(frozen=True)
class Listing:
    """One page of links to ask for.

    walk: the sequence of pages it belongs to, and all that the next page is made from. day: the
    day that it is of, if it is of one. method, headers, body: of the request. cursor: what the
    answer names as the beginning of the next page. held: between which moments that which it lists
    was published, where that is known.
    """

    walk: str
    url: str
    page: int = 1
    day: date | None = field(default=None, compare=False)
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    cursor: str = ""
    held: tuple[datetime, datetime] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Link:
    """An article link as listed. published: only where the listing states it; coarse: how much
    earlier or later that may have been. latest: it was not published later, as it was last changed
    then. guessed: only its address says that it is an article's."""

    url: str
    published: datetime | None = None
    latest: datetime | None = None
    guessed: bool = False
    coarse: timedelta = timedelta()

    @property
    def window(self) -> tuple[datetime, datetime] | None:
        """The earliest and latest moment of publication that the listing allows; None where it is
        silent. A time of midnight says no more than the day."""
        if self.published is None:
            return (EVER, self.latest) if self.latest else None
        late = self.coarse
        if self.published.time() == time():
            late = max(late, DAY - timedelta(seconds=1))
        return self.published - self.coarse, self.published + late


@dataclass(frozen=True)
class Found:
    """What a listing page holds: links in page order, further listings that it names, and where
    its next page begins (see Listing.cursor)."""

    links: list[Link]
    listings: list[Listing] = field(default_factory=list)
    cursor: str = ""


class Times:
    """Reads the times that one listing states, and asks dateparser for a few of them only."""

    def __init__(self, now: datetime | None, zone: str):
        self._now, self._zone, self._asked = now, zone, 0

    def link(self, url: str, shown: str | None, latest: datetime | None = None) -> Link:
        """A link beside which the listing shows this time."""
        published = self.read(shown) if shown else None
        coarse = coarseness(shown) if shown and published else timedelta()
        return Link(url, published, latest, coarse=coarse)

    def read(self, text: str) -> datetime | None:
        covered, moment = read_datetime(text, self._now, self._zone)
        if covered or self._asked >= bounds.ASKED_DATES:
            return moment
        self._asked += 1
        return ask_dateparser(text, self._zone)
