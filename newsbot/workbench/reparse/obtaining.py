"""Pages for a command that needs a few: from an archive, or asked of the portal politely."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal, TypeVar

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.gz import gzip_magic_number
from twisted.python.failure import Failure

from newsbot.clock import now
from newsbot.crawl.failures import in_words, reason_of
from newsbot.crawl.portal import PortalSpider
from newsbot.crawl.run import answered, content_type
from newsbot.ledger.reasons import NOT_ARCHIVED
from newsbot.text import bounds
from newsbot.text.gunzip import DamagedBodyError, TooLargeError, gunzip_whole

# How Scrapy names the domain that it does not ask.
_ELSEWHERE = re.compile(r"offsite request to '([^']+)'")


@dataclass(frozen=True)
class Answer:
    """A page: where it was, its body, its Content-Type and when it was answered, if known."""

    url: str
    body: bytes
    content_type: str | None = None
    answered: datetime | None = None


@dataclass(frozen=True)
class Lost:
    """A page that could not be had, and why, in words. It is false, as nothing would be."""

    why: str

    def __bool__(self) -> Literal[False]:
        return False


#: Asks for one page.
Get = Callable[[str], Awaitable[Answer | Lost]]
Made = TypeVar("Made")


def ask_portal(
    settings: Settings, portal: type[PortalSpider], work: Callable[[Get, datetime], Awaitable[Made]]
) -> Made:
    """Do work that asks for pages, one by one, as a crawl of the portal would, and return what it
    makes. work: is given what asks for a page, and the moment (aware) that answers are of.

    Raises what the work raises; KeyboardInterrupt when a signal ended it.
    """
    done: list[Made] = []
    failed: list[Exception] = []

    async def start(self: Spider) -> AsyncIterator[Request]:
        try:
            asof = self.settings["NEWSBOT_ASOF"]
            today = datetime.fromisoformat(asof) if asof else now()
            done.append(await work(partial(_get, self), today))
        except Exception as error:  # noqa: BLE001  raised again where it can be heard
            failed.append(error)
        return
        yield  # makes this an asynchronous generator, as Scrapy wants it

    # what a replica of saved pages has to know of the portal
    known = {name: getattr(portal, name) for name in ("domains", "sources", "channels", "rules")}
    known |= {"name": portal.name, "allowed_domains": list(portal.domains), "start": start}
    settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(type("Asking", (Spider,), known))
    process.crawl(crawler)
    process.start()
    if crawler.stats is None or crawler.stats.get_value("finish_reason") != "finished":
        raise KeyboardInterrupt
    if failed:
        raise failed[0]
    return done[0]


async def _get(spider: Spider, url: str) -> Answer | Lost:
    """Ask for a page by way of the middlewares of a crawl; the hosts of a portal share a delay."""
    if spider.crawler.engine is None or not spider.crawler.crawling:  # a signal has ended it
        return Lost("stopped before it was asked for")
    request = Request(url, meta={"download_slot": spider.name})
    try:
        response = await spider.crawler.engine.download_async(request)
    except Exception as error:  # noqa: BLE001  refused, lost, or given up: no page
        elsewhere = _ELSEWHERE.search(str(error))
        why = in_words(reason_of(Failure(error)))  # type: ignore[no-untyped-call]
        return Lost(f"{why}, to {elsewhere[1]}" if elsewhere else why)
    body = response.body
    if response.status != 200 or not body:
        archived = NOT_ARCHIVED not in response.flags
        status = f"http_{response.status}" if archived else NOT_ARCHIVED
        return Lost("its answer is empty" if response.status == 200 else in_words(status))
    if gzip_magic_number(response):  # a .gz file, not a compressed answer
        try:
            body = gunzip_whole(body, bounds.XML_BYTES)
        except DamagedBodyError as error:
            large = isinstance(error, TooLargeError)
            return Lost(in_words("too large" if large else "truncated"))
    return Answer(response.url, body, content_type(response), answered(response))
