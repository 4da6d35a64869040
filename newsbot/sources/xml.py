"""Listings in XML: Rss and Sitemap."""

from __future__ import annotations

import re
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, timedelta, timezone
from typing import ClassVar

from newsbot.sources.base import DAY, EVER, CrawlScope, Found, Listing, ListingPage
from newsbot.sources.records import records
from newsbot.sources.source import Source
from newsbot.text import bounds
from newsbot.text.dates import ZONES
from newsbot.text.urls import split_url

# A day of UTC ends so much later than one of WIB.
_UTC_LATER = timedelta(hours=7)


@dataclass(frozen=True)
class _Xml(Source):
    """A listing in XML, on one page unless a portal says otherwise."""

    _: KW_ONLY
    max_pages: int = 1
    most_bytes: ClassVar[int] = bounds.XML_BYTES


@dataclass(frozen=True)
class Rss(_Xml):
    """An RSS or Atom feed, or with {channel} one for each channel."""

    def read_page(self, page: ListingPage) -> Found:
        links = []
        for item in records(page.body, ("item", "entry")):
            for name in ("link", "guid", "id"):
                target = item.get(name, "")
                if target.startswith(("http://", "https://")):
                    published = item.get("pubDate") or item.get("published") or item.get("date")
                    links.append(page.link(target, published, title=item.get("title", "")))
                    break
        return Found(links)


@dataclass(frozen=True)
class Sitemap(_Xml):
    """A sitemap or sitemap index, plain or gzipped; with {month} or {date} the sitemaps of an
    archive by month or day.

    follow: a regular expression; of an index, the sitemaps whose path it finds are read too. If it
        has a group `year` (four digits), and perhaps `month` and `day`, only sitemaps that can hold
        the range are read: such an index answers ranges.
    lastmod: whether to believe that nothing was published later than a day after its lastmod, and
        to leave out what is too old by that.
    """

    _: KW_ONLY
    follow: str = r"news"
    lastmod: bool = True

    def __post_init__(self) -> None:
        super().__post_init__()
        try:
            re.compile(self.follow)
        except re.error as error:
            raise ValueError(f"{self.url}: cannot parse follow: {error}") from error

    @property
    def answers(self) -> frozenset[str]:
        return super().answers | ({"range"} if self._by_name else set())

    @property
    def _by_name(self) -> bool:
        """Whether the names of an index's sitemaps say which time they hold."""
        return "year" in re.compile(self.follow).groupindex

    def _slots(self, scope: CrawlScope) -> list[str]:
        return [""] if self._by_name and not self.dated else super()._slots(scope)

    def following(self, listing: Listing) -> Listing | None:
        return None

    def read_page(self, page: ListingPage) -> Found:
        links, listings = [], []
        for record in records(page.body, ("url", "sitemap")):
            target = record.get("loc", "")
            changed = page.dates.read(record.get("lastmod", "")) if self.lastmod else None
            latest = changed + DAY if changed else None
            if record["tag"] == "sitemap":
                if named := re.search(self.follow, split_url(target).path):
                    held = _held(named, latest, ZONES[page.dates.zone])
                    listings.append(Listing(target, target, held=held))
            elif target:
                published = record.get("publication_date")  # lastmod says nothing of publication
                links.append(page.link(target, published, latest, record.get("title", "")))
        return Found(links, listings)


def _held(
    named: re.Match[str], latest: datetime | None, zone: timezone
) -> tuple[datetime, datetime] | None:
    """The first and last moment at which what a sitemap lists can have been published: by the date
    in its name, and not later than `latest`."""
    try:
        date = {name: int(text) for name, text in named.groupdict().items() if text}
        first = datetime(date["year"], date.get("month", 1), date.get("day", 1), tzinfo=zone)
    except (KeyError, ValueError):
        return (EVER, latest) if latest else None
    days = 1 if "day" in date else 31 if "month" in date else 366
    # a month too long by some days, and a day that may be one of UTC, cost a request at most
    end = first + days * DAY + _UTC_LATER
    return first, min(end, latest) if latest else end
