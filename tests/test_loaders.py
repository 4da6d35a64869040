"""The loader on pages that no portal should make."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.fields import CLEAN, PageFacts
from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.progress import Progress
from newsbot.sources import Rss
from newsbot.spiders.sindonews import SindonewsSpider
from newsbot.text.dates import WIB, DateReader
from newsbot.text.markup import parse_html

URL = "https://nasional.sindonews.com/read/1717487/12/judul-1781400000"


def load(html: str, now: datetime | None = None) -> Page:
    root = parse_html(html.encode())
    assert root is not None
    return ArticleLoader(SindonewsSpider.rules, URL, root, now).page()


@pytest.mark.parametrize("bad", ["http://[bad", "//[", "https://a℀b.id/x"])
def test_what_is_no_address_costs_nothing_else(bad: str) -> None:
    page = load(
        f'<link rel=canonical href="{bad}"><meta property="og:url" content="{bad}">'
        f'<meta property="og:image" content="{bad}"><h1 class=detail-title>Judul</h1>'
        f'<div class=detail-img><img src="{bad}">Keterangan</div>'
        f'<div id=detail-desc>Isi.<br><img src="{bad}"><br>Lagi.</div>'
        f'<div class=paging-artikel><a href="{bad}">2</a><a href="{URL}/5">3</a></div>'
    )
    assert page.fields["title"] == "Judul"
    assert "images" not in page.fields
    assert page.blocks == [("paragraph", "Isi."), ("paragraph", "Lagi.")]
    assert page.canonical == URL
    assert page.further == {"5": f"{URL}/5"}


def test_a_canonical_of_another_article_is_not_believed() -> None:
    page = load(
        '<link rel=canonical href="https://nasional.sindonews.com/read/3/12/lain-1781400001">'
    )
    assert page.canonical == URL


def test_the_first_evidence_wins_and_is_named() -> None:
    page = load(
        "<title>Judul - SINDOnews</title><meta property=og:title content='Judul og'>"
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Judul ld"}</script>'
    )
    assert (page.fields["title"], page.won["title"]) == ("Judul ld", "json-ld")


@pytest.mark.parametrize(
    ("displayed", "stated", "published"),
    [
        # told in days, and exactly
        ("2 hari lalu", "2026-06-12T14:05:09+07:00", ("2026-06-12T14:05:09+07:00", "json-ld")),
        ("2 hari lalu", "2026-06-10T14:05:09+07:00", ("2026-06-12T12:00:00+07:00", "shown")),
        ("Jumat, 12 Juni 2026", "2026-06-12T17:30:00Z", ("2026-06-12T00:00:00+07:00", "shown")),
        ("Jumat, 12 Juni 2026", "2026-06-12T16:30:00Z", ("2026-06-12T23:30:00+07:00", "json-ld")),
        ("Jumat, 12 Juni 2026", "2026-06-12", ("2026-06-12T00:00:00+07:00", "shown")),
        ("Jumat, 12 Juni 2026", "2026-06-12T00:00:00Z", ("2026-06-12T00:00:00+07:00", "shown")),
        # an exact one is believed as ever
        ("Jumat, 12 Juni 2026 00:00", "2026-06-12T14:05", ("2026-06-12T00:00:00+07:00", "shown")),
        ("hari ini, 09:15", "2026-06-14T09:10:00+07:00", ("2026-06-14T09:15:00+07:00", "shown")),
    ],
)
def test_a_coarse_time_gives_way_to_an_exact_one_that_agrees(
    displayed: str, stated: str, published: tuple[str, str]
) -> None:
    page = load(
        f"<div class=detail-date-artikel>{displayed}</div><script type='application/ld+json'>"
        f'{{"@type":"NewsArticle","datePublished":"{stated}"}}</script>',
        datetime(2026, 6, 14, 12, tzinfo=WIB),
    )
    rule = page.won["published_at"]
    shown = "shown" if rule == ".detail-date-artikel" else rule
    assert (page.fields["published_at"][0], shown) == published


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
    assert page.fields["authors"] == people


def test_keywords_cut_from_the_title_are_no_tags() -> None:
    cut = load(
        "<h1>Air Kembali, Petani Pulang</h1>"
        "<meta name=keywords content='air,kembali,petani,pulang'>"
    )
    assert "tags" not in cut.fields


def test_tags_that_hang_on_the_summary_go() -> None:
    page = load(
        "<meta property=og:description content='Air pasang,Bakau,Jakarta'>"
        "<meta name=keywords content='Bakau,Jakarta'>"
    )
    assert page.fields["summary"] == "Air pasang"


def test_entities_encoded_twice_are_decoded() -> None:
    page = load(
        "<h1>Sapi &amp;amp; Kuda &amp;quot;Pulang&amp;quot;</h1>"
        "<meta property=og:description content='Air &amp;nbsp; pasang &amp;lt;ini&amp;gt;'>"
    )
    assert page.fields["title"] == 'Sapi & Kuda "Pulang"'
    assert page.fields["summary"] == "Air pasang <ini>"


def test_a_placeholder_among_keywords_is_no_tag() -> None:
    page = load('<meta name="keywords" content="sawah,Update me,padi">')
    assert page.fields["tags"] == ["sawah", "padi"]


def test_an_empty_page_has_nothing() -> None:
    page = load("<html><body>apa saja</body></html>")
    assert set(page.fields) == {"channel", "published_at"}  # the address says these
    assert page.blocks == []


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
    (picture,) = page.fields["images"]
    assert picture["url"].endswith("/a.jpg")
    assert (picture["caption"], picture["credit"]) == (caption, credit)


def test_a_label_before_a_name_goes() -> None:
    page = load("<div class=detail-nama-redaksi><a rel=author>: Rina Contoh</a></div>")
    assert page.fields["authors"] == ["Rina Contoh"]


@pytest.mark.parametrize(
    ("line", "authors", "editors"),
    [
        ("Pewarta: Ana Ani Editor: Budi Copyright © ANTARA 2026", ["Ana Ani"], ["Budi"]),
        ("Rep: Ana/Ani Red: Budi", ["Ana", "Ani"], ["Budi"]),
        ("Rep: C31/ Red: Budi", ["C31"], ["Budi"]),
        ("Editor : Budi", [], ["Budi"]),
        ("Oleh: Ana Ani", ["Ana Ani"], []),
        ("Reporter: Ana Ani, Dedi | Editor: Budi", ["Ana Ani", "Dedi"], ["Budi"]),
        ("Sumber: Reuters | Editor: Budi", [], ["Budi"]),
        ("Redaktur : Budi Sumber : desa.id", [], ["Budi"]),
        ("Ana Ani • 24 February 2026 20:33", ["Ana Ani"], ["Ana Ani"]),
        ("Ana Ani - 13 Oktober 2016 23:11 wib", ["Ana Ani"], ["Ana Ani"]),
    ],
)
def test_who_did_what(line: str, authors: list[str], editors: list[str]) -> None:
    facts = PageFacts(URL, DateReader(), frozenset())
    assert CLEAN["authors"](facts, [line]) == authors
    assert CLEAN["editors"](facts, [line]) == editors


def test_an_editor_whom_metadata_names_as_author_is_none() -> None:
    said = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"J","author":"%s"}'
    for author, authors in (("Budi", None), ("Ana", ["Ana"])):
        page = load(f"{said % author}</script><div class=editor>(Budi)</div>")
        assert page.fields.get("authors") == authors
        assert page.fields["editors"] == ["Budi"]


SAID = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"J",%s}</script>'
BODY = "<div id=detail-desc><p>Isi satu.</p>%s</div>"


@pytest.mark.parametrize(
    ("html", "authors", "editors"),
    [
        # lines of the body are used before they go
        (BODY % "<p>Editor: Budi Santosa</p>", None, ["Budi Santosa"]),
        (BODY % "<p>Editor: Ana, Budi dan Citra</p>", None, ["Ana", "Budi", "Citra"]),
        (BODY % "<p>Editor: Ana and Budi</p>", None, ["Ana", "Budi"]),
        (BODY % "<p>Penulis :</p><p>Ana Ani</p><p>Editor : Budi</p>", ["Ana Ani"], ["Budi"]),
        (BODY % "<p>Reporter: Ana Ani | Editor: Budi</p>", ["Ana Ani"], ["Budi"]),
        (BODY % "<p>Editor: Redaksi</p>", None, None),
        (BODY % "<p>Editor film itu, Budi, pulang.</p>", None, None),
        # better evidence comes first
        ("<div class=editor>(Citra)</div>" + BODY % "<p>Editor: Budi</p>", None, ["Citra"]),
        (SAID % '"author":"Ana"' + BODY % "<p>Penulis: Dewi</p>", ["Ana"], None),
        (SAID % '"author":"Budi"' + BODY % "<p>Penulis: Dewi<br>Editor: Budi</p>",
         ["Dewi"], ["Budi"]),
        # microdata, metadata, keywords, page data
        ("<p>Editor: <span itemprop=editor>Budi</span></p>", None, ["Budi"]),
        ("<i itemprop=editor>Oleh <b itemprop=name>Budi</b></i>", None, ["Budi"]),
        ("<meta itemprop=editor content='Budi'>", None, ["Budi"]),
        (SAID % '"editor":{"name":"Budi"}', None, ["Budi"]),
        (SAID % '"keywords":["Editor:Budi","sawah"]', None, ["Budi"]),
        ("<script>dataLayer=[{'editor':'Budi'}]</script>", None, ["Budi"]),
        # who wrote and edited, by the page's data; by metadata alone it is the editor
        (SAID % '"author":"Budi"' + "<script>d={'editor':'Budi','reporter':'Budi'}</script>",
         ["Budi"], ["Budi"]),
        (SAID % '"author":"Budi"' + "<script>d={'editor':'Budi','reporter':'Ana'}</script>",
         ["Ana"], ["Budi"]),
    ],
)  # fmt: skip
def test_people_of_a_page(html: str, authors: list[str] | None, editors: list[str] | None) -> None:
    page = load(html)
    assert (page.fields.get("authors"), page.fields.get("editors")) == (authors, editors)
    assert ("paragraph", "Editor: Budi") not in page.blocks


def test_a_keyword_that_names_the_editor_is_no_tag() -> None:
    assert load(SAID % '"keywords":["Editor:Budi","sawah"]').fields["tags"] == ["sawah"]


@pytest.mark.parametrize(
    ("sign_off", "editors"),
    [("(zik)", ["zik"]), ("(tim/tim)", []), ("(tim/zik)", ["zik"]), ("(sindonews)", [])],
)
def test_initials_of_nobody(sign_off: str, editors: list[str]) -> None:
    article = Progress.start(load(BODY % f"<p>{sign_off}</p>"), "").build_article(
        SindonewsSpider.rules
    )
    assert article.editors == editors


CRUMB = "<ul class=breadcrumb><li>Home</li>%s</ul>"


@pytest.mark.parametrize(
    ("html", "channel", "section"),
    [
        # a single level is the section where the address names another channel
        (CRUMB % "<li><a>Politik</a></li>", "Nasional", "Politik"),
        (CRUMB % "<li><a>Nasional</a></li>", "Nasional", None),
        (CRUMB % "<li><b>Politik</b></li>", "Nasional", "Politik"),
        (CRUMB % "<li><a>Berita</a></li><li><a>Politik</a></li>", "Berita", "Politik"),
        # a section that only repeats the channel is none, wherever it stands
        (SAID % '"articleSection":"nasional"', "Nasional", None),
        ("<meta property=article:section content=NASIONAL>", "Nasional", None),
        (CRUMB % "<li><a>Nasional</a></li>" + SAID % '"articleSection":"Berita"', "Nasional", None),
        (SAID % '"articleSection":"Politik"', "Nasional", "Politik"),
    ],
)
def test_channel_and_section_of_a_portal(html: str, channel: str, section: str | None) -> None:
    page = load(html)
    assert (page.fields["channel"], page.fields.get("section")) == (channel, section)


class JsonSpider(PortalSpider):
    name = "contoh"
    domains = ("contoh.id",)
    sources = (Rss("https://contoh.id/feed"),)
    article_url = r"contoh\.id/(?P<id>\d+)"
    data_script = "#data"
    data = {
        "title": "a.title",
        "published_at": "a.at",
        "authors": "a.by.*.name",
        "images": "a.cover",
        "body": "a.html",
    }
    selectors = {"title": ("h1.asli",)}
    drop = (".iklan",)


def load_json(script: str, rest: str = "") -> Page:
    root = parse_html(f"<script id=data type=application/json>{script}</script>{rest}".encode())
    assert root is not None
    return ArticleLoader(JsonSpider.rules, "https://contoh.id/7", root).page()


def test_an_article_in_the_json_of_a_script() -> None:
    article = {
        "title": "Judul &amp; anak judul",
        "at": "2026-07-24 08:10:08",
        "by": [{"name": "Ana"}, {"name": "Budi"}],
        "cover": "https://contoh.id/a.jpg",
        "html": "<p>Satu.</p><div class=iklan>Iklan besar.</div><p>Dua <b>tiga</b>.</p>",
    }
    page = load_json(json.dumps({"a": article}), "<meta property=og:title content='Lain'>")
    assert page.fields["title"] == "Judul & anak judul"
    assert page.fields["published_at"][0] == "2026-07-24T08:10:08+07:00"
    assert page.fields["authors"] == ["Ana", "Budi"]
    assert page.fields["images"][0]["url"] == "https://contoh.id/a.jpg"
    assert page.blocks == [("paragraph", "Satu."), ("paragraph", "Dua tiga.")]
    assert (page.won["title"], page.won["body"]) == ("data", "data")


@pytest.mark.parametrize("script", ["", "{", "null", "[]", '{"a": null}', '{"a": {"html": 7}}'])
def test_json_that_has_no_article(script: str) -> None:
    page = load_json(script, "<h1 class=asli>Judul</h1><div itemprop=articleBody>Isi.</div>")
    assert page.fields["title"] == "Judul"
    assert page.blocks == [("paragraph", "Isi.")]
