"""Portals for bench.scale, made of the replica's pages: with more articles, or day by day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bench.serving import Page, message
from newsbot.clock import today
from newsbot.replica.answer import HTML, XML
from newsbot.replica.generated import machine
from newsbot.replica.generated.catalogue import Catalogue, Entry
from newsbot.replica.generated.channels import Kanal
from newsbot.replica.generated.furniture import Furniture
from newsbot.replica.generated.listings import Listings
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.pages import ArticlePages
from newsbot.text.calendar import WIB

DAY = timedelta(days=1)
_ARTICLE = re.compile(r"/(?:read|newsread)/(\d+)/[^?]+(\?showpage=all)?.*")
_INDEX = re.compile(r"/indeks/0/(\d+)\?t=(\S+)")
_FIRST_NUMBER = 5_000_000
_TITLE, _TEXT = b'<h1 class="detail-title">', b'<div id="detail-desc" class="detail-desc">'


class Paper:
    """The addresses of the replica, with the articles that are published by now. facts: see Portal
    in bench/serving.py."""

    facts: Any = None

    def __init__(self, options: Options, furniture: type[Furniture]):
        self.options, self.catalogue = options, Catalogue(options)
        furnished = furniture(self.catalogue)
        self.pages = ArticlePages(self.catalogue, furnished)
        self._listings = Listings(self.catalogue, furnished)

    def today(self) -> date:
        """The newest day there is."""
        return self.catalogue.newest

    def of(self, day: date) -> list[Entry]:
        """The articles of a day, newest first."""
        return self.catalogue.of(None, day)

    def article(self, number: int, shown: int) -> bytes | None:
        """Page 1 of an article, or its one-page view for 0."""
        entry = self.catalogue.by_number.get(number)
        return self.pages.page(entry, shown) if entry else None

    def tell(self, message: Any) -> object:
        """It takes no messages."""

    def page(self, address: str) -> bytes:
        host, slash, path = address.partition("/")
        return message(self._page(host, slash + path))

    def _page(self, host: str, target: str) -> Page:
        if match := _ARTICLE.fullmatch(target):
            body = self.article(int(match[1]), 0 if match[2] else 1)
            return Page(404, HTML, b"") if body is None else Page(200, HTML, body)
        if match := _INDEX.fullmatch(target):
            day = date.fromisoformat(match[2])
            listed = self._listings.index(None, day, int(match[1]), self.of(day))
            return Page(200, HTML, listed)
        if target == "/robots.txt":
            return Page(200, "text/plain", machine.robots(host, self.options))
        recent = [*self.of(self.today()), *self.of(self.today() - DAY)]
        if target == "/feed":
            return Page(200, XML, machine.rss(host, recent))
        if target == "/sitemap-news.xml":
            return Page(200, XML, machine.sitemap_news(recent))
        return Page(404, HTML, b"")


class _Unfurnished(Furniture):
    """No surroundings: pages have the article alone, a tenth of the usual size."""

    def __init__(self, catalogue: Catalogue):
        super().__init__(catalogue)
        self.surroundings = dict.fromkeys(("assets", "header", "footer"), "")

    def boxes(self, kanal: Kanal | None) -> str:
        return ""


class Crowd(Paper):
    """Very many articles, `a_day` on each day. The stories of a day are repeated under new numbers
    and addresses, with titles and texts that have the number. facts: the first day."""

    def __init__(self, articles: int, a_day: int, stories: int):
        days = -(-articles // a_day)
        options = Options(articles=max(stories, 3 * days), days=days)
        super().__init__(options, _Unfurnished)
        self.facts = self.today() - (days - 1) * DAY
        self._entries: dict[date, list[Entry]] = {}
        self._kinds: dict[int, Entry] = {}
        self._made: dict[tuple[int, int], bytes] = {}
        for age in range(days):
            day, first = self.today() - age * DAY, age * a_day
            kinds = [entry for entry in super().of(day) if entry.story_number == entry.number]
            kind_of = {
                number + _FIRST_NUMBER: kinds[number % len(kinds)]
                for number in range(first, min(first + a_day, articles))
            }
            entries = [replace(kind, number=number) for number, kind in kind_of.items()]
            self._entries[day] = sorted(entries, key=lambda it: it.published, reverse=True)
            self._kinds |= kind_of

    def of(self, day: date) -> list[Entry]:
        return self._entries.get(day, [])

    def article(self, number: int, shown: int) -> bytes | None:
        kind = self._kinds[number].number
        if (kind, shown) not in self._made:
            page = super().article(kind, shown)
            assert page is not None
            self._made[kind, shown] = page
        own = str(number).encode()
        page = self._made[kind, shown].replace(str(kind).encode(), own)
        page = page.replace(_TITLE, _TITLE + b"Nomor " + own + b": ")
        return page.replace(_TEXT, _TEXT + b"Laporan nomor " + own + b" hari ini.<br><br>")


class Week(Paper):
    """A portal whose clock the benchmark sets, up to the end of yesterday. facts: its first moment,
    aware."""

    def __init__(self, a_day: int, days: int):
        # one day more, so that the day before the first run has articles
        options = Options(articles=a_day * (days + 1), days=days + 1, day=today() - DAY)
        super().__init__(options, Furniture)
        self._now = self.facts = datetime.combine(self.today() - (days - 1) * DAY, time(), WIB)

    def today(self) -> date:
        now = getattr(self, "_now", None)
        return now.date() if now else super().today()

    def of(self, day: date) -> list[Entry]:
        return [entry for entry in super().of(day) if entry.published <= self._now]

    def tell(self, message: Any) -> object:
        """Set the clock to a moment (aware). Returns how many articles are published by then."""
        self._now = message
        return sum(len(self.of(day)) for day in self.catalogue.by_day)
