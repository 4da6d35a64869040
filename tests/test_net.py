"""What is read of a page when the portal's own rules find nothing, and how that is told."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from bench.net.renaming import renamed
from newsbot.extract.progress import Progress, read_page
from newsbot.extract.rules import Rules
from newsbot.replica.saved.files import read_saved
from tests.saved_portals import PORTALS, SavedCase, article_cases

RULES = PORTALS["sindonews"].rules
URL = "https://nasional.sindonews.com/read/1578011/15/judul-berita-hari-ini-1749513629"
TEXT = "".join(
    f"<p>Kalimat nomor {number} menceritakan apa yang terjadi di kota itu pada pagi hari.</p>"
    for number in range(6)
)
#: A page as no rule of the portal knows it.
PAGE = (
    "<html><head><title>Warga Bangun Jembatan | SINDOnews</title>{head}</head><body>"
    "<nav><a href=/a>Nasional</a></nav><main><h1>Warga Bangun Jembatan</h1>"
    "<div>Budi Santoso</div><div>Jumat, 15 Mei 2026 - 10:00 WIB</div>"
    "<div>{text}</div></main><footer><p>Hak cipta dilindungi undang-undang.</p></footer></body>"
)


def read(html: str, url: str = URL, rules: Rules = RULES) -> dict[str, Any]:
    page = read_page(rules, url, html.encode(), None, None)
    assert page is not None
    return asdict(Progress.start(page, "").build_article(rules)) | {"won": page.won}


def page(text: str = TEXT, head: str = "") -> str:
    return PAGE.format(text=text, head=head)


def test_an_unknown_layout_is_read_and_says_so() -> None:
    article = read(page())
    assert article["title"] == "Warga Bangun Jembatan"
    assert article["published_at"] == "2026-05-15T10:00:00+07:00"
    assert article["text"].count("Kalimat nomor") == article["text"].count("\n\n") + 1 == 6
    assert article["guessed"] == ["title", "published_at", "text"]


STATED = (
    '<script type="application/ld+json">{"@type": "NewsArticle", '
    '"headline": "Warga Bangun Jembatan", "datePublished": "2026-05-15T10:00:00+07:00"}</script>'
)


def test_what_the_page_states_is_no_guess() -> None:
    article = read(page(head=STATED))
    assert article["won"]["title"] == article["won"]["published_at"] == "json-ld"
    assert article["guessed"] == ["text"]


def test_what_the_portals_own_rules_find_is_no_guess() -> None:
    own = page().replace("<div><p>", "<div id=detail-desc><p>")
    article = read(own.replace("<h1>", "<h1 class=detail-title>"))
    assert article["guessed"] == ["published_at"]
    assert read(own)["text"] == read(page())["text"]


def test_a_portal_that_declares_nothing_guesses_nothing() -> None:
    undeclared = {"title", "published_at", "body"} - PORTALS["brilio"].selectors.keys()
    assert undeclared == set()
    from newsbot.spiders.families.undeclared import portal_of

    rules = portal_of("contoh.id").rules
    article = read(page(), "https://contoh.id/2026/05/15/warga-bangun-jembatan/", rules)
    assert (article["title"], article["guessed"]) == ("Warga Bangun Jembatan", [])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # a standfirst, a byline and a time go before a dateline
        (f"<p>Ringkasan singkat.</p><p>BOGOR - Pagi itu hujan turun deras.</p>{TEXT}", "Pagi", "5"),
        (f"<p>Oleh Budi Santoso</p><p>15 Mei 2026</p>{TEXT}", "Kalimat nomor 0", "5"),
        (f"<p>SINDOnews.com - Pagi itu hujan turun deras.</p>{TEXT}", "Pagi", "5"),
        # what stands below a lone sign-off, and the boxes of other articles
        (f"{TEXT}<p>(abc)</p><p>Artikel lain di sini.</p>", "Kalimat nomor 0", "5"),
        (f"{TEXT}<p>(abc.-)</p><p>Artikel lain di sini.</p>", "Kalimat nomor 0", "5"),
        (
            f"{TEXT}<h3>Berita Terkait</h3><p>Warga lain membangun jalan.</p>",
            "Kalimat nomor 0",
            "5",
        ),
        (f"{TEXT}<p>Tags:</p><p>jembatan</p>", "Kalimat nomor 0", "5"),
        (f"{TEXT}<ul><li><a href=/x>Warga Kampung Sebelah Bangun Jalan</a></ul>", "Kalimat", "5"),
        # posts of others, and captions
        (f"{TEXT}<blockquote class=twitter-tweet>Ramai sekali di sana.</blockquote>", "Kal", "5"),
        (f"<p>Jembatan itu (Antara/Budi Santoso)</p>{TEXT}", "Kalimat nomor 0", "5"),
    ],
)
def test_what_stands_around_a_text_is_no_part_of_it(text: str, first: str, last: str) -> None:
    paragraphs = read(page(text))["text"].split("\n\n")
    assert paragraphs[0].startswith(first)
    assert paragraphs[-1].startswith(f"Kalimat nomor {last}")


@pytest.mark.parametrize(
    "text",
    [
        # dates in brackets, quotations and signed pages are text
        f"{TEXT}<p>Jembatan itu dibuka pada Jumat (15/5/2026).</p>",
        f'{TEXT}<p>"Kami senang sekali (dan lelah/lapar)," kata Budi.</p>',
        f"<p>Jembatan itu dibuka kemarin.</p><p>(abc)</p>{TEXT}",
        f"{TEXT}<h3>Dibangun Sebulan</h3><p>Jembatan itu dibangun selama sebulan penuh.</p>",
        # the lead stands outside a paragraph
        f"Jembatan itu dibangun warga selama sebulan penuh.<br><br>{TEXT}",
    ],
)
def test_what_belongs_to_a_text_stays(text: str) -> None:
    article = read(page(text))
    assert article["text"].count("Kalimat nomor") == 6
    assert "jembatan" in article["text"].lower() or "senang" in article["text"]


@pytest.mark.parametrize(
    "text",
    ["", "<p>Masuk</p>", "<p><a href=/1>Satu judul berita lain yang panjang sekali.</a></p>"],
)
def test_without_sentences_there_is_no_text(text: str) -> None:
    assert read(page(text))["text"] == ""


CASES = article_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_redesign_costs_no_article(case: SavedCase) -> None:
    """Every class and every id of the page has another name: as good as all are delivered."""
    saved, rules = read_saved(case.first), PORTALS[case.portal].rules
    html = renamed(saved.body).decode("utf-8", "replace")
    page = read_page(rules, saved.url, html.encode(), saved.content_type, saved.answered)
    assert page is not None
    assert {"title", "published_at", "body"} <= page.won.keys()


TEASERS = "".join(
    f"<h3>Berita {n}</h3><p>Warga kampung {n} membangun jalan baru.</p>" for n in "abc"
)


@pytest.mark.parametrize(
    ("title", "is_article"),
    [
        ("Halaman tidak ditemukan", False),
        ("Maaf, halaman yang Anda cari tidak tersedia", False),
        ("404", False),
        ("Error 404 - Halaman Tidak Ditemukan", False),
        ("Page not found | SINDOnews", False),
        ("Situs sedang dalam pemeliharaan", False),
        ("Hasil pencarian: jembatan", False),
        ("contoh.id is for sale", False),
        ("404 Orang Mengungsi", True),
        ("Berita Bohong Tidak Ada Habisnya", True),
        ("Jembatan Lama Sedang dalam Perbaikan", True),
        ("Hasil Pencarian Korban Hari Ketiga Nihil", True),
        ("Korban Longsor Belum Ditemukan", True),
    ],
)
def test_a_page_in_the_place_of_an_article_has_no_text(title: str, is_article: bool) -> None:
    html = f"<title>{title}</title><main><h1>{title}</h1><i>15 Mei 2026 10:00 WIB</i>{TEXT}</main>"
    assert bool(read(html)["text"]) is is_article


def test_what_only_the_address_dates_has_to_be_what_the_address_says() -> None:
    url = "https://nasional.kompas.com/read/2026/05/15/10000078/warga-bangun-jembatan-baru"
    rules = PORTALS["kompas"].rules
    home = f"<title>Kompas</title><meta property=og:type content=website><h1>Kompas</h1>{TEASERS}"
    assert read(home, url, rules)["text"] == ""
    own = f"<title>Warga Bangun Jembatan Baru</title><h1>Warga Bangun Jembatan Baru</h1>{TEXT}"
    assert read(own, url, rules)["text"].count("Kalimat nomor") == 6


@pytest.mark.parametrize(
    "text",
    [
        f"{TEXT}<div><b>Andi</b> <i>20 Mei 2026 09:00</i><p>Bagus sekali beritanya.</p></div>",
        "".join(
            f"<h3>{n} Mei 2026</h3><p>Kalimat nomor {n} terjadi di sana.</p>" for n in range(6)
        ),
        f"{TEXT}<p>Medan: Hujan ringan sepanjang siang hingga malam hari.</p>",
        f"{TEXT}<h2>Rekomendasi</h2>"
        "<p>Warga diminta melapor ke kantor desa sebelum hari Senin pekan depan.</p>"
        "<p>Petugas akan datang ke rumah mereka untuk memeriksa atap dan dinding.</p>"
        "<p>Semua biaya ditanggung desa sampai jembatan itu selesai dibangun.</p>",
        f"{TEXT}<p>Harga emas hari ini:</p><ul><li>1 gram: Rp1.900.000</li></ul>",
    ],
)
def test_what_looks_like_a_mark_of_the_top_or_the_end_is_text(text: str) -> None:
    article = read(page(text))
    assert article["text"].count("Kalimat nomor") == 6
    for last in ("Semua biaya", "Rp1.900.000", "Medan"):
        assert (last in text) is (last in article["text"] or last == article["dateline"])


def test_a_page_in_the_place_of_page_2_is_missing() -> None:
    first = read_page(
        RULES,
        URL,
        page()
        .replace("<div><p>", "<div id=detail-desc><p>")
        .replace("</main>", f'<div class=paging-artikel><a href="{URL}/5">2</a></div></main>')
        .encode(),
        None,
        None,
    )
    second = read_page(RULES, f"{URL}/5", page(TEASERS * 3).encode(), None, None)
    assert first is not None
    assert second is not None
    progress = Progress.start(first, "")
    wanted = progress.next_page(RULES)
    while wanted is not None:
        progress = progress.add_page(wanted.number, second)
        wanted = progress.next_page(RULES)
    article = progress.build_article(RULES)
    assert "kampung" not in article.text
    assert not article.complete
