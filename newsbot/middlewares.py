"""What Scrapy's downloader middlewares lack: refusing aloud, whole bodies, waiting when told to."""

from __future__ import annotations

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zlib import error as zlib_error

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import Request, Response

from newsbot.bodies import DamagedBodyError, gunzip_whole

logger = logging.getLogger(__name__)


class OutspokenOffsiteMiddleware(OffsiteMiddleware):
    """Refuses off-site requests where an errback hears of it. Scrapy's own drops them (redirects,
    too) without a word when they are scheduled, and their articles would be pending for ever."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> OutspokenOffsiteMiddleware:
        middleware = cls(crawler.stats)
        crawler.signals.connect(middleware.spider_opened, signals.spider_opened)
        middleware.crawler = crawler
        return middleware


class WholeBodyMiddleware(HttpCompressionMiddleware):
    """Scrapy takes as much of a damaged gzip answer as it can read; half a page is no page: here it
    is asked for again, and fails in the end."""

    def __init__(self, *, crawler: Crawler):
        super().__init__(crawler=crawler)
        self.crawler = crawler

    def process_response(  # type: ignore[override]  # the spider argument is deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        try:
            return super().process_response(request, response)
        except (DamagedBodyError, OSError, zlib_error) as error:
            spider = self.crawler.spider
            assert spider
            again = get_retry_request(request, spider=spider, reason="damaged compressed body")
            if again is None:
                raise DamagedBodyError(str(error)) from error
            return again

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        if encoding in {b"gzip", b"x-gzip"}:
            return gunzip_whole(body, max_size)
        return HttpCompressionMiddleware._decode(body, encoding, max_size)


class RetryAfterMiddleware:
    """Waits as long as a 429 or 503 asks for in Retry-After, with all requests of the portal.

    A wait longer than NEWSBOT_RETRY_AFTER_MAX seconds is left to the next run: the request is not
    retried. Stands between the retry middleware and the network.
    """

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self.longest = crawler.settings.getfloat("NEWSBOT_RETRY_AFTER_MAX")
        self.not_before = 0.0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfterMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        while (wait := self.not_before - time.monotonic()) > 0:
            await asyncio.sleep(wait)

    def process_response(self, request: Request, response: Response) -> Response:
        wait = retry_after(response) if response.status in (429, 503) else None
        if wait is None:
            return response
        self.crawler.stats.inc_value("newsbot/retry_after/count")
        if wait > self.longest:
            logger.warning("Asked to wait %.0f s, leaving it to the next run: %s", wait, request)
            request.meta["dont_retry"] = True
        else:
            self.not_before = max(self.not_before, time.monotonic() + wait)
        return response


def retry_after(response: Response) -> float | None:
    """Seconds that Retry-After (seconds or an HTTP date) asks for; None without a valid one."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
