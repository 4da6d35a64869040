"""Pages that list articles: the dated index, rubrics, search, home, and the 404 page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape
from random import Random
from urllib.parse import quote_plus

from newsbot.replica.generated.catalogue import Catalogue
from newsbot.replica.generated.channels import HI_LITE, Kanal
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.furniture import Furniture
from newsbot.replica.generated.words import HTML, displayed, fill

PER_PAGE = 20
PER_SEARCH_PAGE = 10
_POPULAR_DAYS = 8
_NOT_ARTICLES = (
    ("https://kalam.sindonews.com/surah/1/al-fatihah", "Surah Al-Fatihah"),
    ("https://kalam.sindonews.com/jadwalsholat", "Jadwal Sholat Hari Ini"),
)


@dataclass(frozen=True)
class Listings:
    """Builds listing pages. The oddities of a page depend on the seed and its address alone."""

    catalogue: Catalogue
    furniture: Furniture

    def index(self, kanal: Kanal | None, day: date, offset: int, total: list[Entry]) -> bytes:
        """The page /indeks/{cid}/{offset}?t={day}: the articles of `total` from `offset` on. total:
        all articles of that day and kanal, newest first."""
        cid = kanal.cid if kanal else 0
        rng = Random(f"{self.catalogue.seed}:indeks:{cid}:{day}:{offset}")
        shown = total[offset : offset + PER_PAGE]
        items = [_item(e, _spelled(rng, e)) for e in shown]
        if shown and rng.random() < 0.4:
            items.append(_item(shown[0], shown[0].url))
        if shown and rng.random() < 0.4:
            items.insert(len(items) // 2, _look_alike(shown[-1]))
        if shown and kanal and kanal.name == "kalam":
            items += [_row(url, title, kanal.host, kanal.label) for url, title in _NOT_ARTICLES]
        pager = _pager(cid, day, offset, len(total))
        after = pager + self._popular(day, kanal)
        return self._page(f"Indeks {day}", "<h1>Indeks Berita</h1>", items, after, kanal)

    def plain(self, heading: str, entries: list[Entry], kanal: Kanal | None) -> bytes:
        """The home page or a rubric's: a list without a pager."""
        return self._page(heading, f"<h1>{escape(heading)}</h1>", _items(entries), "", kanal)

    def search(self, query: str, page: int, matches: list[Entry]) -> bytes:
        """Page number `page` (from 1) of a search. Each page after the first begins with the last
        article of the page before. matches: all matching articles."""
        start = PER_SEARCH_PAGE * (page - 1)
        shown = matches[start : start + PER_SEARCH_PAGE]
        if shown and start:
            shown = [matches[start - 1], *shown]
        pages = -(-len(matches) // PER_SEARCH_PAGE)
        address = f"https://www.sindonews.com/search/go?q={quote_plus(query)}&amp;type=artikel"
        links = "".join(
            _link(f"{address}&amp;p={n}", n, str(n))
            for n in range(max(1, page - 2), min(pages, page + 2) + 1)
        )
        pager = fill("listing_pager", links=links)
        heading = f"<h1>Hasil pencarian: {escape(query)}</h1>"
        return self._page("Pencarian", heading, _items(shown), pager, None)

    def not_found(self, kanal: Kanal | None) -> bytes:
        """The 404 page, which is as large as any other and full of links to articles."""
        rows = _items(self.catalogue.of(kanal)[:PER_PAGE])
        return self._page("404 Page Not Found", HTML["not_found"], rows, "", kanal)

    def _page(
        self, title: str, heading: str, rows: list[str], after: str, kanal: Kanal | None
    ) -> bytes:
        """heading, rows, after: HTML."""
        head = f"<title>{escape(title)} | SINDOnews</title>\n"
        boxed = self.catalogue.of(kanal) or self.catalogue.newest_first
        main = fill("listing", heading=heading, rows="".join(rows))
        return self.furniture.wrap(head, main + after + self.furniture.boxes(boxed))

    def _popular(self, day: date, kanal: Kanal | None) -> str:
        """A box of popular articles, of other days where there are any."""
        by_day, others = self.catalogue.by_day, list[Entry]()
        for other in [each for each in by_day if each != day][:_POPULAR_DAYS]:
            others += by_day[other]
        rng = Random(f"{self.catalogue.seed}:terpopuler:{day}:{kanal.cid if kanal else 0}")
        pool = others or self.catalogue.newest_first
        items = "".join(
            fill("popular_item", url=entry.url, title=escape(entry.title))
            for entry in rng.sample(pool, min(10, len(pool)))
        )
        return fill("popular", items=items)


def _spelled(rng: Random, entry: Entry) -> str:
    """The article's address in one of the forms that listings use."""
    draw = rng.random()
    if draw < 0.08:
        return f"{entry.url}?utm_source=indeks&utm_medium=listing"
    if draw < 0.16:
        return entry.url.replace("/read/", "/newsread/")
    if draw < 0.24:
        return entry.url.replace("https://", "http://")
    return entry.url


def _look_alike(entry: Entry) -> str:
    """A row that looks like an article's and leads to a host that has no articles."""
    url = f"https://{HI_LITE}/read/{entry.number + 1}/167/pilihan-hari-ini-{entry.epoch - 60}"
    return _row(url, "Pilihan Hari Ini: " + entry.title, HI_LITE, "Hi-Lite")


def _items(entries: list[Entry]) -> list[str]:
    return [_item(entry, entry.url) for entry in entries]


def _item(entry: Entry, url: str) -> str:
    return _row(
        url, entry.title, entry.kanal.host, entry.kanal.label, displayed(entry.published), entry
    )


def _row(
    url: str, title: str, host: str, label: str, when: str = "", entry: Entry | None = None
) -> str:
    return fill(
        "listing_row",
        url=escape(url),
        title=escape(title, quote=False),
        host=host,
        label=label,
        when=when,
        number=entry.number if entry else 0,
        views=f"Dibaca: {entry.number % 9000 + 12}x" if entry else "",
    )


def _link(href: str, page: int, text: str, rel: str = "") -> str:
    return fill("listing_link", href=href, page=page, text=text, rel=rel)


def _pager(cid: int, day: date, offset: int, total: int) -> str:
    """CodeIgniter's pager: the numbers around the current page, which alone is no link."""
    current, last = offset // PER_PAGE + 1, -(-total // PER_PAGE)

    def link(page: int, text: str, rel: str = "") -> str:
        href = f"https://www.sindonews.com/indeks/{cid}/{PER_PAGE * (page - 1)}?t={day}"
        return _link(href, page, text, rel)

    items = [
        link(page, str(page)) if page != current else f'<li><a class="active">{page}</a></li>'
        for page in range(max(1, current - 2), min(last, current + 2) + 1)
    ]
    if current < last:
        items.append(link(current + 1, "&gt;", ' rel="next"'))
    return fill("listing_pager", links="".join(items)) if last > 1 else ""
