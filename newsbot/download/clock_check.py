"""A wrong clock ends the run before it does harm: nothing would be new, or all of it over."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, NotConfigured
from scrapy.http import Request, Response
from scrapy.utils.defer import deferred_from_coro
from twisted.python.failure import Failure

from newsbot.clock import SLACK, Stopwatch, now
from newsbot.crawl.run import http_date, is_portal
from newsbot.ledger.component import Component
from newsbot.ledger.reading import NOT_BELIEVED

logger = logging.getLogger(__name__)

#: Why a run ends whose clock is wrong.
CLOCK = "clock"
_WHAT_TO_DO = (
    "Set this machine's clock%s. The run ends, and uses up no try; the next goes on from here"
)
# No clock that is right says less: such a Date is made up.
_FIRST = datetime(2024, 1, 1, tzinfo=UTC)
_OF_THE_PORTAL = " (where the portal's own is wrong, set NEWSBOT_CLOCK_MAX to more, or to -1)"


class ClockCheck(Component):
    """Ends the run when the answers' Date headers and this machine's clock differ by more than
    NEWSBOT_CLOCK_MAX seconds, or when the clock jumps by more than that; says also which runs of
    the ledger lie in the future. -1: nothing is compared, nor is it with what does not answer as of
    today (an archive).

    One answer that agrees shows that the clock is right. Two that disagree alike show that it is
    wrong: a single one may come out of a cache that does not say so.

    What is still asked for or answered by then nobody gets to see: it is left to the next run.
    Stands nearest to the network.
    """

    def __init__(self, crawler: Crawler):
        if not is_portal(crawler):
            raise NotConfigured
        super().__init__(crawler)
        settings = crawler.settings
        self._most = timedelta(seconds=settings.getfloat("NEWSBOT_CLOCK_MAX"))
        self._checks = self._most >= timedelta() and settings.getbool("NEWSBOT_LIVE", True)
        self._wrong = False
        self._suspected: timedelta | None = None
        self._stopwatch = Stopwatch()
        crawler.signals.connect(self.spider_opened, signals.spider_opened)

    def spider_opened(self) -> None:
        if moment := self.ledger.from_the_future():
            logger.warning("%s", NOT_BELIEVED.format(moment))

    def process_request(self, request: Request) -> None:
        if self._wrong:
            raise self._left(request)

    def process_response(self, request: Request, response: Response) -> Response:
        if self._checks and not self._wrong:
            self._compare(response)
        if self._wrong:
            raise self._left(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if self._wrong:
            self._left(request)

    def _compare(self, response: Response) -> None:
        jump = self._stopwatch.jump()
        if abs(jump) > self._most:
            self._end(f"The clock was set {_span(jump)} {_way(jump)} during the run", "")
            return
        ahead = None if self.ledger.clock_is_right else _clock_ahead(response)
        if ahead is None:
            return
        if abs(ahead) <= self._most:
            self.ledger.clock_is_right = True
        elif self._suspected is None or abs(self._suspected - ahead) > SLACK:
            self._suspected = ahead
        else:
            here, there = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in (now(), now() - ahead))
            wrong = f"{_span(ahead)} {'ahead' if ahead > timedelta() else 'behind'}"
            self._end(
                f"This machine says it is {here}, the portal's answers say {there}: the clock is "
                f"{wrong}",
                _OF_THE_PORTAL,
            )

    def _end(self, what: str, unless: str) -> None:
        self._wrong = True
        logger.error("%s. %s", what, _WHAT_TO_DO % unless)
        deferred_from_coro(self.crawler.engine.close_spider_async(reason=CLOCK))

    def _left(self, request: Request) -> IgnoreRequest:
        """Why a request comes to nothing. Its URL stays in the ledger as it is."""
        request.errback = _unheard
        return IgnoreRequest(CLOCK)


def _unheard(failure: Failure) -> None:
    """What hears of a request that is left to the next run."""


def _clock_ahead(response: Response) -> timedelta | None:
    """How far this machine's clock is ahead of that of whoever answered (below zero: behind). None
    where nothing says so: no Date, or that of an answer which a cache may have kept."""
    moment = http_date(response.headers.get("Date"))
    if moment is None or moment < _FIRST or _is_kept(response):
        return None
    return now() - moment


def _is_kept(response: Response) -> bool:
    """Whether a cache gave the answer: it says how old it is, or that it had it."""
    age = (response.headers.get("Age") or b"0").strip()
    caches = (values for name, values in dict.items(response.headers) if b"Cache" in name)
    had = any(b"HIT" in value.upper() for values in caches for value in values)
    return age != b"0" or had or "cached" in response.flags  # the flag is that of Scrapy's cache


def _span(time: timedelta) -> str:
    hours = abs(time).total_seconds() / 3600
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.0f} days"


def _way(time: timedelta) -> str:
    return "forward" if time > timedelta() else "back"
