"""Pages that list articles: the dated index, rubrics, search, home, and the 404 page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from random import Random
from urllib.parse import quote_plus

from newsbot.replica.generated.catalogue import Catalogue, Entry
from newsbot.replica.generated.channels import HI_LITE, Kanal
from newsbot.replica.generated.furniture import Furniture
from newsbot.replica.generated.words import displayed

PER_PAGE = 20
PER_SEARCH_PAGE = 10
_NOT_ARTICLES = (
    ("https://kalam.sindonews.com/surah/1/al-fatihah", "Surah Al-Fatihah"),
    ("https://kalam.sindonews.com/jadwalsholat", "Jadwal Sholat Hari Ini"),
)


@dataclass(frozen=True)
class Listings:
    """Builds listing pages; a page's oddities depend on the seed and its address alone."""

    seed: int
    catalogue: Catalogue
    furniture: Furniture

    def index(self, kanal: Kanal | None, day: date, offset: int, total: list[Entry]) -> bytes:
        """A page of `total` from `offset` on, as /indeks/{cid}/{offset}?t={day} shows it."""
        cid = kanal.cid if kanal else 0
        rng = Random(f"{self.seed}:indeks:{cid}:{day}:{offset}")
        shown = total[offset : offset + PER_PAGE]
        items = [_item(e, _spelled(rng, e)) for e in shown]
        if shown and rng.random() < 0.4:
            items.append(_item(shown[0], shown[0].url))
        if shown and rng.random() < 0.4:
            items.insert(len(items) // 2, _look_alike(shown[-1]))
        if shown and kanal and kanal.name == "kalam":
            items += [_row(url, title, kanal.host, kanal.label) for url, title in _NOT_ARTICLES]
        pager = _pager(cid, day, offset, len(total))
        main = (
            f'<h1>Indeks Berita</h1><div class="list-article">\n{"".join(items)}</div>\n{pager}'
            f"{self._popular(day, kanal)}"
        )
        return self._page(f"Indeks {day}", main, kanal)

    def plain(self, heading: str, entries: list[Entry], kanal: Kanal | None) -> bytes:
        """Home and rubric pages: a list without a pager."""
        items = "".join(_item(entry, entry.url) for entry in entries)
        main = f'<h1>{escape(heading)}</h1><div class="list-article">\n{items}</div>\n'
        return self._page(heading, main, kanal)

    def search(self, query: str, page: int, found: list[Entry]) -> bytes:
        """Page `page` from 1; from page 2 on it opens with the last link of the page before."""
        start = PER_SEARCH_PAGE * (page - 1)
        shown = found[start : start + PER_SEARCH_PAGE]
        if shown and start:
            shown = [found[start - 1], *shown]
        items = "".join(_item(entry, entry.url) for entry in shown)
        pages = -(-len(found) // PER_SEARCH_PAGE)
        address = f"https://www.sindonews.com/search/go?q={quote_plus(query)}&amp;type=artikel"
        links = "".join(
            f'<li><a href="{address}&amp;p={n}" data-ci-pagination-page="{n}">{n}</a></li>'
            for n in range(max(1, page - 2), min(pages, page + 2) + 1)
        )
        main = (
            f'<h1>Hasil pencarian: {escape(query)}</h1><div class="list-article">\n{items}</div>\n'
            f'<ul class="pagination">{links}</ul>\n'
        )
        return self._page("Pencarian", main, None)

    def not_found(self, kanal: Kanal | None) -> bytes:
        """The 404 page: as large as any other and full of article links."""
        items = "".join(_item(entry, entry.url) for entry in self.catalogue.of(kanal)[:PER_PAGE])
        main = (
            "<h1>404</h1><p>Halaman yang Anda cari tidak ditemukan</p>"
            f'<div class="list-article">\n{items}</div>\n'
        )
        return self._page("404 Page Not Found", main, kanal)

    def _page(self, title: str, main: str, kanal: Kanal | None) -> bytes:
        head = f"<title>{escape(title)} | SINDOnews</title>\n"
        return self.furniture.wrap(head, main + self.furniture.boxes(kanal))

    def _popular(self, day: date, kanal: Kanal | None) -> str:
        """Well-read articles, of other days where there are any."""
        entries = self.catalogue.newest_first
        others = [e for e in entries[:400] + entries[-400:] if e.published.date() != day]
        rng = Random(f"{self.seed}:terpopuler:{day}:{kanal.cid if kanal else 0}")
        pool = others or entries
        cards = "".join(
            f'<li class="popular-title"><a href="{entry.url}">{escape(entry.title)}</a></li>\n'
            for entry in rng.sample(pool, min(10, len(pool)))
        )
        return f'<aside class="terpopuler"><h3>Terpopuler</h3><ul>\n{cards}</ul></aside>\n'


def _spelled(rng: Random, entry: Entry) -> str:
    """The article's address in one of the forms that listings link to."""
    draw = rng.random()
    if draw < 0.08:
        return f"{entry.url}?utm_source=indeks&utm_medium=listing"
    if draw < 0.16:
        return entry.url.replace("/read/", "/newsread/")
    if draw < 0.24:
        return entry.url.replace("https://", "http://")
    return entry.url


def _look_alike(entry: Entry) -> str:
    url = f"https://{HI_LITE}/read/{entry.number + 1}/167/pilihan-hari-ini-{entry.epoch + 60}"
    return _row(url, "Pilihan Hari Ini: " + entry.title, HI_LITE, "Hi-Lite")


def _item(entry: Entry, url: str) -> str:
    return _row(
        url, entry.title, entry.kanal.host, entry.kanal.label, displayed(entry.published), entry
    )


def _row(
    url: str, title: str, host: str, label: str, when: str = "", entry: Entry | None = None
) -> str:
    views = f"Dibaca: {entry.number % 9000 + 12}x" if entry else ""
    image = f"https://pict.sindonews.net/dyn/300/{entry.number if entry else 0}.jpg"
    link = escape(url)
    lazy = "https://cdn.sindonews.net/assets/images/loading.gif"
    return (
        f'<div class="warp-article"><div class="img-article"><a href="{link}"><img class="lazyload"'
        f' src="{lazy}" data-src="{image}"></a></div>\n'
        f'<div class="desc-article"><div class="sub-kanal"><a href="https://{host}/">{label}</a>'
        f'</div>\n<div class="title-article news-title"><a href="{link}">'
        f'{escape(title, quote=False)}</a></div>\n<div class="date-article">{when}</div>'
        f'<div class="hit-view">{views}</div></div></div>\n'
    )


def _pager(cid: int, day: date, offset: int, total: int) -> str:
    """CodeIgniter's: numbers around the current page, which is the one without an address."""
    current, last = offset // PER_PAGE + 1, -(-total // PER_PAGE)

    def link(page: int, text: str, rel: str = "") -> str:
        href = f"https://www.sindonews.com/indeks/{cid}/{PER_PAGE * (page - 1)}?t={day}"
        return f'<li><a href="{href}" data-ci-pagination-page="{page}"{rel}>{text}</a></li>'

    items = [
        link(page, str(page)) if page != current else f'<li><a class="active">{page}</a></li>'
        for page in range(max(1, current - 2), min(last, current + 2) + 1)
    ]
    if current < last:
        items.append(link(current + 1, "&gt;", ' rel="next"'))
    return f'<ul class="pagination">{"".join(items)}</ul>\n' if last > 1 else ""
