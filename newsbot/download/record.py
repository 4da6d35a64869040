"""Every answer of a run, kept as it was received."""

from __future__ import annotations

import logging
from pathlib import Path
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.misc import build_from_crawler, load_object

from newsbot import __version__
from newsbot.archive import ArchiveWriter, prune, repair
from newsbot.clock import now
from newsbot.crawl.run import is_portal
from newsbot.download.clock_check import CLOCK
from newsbot.ledger import ledger_of

logger = logging.getLogger(__name__)


class RecordHandler(BaseDownloadHandler):
    """Lets another handler answer, and puts what was asked and answered into the archive."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        if is_portal(crawler) and crawler not in _recorders:
            _recorders[crawler] = Recorder(crawler)
        self._handlers: dict[str, BaseDownloadHandler] = {}

    async def download_request(self, request: Request) -> Response:
        response = await self._handler(request.url.partition(":")[0]).download_request(request)
        if self.crawler in _recorders:
            _recorders[self.crawler].keep(request, response)
        return response

    def _handler(self, scheme: str) -> BaseDownloadHandler:
        if scheme not in self._handlers:
            handler = load_object(self.crawler.settings["NEWSBOT_RECORDED_HANDLERS"][scheme])
            self._handlers[scheme] = build_from_crawler(handler, self.crawler)
        return self._handlers[scheme]

    async def close(self) -> None:
        for handler in self._handlers.values():
            await handler.close()


class Recorder:
    """Writes the archive of one run, NEWSBOT_DATA/archive/<portal>/. When that fails no article is
    lost: failures are counted, and the run ends with exit code 3."""

    def __init__(self, crawler: Crawler):
        settings, self._stats = crawler.settings, crawler.stats
        self._crawler, self._portal = crawler, crawler.spidercls.name
        self._folder = Path(settings["NEWSBOT_DATA"]) / "archive" / self._portal
        self._days = settings.getint("NEWSBOT_ARCHIVE_DAYS")
        self._writer = ArchiveWriter(
            self._folder, self._portal, self._info(), settings.getint("NEWSBOT_ARCHIVE_BYTES")
        )
        crawler.signals.connect(self.tidy, signals.spider_opened)
        crawler.signals.connect(self.finish, signals.spider_closed)

    def _info(self) -> dict[str, str]:
        settings = self._crawler.settings
        return {
            "software": f"newsbot/{__version__}",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/"
            "warc-1.1/",
            "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
            "http-header-user-agent": settings["USER_AGENT"],
            "isPartOf": self._portal,
        }

    def tidy(self) -> None:
        """Finish what a killed run left."""
        ledger_of(self._crawler)  # its lock keeps other runs of the portal away
        try:
            repair(self._folder, self._portal)
        except OSError as error:
            self._failed(error)

    def keep(self, request: Request, response: Response) -> None:
        """Write one exchange."""
        try:
            self._writer.write(
                method=request.method,
                url=request.url,
                request_headers=_pairs(request),
                request_body=request.body,
                status=response.status,
                headers=_pairs(response),
                body=response.body,
                at=now(),
                ip=str(response.ip_address) if response.ip_address else None,
            )
            self._stats.inc_value("newsbot/archive/kept")
        except Exception as error:  # noqa: BLE001  whatever it is, the article goes on
            self._failed(error)

    def finish(self, reason: str) -> None:
        """Finish the run's own files, and remove what is too old, unless the clock is wrong by
        which that is judged. reason: why the run ends."""
        try:
            self._writer.close()
            days = 0 if reason == CLOCK else self._days
            for path in prune(self._folder, self._portal, days, now()):
                logger.info("Older than %d days, removed: %s", self._days, path)
        except OSError as error:
            self._failed(error)
        self._stats.set_value("newsbot/archive/files", [str(path) for path in self._writer.files])
        _recorders.pop(self._crawler, None)  # it holds the crawler, which nothing would let go

    def _failed(self, error: Exception) -> None:
        if not self._stats.get_value("newsbot/archive/failed"):  # said once
            logger.error("Cannot archive: %s; the run goes on", error)
            self._stats.set_value("newsbot/archive/why", str(error))
        self._stats.inc_value("newsbot/archive/failed")


def _pairs(message: Request | Response) -> list[tuple[bytes, bytes]]:
    # dict's own: Scrapy's looks at each name again, and they are as it has left them
    headers = dict.items(message.headers)
    return [(name, value) for name, values in headers for value in values]


#: One for the handlers of both schemes.
_recorders: WeakKeyDictionary[Crawler, Recorder] = WeakKeyDictionary()
