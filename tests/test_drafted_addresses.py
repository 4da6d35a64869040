"""The pattern of article addresses that `scrapy newportal` drafts: as wide as its examples need,
and no wider. Addresses here are without "https://", and "/…" is of the host radar.id."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from newsbot.workbench.draft.addresses import Addresses, addresses_of

# Of any site: its listings, and the pages of these.
LISTINGS = """
    / /indeks /indeks/ /indeks/2 /indeks/20260804 /indeks/2026/08/04 /indeks?page=2 /index.html
    /indeks-berita/20260804 /indeks-20260804 /nasional /nasional/ /nasional/2 /nasional/page/2
    /nasional/indeks /nasional/indeks/20260804 /nasional/2026 /nasional/2026/08 /page/2
    /search /search/812 /search/harga-beras-naik-lagi-hari-ini /search/812345/judul-berita-hari-ini
    /cari/812345 /cari/harga-beras-naik-lagi /tag/812 /tag/812345 /tag/jokowi /tags/harga-beras-naik
    /tag/812345/judul-berita-hari-ini /tag-812345 /topik/812345 /topik/piala-dunia-2026-di-amerika
    /topik-pilihan/812345/piala-dunia-2026 /author/812 /author/andi-budi-candra-dedi
    /penulis/812345/andi-budi-candra /category/12 /category/812345 /kategori/12 /kategori/20260804
    /kategori/812345/ekonomi-dan-bisnis-kita /video/812345 /video/812345/judul-berita-hari-ini
    /foto/812345/judul-berita-hari-ini /arsip/20260804 /arsip/2026/08/04 /2026 /2026/08
    /2026/08/04 /2026/08/04/page/2 /20260804 /amp/812345/judul-berita-hari-ini
    /feed /rss /live/812345 /berita-terbaru/812345 /hasil-pencarian/harga-beras-naik-lagi
    /galeri-foto/812345/judul-berita-hari-ini /rubrik/812345 /pencarian/812345
""".split()


def drafted(
    urls: str, links: Sequence[str] = (), further: str = ""
) -> tuple[Addresses, re.Pattern[str]]:
    found = addresses_of([whole(each) for each in urls.split()], list(links), further)
    return found, re.compile("\n".join(found.article_url), re.VERBOSE)


def whole(address: str) -> str:
    return f"https://radar.id{address}" if address.startswith("/") else f"https://{address}"


def fits(pattern: re.Pattern[str], address: str) -> re.Match[str] | None:
    """As a portal's rules look at an address: without its query."""
    return pattern.fullmatch(whole(address).removeprefix("https://").partition("?")[0])


