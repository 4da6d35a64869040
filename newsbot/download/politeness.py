"""Manners that Scrapy lacks: obeying Crawl-delay, and no longer asking a portal that refuses us."""

from __future__ import annotations

import logging

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.defer import deferred_from_coro

from newsbot.ledger.component import REFUSED, Component
from newsbot.text.walls import wall_of

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
    not fetched by then is left to the next run.

    A page that stands instead of the one asked for (text/walls.py) is a refusal whatever its
    status. Nobody gets to see it: the request fails with the kind of wall as its reason. Stands
    where bodies are unpacked, before the retry middleware: asking again at once is no use.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.most = crawler.settings.getint("NEWSBOT_REFUSALS_MAX")
        self.in_a_row = 0
        crawler.signals.connect(self.refused, REFUSED)

    def process_response(self, request: Request, response: Response) -> Response:
        wall = wall_of(response.body, response.headers.get)
        if wall is None and response.status not in _REFUSALS:
            self.in_a_row = 0
            return response
        self.refused()
        if wall is not None:
            self.crawler.stats.inc_value(f"newsbot/refused/{wall}")
            raise IgnoreRequest(wall)
        return response

    def refused(self) -> None:
        """Count one more answer that refuses us."""
        self.in_a_row += 1
        if self.in_a_row == self.most:
            logger.error("Refused %d times in a row, leaving the portal alone", self.most)
            deferred_from_coro(self.crawler.engine.close_spider_async(reason="blocked"))
