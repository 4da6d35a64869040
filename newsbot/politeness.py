"""Crawl-delay of robots.txt, which Scrapy reads and does not obey."""

from __future__ import annotations

import logging

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request
from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)


class CrawlDelay:
    """Raises the portal's delay to what the robots.txt of any of its hosts asks for."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.delay = 0.0
        crawler.signals.connect(self.robots_parsed, signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CrawlDelay:
        return cls(crawler)

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
