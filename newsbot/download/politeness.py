"""Manners that Scrapy lacks: obeying Crawl-delay, and no longer asking a portal that refuses us."""

from __future__ import annotations

import logging

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.defer import deferred_from_coro

from newsbot.ledger.component import Component

logger = logging.getLogger(__name__)


class CrawlDelay(Component):
    """Raises the portal's delay to what the robots.txt of any of its hosts asks for."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.delay = 0.0
        crawler.signals.connect(self.robots_parsed, signals.robots_parsed)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        delay = robotparser.crawl_delay(self.crawler.settings["USER_AGENT"]) or 0.0
        if delay <= self.delay:
            return
        self.delay = delay
        logger.info("robots.txt asks for %.1f s between requests: %s", delay, request.url)
        downloader = self.crawler.engine.downloader
        downloader._delay = max(downloader._delay, delay)  # of slots still to come
        for slot in downloader.slots.values():
            slot.delay = max(slot.delay, delay)
        throttle = self.crawler.get_extension(AutoThrottle)
        if throttle is not None:
            throttle.mindelay = max(throttle.mindelay, delay)


# Not authorised, forbidden, too many requests, legal reasons, overloaded.
_REFUSALS = frozenset({401, 403, 429, 451, 503})


class LeaveAlone(Component):
    """Ends the run as blocked after NEWSBOT_REFUSALS_MAX answers in a row that refuse us; what is
    not fetched by then is left to the next run."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.most = crawler.settings.getint("NEWSBOT_REFUSALS_MAX")
        self.in_a_row = 0
        crawler.signals.connect(self.response_downloaded, signals.response_downloaded)

    def response_downloaded(self, response: Response) -> None:
        self.in_a_row = self.in_a_row + 1 if response.status in _REFUSALS else 0
        if self.in_a_row == self.most:
            logger.error("Refused %d times in a row, leaving the portal alone", self.most)
            deferred_from_coro(self.crawler.engine.close_spider_async(reason="blocked"))
