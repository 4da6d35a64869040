"""A ledger that fails in the middle of a run ends it, in one line."""

from __future__ import annotations

import logging

from scrapy.crawler import Crawler
from scrapy.utils.defer import deferred_from_coro

from newsbot.ledger import LedgerBrokenError, ledger_of

logger = logging.getLogger(__name__)

# They log what callbacks, pipelines and signal handlers raise, with a traceback for each.
_LOUD = ("scrapy.core.scraper", "scrapy.core.engine", "scrapy.utils.signal")


def end_with_ledger(crawler: Crawler) -> None:
    """Have the spider closed, as "ledger", when the ledger fails: without it nothing can be
    promised. What was accepted and what was listed is in it, for the next run."""

    def end(error: LedgerBrokenError) -> None:
        logger.error("%s; the run ends, the next goes on from here", error)
        deferred_from_coro(crawler.engine.close_spider_async(reason="ledger"))

    ledger_of(crawler).when_broken(end)
    for name in _LOUD:
        logging.getLogger(name).addFilter(_not_of_the_ledger)


def _not_of_the_ledger(record: logging.LogRecord) -> bool:
    return not (record.exc_info and isinstance(record.exc_info[1], LedgerBrokenError))
