"""The net behind listings: links found by their addresses; and what is passed over, by its form."""

from __future__ import annotations

import csv

import pytest

from newsbot.crawl.links import RefusedAddresses, article_links, sort_links
from newsbot.replica.saved.files import read_saved
from newsbot.sources import DatedIndex, Index, Json, Link, Rss, Search
from newsbot.text.article_address import address_form
from newsbot.text.urls import strip_tracking
from tests.example_portal import ExamplePortal
from tests.saved_portals import PORTALS, SHARED, SavedCase, listing_cases

LISTINGS = SHARED / "listings"
URLS, DOMAINS = ExamplePortal.rules.urls, ExamplePortal.domains
PAGE = b"""<nav><a href="/politik">Politik</a><a href="/politik/3?utm_source=nav">Tiga</a></nav>
<a href="https://www.contoh.id/politik/3"> Judul <b>berita</b> nomor tiga</a>
<a href="/ekonomi/14" title="Judul keempat belas"><img alt="Gambar"></a>
<a href="/ekonomi/15"><img src="a.jpg" alt="Gambar kelima belas"></a>
<a href="https://lain.id/politik/4">Judul di tempat lain</a><a href="">Kosong</a><a>Tanpa</a>
<a href="javascript:void(0)">Buka</a>"""


def test_all_links_of_a_page_with_what_they_say() -> None:
    links = Index("https://www.contoh.id/", ".lama a").guess("https://www.contoh.id/", PAGE, None)
    articles = article_links(links, URLS, DOMAINS)
    assert [(link.url.rpartition("id/")[2], link.title, link.published) for link in articles] == [
        ("politik/3?utm_source=nav", "Tiga", None),
        ("politik/3", "Judul berita nomor tiga", None),
        ("ekonomi/14", "Judul keempat belas", None),
        ("ekonomi/15", "Gambar kelima belas", None),
    ]


@pytest.mark.parametrize(
    ("source", "body", "found"),
    [
        (Index("https://p.id/", "h2 a", inside="html"), b'{"html": "<a href=/1>A</a>"}', 1),
        (Json("https://p.id/", "url", script="#data"), b"<a href=/1>A</a><a href=/2>B</a>", 2),
        (Json("https://p.id/", "url"), b'{"html": "<a href=/1>A</a>"}', 0),
        (Rss("https://p.id/"), b"<rss><item><link>https://p.id/1</link></item></rss>", 0),
        (Index("https://p.id/", "h2 a"), b"", 0),
    ],
)
def test_links_are_guessed_where_there_is_markup(source: Index, body: bytes, found: int) -> None:
    assert len(source.guess("https://p.id/", body, None)) == found


@pytest.mark.parametrize(
    ("source", "body", "title"),
    [
        (Index("https://p.id/", "h2 a"), b'<h2><a href="/1">Judul  satu</a></h2>', "Judul satu"),
        (Index("https://p.id/", "a"), b'<a href="/1"><img alt="Satu"></a>', "Satu"),
        (Index("https://p.id/", "a"), b'<a href="/1"></a>', ""),
        (Json("https://p.id/", "u"), b'{"u": "/1", "title": "Judul satu"}', "Judul satu"),
        (Json("https://p.id/", "u"), b'{"u": "/1", "title": {"rendered": "Satu"}}', "Satu"),
        (Json("https://p.id/", "u"), b'{"u": "/1", "title": 1}', ""),
        (
            Rss("https://p.id/"),
            b"<rss><item><title>Satu</title><link>https://p.id/1</link></item></rss>",
            "Satu",
        ),
    ],
)
def test_the_headline_by_which_a_link_is_listed(source: Index, body: bytes, title: str) -> None:
    (link,) = source.read("https://p.id/", body, None).links
    assert link.title == title


def html_listings() -> list[SavedCase]:
    cases = [(case, read_saved(case.first).source) for case in listing_cases()]
    html = (Index, DatedIndex, Search)
    return [case for case, number in cases if isinstance(source_of(case, number), html)]


def source_of(case: SavedCase, number: int) -> object:
    return PORTALS[case.portal].sources[number]


def test_saved_listings_are_read_by_addresses_alone() -> None:
    """The selectors find 174 articles on 91 pages; some pages link to others in boxes beside."""
    own: set[tuple[str, str]] = set()
    found: set[tuple[str, str]] = set()
    cases = html_listings()
    for case in cases:
        portal, saved = PORTALS[case.portal], read_saved(case.first)
        source, page = portal.sources[saved.source], (saved.url, saved.body, saved.content_type)
        for links, keys in ((source.read(*page).links, own), (source.guess(*page), found)):
            for link in article_links(links, portal.rules.urls, portal.domains):
                address = portal.rules.urls.read(strip_tracking(link.url))
                assert address
                keys.add((str(case), address.key))
    assert len(cases) >= 91
    assert own - found == set()
    assert len(found - own) <= 0.2 * len(own)


