"""THE FLOW: start, then crawl/listings.py (sources, listing pages), then crawl/articles.py (article
pages, Article). Read this first."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from scrapy import signals

from newsbot.clock import now
from newsbot.crawl.arguments import Arguments, read_arguments
from newsbot.crawl.capabilities import Access, Capabilities, check_access
from newsbot.crawl.listings import ListingFlow
from newsbot.extract.declaration import Declaration
from newsbot.extract.rules import compile_rules
from newsbot.sources import Source
from newsbot.sources.walks import day_walks

if TYPE_CHECKING:
    from typing import Self

    from scrapy.crawler import Crawler


class PortalSpider(Declaration, ListingFlow):
    """A portal, declared. A subclass with a `name` declares what differs from these defaults, and
    from those of declaration.Declaration, which are for reading its articles.

    domains: registered domains the portal may be read on.
    sources: where links come from, see sources/source.py. What they answer is what the portal can
        be asked: capabilities().
    channels: the portal's channel ids by name (the argument `channels`, and `{channel}` in
        sources), names in lower case; sources.same, where the two are the same.
    access: how the portal treats us, see abilities.Access. facts: when the newest facts here were
        observed, "2026-07". unseen: what of them nobody has seen live.
    """

    domains: ClassVar[tuple[str, ...]] = ()
    sources: ClassVar[tuple[Source, ...]] = ()
    channels: ClassVar[Mapping[str, str]] = {}
    access: ClassVar[Access] = "open"
    facts: ClassVar[str] = ""
    unseen: ClassVar[str] = ""

    allowed_domains: list[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = cls.__dict__.get("name")
        if name is None:  # a family: its members are checked
            return
        for attribute in ("domains", "sources", "article_url"):
            if not getattr(cls, attribute):
                raise ValueError(f"{name}: {attribute} is missing")
        for attribute in ("domains", "sources", "keys", "canonical", "brands"):
            if not isinstance(getattr(cls, attribute), tuple):  # a forgotten comma
                raise ValueError(f"{name}: {attribute} must be a tuple")
        check_access(name, cls.access, cls.facts)
        cls.rules = compile_rules(cls)
        cls._capabilities().validate()

    @classmethod
    def _capabilities(cls) -> Capabilities:
        by_address = "channel" in cls.rules.urls.pattern.groupindex
        return Capabilities(cls.name, cls.sources, cls.channels, by_address)

    @classmethod
    def capabilities(cls) -> frozenset[str]:
        """What the portal can be asked, of abilities.CAPABILITIES."""
        return cls._capabilities().names

    @classmethod
    def check_arguments(
        cls, given: Mapping[str, str], now: datetime, *, live: bool = True
    ) -> Arguments:
        """Raises arguments.ArgumentError when the portal cannot do what is asked. live: see
        Capabilities.check."""
        arguments = read_arguments(given, cls.channels, cls.rules.urls, now)
        cls._capabilities().check(arguments, now, live=live)
        return arguments

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args)
        spider.started = now()
        spider.given = dict(kwargs)
        live = crawler.settings.getbool("NEWSBOT_LIVE", True)  # set by what answers: wire.Wire
        spider.arguments = cls.check_arguments(kwargs, spider.started, live=live)
        spider.allowed_domains = list(cls.domains)
        crawler.signals.connect(spider.callback_failed, signals.spider_error)
        crawler.signals.connect(spider.pipeline_failed, signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """What an earlier run owes, then what the arguments ask for."""
        for article in self.ledger.outbox.waiting():
            yield article
        if self.arguments.urls:
            for wanted in self.arguments.urls:
                self.ledger.links.add("urls", {wanted.key: wanted.url}, *self.utc_range())
                yield self.article_request(wanted.key, wanted.url)
            return
        if not self.arguments.query:  # who searches wants what is found, and nothing besides
            for key, url in self.ledger.links.unfinished(*self.utc_range(), self.in_channels):
                yield self.article_request(key, url)
        closed, asked = self._closed(), list(self.sources)
        if self.arguments.channels:
            asked = self._capabilities().by_channel_sources()
        for index, source in enumerate(self.sources):
            for listing in source.listings(self.scope) if source in asked else ():
                if (index, listing.day) in closed:
                    self.count("closed_days")
                else:
                    self.count("listing/asked")
                    yield self.listing_request(index, listing)

    def _closed(self) -> set[tuple[int, date | None]]:
        """Of a long range, the days that an earlier run has read to their end, by source: in each
        of the source's walks, if it has one for each channel."""
        if self.scope.query:
            return set()
        walks = day_walks(self.sources, self.scope)
        days = [day for _, day in walks]
        closed = self.ledger.closed_walks(min(days), max(days)) if days else set()
        return {day for day, names in walks.items() if closed.issuperset(names)}
