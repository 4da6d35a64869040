"""The loader on pages that no portal should make."""

from __future__ import annotations

import pytest

from newsbot.loaders import ArticleLoader, Page
from newsbot.spiders.sindonews import SindonewsSpider
from newsbot.text.markup import parse_html

URL = "https://nasional.sindonews.com/read/1717487/12/judul-1781400000"


def load(html: str) -> Page:
    root = parse_html(html.encode())
    assert root is not None
    return ArticleLoader(SindonewsSpider.rules, URL, root).page()


@pytest.mark.parametrize("bad", ["http://[bad", "//[", "https://a℀b.id/x"])
def test_what_is_no_address_costs_nothing_else(bad: str) -> None:
    page = load(
        f'<link rel=canonical href="{bad}"><meta property="og:url" content="{bad}">'
        f'<meta property="og:image" content="{bad}"><h1 class=detail-title>Judul</h1>'
        f'<div class=detail-img><img src="{bad}">Keterangan</div>'
        f'<div id=detail-desc>Isi.<br><img src="{bad}"><br>Lagi.</div>'
        f'<div class=paging-artikel><a href="{bad}">2</a><a href="{URL}/5">3</a></div>'
    )
    assert page["fields"]["title"] == "Judul"
    assert "images" not in page["fields"]
    assert page["blocks"] == [("paragraph", "Isi."), ("paragraph", "Lagi.")]
    assert page["canonical"] == URL
    assert page["further"] == {"5": f"{URL}/5"}


def test_a_canonical_of_another_article_is_not_believed() -> None:
    page = load(
        '<link rel=canonical href="https://nasional.sindonews.com/read/3/12/lain-1781400001">'
    )
    assert page["canonical"] == URL


def test_the_first_evidence_wins_and_is_named() -> None:
    page = load(
        "<title>Judul - SINDOnews</title><meta property=og:title content='Judul og'>"
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Judul ld"}</script>'
    )
    assert (page["fields"]["title"], page["won"]["title"]) == ("Judul ld", "json-ld")


@pytest.mark.parametrize(
    ("printed", "people"),
    [
        ("Sari Wulandari - SINDOnews", ["Sari Wulandari"]),
        ("SINDOnews.com – Budi Santosa", ["Budi Santosa"]),
        ("Nur-Aini Siregar", ["Nur-Aini Siregar"]),
    ],
)
def test_a_brand_beside_a_name_leaves_the_name(printed: str, people: list[str]) -> None:
    page = load(f'<div class="detail-nama-redaksi"><a rel="author">{printed}</a></div>')
    assert page["fields"]["authors"] == people


def test_a_placeholder_among_keywords_is_no_tag() -> None:
    page = load('<meta name="keywords" content="sawah,Update me,padi">')
    assert page["fields"]["tags"] == ["sawah", "padi"]


def test_an_empty_page_has_nothing() -> None:
    page = load("<html><body>apa saja</body></html>")
    assert set(page["fields"]) == {"channel", "published_at"}  # the address says these
    assert page["blocks"] == []


@pytest.mark.parametrize(
    ("box", "caption", "credit"),
    [
        ("Sawah. <span class=photo__author>(Rina)</span>", "Sawah.", "Rina"),
        ("<span class='pb_10 author'>Rina/Contoh</span> Sawah.", "Sawah.", "Rina/Contoh"),
        ("<small>Lihat Foto</small> Sawah.<i class=foto-credit>Rina</i>", "Sawah.", "Rina"),
        ("<i class=copyright>Rina</i>", "Rina", None),  # nothing besides
        ("Sawah. Foto/AP", "Sawah.", "Foto/AP"),
        ("Sawah.", "Sawah.", None),
    ],
)
def test_the_credit_in_an_element_of_its_own(box: str, caption: str, credit: str | None) -> None:
    page = load(f'<div class=detail-img><img src="/b.svg"><img src="/a.jpg">{box}</div>')
    (picture,) = page["fields"]["images"]
    assert picture["url"].endswith("/a.jpg")
    assert (picture["caption"], picture["credit"]) == (caption, credit)


def test_a_label_before_a_name_goes() -> None:
    page = load("<div class=detail-nama-redaksi><a rel=author>: Rina Contoh</a></div>")
    assert page["fields"]["authors"] == ["Rina Contoh"]


@pytest.mark.parametrize(
    ("line", "authors", "editors"),
    [
        ("Reporter: Rina Contoh, Budi | Editor: Sri", ["Rina Contoh", "Budi"], ["Sri"]),
        ("Sumber: Reuters | Editor: Sri Contoh", None, ["Sri Contoh"]),
        ("Editor: Sri Contoh", ["Sri Contoh"], ["Sri Contoh"]),  # the selector knows better
        ("Oleh: Rina Contoh", ["Rina Contoh"], ["Rina Contoh"]),
    ],
)
def test_a_line_of_several_roles(
    line: str, authors: list[str] | None, editors: list[str] | None
) -> None:
    page = load(
        f"<div class=detail-nama-redaksi><a rel=author>{line}</a></div><div class=editor>{line}"
    )
    assert (page["fields"].get("authors"), page["fields"].get("editors")) == (authors, editors)
