"""A ledger that fails in the middle of a run ends it, in one line."""

from __future__ import annotations

import logging

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.defer import deferred_from_coro

from newsbot.crawl.run import is_portal
from newsbot.ledger import LedgerBrokenError, ledger_of

logger = logging.getLogger(__name__)

# They log what callbacks, pipelines and signal handlers raise, with a traceback for each.
_LOUD = ("scrapy.core.scraper", "scrapy.core.engine", "scrapy.utils.signal")


class Breakdown:
    """Closes the spider, as "ledger", when the ledger fails: without it nothing can be promised.
    What was accepted and what was listed is in it, for the next run."""

    def __init__(self, crawler: Crawler):
        if not is_portal(crawler):
            raise NotConfigured
        self.crawler = crawler
        crawler.signals.connect(self.spider_opened, signals.spider_opened)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Breakdown:
        return cls(crawler)

    def spider_opened(self) -> None:
        ledger_of(self.crawler).when_broken(self.end)
        for name in _LOUD:
            logging.getLogger(name).addFilter(_not_of_the_ledger)

    def end(self, error: LedgerBrokenError) -> None:
        logger.error("%s; the run ends, the next goes on from here", error)
        deferred_from_coro(self.crawler.engine.close_spider_async(reason="ledger"))


def _not_of_the_ledger(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], LedgerBrokenError))