# By file: how many links are articles by their addresses, and one form that is passed over.
REAL = {
    "bola-home-2025-11.html": (42, "www.bola.com/tag/{slug}"),
    "bola-inggris-2021.html": (66, "www.bola.com/tag/{slug}"),
    "bola-m-home-2022-01.html": (74, "www.bola.com/tag/{slug}"),
    "bolanet-m-2021.html": (32, "m.bola.net/hasil-pertandingan/{slug}.html"),
    "brilio-home-2022-07.html": (28, "www.brilio.net/stories/{slug}"),
    "dream-m-2021.html": (39, "m.dream.co.id/video/{slug}.html"),
    "dream-m-home-2024-10.html": (17, "www.dream.co.id/parenting/{slug}.html"),
    "fimela-m-home-2022.html": (104, "www.fimela.com/zodiak/{slug}"),
    "inews-sport-2024-05.html": (10, "www.inews.id/multimedia/photo/{slug}"),
    "kapanlagi-m-2021.html": (9, "www.kapanlagi.com/dangdut/berita-foto/{slug}.html"),
    "liputan6-home-2022-04.html": (110, "www.liputan6.com/video/livestreaming/{n}/{slug}"),
    "liputan6-m-home-2022-07.html": (112, "m.liputan6.com/photo/read/{n}/{slug}"),
    "merdeka-m-2021.html": (58, "www.merdeka.com/foto/artis/{n}/{slug}.html"),
    "otosia-2021.html": (41, "www.otosia.com/otoseleb/{slug}.html"),
}


@pytest.mark.skipif(not LISTINGS.is_dir(), reason="no real listings beside the checkout")
def test_real_listings_are_read_by_addresses_alone() -> None:
    with (LISTINGS / "MANIFEST.tsv").open(encoding="utf-8") as manifest:
        rows = list(csv.DictReader(manifest, delimiter="\t"))
    pages = {row["file"]: row for row in rows if row["kind"] == "listing"}
    assert pages.keys() == REAL.keys()
    for file, row in pages.items():
        portal = PORTALS[row["portal"]]
        urls, body = portal.rules.urls, (LISTINGS / file).read_bytes()
        links = Index(row["url"], ".none").guess(row["url"], body, None)
        least, form = REAL[file]
        assert len(article_links(links, urls, portal.domains)) >= least, file
        _, _, others = sort_links(links, urls, lambda _: True)
        assert form in set(RefusedAddresses(portal.domains).forms(others)), file


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("https://foto.p.id/photo/read/12345/judul-berita-ini", "foto.p.id/photo/read/{n}/{slug}"),
        ("https://p.id/tag/jokowi", "p.id/tag/{slug}"),
        ("https://p.id/foto", "p.id/foto"),
        ("https://p.id/judul-berita-hari-ini", "p.id/{slug}"),
        ("https://p.id/2021/05/judul-berita?id=3#a", "p.id/{n}/{n}/{slug}"),
        ("https://p.id/video/123456.html", "p.id/video/{n}.html"),
        ("https://P.ID/Berita-Foto/A1b2", "p.id/berita-foto/{slug}"),
        ("https://en.p.id/a/b/c/d/e/f", "en.p.id/a/b/c/d/…"),
        ("https://p.id/", "p.id"),
        ("https://p.id/berita/%E2%80%A6", "p.id/berita/{slug}"),
    ],
)
def test_the_form_of_an_address(url: str, form: str) -> None:
    assert address_form(url) == form


def refused(*links: Link) -> list[str]:
    return list(RefusedAddresses(("p.id",)).forms(links))


@pytest.mark.parametrize(
    ("links", "forms"),
    [
        ([Link("https://p.id/foto/1", title="Empat kata ada di")], ["p.id/foto/{n}"]),
        ([Link("https://p.id/foto/1", title="Baca berita selengkapnya")], []),
        ([Link("https://p.id/foto/1")], []),
        ([Link("https://lain.id/foto/1", title="Empat kata ada di")], []),
        ([Link("https://p.id/foto/1", title="Empat kata ada di", guessed=True)], []),
        ([Link("https://p.id/foto/1?utm_source=a", title="Empat kata ada di")] * 2,
            ["p.id/foto/{n}"]),
    ],
)  # fmt: skip
def test_only_headlines_of_the_portal_are_counted(links: list[Link], forms: list[str]) -> None:
    assert refused(*links) == forms


def test_the_forms_that_are_counted_are_bounded() -> None:
    names = [chr(97 + number // 26) + chr(97 + number % 26) for number in range(50)]
    forms = refused(*(Link(f"https://p.id/{name}/1", title="Empat kata ada di") for name in names))
    assert len(set(forms)) == 31
    assert forms.count("other") == 20
