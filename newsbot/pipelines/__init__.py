"""What happens to an article after it is read: one file, one verb."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from newsbot.ledger import Ledger, ledger_of


class Pipeline:
    """A step of the way, with the run's ledger at hand."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def ledger(self) -> Ledger:
        return ledger_of(self.crawler)
