"""Portals for bench.scale, made of the replica's pages: one that lives, and one with very many
articles."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bench.serving import Page, message
from newsbot.clock import today
from newsbot.replica.answer import HTML, XML
from newsbot.replica.generated import machine
from newsbot.replica.generated.catalogue import Catalogue
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.furniture import Furniture
from newsbot.replica.generated.listings import Listings
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.pages import ArticlePages
from newsbot.replica.generated.site import Site
from newsbot.text.calendar import WIB

DAY = timedelta(days=1)
_ARTICLE = re.compile(r"/(?:read|newsread)/(\d+)/[^?]+(\?showpage=all)?.*")
_INDEX = re.compile(r"/indeks/0/(\d+)\?t=(\S+)")
_FIRST_NUMBER = 5_000_000
_TITLE, _TEXT = b'<h1 class="detail-title">', b'<div id="detail-desc" class="detail-desc">'


class Living:
    """The replica over so many days up to yesterday, whose time the benchmark sets. facts: its
    first moment, aware; see Portal in bench/serving.py."""

    facts: Any

    def __init__(self, a_day: int, days: int):
        self.facts = datetime.combine(today() - days * DAY, time(), WIB)
        # one day more, so that the day before the first run has articles
        self._site = Site(
            Options(articles=a_day * (days + 1), days=days + 1, day=today() - DAY, now=self.facts)
        )

    def page(self, address: str) -> bytes:
        host, slash, path = address.partition("/")
        answer = self._site.answer(host, slash + path, {})
        shown = Page(answer.status, answer.content_type, answer.body)
        return message(shown, self._site.catalogue.moment)

    def tell(self, message: Any) -> object:
        """Set the time to a moment (aware). Returns how many articles are out by then."""
        self._site.set_now(message)
        return len(self._site.catalogue.newest_first)


class _Unfurnished(Furniture):
    """No surroundings: pages have the article alone, a tenth of the usual size."""

    def __init__(self) -> None:
        super().__init__()
        self.surroundings = dict.fromkeys(("assets", "header", "footer"), "")

    def boxes(self, entries: list[Entry]) -> str:
        return ""


class Crowd:
    """Very many articles, `a_day` on each day. The stories of a day are repeated under new numbers
    and addresses, with titles and texts that have the number. facts: the first day."""

    def __init__(self, articles: int, a_day: int, stories: int):
        days = -(-articles // a_day)
        self._options = Options(articles=max(stories, 3 * days), days=days, day=today())
        self._catalogue, furniture = Catalogue(self._options), _Unfurnished()
        self._pages = ArticlePages(self._catalogue, furniture)
        self._listings = Listings(self._catalogue, furniture)
        self._today = self._catalogue.newest
        self.facts: Any = self._today - (days - 1) * DAY
        self._entries: dict[date, list[Entry]] = {}
        self._kinds: dict[int, Entry] = {}
        self._made: dict[tuple[int, int], bytes] = {}
        for age in range(days):
            day, first = self._today - age * DAY, age * a_day
            of_day = self._catalogue.of(None, day)
            kinds = [entry for entry in of_day if entry.story_number == entry.number]
            kind_of = {
                number + _FIRST_NUMBER: kinds[number % len(kinds)]
                for number in range(first, min(first + a_day, articles))
            }
            entries = [replace(kind, number=number) for number, kind in kind_of.items()]
            self._entries[day] = sorted(entries, key=lambda it: it.published, reverse=True)
            self._kinds |= kind_of

    def tell(self, message: Any) -> object:
        """It takes no messages."""

    def page(self, address: str) -> bytes:
        host, slash, path = address.partition("/")
        return message(self._page(host, slash + path))

    def _page(self, host: str, target: str) -> Page:
        if match := _ARTICLE.fullmatch(target):
            body = self._article(int(match[1]), 0 if match[2] else 1)
            return Page(404, HTML, b"") if body is None else Page(200, HTML, body)
        if match := _INDEX.fullmatch(target):
            day = date.fromisoformat(match[2])
            listed = self._listings.index(None, day, int(match[1]), self._entries.get(day, []))
            return Page(200, HTML, listed)
        if target == "/robots.txt":
            return Page(200, "text/plain", machine.robots(host, self._options))
        recent = [*self._entries[self._today], *self._entries.get(self._today - DAY, [])]
        if target == "/feed":
            return Page(200, XML, machine.rss(host, recent))
        if target == "/sitemap-news.xml":
            return Page(200, XML, machine.sitemap_news(recent))
        return Page(404, HTML, b"")

    def _article(self, number: int, shown: int) -> bytes | None:
        """Page 1 of an article, or its one-page view for 0."""
        kind = self._kinds[number]
        if (kind.number, shown) not in self._made:
            page = self._pages.page(kind, shown)
            assert page is not None
            self._made[kind.number, shown] = page
        own = str(number).encode()
        page = self._made[kind.number, shown].replace(str(kind.number).encode(), own)
        page = page.replace(_TITLE, _TITLE + b"Nomor " + own + b": ")
        return page.replace(_TEXT, _TEXT + b"Laporan nomor " + own + b" hari ini.<br><br>")
