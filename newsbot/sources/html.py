"""Listings in HTML, walked page by page: DatedIndex and Search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import ClassVar
from urllib.parse import quote_plus

from newsbot.sources.base import Found, Link, Listing, Question, Times
from newsbot.text import bounds
from newsbot.text.markup import Element, Selector, ancestors, compile_selector, parse_html, texts
from newsbot.text.urls import absolute


@dataclass(frozen=True)
class _Paged:
    """A listing in HTML that goes on over numbered pages.

    url: a template over `page` (from 1), `offset` (step × (page−1)), `channel` (its id), `date` (a
    day, formatted as in `{date:%Y-%m-%d}`) and `query` (already quoted). links: selector of the
    article links; published: selector of the time displayed beside a link.
    """

    url: str
    links: str
    published: str | None = None
    step: int = 20
    all_channels: str = ""
    required: bool = True
    max_pages: int = 100
    patience: int = 1
    most_bytes: ClassVar[int] = bounds.PAGE_BYTES

    def __post_init__(self) -> None:
        for selector in (self.links, self.published):
            if selector is not None:
                compile_selector(selector)

    def following(self, listing: Listing) -> Listing | None:
        channel, day, query = listing.walk.split("|", 2)
        return self._listing(channel, day, query, listing.page + 1)

    def _listing(self, channel: str, day: str, query: str, page: int = 1) -> Listing:
        of_day = date.fromisoformat(day) if day else None
        url = self.url.format(
            page=page,
            offset=self.step * (page - 1),
            channel=channel,
            date=of_day,
            query=quote_plus(query),
        )
        return Listing(f"{channel}|{day}|{query}", url, page, of_day)

    def read(
        self,
        url: str,
        body: bytes,
        content_type: str | None,
        now: datetime | None = None,
        zone: str = "WIB",
    ) -> Found:
        root = parse_html(body, content_type)
        if root is None:
            return Found([])
        links, times = [], Times(now, zone)
        for element in _compiled(self.links).elements(root):
            href = element.attributes.get("href")
            if href and (link := absolute(url, href)):
                links.append(Link(link, self._published(element, times)))
        return Found(links)

    def _published(self, link: Element, times: Times) -> datetime | None:
        """The time in the smallest box around a link that holds any, if it holds just one."""
        if self.published is None:
            return None
        for box in islice(ancestors(link), bounds.BOXES):
            if next(islice(box.iter(), bounds.RECORD_ELEMENTS, None), None):
                return None  # the whole list
            if len(set(_hrefs(_compiled(self.links).elements(box)))) > 1:
                return None  # the next item's time is not this one's
            stated = texts(_compiled(self.published).find(box))
            if stated:
                return times.read(stated[0]) if len(stated) == 1 else None
        return None


@dataclass(frozen=True)
class DatedIndex(_Paged):
    """An index by day, walked page by page; by channel where asked for."""

    def listings(self, question: Question) -> Iterator[Listing]:
        if question.query is None:
            for day in question.days():
                for channel in question.channels or (self.all_channels,):
                    yield self._listing(channel, day.isoformat(), "")


@dataclass(frozen=True)
class Search(_Paged):
    """The portal's own search. Its pages may repeat links, so it walks on over one quiet page."""

    max_pages: int = 50
    patience: int = 2

    def listings(self, question: Question) -> Iterator[Listing]:
        if question.query is not None:
            yield self._listing("", "", question.query)


def _hrefs(found: list[Element]) -> list[str]:
    return [item.attributes.get("href") or "" for item in found]


@cache
def _compiled(selector: str) -> Selector:
    return compile_selector(selector)
