"""A portal's spider, and the start of its run. Read this first: the run goes on in
crawl/listings.py (listing pages to links) and ends in crawl/articles.py (article pages to an
Article)."""

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


#: What a portal can declare in `floors`.
FLOORS = ("links", "words", "hours")


class PortalSpider(Declaration, ListingFlow):
    """A portal, declared. A subclass with a `name` declares what differs from these defaults, and
    from those of Declaration (extract/declaration.py), which are for reading its articles.

    domains: the registered domains on which the portal may be read.
    floors: what is so at the least while all is well, by name, for the days before the ledger knows
        what is usual: "links", articles on the first page of each required listing; "words" of an
        article, in the middle of a run's; "hours" without a new article, at most.
    sources: where links come from, see sources/source.py. They decide what the portal can be
        asked, see capabilities().
    channels: the portal's channel ids by name, names in lower case. Names are what the argument
        `channels` takes, ids fill `{channel}` in sources; sources.same, where both are the same.
    access: how the portal treats an honest crawler, see Access in crawl/capabilities.py. facts:
        when the newest facts of this declaration were observed, "2026-07". unseen: which of them
        nobody has seen live.
    """

    domains: ClassVar[tuple[str, ...]] = ()
    floors: ClassVar[Mapping[str, float]] = {}
    sources: ClassVar[tuple[Source, ...]] = ()
    channels: ClassVar[Mapping[str, str]] = {}
    access: ClassVar[Access] = "open"
    facts: ClassVar[str] = ""
    unseen: ClassVar[str] = ""

    allowed_domains: list[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = cls.__dict__.get("name")
        if name is None:  # a family, which is checked with each of its members
            return
        for attribute in ("domains", "sources", "article_url"):
            if not getattr(cls, attribute):
                raise ValueError(f"{name}: {attribute} is missing")
        for attribute in ("domains", "sources", "keys", "canonical", "brands"):
            if not isinstance(getattr(cls, attribute), tuple):  # a forgotten comma
                raise ValueError(f"{name}: {attribute} must be a tuple")
        if unknown := set(cls.floors) - set(FLOORS):
            raise ValueError(f"{name}: floors has {min(unknown)!r}, known are {', '.join(FLOORS)}")
        check_access(name, cls.access, cls.facts)
        cls.rules = compile_rules(cls)
        cls._capabilities().validate()

    @classmethod
    def _capabilities(cls) -> Capabilities:
        by_address = "channel" in cls.rules.urls.pattern.groupindex
        return Capabilities(cls.name, cls.sources, cls.channels, by_address)

    @classmethod
    def capabilities(cls) -> frozenset[str]:
        """What the portal can be asked: some of CAPABILITIES in crawl/capabilities.py."""
        return cls._capabilities().names

    @classmethod
    def check_arguments(
        cls, given: Mapping[str, str], now: datetime, *, live: bool = True
    ) -> Arguments:
        """The arguments of a run at the moment `now` (aware), checked. Raises ArgumentError when
        the portal cannot do what is asked. live: see Capabilities.check."""
        arguments = read_arguments(given, cls.channels, cls.rules.urls, now)
        cls._capabilities().check(arguments, now, live=live)
        return arguments

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args)
        spider.started = now()
        spider.given = dict(kwargs)
        live = crawler.settings.getbool("NEWSBOT_LIVE", True)  # download/addon.py sets it
        spider.arguments = cls.check_arguments(kwargs, spider.started, live=live)
        spider.allowed_domains = list(cls.domains)
        crawler.signals.connect(spider.callback_failed, signals.spider_error)
        crawler.signals.connect(spider.pipeline_failed, signals.item_error)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Articles that an earlier run accepted and did not deliver, then requests for those that
        it did not finish, then for what the arguments ask for."""
        for article in self.ledger.outbox.waiting():
            yield article
        if self.arguments.urls:
            for wanted in self.arguments.urls:
                self.ledger.links.add("urls", {wanted.key: wanted.url}, *self.utc_range())
                yield self.article_request(wanted.key, wanted.url)
            return
        if not self.arguments.query:  # a search gives what it finds, and nothing besides
            asked, again = (*self.utc_range(), self.in_channels), self.arguments.again
            for key, url in self.ledger.links.unfinished(*asked, again=again):
                yield self.article_request(key, url)
        closed, sources = self._closed(), list(self.sources)
        if self.arguments.channels:
            sources = self._capabilities().by_channel_sources()
        for index, source in enumerate(self.sources):
            for listing in source.listings(self.scope) if source in sources else ():
                if (index, listing.day) in closed:
                    self.count("closed_days")
                else:
                    self.count("listing/asked")
                    yield self.listing_request(index, listing)

    def _closed(self) -> set[tuple[int, date | None]]:
        """The days of the range that earlier runs have read to their end, as (number of the source,
        day): those of which all walks of that source are closed, one for each channel. None where
        they are to be read again."""
        if self.scope.query or self.arguments.again:
            return set()
        walks = day_walks(self.sources, self.scope)
        days = [day for _, day in walks]
        closed = self.ledger.closed_walks(min(days), max(days)) if days else set()
        return {day for day, names in walks.items() if closed.issuperset(names)}
