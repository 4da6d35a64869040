"""What Scrapy's downloader middlewares lack: refusals that are heard of, whole bodies, and waiting
as long as a server asks for."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import defaultdict
from collections.abc import Sequence

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import DownloadCancelledError, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from newsbot.crawl.run import answered, http_date, is_portal
from newsbot.ledger.component import Component
from newsbot.text.gunzip import TooLargeError, gunzip_whole
from newsbot.text.urls import on_site

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

    def should_follow(self, request: Request, spider: Spider) -> bool:
        """Nothing but the web's own schemes and ports on the portal's own domains, named: no
        file:, no loopback, no other service on a host of the portal, no password."""
        if not is_portal(self.crawler):
            return super().should_follow(request, spider)
        return on_site(request.url, spider.allowed_domains)  # type: ignore[attr-defined]


# RFC 9309 asks a reader of robots.txt to take 500 KiB at least; its parser is a slow one.
_ROBOTS_BYTES = 512 * 1024
# Encodings around encodings: none is what servers do, two what a proxy's mistake makes of it.
_MOST_ENCODINGS = 2


class WholeBodyMiddleware(HttpCompressionMiddleware):
    """Scrapy takes as much of a damaged gzip answer as it can read; half a page is no page: here it
    is asked for again, and fails in the end. What is too large fails at once."""

    def __init__(self, *, crawler: Crawler):
        super().__init__(crawler=crawler)
        self.crawler = crawler

    def process_response(  # type: ignore[override]  # the spider argument is deprecated
        self, request: Request, response: Response
    ) -> Request | Response:
        try:
            encodings = b",".join(response.headers.getlist("Content-Encoding"))
            if encodings.count(b",") >= _MOST_ENCODINGS:
                raise TooLargeError(f"encoded {encodings.count(b',') + 1} times")
            return super().process_response(request, response)
        except (TooLargeError, IgnoreRequest) as error:  # the second is Scrapy's own for a bomb
            raise self._too_large(request, error) from error
        except Exception as error:  # each codec has errors of its own
            spider = self.crawler.spider
            assert spider
            again = get_retry_request(request, spider=spider, reason="damaged compressed body")
            if again is None:
                raise IgnoreRequest("truncated") from error
            return again

    def process_request(self, request: Request) -> None:  # type: ignore[override]  # see above
        super().process_request(request)
        if urlparse_cached(request).path == "/robots.txt":
            request.meta.setdefault("download_maxsize", _ROBOTS_BYTES)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """An answer that grew too large while it came in."""
        if isinstance(exception, DownloadCancelledError):
            raise self._too_large(request, exception) from exception

    def _too_large(self, request: Request, error: Exception) -> IgnoreRequest:
        self.crawler.stats.inc_value("newsbot/too_large")
        kind = {"kind": "too large", "of": "answers", "address": request.url}
        logger.warning("Too large, not read: %s (%s)", request, error, extra=kind)
        return IgnoreRequest("too large")

    @staticmethod
    def _decode(body: bytes, encoding: bytes, max_size: int) -> bytes:
        if encoding in {b"gzip", b"x-gzip"}:
            return gunzip_whole(body, max_size)
        return HttpCompressionMiddleware._decode(body, encoding, max_size)


def decode_content(encodings: Sequence[bytes], body: bytes, most: int) -> bytes | None:
    """A body without its content encodings, innermost first as in the header; None when it cannot
    be read whole, or is more than so many bytes."""
    names = [name for name in (value.strip().lower() for value in encodings) if name]
    try:
        for encoding in reversed(names[:_MOST_ENCODINGS]):
            body = WholeBodyMiddleware._decode(body, encoding, most)
    except Exception:  # noqa: BLE001  each codec has errors of its own
        return None
    return body if len(names) <= _MOST_ENCODINGS and len(body) <= most else None


class QuietRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Says that a robots.txt could not be had in one line, without a traceback; and lets nobody
    pass who has not read it. (Of several requests that wait for one answer, Scrapy's own gives it
    to the first, and lets the others go as if there were none.)"""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        logging.getLogger(RobotsTxtMiddleware.__module__).addFilter(_without_traceback)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        async with self._asking[urlparse_cached(request).netloc]:
            return await super().robot_parser(request)


def _without_traceback(record: logging.LogRecord) -> bool:
    record.exc_info = None
    if record.levelno == logging.ERROR:  # what became of the run says whether anybody is needed
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


class RetryAfterMiddleware(Component):
    """Waits as long as a 429 or 503 asks for in Retry-After, with all requests of the portal.

    A wait longer than NEWSBOT_RETRY_AFTER_MAX seconds is left to the next run: the request is not
    retried. Stands between the retry middleware and the network.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.longest = crawler.settings.getfloat("NEWSBOT_RETRY_AFTER_MAX")
        self.not_before = 0.0

    async def process_request(self, request: Request) -> None:
        while (wait := self.not_before - time.monotonic()) > 0:
            await asyncio.sleep(wait)

    def process_response(self, request: Request, response: Response) -> Response:
        wait = retry_after(response) if response.status in (429, 503) else None
        if wait is None:
            return response
        self.crawler.stats.inc_value("newsbot/retry_after/count")
        if wait > self.longest:
            kind = {"kind": "asked to wait", "of": "answers", "address": request.url}
            told = "Asked to wait %.0f s, leaving it to the next run: %s"
            logger.warning(told, wait, request, extra=kind)
            request.meta["dont_retry"] = True
        else:
            self.not_before = max(self.not_before, time.monotonic() + wait)
        return response


class UnreferredRedirectMiddleware(RedirectMiddleware):
    """Sends no Referer, as nothing here does. (Scrapy's own looks for the spider middleware that
    would know one, and warns at each run that there is none.)"""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> UnreferredRedirectMiddleware:
        middleware = cls(crawler.settings)
        middleware.crawler = crawler
        return middleware


def retry_after(response: Response) -> float | None:
    """Seconds that Retry-After (seconds or an HTTP date) asks for; None without a valid one. A date
    is one by the clock of whoever answered."""
    value = (response.headers.get("Retry-After") or b"").strip()
    if value.isdigit():
        return float(value[:9])
    moment = http_date(value)
    return None if moment is None else max(0.0, (moment - answered(response)).total_seconds())
