"""Crawl-delay and Retry-After, which Scrapy does not obey by itself."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.utils import format_datetime
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Spider
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from newsbot.clock import now
from newsbot.download.middlewares import QuietRobotsTxtMiddleware, RetryAfterMiddleware, retry_after
from newsbot.download.politeness import CrawlDelay

REQUEST = Request("https://p.id/read/1")


class Portal(Spider):
    name = "p"


def crawler_of(**settings: Any) -> Any:
    """A crawler with the parts that matter here, and no network."""
    return get_crawler(Portal, {"USER_AGENT": "newsbot/1.0", **settings})


def answered(status: int, wait: str | None = None) -> Response:
    headers = {"Retry-After": wait} if wait is not None else {}
    return Response("https://p.id/", status=status, headers=headers)


def test_crawl_delay_raises_every_delay_and_lowers_none() -> None:
    slots = {"p": SimpleNamespace(delay=1.0), "slow": SimpleNamespace(delay=9.0)}
    downloader = SimpleNamespace(_delay=1.0, slots=slots)
    throttle = AutoThrottle.__new__(AutoThrottle)
    throttle.mindelay = 1.0
    crawler = SimpleNamespace(
        signals=SimpleNamespace(connect=lambda *_: None),
        settings={"USER_AGENT": "newsbot/1.0"},
        engine=SimpleNamespace(downloader=downloader),
        get_extension=lambda _: throttle,
    )
    extension = CrawlDelay(crawler)  # type: ignore[arg-type]
    for text in (b"User-agent: *\nCrawl-delay: 5", b"User-agent: *\nCrawl-delay: 2"):
        extension.robots_parsed(ProtegoRobotParser(text, None), REQUEST)
    assert (slots["p"].delay, slots["slow"].delay, downloader._delay) == (5.0, 9.0, 5.0)
    assert throttle.mindelay == 5.0


def test_all_requests_that_wait_for_robots_txt_obey_it() -> None:
    crawler = crawler_of(ROBOTSTXT_OBEY=True)
    asked = []

    async def download(request: Request) -> Response:
        asked.append(request.url)
        await asyncio.sleep(0)
        return Response(request.url, body=b"User-agent: *\nDisallow: /arsip/")

    crawler.engine = SimpleNamespace(download_async=download)

    async def run() -> Any:
        middleware = QuietRobotsTxtMiddleware(crawler)
        paths = ("arsip/1", "arsip/2", "arsip/3", "read/4")
        requests = [Request(f"https://p.id/{path}") for path in paths]
        passed = (middleware.process_request(request) for request in requests)
        return list(await asyncio.gather(*passed, return_exceptions=True))

    *refused, free = asyncio.run(run())
    assert [type(each) for each in refused] == [IgnoreRequest] * 3
    assert free is None
    assert asked == ["https://p.id/robots.txt"]


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7.0), ("0", 0.0), (None, None), ("", None), ("bald", None), ("-3", None), ("1.5", None)],
)
def test_retry_after_in_seconds(value: str | None, seconds: float | None) -> None:
    assert retry_after(answered(429, value)) == seconds


def test_retry_after_as_a_date() -> None:
    later = format_datetime(now() + timedelta(seconds=90), usegmt=True)
    wait = retry_after(answered(429, later))
    assert wait is not None
    assert 60 < wait <= 90
    assert retry_after(answered(429, "Thu, 01 Jan 2015 00:00:00 GMT")) == 0


def waiting(status: int, wait: str | None, longest: float = 120) -> tuple[Any, Request]:
    crawler = crawler_of(NEWSBOT_RETRY_AFTER_MAX=longest)
    middleware, request = RetryAfterMiddleware(crawler), REQUEST.replace()
    middleware.process_response(request, answered(status, wait))
    return middleware, request


def test_all_requests_wait_when_one_is_told_to() -> None:
    middleware, request = waiting(429, "3600", longest=10_000)
    assert not request.meta.get("dont_retry")

    async def ask() -> None:
        await asyncio.wait_for(middleware.process_request(REQUEST), timeout=0.05)

    with pytest.raises(TimeoutError):
        asyncio.run(ask())


@pytest.mark.parametrize(("status", "wait"), [(200, "60"), (429, None), (404, "60")])
def test_nothing_waits_when_nothing_asks_for_it(status: int, wait: str | None) -> None:
    middleware, _ = waiting(status, wait)
    asyncio.run(middleware.process_request(REQUEST))


def test_too_long_a_wait_is_left_to_the_next_run() -> None:
    middleware, request = waiting(503, "3600")
    assert request.meta["dont_retry"] is True
    asyncio.run(middleware.process_request(REQUEST))
