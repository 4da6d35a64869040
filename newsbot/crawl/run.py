"""RunSpider: what listings.py and articles.py know of their run; and what an answer's headers
say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any, ClassVar

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsbot.clock import now
from newsbot.crawl.arguments import Arguments
from newsbot.crawl.scope import scope_of
from newsbot.extract.rules import Rules
from newsbot.ledger import Ledger, ledger_of
from newsbot.sources import CrawlScope


class RunSpider(Spider):
    """One run of a portal: its rules, its arguments, its ledger.

    allowed_domains: the portal's. started: when it began (UTC). given: the spider arguments as
    text, by name. arguments: the same, checked.
    """

    rules: ClassVar[Rules]
    channels: ClassVar[Mapping[str, str]] = {}
    allowed_domains: list[str]
    started: datetime
    given: Mapping[str, str]
    arguments: Arguments

    @cached_property
    def ledger(self) -> Ledger:
        """The portal's ledger, opened for this run by whoever needs it first."""
        return ledger_of(self.crawler, self.given)

    @cached_property
    def today(self) -> datetime:
        """The present (aware), from which relative times and ranges are counted; in a replay, that
        of the archive. It is a property because add-ons set it after the spider was made."""
        asof = self.crawler.settings["NEWSBOT_ASOF"]
        return datetime.fromisoformat(asof) if asof else self.started

    @cached_property
    def scope(self) -> CrawlScope:
        """What this run asks of the sources."""
        channels = tuple(self.channels.values())
        asked, doubted = self.ledger.asked_since(), self.ledger.days.to_read_again()
        return scope_of(self.arguments, asked, self.today, channels, doubted)

    def in_range(self, earliest: datetime, latest: datetime | None = None) -> bool:
        """Whether the range includes a moment of publication, or any between these two (aware)."""
        return earliest <= self.scope.until and (latest or earliest) >= self.scope.since

    def in_channels(self, url: str) -> bool:
        """Whether an article is of the channels asked for, or its address does not say."""
        article, wanted = self.rules.urls.read(url), self.arguments.channels
        return not wanted or article is None or article.parts.get("channel") in (None, *wanted)

    def ask(
        self,
        url: str,
        callback: Callable[..., Any],
        errback: Callable[..., Any],
        most_bytes: int,
        priority: int = 0,
        **carried: Any,
    ) -> Request:
        """A request that gives its callback `carried`: plain data, so that it survives any queue.

        most_bytes: how large the answer may be, unpacked. All hosts of a portal share one delay.
        """
        return Request(
            url,
            callback=callback,
            errback=errback,
            priority=priority,
            meta={"download_slot": self.name, "download_maxsize": most_bytes},
            cb_kwargs=carried,
        )

    def utc_range(self) -> tuple[str, str]:
        """Beginning and end of the range, as the ledger writes moments."""
        return utc(self.scope.since), utc(self.scope.until)

    def count(self, name: str, count: int = 1) -> None:
        """Add to the run's statistics."""
        if count:
            self.crawler.stats.inc_value(f"newsbot/{name}", count)


def is_portal(crawler: Crawler) -> bool:
    """Whether the crawler reads a portal; that of `scrapy shell` or `scrapy fetch` does not."""
    return issubclass(crawler.spidercls, RunSpider)


def answered(response: Response) -> datetime:
    """When the answer was given: its Date header, else now."""
    return http_date(response.headers.get("Date")) or now()


def http_date(value: bytes | None) -> datetime | None:
    """The moment (aware) that a header such as Date names; None when it names none."""
    try:
        moment = parsedate_to_datetime((value or b"").decode("latin-1"))
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def read_at(response: Response) -> datetime:
    """When the answer was read (aware): now, or when the archive that gave it was written."""
    archived = response.meta.get("archived_at")
    return datetime.fromisoformat(archived) if archived else now()


def content_type(response: Response) -> str | None:
    """The Content-Type header, None without one."""
    value = response.headers.get("Content-Type")
    return value.decode("latin-1") if value else None


def utc(moment: datetime) -> str:
    """A moment (aware) as the ledger writes it: ISO 8601 in UTC, to the second."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")
