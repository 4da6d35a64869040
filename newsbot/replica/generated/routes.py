"""Which address gets which page: articles, listings, search and what machines read."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

from newsbot.replica.answer import XML, Answer
from newsbot.replica.generated import machine
from newsbot.replica.generated.catalogue import Catalogue, Entry
from newsbot.replica.generated.channels import BY_CID, BY_HOST, BY_RUBRIC, HI_LITE, OLD_INDEX, WWW
from newsbot.replica.generated.faults import Faults, fault_of
from newsbot.replica.generated.furniture import Furniture
from newsbot.replica.generated.listings import PER_PAGE, Listings
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.pages import STEP, ArticlePages

_ARTICLE = re.compile(r"/(?:read|newsread|berita)/(\d{1,12})/\d+/[^/]+(?:/(\d{1,4}))?/?$")
_INDEX = re.compile(r"/indeks(?:/(\d{1,6}))?(?:/(\d{1,9}))?/?$")
_MORE = re.compile(r"/more/(\d{1,6})/?$")
Query = Mapping[str, list[str]]


class Routes:
    """The portal's address space; answers are spoilt here by the faults of their article."""

    def __init__(
        self,
        options: Options,
        catalogue: Catalogue,
        furniture: Furniture,
        pages: ArticlePages,
    ) -> None:
        self._options = options
        self._catalogue = catalogue
        self._pages = pages
        self._listings = Listings(options.seed, catalogue, furniture)
        self._faults = Faults(options)
        self._found: dict[str, list[Entry]] = {}

    def answer(self, host: str, target: str) -> tuple[str, Answer]:
        """The kind of page and the answer to GET `target` (path and query) at `host`."""
        path, _, asked = target.partition("?")
        query = parse_qs(asked)
        if host == OLD_INDEX:
            moved = {"Location": f"https://{WWW}/indeks"}
            return "listing", Answer(301, b"", headers=moved)
        if path == "/robots.txt":
            return "robots", Answer(
                200, machine.robots(host, self._options), "text/plain; charset=UTF-8"
            )
        if host == HI_LITE:
            return "other", Answer(200, b"<html><body><h1>Hi-Lite</h1></body></html>")
        if match := _ARTICLE.match(path):
            return "article", self._article(host, target, int(match[1]), match[2], query)
        if path in ("/feed", "/rss", "/feed/", "/rss/"):
            return "rss", self._listed(lambda es: Answer(200, machine.rss(host, es), XML), host)
        if "sitemap" in path:
            return "sitemap", self._sitemap(host, path)
        if path == "/search/go":
            return "search", self._search(query)
        return "listing", self._listing(host, path, query)

    def _article(
        self, host: str, target: str, number: int, offset: str | None, query: Query
    ) -> Answer:
        entry = self._catalogue.by_number.get(number)
        page, rest = divmod(int(offset or 0), STEP)
        if entry is None or rest:
            return self._not_found(host)
        whole = query.get("showpage") == ["all"]
        count = self._pages.layout(entry, self._pages.story(entry)).count
        fault = fault_of(self._options, number, count)
        gone = (
            fault == "http_404"
            or (fault == "missing_page2" and (whole or page == 1))
            or (fault == "no_showpage" and whole)
        )
        shown = 0 if whole and fault != "showpage_ignored" else page + 1
        body = None if gone else self._pages.page(entry, shown, fault == "changed_layout")
        answer = Answer(200, body) if body is not None else self._not_found(host)
        return self._faults.spoil(fault, host + target, answer)

    def _listing(self, host: str, path: str, query: Query) -> Answer:
        kanal = BY_HOST.get(host)
        if path == "/":
            return self._listed(
                lambda es: Answer(200, self._listings.plain("Terkini", es[:30], kanal)), host
            )
        if (match := _MORE.match(path)) and (of := BY_RUBRIC.get(int(match[1]))):
            sub = int(match[1])
            entries = [e for e in self._catalogue.of(of) if e.rubric.number == sub][:PER_PAGE]
            return self._listed(
                lambda es: Answer(200, self._listings.plain(of.label, es, of)), host, entries
            )
        if (match := _INDEX.match(path)) and int(match[1] or 0) in (0, *BY_CID):
            return self._index(int(match[1] or 0), int(match[2] or 0), query)
        return self._not_found(host)

    def _index(self, cid: int, offset: int, query: Query) -> Answer:
        kanal = BY_CID.get(cid)
        try:
            day = date.fromisoformat(query.get("t", [""])[0])
        except ValueError:
            day = self._catalogue.newest
        entries = self._catalogue.of(kanal, day)
        if self._options.repeat_listing and entries:
            offset = min(offset, (len(entries) - 1) // PER_PAGE * PER_PAGE)
        return self._listed(
            lambda es: Answer(200, self._listings.index(kanal, day, offset, es)), WWW, entries
        )

    def _search(self, query: Query) -> Answer:
        wanted = " ".join(query.get("q", [])).strip()
        page = query.get("p", ["1"])[0]
        number = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
        found = self._matching(wanted.casefold()) if not self._options.listing_empty else []
        return self._listed(
            lambda es: Answer(200, self._listings.search(wanted, number, es)), WWW, found
        )

    def _matching(self, wanted: str) -> list[Entry]:
        if wanted not in self._found:
            self._found[wanted] = [
                entry
                for entry in self._catalogue.newest_first
                if wanted in entry.title.casefold()
                or any(wanted in p.casefold() for p in self._pages.story(entry).paragraphs)
            ]
        return self._found[wanted] if wanted else []

    def _sitemap(self, host: str, path: str) -> Answer:
        makers: dict[str, Callable[[list[Entry]], bytes]] = {
            "/sitemap.xml": lambda _: machine.sitemap_index(host),
            "/sitemap-news.xml": machine.sitemap_news,
            "/sitemap-web.xml": machine.sitemap_web,
            "/images/sitemap.xml": machine.sitemap_images,
        }
        zipped = path == "/sitemap-web.xml.gz"
        make = makers.get(path.removesuffix(".gz") if zipped else path)
        if make is None:
            return self._not_found(host)
        answer = self._listed(lambda es: Answer(200, make(es), XML), host)
        if zipped and answer.status == 200:
            packed = gzip.compress(answer.body, mtime=0)
            return replace(answer, body=packed, content_type="application/x-gzip")
        return answer

    def _listed(
        self,
        make: Callable[[list[Entry]], Answer],
        host: str,
        entries: list[Entry] | None = None,
    ) -> Answer:
        """An answer made of `entries` (None: all of the host), unless listings are broken."""
        if self._options.listing_500:
            return Answer(500, b"<html><body><h1>500 Internal Server Error</h1></body></html>")
        if entries is None:
            entries = self._catalogue.of(BY_HOST.get(host))
        return make([] if self._options.listing_empty else entries)

    def _not_found(self, host: str) -> Answer:
        return Answer(404, self._listings.not_found(BY_HOST.get(host)))
