"""The base class of all sources: a listing's address as a template, which requests serve a scope,
and how an answer is read."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar

from newsbot.sources.base import DAY, CrawlScope, Found, Link, Listing, ListingPage
from newsbot.sources.template import fields_of, fill, of_page, posted
from newsbot.text import bounds
from newsbot.text.dates import DateReader

_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
# Who asks is told by one setting, and nobody here has an account.
_NOT_OURS = frozenset({"user-agent", "cookie", "authorization", "host"})


@dataclass(frozen=True)
class Source(ABC):
    """A listing of article links, walked page by page: how to ask for it and how to read it.

    url: a template, see template.FIELDS: with {query} it is a search; with {date}, {next} or
        {month} it answers ranges, day by day or month by month; else it says what is new. Page 1
        has nothing of what stands in brackets, "https://contoh.id/indeks[?page={page}]".
    first: the template of page 1, where that is another. step: of {offset}.
    all_channels: what stands for {channel} when no channel is asked for; None: every channel of the
        portal is asked, one by one.
    form, json: templates of what is sent by POST, as a form or as JSON. headers: of the request.
    required: whether a run in which it fails is unhealthy (a portal marks endpoints that nobody has
        verified as not required).
    max_pages: the most pages of a walk. A walk that reaches it counts as lost, unless `ends` says
        that the listing has no more pages. patience: the number of pages with nothing new that end
        a walk.
    reach: how far back a listing of what is new surely goes.
    """

    url: str
    _: KW_ONLY
    first: str | None = None
    step: int = 20
    all_channels: str | None = None
    form: Mapping[str, str] | None = field(default=None, hash=False)
    json: Any = field(default=None, hash=False)
    headers: Mapping[str, str] = field(default_factory=dict, hash=False)
    required: bool = True
    max_pages: int = 100
    patience: int = 1
    ends: bool = False
    reach: timedelta = DAY
    #: The largest listing page that is read, unpacked.
    most_bytes: ClassVar[int] = bounds.PAGE_BYTES
    _accept: ClassVar[Mapping[str, str]] = {}

    def __post_init__(self) -> None:
        if self.form is not None and self.json is not None:
            raise ValueError(f"{self.url}: give a form or json, not both")
        if ours := sorted(name for name in self.headers if name.lower() in _NOT_OURS):
            raise ValueError(f"{self.url}: {', '.join(ours)} is not for a source to say")
        if self.first is not None:
            fields_of(self.first)
        _ = self.fields  # raises where the templates are wrong

    @cached_property
    def fields(self) -> frozenset[str]:
        """The names in braces of the address and of what is posted, see template.FIELDS."""
        return fields_of(self.url, self.json if self.form is None else self.form)

    @property
    def dated(self) -> bool:
        return not self.fields.isdisjoint(("date", "next", "month"))

    @property
    def answers(self) -> frozenset[str]:
        """What it can be asked for: `latest` (what is new), `range` (since, until), `query`."""
        if "query" in self.fields:
            return frozenset({"query"})
        return frozenset({"latest", "range"} if self.dated else {"latest"})

    @property
    def by_channel(self) -> bool:
        """Whether it can be asked for single channels."""
        return "channel" in self.fields

    @property
    def newest_first(self) -> bool:
        """Whether its pages go back in time without end, so that a walk ends before `since`."""
        return False

    def listings(self, scope: CrawlScope) -> Iterator[Listing]:
        """First listing page of each walk in scope; none if this source cannot serve the scope."""
        if (scope.query is not None) != ("query" in self.answers):
            return
        for slot in self._slots(scope):
            for channel in self._channels(scope):
                yield self._listing(channel, slot, scope.query or "")

    def _slots(self, scope: CrawlScope) -> list[str]:
        """The walks of one channel by name: one for each day ("2026-05-15") or month ("2026-05")
        of the range, else a single one."""
        if not self.fields.isdisjoint(("date", "next")):
            return [day.isoformat() for day in scope.days()]
        if "month" in self.fields:
            return [month.isoformat()[:7] for month in scope.months()]
        if scope.query is None and not scope.recent(self.reach):
            return []
        # a listing that was walked back to another moment has not been walked back to this one
        goes_back = self.newest_first and scope.ranged
        return [f"since {scope.since.isoformat()}" if goes_back else ""]

    def _channels(self, scope: CrawlScope) -> tuple[str, ...]:
        if not self.by_channel:
            return ("",)
        everything = scope.every_channel if self.all_channels is None else (self.all_channels,)
        return scope.channels or everything

    def following(self, listing: Listing) -> Listing | None:
        """The page after `listing` in its walk; None where there is no other."""
        if self.fields.isdisjoint(("page", "offset", "cursor")):
            return None
        if "cursor" in self.fields and not listing.cursor:
            return None
        channel, slot, query = listing.walk.split("|", 2)
        return self._listing(channel, slot, query, listing.page + 1, listing.cursor)

    def instead(self, url: str, reason: str) -> list[Listing] | None:
        """What to ask for instead of a listing that could not be had; None where it is a loss.
        reason: as crawl/failures.py names it."""
        return None

    def _listing(
        self, channel: str, slot: str, query: str, page: int = 1, cursor: str = ""
    ) -> Listing:
        values: dict[str, Any] = {
            "page": page,
            "offset": self.step * (page - 1),
            "channel": channel,
            "query": query,
            "cursor": cursor,
        }
        day = date.fromisoformat(f"{slot}-01"[:10]) if _DATE.fullmatch(slot) else None
        if day:
            values |= {"date": day, "next": day + DAY, "month": day.replace(day=1)}
        template = self.first if self.first is not None and page == 1 else of_page(self.url, page)
        kind, body = posted(self.form, self.json, values)
        headers = {**self._accept, **self.headers}
        return Listing(
            walk=f"{channel}|{slot}|{query}",
            url=fill(template, values),
            page=page,
            day=day if len(slot) == 10 else None,
            method="GET" if kind is None else "POST",
            headers=tuple((headers | {"Content-Type": kind} if kind else headers).items()),
            body=body,
        )

    def read(
        self,
        url: str,
        body: bytes,
        content_type: str | None,
        now: datetime | None = None,
        zone: str = "WIB",
    ) -> Found:
        """Read a listing page that was answered with status 200. content_type: the header's value.
        now: when it was answered (aware), for relative times. zone: of times that name none."""
        return self.read_page(ListingPage(url, body, content_type, DateReader(now, zone)))

    def guess(self, url: str, body: bytes, content_type: str | None) -> list[Link]:
        """All links of a listing page, for want of any that the declared rules find: whoever asks
        knows what an article's address looks like. None of an answer without markup."""
        return self.all_links(ListingPage(url, body, content_type, DateReader(None)))

    def all_links(self, page: ListingPage) -> list[Link]:
        """Every link in the markup of a page, without times; see `guess`."""
        return []

    def beside(
        self,
        url: str,
        body: bytes,
        content_type: str | None,
        is_article: Callable[[str], bool],
    ) -> list[Link]:
        """All links of the smallest box around those articles of a listing page that the declared
        rules find, if they find two or more: whatever else is an article there stands in the same
        list. is_article: tells it by an address."""
        return []

    @abstractmethod
    def read_page(self, page: ListingPage) -> Found:
        """What each kind of source finds in a page; nothing in one that it cannot read."""
