"""Requests answered by the embedded replica, under the portal's real addresses."""

from __future__ import annotations

import asyncio
from typing import cast
from urllib.parse import urlsplit, urlunsplit
from weakref import WeakKeyDictionary

from scrapy import Spider
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.settings import BaseSettings

from newsbot.download.addon import replica_port
from newsbot.replica import server
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.replica.saved.options import CaseOptions
from newsbot.replica.saved.site import CaseSite, Portal

_HOST = "127.0.0.1"


class ReplicaHandler(HTTP11DownloadHandler):
    """Sends every request to the replica instead. Robots.txt, delays and middlewares see the real
    addresses, as only the connection is another. Starts the replica unless a port is given."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        if crawler not in _servers:
            _servers[crawler] = _Server(crawler.settings, crawler.spidercls)
        self._server = _servers[crawler]

    async def download_request(self, request: Request) -> Response:
        parts = urlsplit(request.url)
        port = await self._server.port()
        rewritten = request.replace(
            url=urlunsplit(("http", f"{_HOST}:{port}", parts.path or "/", parts.query, "")),
            headers={**request.headers, b"Host": parts.netloc},
        )
        response = await super().download_request(rewritten)
        if "download_latency" in rewritten.meta:
            request.meta["download_latency"] = rewritten.meta["download_latency"]
        return response.replace(url=request.url)

    async def close(self) -> None:
        await super().close()
        self._server.close()


class _Server:
    """The replica of a crawl, shared by the handlers of both schemes."""

    def __init__(self, settings: BaseSettings, portal: type[Spider]):
        self._port = replica_port(settings["NEWSBOT_WIRE"]) or 0
        self._settings, self._portal = settings, portal  # the crawler would never be let go
        self._server: asyncio.Server | None = None
        self._starting = asyncio.Lock()

    async def port(self) -> int:
        async with self._starting:
            if not self._port:
                self._server = await server.serve(self._site(), host=_HOST)
                self._port = int(self._server.sockets[0].getsockname()[1])
        return self._port

    def _site(self) -> server.Site:
        """The generated portal, or the crawled portal's own cases. Raises ValueError."""
        text = self._settings["NEWSBOT_REPLICA"] or ""
        if CaseOptions.wanted(text):
            return CaseSite(cast("Portal", self._portal), CaseOptions.parse(text))
        return Site(Options.parse(text))

    def close(self) -> None:
        if self._server is not None:
            self._server.close()


_servers: WeakKeyDictionary[Crawler, _Server] = WeakKeyDictionary()
