"""Pages for a command that needs a few: out of an archive that is named, or asked for politely."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from scrapy.settings import BaseSettings, Settings

from newsbot.portal import PortalSpider
from newsbot.wire import archive_place, named_place

_PASSED = ("NEWSBOT_WIRE", "NEWSBOT_REPLICA", "NEWSBOT_CONTACT")


def articles_place(
    settings: BaseSettings, crawl: Sequence[str], name: str, given: str | None, stack: ExitStack
) -> str:
    """The archive that has an article's pages: the one given (a file, folder or glob), that of
    NEWSBOT_WIRE, or one that a crawl makes, until the stack is closed.

    crawl: what `scrapy crawl` is given, the portal and its arguments; name: the portal's name in
    the archive. Raises ValueError when there is no archive of the name given.
    """
    if place := archive_named(settings, given):
        return place
    data = stack.enter_context(tempfile.TemporaryDirectory())
    own = {
        "NEWSBOT_DATA": data,
        "NEWSBOT_LEDGER": "",
        "NEWSBOT_ARCHIVE_DAYS": "-1",
        "LOG_LEVEL": "WARNING",
    }
    passed = {each: settings[each] for each in _PASSED}
    given_on = [part for item in (own | passed).items() for part in ("-s", "=".join(item))]
    command = [sys.executable, "-m", "scrapy", "crawl", *crawl, *given_on]
    subprocess.run(command, check=False)  # noqa: S603
    return str(Path(data) / "archive" / name)


def archive_named(settings: BaseSettings, given: str | None) -> str | None:
    """The archive given, or that of NEWSBOT_WIRE; None without either. Raises ValueError."""
    return named_place(given) if given is not None else archive_place(settings["NEWSBOT_WIRE"])


def page_of(settings: Settings, url: str, portal: type[PortalSpider]) -> Response | None:
    """The one page at an address, asked for as a crawl of the portal would; None when it could not
    be had."""
    found: list[Response] = []

    async def start(self: Spider) -> AsyncIterator[Request]:
        yield Request(url, callback=found.append, errback=lambda _: None)

    # what a replica of saved pages has to know of the portal
    known = {name: getattr(portal, name) for name in ("domains", "sources", "channels", "rules")}
    spider = type("OnePage", (Spider,), {**known, "name": portal.name, "start": start})
    settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
    process = CrawlerProcess(settings)
    process.crawl(spider)
    process.start()
    return found[0] if found else None
