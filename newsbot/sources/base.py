"""The data that sources take and give: what a run asks for (CrawlScope), requests for listing pages
(Listing), their answers (ListingPage), and what is found in these (Found, Link)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from newsbot.text.dates import WIB, DateReader
from newsbot.text.relative import coarseness

DAY = timedelta(days=1)
#: Before anything was published.
EVER = datetime(1900, 1, 1, tzinfo=UTC)


def same(names: str) -> dict[str, str]:
    """Channels (ids by name) whose ids are their names. names: with spaces between them."""
    return {name: name for name in names.split()}


@dataclass(frozen=True)
class CrawlScope:
    """What a run asks of a portal's sources.

    since, until: the range of publication (aware, inclusive). now: when the run began (aware).
    channels: ids of the channels asked for; empty for all. query: what to search for. ranged:
    whether the user asked for this range. every_channel: ids of all the portal's channels.
    """

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
        """Whether the range includes any time of the last `reach` before `now`, which is what
        listings of the newest articles hold; False for a search."""
        return self.query is None and self.until >= self.now - reach


@dataclass(frozen=True)
class Listing:
    """One listing page to ask for.

    walk: name of the sequence of pages that it belongs to; the next page is made from it. page:
    its number in the walk, from 1. day: the day whose articles it lists, None if it is not of one
    day. method, headers, body: of the request. cursor: what the answer named as the beginning of
    the next page. held: the first and last moment (aware) at which what it lists can have been
    published, None where that is not known.
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
    """An article link as listed.

    published: when, as the listing states it (aware); None where it does not. coarse: how much
    earlier or later that may have been. latest: the last moment at which it can have been
    published, by when it was last changed. guessed: whether only its address makes it look like an
    article's. title: the headline by which it is listed, as one line; "" where there is none.
    """

    url: str
    published: datetime | None = None
    latest: datetime | None = None
    guessed: bool = False
    coarse: timedelta = timedelta()
    title: str = field(default="", compare=False)

    @property
    def window(self) -> tuple[datetime, datetime] | None:
        """The earliest and latest moment of publication that the listing allows; None where it
        states no time. A time of midnight says no more than the day."""
        if self.published is None:
            return (EVER, self.latest) if self.latest else None
        late = self.coarse
        if self.published.time() == time():
            late = max(late, DAY - timedelta(seconds=1))
        return self.published - self.coarse, self.published + late


@dataclass(frozen=True)
class Found:
    """What a listing page holds: links in page order, further listings that it names, and the
    cursor of its next page (see Listing.cursor), "" where it names none."""

    links: list[Link]
    listings: list[Listing] = field(default_factory=list)
    cursor: str = ""


@dataclass(frozen=True)
class ListingPage:
    """A listing page as it was answered. url: its own address. content_type: the header's value.
    dates: reads the times that it states."""

    url: str
    body: bytes
    content_type: str | None
    dates: DateReader

    def link(
        self, url: str, shown: str | None, latest: datetime | None = None, title: str = ""
    ) -> Link:
        """A link beside which the page shows the time `shown`."""
        published = self.dates.read(shown) if shown else None
        coarse = coarseness(shown) if shown and published else timedelta()
        return Link(url, published, latest, coarse=coarse, title=title)