# Kinds of addresses: those that are given, others of the same kind, what is none, and the key.
KINDS = {
    "a mark and a number": (
        "/nasional/read123456 /ekonomi/read654321", "/olahraga/read812345 /nasional/read1000000",
        "/nasional/20260804 /nasional/812345 /nasional/readabcdef /nasional/baca123456", "{id}",
    ),
    "a mark, at the root": (
        "/read123456 /read654321", "/read812345", "/812345 /baca123456 /read /readers", "{id}",
    ),
    "a mark with a hyphen": (
        "/artikel-123 /artikel-9124", "/artikel-81", "/indeks-123 /artikel /artikel-x /halaman-123",
        "{id}",
    ),
    "a mark with a hyphen, and a headline": (
        "/bali/berita/d-7654321/judul-berita /jabar/berita/d-7654322/judul-lain",
        "/jogja/berita/d-81/judul", "/bali/indeks/d-7654321/judul /bali/berita/7654321/judul",
        "{id}",
    ),
    "a fixed first segment": (
        "/read/812345/judul-berita /read/812346/judul", "/read/7/judul-lain",
        "/nasional/812345/judul-berita /read/judul-berita /read/812345 /read/2026/08/04", "{id}",
    ),
    "a fixed first segment that is no usual word": (
        "/detail-warta/812345/judul-berita /detail-warta/812346/judul",
        "/detail-warta/812347/judul",
        "/nasional/812345/judul-berita", "{id}",
    ),
    "kanals": (
        "/nasional/812345/judul-berita /ekonomi/812346/judul", "/olahraga/812347/judul-lain",
        "/nasional/2/judul /nasional/politik/judul-berita", "{id}",
    ),
    "numbers only": (
        "/nasional/812345 /ekonomi/812346", "/nasional/999999",
        "/nasional/20260804 /nasional/12 /terkini/812345 /populer/812345", "{id}",
    ),
    "numbers only, below one word": (
        "/berita/812345 /berita/812346", "/berita/999999",
        "/berita/2 /berita/20260804 /opini/812345", "{id}",
    ),
    "numbers only, at the root": ("/812345 /812346", "/999999", "/2 /20260804 /2026", "{id}"),
    "an id behind a slug": (
        "/nasional/judul-berita-hari-ini-812345 /ekonomi/judul-berita-lain-812346",
        "/olahraga/judul-berita-besok-812347",
        "/nasional/judul-berita-hari-ini /nasional/indeks-20260804 /nasional/halaman-2", "{id}",
    ),
    "an id behind a slug, in a file": (
        "/judul-berita-hari-ini-812345.html /judul-berita-lain-812346.html",
        "/judul-berita-besok-pagi-812347.html",
        "/indeks.html /judul-berita-hari-ini-812345 /judul-berita-besok-812347.htm /indeks-2.html",
        "{id}",
    ),
    "an id before a slug": (
        "/nasional/812345-judul-berita-hari-ini.htm /ekonomi/812346-judul-berita-lain.htm",
        "/olahraga/812347-judul-berita-besok.htm", "/nasional/5-judul-berita.htm /nasional/2.htm",
        "{id}",
    ),
    "an id in the middle of a slug": (
        "/news-812345-judul-berita-ini.html /news-812346-judul-berita.html",
        "/news-812347-judul-lain.html", "/indeks-812345-judul-berita.html /news-judul-berita.html",
        "{id}",
    ),
    "headlines": (
        "/nasional/judul-berita-hari-ini /ekonomi/judul-berita-lain-lagi",
        "/olahraga/judul-berita-besok-pagi", "/nasional/politik /nasional/redaksi-kami", "{slug}",
    ),
    "a number in a headline is no id": (
        "/nasional/judul-berita-hari-ini-10000 /ekonomi/judul-berita-lain-lagi",
        "/olahraga/judul-berita-besok-pagi", "/nasional/politik", "{slug}",
    ),
    "short headlines": (
        "/nasional/banjir-jakarta /ekonomi/inflasi-naik", "/nasional/harga-turun",
        "/olahraga/812345 /nasional/politik /ekonomi/12", "{slug}",
    ),
    "headlines of one word": (
        "/nasional/banjir /ekonomi/inflasi", "/nasional/gempa", "/nasional/12 /tentang/kami",
        "{slug}",
    ),
    "a date": (
        "/2026/08/04/judul-berita-hari-ini /2026/08/05/judul-berita-lain",
        "/2025/01/31/judul-berita-kemarin", "/2026/08/04/feed /2026/08/judul-berita-hari-ini",
        "{date}/{slug}",
    ),
    "a month": (
        "/2026/08/judul-berita-hari-ini /2026/07/judul-berita-lain",
        "/2025/01/judul-berita-kemarin", "/2026/judul-berita-hari-ini", "{date}/{slug}",
    ),
    "a date and an id": (
        "/nasional/read/2026/08/04/812345/judul-berita /ekonomi/read/2026/08/05/812346/judul",
        "/olahraga/read/2026/08/05/812347/judul", "/nasional/read/2026/08/04/judul", "{id}",
    ),
    "a day in digits": (
        "/read/20260804/15/812345/judul-berita /read/20260805/12/812346/judul",
        "/read/20260805/9/812347/judul", "/read/812345/15/812345/judul /read/20260804", "{id}",
    ),
    "a code": (
        "/berita/tio9zt472/judul-berita /berita/tio14w368/judul", "/berita/tj0abc123/judul-lain",
        "/berita/terkini/judul-berita /berita/20260804/judul-berita /berita/nasional/judul", "{id}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("with_links", [False, True], ids=["alone", "with-links"])
def test_a_pattern_is_as_wide_as_its_examples_need(kind: str, with_links: bool) -> None:
    given, others, none, key = KINDS[kind]
    links = [*map(whole, LISTINGS), *map(whole, given.split())] if with_links else []
    found, pattern = drafted(given, links)
    for address in f"{given} {others}".split():
        assert fits(pattern, address), (address, found.article_url)
        assert fits(pattern, f"{address}/"), (address, found.article_url)
    refused = [*none.split(), *LISTINGS]
    taken = [
        each for each in refused if fits(pattern, each) or fits(pattern, f"www.radar.id{each}")
    ]
    assert taken == [], found.article_url
    assert found.keys == (key,)
    keys = {key.format_map(match.groupdict()) for each in given.split()
            if (match := fits(pattern, each))}  # fmt: skip
    assert len(keys) == len(given.split())


def test_a_number_with_a_mark_keeps_it() -> None:
    found, _ = drafted("/nasional/read123456 /ekonomi/read654321")
    assert r"(?P<id>read\d+)" in "".join(found.article_url)


@pytest.mark.parametrize(
    ("given", "taken", "refused"),
    [
        ("/read/812345/judul-a /read/812346/judul-b", "www.radar.id/read/812347/judul-c",
         "news.radar.id/read/812347/judul-c radar.id.lain.id/read/812347/judul-c"),
        ("news.radar.id/read/812345/judul-a tekno.radar.id/read/812346/judul-b",
         "bola.radar.id/read/812347/judul-c",
         "www.radar.id/read/812347/judul-c indeks.radar.id/read/812347/judul-c "
         "search.radar.id/read/812347/judul-c foto.radar.id/read/812347/judul-c "
         "radar.id/read/812347/judul-c"),
        ("bali.radar.id/read/812345/judul-a bali.radar.id/read/812346/judul-b",
         "bali.radar.id/read/812347/judul-c",
         "news.radar.id/read/812347/judul-c radar.id/read/812347/judul-c"),
        ("foto.radar.id/read/812345/judul-a news.radar.id/read/812346/judul-b",
         "foto.radar.id/read/812347/judul-c bola.radar.id/read/812347/judul-c",
         "video.radar.id/read/812347/judul-c"),
    ],
)  # fmt: skip
def test_hosts(given: str, taken: str, refused: str) -> None:
    found, pattern = drafted(given)
    for address in f"{given} {taken}".split():
        assert fits(pattern, address), (address, found.article_url)
    for address in refused.split():
        assert not fits(pattern, address), (address, found.article_url)


def test_two_kinds_have_a_pattern_and_a_key_each() -> None:
    given = "/nasional/judul-berita-hari-ini.html /ekonomi/read/812345/judul-berita"
    found, pattern = drafted(given)
    assert all(fits(pattern, address) for address in given.split())
    assert found.keys == ("{slug}", "{id}")
    assert not [each for each in LISTINGS if fits(pattern, each)]


def test_kanals_that_the_site_links_to_are_named_where_only_a_number_tells_an_article() -> None:
    links = [whole("/olahraga/812347"), whole("/tag/812348"), whole('/"""+x+"""/812349')]
    found, _ = drafted("/nasional/812345 /ekonomi/812346", links)
    assert "(?P<channel>ekonomi|nasional|olahraga)/" in "".join(found.article_url)


def test_a_headline_beside_an_id_may_be_of_any_words() -> None:
    _, pattern = drafted("/nasional/812345/foto-banjir /ekonomi/812346/index-harga-naik")
    assert fits(pattern, "/olahraga/812347/video-gol")
    assert not [each for each in LISTINGS if fits(pattern, each)]


def test_what_an_example_has_is_no_listing() -> None:
    _, pattern = drafted("/video/812345/judul-berita /nasional/812346/judul")
    assert fits(pattern, "/video/812347/judul-lain")
    assert not fits(pattern, "/foto/812347/judul-lain")


@pytest.mark.parametrize(
    ("further", "pages", "none"),
    [
        (r"(?:/(?P<page>\d{1,2}))?", "/judul-berita-hari-ini/2", "/nasional/2 /tag/2 /page/2"),
        (r"(?P<suffix>/page/(?P<page>\d{1,2}))?", "/judul-berita-hari-ini/page/2",
         "/judul-berita-hari-ini/2 /nasional/page/2 /page/2"),
        ("", "", "/judul-berita-hari-ini/2 /judul-berita-hari-ini/page/2 "
                 "/judul-berita-hari-ini/amp"),
    ],
)  # fmt: skip
def test_further_pages(further: str, pages: str, none: str) -> None:
    found, pattern = drafted("/judul-berita-hari-ini /judul-berita-lain-lagi", (), further)
    for address in pages.split():
        match = fits(pattern, address)
        assert match, found.article_url
        assert match["page"] == "2"
    for address in none.split():
        assert not fits(pattern, address), (address, found.article_url)


def test_a_pattern_is_written_in_lines_that_fit() -> None:
    found, _ = drafted(
        "/nasional/judul-berita-hari-ini-812345.html /ekonomi/read/2026/08/04/812345/judul-berita"
    )
    assert max(map(len, found.article_url)) <= 92


@pytest.mark.parametrize("address", ["/", "/?p=812345"])
def test_a_home_page_is_no_example(address: str) -> None:
    with pytest.raises(ValueError, match="is no address of an article"):
        drafted(address)
