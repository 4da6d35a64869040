"""Requests answered by an archive, and by nothing else."""

from __future__ import annotations

import asyncio
from email.utils import format_datetime
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes

from newsbot.archive import Archive
from newsbot.archive.posts import posted, posted_to
from newsbot.download.addon import replayed_archive
from newsbot.ledger.reasons import NOT_ARCHIVED


class ReplayHandler(BaseDownloadHandler):
    """Answers from the archive that NEWSBOT_WIRE names. What is not in it is a 404, counted as
    newsbot/archive/missed. Never opens a socket.

    `archived_at` in the request's meta is when the answer was archived (ISO 8601 UTC).
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        if crawler not in _archives:
            archive = replayed_archive(crawler.settings)
            assert archive is not None
            _archives[crawler] = archive
        self._archive = _archives[crawler]

    async def download_request(self, request: Request) -> Response:
        await asyncio.sleep(0)  # the engine gets its turn, as while an answer is on its way
        address = posted_to(request.url, posted(request.method, request.body))
        capture = self._archive.capture(address)
        stats = self.crawler.stats
        if capture is None:
            if urlsplit(request.url).path != "/robots.txt":  # few archives of others have it
                stats.inc_value("newsbot/archive/missed")
            return Response(request.url, status=404, flags=[NOT_ARCHIVED])
        stats.inc_value("newsbot/archive/replayed")
        if capture.truncated:
            raise IgnoreRequest("truncated")
        if len(capture.body) > request.meta.get("download_maxsize", len(capture.body)):
            raise IgnoreRequest("too large")
        request.meta["archived_at"] = capture.at.isoformat(timespec="seconds")
        headers = Headers()
        for name, value in capture.headers:
            headers.appendlist(name, value)
        headers.setdefault("Date", format_datetime(capture.at, usegmt=True))
        response = responsetypes.from_args(headers=headers, url=request.url, body=capture.body)
        return response(
            request.url,
            status=capture.status,
            headers=headers,
            body=capture.body,
            protocol="HTTP/1.1",
        )

    async def close(self) -> None:
        self._archive.close()


#: One for the handlers of both schemes.
_archives: WeakKeyDictionary[Crawler, Archive] = WeakKeyDictionary()
