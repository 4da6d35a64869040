"""Which page is at which address: articles, listings, search, and the pages for machines."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

from newsbot.replica.answer import HTML, XML, Answer
from newsbot.replica.generated import channels, machine
from newsbot.replica.generated.catalogue import Catalogue
from newsbot.replica.generated.channels import Kanal
from newsbot.replica.generated.entry import Entry
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
    """Answers the addresses of all hosts, and applies the faults of articles to their answers."""

    def __init__(
        self, options: Options, catalogue: Catalogue, furniture: Furniture, pages: ArticlePages
    ) -> None:
        self._options = options
        self._catalogue = catalogue
        self._pages = pages
        self._listings = Listings(catalogue, furniture)
        self._faults = Faults(options)
        self._matches: dict[tuple[str, Entry], bool] = {}

    def answer(self, host: str, target: str) -> tuple[str, Answer]:
        """The kind of page (see Site.kinds) and the answer to GET `target` (path and query) at
        `host`."""
        path, _, query_text = target.partition("?")
        query = parse_qs(query_text)
        if host == channels.OLD_INDEX:
            return "listing", Answer(
                301, b"", headers={"Location": f"https://{channels.WWW}/indeks"}
            )
        if path == "/robots.txt":
            robots = machine.robots(host, self._options)
            return "robots", Answer(200, robots, "text/plain; charset=UTF-8")
        if host == channels.HI_LITE:
            return "other", Answer(200, b"<html><body><h1>Hi-Lite</h1></body></html>")
        if match := _ARTICLE.match(path):
            return "article", self._article(host, target, int(match[1]), match[2], query)
        if path in ("/feed", "/rss", "/feed/", "/rss/"):
            feed = machine.rss(host, self._entries(channels.BY_HOST.get(host)))
            return "rss", self._listed(host, feed, XML)
        if "sitemap" in path:
            return "sitemap", self._sitemap(host, path)
        if path == "/search/go":
            return "search", self._listed(host, self._search(query))
        return "listing", self._listed(host, self._listing(host, path, query))

    def _article(
        self, host: str, target: str, number: int, offset: str | None, query: Query
    ) -> Answer:
        entry = self._catalogue.find(number)
        page, rest = divmod(int(offset or 0), STEP)
        if entry is None or rest:
            return self._not_found(host)
        if entry.withdrawal and entry.is_withdrawn(self._catalogue.moment):
            return replace(self._not_found(host), status=entry.withdrawal.status)
        whole = query.get("showpage") == ["all"]
        _, layout = self._pages.content(entry)
        fault = fault_of(self._options, number, layout.count)
        gone = (
            fault == "http_404"
            or (fault == "missing_page2" and (whole or page == 1))
            or (fault == "no_showpage" and whole)
        )
        shown = 0 if whole and fault != "showpage_ignored" else page + 1
        body = None if gone else self._pages.page(entry, shown, fault == "changed_layout")
        answer = Answer(200, body) if body is not None else self._not_found(host)
        return self._faults.spoil(fault, host + target, answer)

    def _listing(self, host: str, path: str, query: Query) -> bytes | None:
        """The home page, a rubric's or a page of the index; None for any other path."""
        kanal = channels.BY_HOST.get(host)
        if path == "/":
            return self._listings.plain("Terkini", self._entries(kanal)[:30], kanal)
        if (match := _MORE.match(path)) and (owner := channels.BY_RUBRIC.get(int(match[1]))):
            number = int(match[1])
            entries = [entry for entry in self._entries(owner) if entry.rubric.number == number]
            return self._listings.plain(owner.label, entries[:PER_PAGE], owner)
        if (match := _INDEX.match(path)) and int(match[1] or 0) in (0, *channels.BY_CID):
            return self._index(int(match[1] or 0), int(match[2] or 0), query)
        return None

    def _index(self, cid: int, offset: int, query: Query) -> bytes:
        kanal = channels.BY_CID.get(cid)
        try:
            day = date.fromisoformat(query.get("t", [""])[0])
        except ValueError:
            day = self._catalogue.newest
        entries = self._entries(kanal, day)
        if self._options.repeat_listing and entries:
            offset = min(offset, (len(entries) - 1) // PER_PAGE * PER_PAGE)
        return self._listings.index(kanal, day, offset, entries)

    def _search(self, query: Query) -> bytes:
        wanted = " ".join(query.get("q", [])).strip()
        page = query.get("p", ["1"])[0]
        number = max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1
        return self._listings.search(wanted, number, self._matching(wanted.casefold()))

    def _matching(self, wanted: str) -> list[Entry]:
        entries = self._entries(None) if wanted else []
        return [entry for entry in entries if self._matches_entry(wanted, entry)]

    def _matches_entry(self, wanted: str, entry: Entry) -> bool:
        found = self._matches.get((wanted, entry))
        if found is None:
            texts = (entry.title, *self._pages.story(entry).paragraphs)
            found = any(wanted in text.casefold() for text in texts)
            self._matches[wanted, entry] = found
        return found

    def _sitemap(self, host: str, path: str) -> Answer:
        gzipped = path == "/sitemap-web.xml.gz"
        entries = self._entries(channels.BY_HOST.get(host))
        match path.removesuffix(".gz") if gzipped else path:
            case "/sitemap.xml":
                body = machine.sitemap_index(host)
            case "/sitemap-news.xml":
                body = machine.sitemap_news(entries)
            case "/sitemap-web.xml":
                body = machine.sitemap_web(entries)
            case "/images/sitemap.xml":
                body = machine.sitemap_images(entries)
            case _:
                return self._not_found(host)
        if gzipped:
            return self._listed(host, gzip.compress(body, mtime=0), "application/x-gzip")
        return self._listed(host, body, XML)

    def _entries(self, kanal: Kanal | None, day: date | None = None) -> list[Entry]:
        """What listings show of a kanal (None: all) on a day (None: all days), newest first."""
        return [] if self._options.listing_empty else self._catalogue.of(kanal, day)

    def _listed(self, host: str, body: bytes | None, content_type: str = HTML) -> Answer:
        """The answer of a listing, which may be broken. body: None where there is no such page."""
        if body is None:
            return self._not_found(host)
        if self._options.listing_500:
            return Answer(500, b"<html><body><h1>500 Internal Server Error</h1></body></html>")
        return Answer(200, body, content_type)

    def _not_found(self, host: str) -> Answer:
        return Answer(404, self._listings.not_found(channels.BY_HOST.get(host)))
