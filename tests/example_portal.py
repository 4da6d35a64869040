"""A portal made up for tests, in the forms that the replica's has not; and its server."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from newsbot.clock import now
from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Json, Rss, Search, Source
from newsbot.text.dates import WIB

NEWEST = datetime(2026, 5, 15, 23, tzinfo=WIB)
PER_PAGE = 10
LINKS, TIME = "h3 a", "time::attr(datetime)"
LONG_AGO = timedelta(days=100_000)
TERKINI = "https://www.contoh.id/terkini?page={page}"


class ExamplePortal(PortalSpider):
    """Everything on one undated listing; the search is posted and answers HTML in JSON."""

    name = "example"
    domains = ("contoh.id",)
    channels: ClassVar[dict[str, str]] = {"politik": "1", "ekonomi": "2"}
    sources: ClassVar[tuple[Source, ...]] = (
        Index(TERKINI, LINKS, TIME, reach=LONG_AGO),
        Search(
            "https://www.contoh.id/cari",
            LINKS,
            TIME,
            form={"kata": "{query}", "hal": "{page}"},
            inside="data.html",
        ),
    )
    article_url = r"www\.contoh\.id/(?P<channel>politik|ekonomi)/(?P<id>\d+)"


class EndingPortal(ExamplePortal):
    """Its listing ends on page 2."""

    name = "ending"
    sources = (Index(TERKINI, LINKS, TIME, max_pages=2, ends=True, reach=LONG_AGO),)


class RedesignedPortal(ExamplePortal):
    """Its listing is not as declared any more."""

    name = "redesigned"
    sources = (Index(TERKINI, ".judul-lama a", TIME, reach=LONG_AGO),)


class DaysAgoPortal(ExamplePortal):
    """Its listing tells times in days before now."""

    name = "daysago"
    sources = (Index(TERKINI, LINKS, "time", reach=LONG_AGO),)


class CutOffPortal(ExamplePortal):
    """Its listing goes on beyond page 2, where nobody looks."""

    name = "cutoff"
    sources = (Index(TERKINI, LINKS, TIME, max_pages=2, reach=LONG_AGO),)


class GraphqlPortal(ExamplePortal):
    """Its listing is asked for in GraphQL, page after page by a cursor."""

    name = "graphql"
    channels = {}
    sources = (
        Json(
            "https://api.contoh.id/graphql",
            link="https://www.contoh.id/{channel}/{id}",
            published="terbit",
            json={
                "query": "query ($after: String) { articles(after: $after) { id channel } }",
                "variables": {"after": "{cursor}"},
            },
            items="data.articles.nodes",
            cursor="data.articles.pageInfo.endCursor",
            reach=LONG_AGO,
        ),
    )


class RefusingPortal(ExamplePortal):
    """It refuses everybody."""

    name = "refusing"
    channels = {}
    access = "refused"
    sources = (
        Index("https://refusing.contoh.id/terkini?page={page}", LINKS),
        Rss("https://refusing.contoh.id/rss", required=False),
    )


class ExampleSite:
    """The server's side: `count` articles, an hour apart, the first ten of them politik. asked:
    every request as (method, address, body); agents: every User-Agent. newest: the first's time."""

    def __init__(self, count: int, newest: datetime = NEWEST):
        self.times = [newest - timedelta(hours=number) for number in range(count)]
        self.asked: list[tuple[str, str, str]] = []
        self.agents: set[str] = set()

    def path(self, number: int) -> str:
        return f"/{'politik' if number < PER_PAGE else 'ekonomi'}/{number}"

    def pages(self) -> list[str]:
        """The pages of the undated listing that were asked for."""
        return [url.partition("page=")[2] for _, url, _ in self.asked if "page=" in url]

    def answer(self, host: str, target: str, body: str) -> tuple[int, str]:
        """Status and body."""
        asked = parse_qs(urlsplit(target).query)
        if host.startswith("refusing"):
            return 403, "Forbidden"
        if target == "/graphql":
            return 200, self._graphql(json.loads(body)["variables"]["after"])
        if target == "/cari":
            form = parse_qs(body)
            found = [n for n in range(len(self.times)) if str(n).endswith(form["kata"][0])]
            return 200, json.dumps({"data": {"html": self._list(found, int(form["hal"][0]))}})
        if target.startswith("/terkini"):
            page = min(int(asked["page"][0]), -(-len(self.times) // PER_PAGE))  # the last repeats
            return 200, self._list(list(range(len(self.times))), page)
        number = int(target.rpartition("/")[2]) if target[-1:].isdigit() else -1
        return (200, self._article(number)) if number >= 0 else (404, "Not found")

    def _list(self, numbers: list[int], page: int) -> str:
        return "".join(
            f'<div><h3><a href="https://www.contoh.id{self.path(number)}">Judul</a></h3>'
            f'<time datetime="{self.times[number].isoformat()}">{number // 24} hari lalu</time>'
            "</div>"
            for number in numbers[PER_PAGE * (page - 1) :][:PER_PAGE]
        )

    def _graphql(self, after: str | None) -> str:
        start = int(after or 0)
        nodes = [
            {"id": n, "channel": self.path(n).split("/")[1], "terbit": self.times[n].isoformat()}
            for n in range(start, min(start + PER_PAGE, len(self.times)))
        ]
        end = start + PER_PAGE if start + PER_PAGE < len(self.times) else None
        articles = {"nodes": nodes, "pageInfo": {"endCursor": end and str(end)}}
        return json.dumps({"data": {"articles": articles}})

    def _article(self, number: int) -> str:
        return (
            f"<h1>Judul {number}</h1><time itemprop=datePublished "
            f"datetime={self.times[number].isoformat()}></time>"
            f"<div itemprop=articleBody><p>Isi berita nomor {number}.</p></div>"
        )


@contextmanager
def serve_example(site: ExampleSite) -> Iterator[int]:
    """The portal on a port of the loopback interface."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers["Host"]
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            site.agents.add(self.headers["User-Agent"])
            site.asked.append((self.command, f"{host}{self.path}", body))
            status, text = site.answer(host, self.path, body)
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_POST = do_GET  # noqa: N815  the base class looks for it

        def date_time_string(self, timestamp: float | None = None) -> str:
            return format_datetime(now(), usegmt=True)

        def log_message(self, *_: Any) -> None:
            """Tests say what went wrong."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
