"""What Scrapy builds for a crawler, with the ledger of its run at hand."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from newsbot.ledger import Ledger, ledger_of

#: Signal between components: an answer refuses us, although only what was read from it shows that.
REFUSED = object()


class Component:
    """Base class of pipelines, extensions and middlewares."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def ledger(self) -> Ledger:
        return ledger_of(self.crawler)
