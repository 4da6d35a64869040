"""What pages say about themselves, in every spelling that was seen."""

from __future__ import annotations

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.text.markup import Element, parse_html
from newsbot.text.metadata import (
    Node,
    breadcrumbs,
    image_urls,
    json_ld,
    metas,
    news_article,
    strings,
    types,
)

ARTICLE: Node = {"@type": "NewsArticle", "headline": "Air Kembali, Petani Pulang"}
CRUMBS: Node = {"@type": "BreadcrumbList", "itemListElement": []}
PLAIN = json.dumps(ARTICLE)


def page(markup: str) -> Element:
    root = parse_html(f"<title>x</title>{markup}".encode("utf-8", "replace"))
    assert root is not None
    return root


def read(*scripts: str) -> list[Node]:
    root = page("".join(f'<script type="application/ld+json">{text}</script>' for text in scripts))
    return json_ld(root.css("script"))


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(PLAIN, id="plain"),
        pytest.param(f"\n\t {PLAIN} \n", id="white-space"),
        pytest.param(f"[{PLAIN}]", id="array"),
        pytest.param(f"[[{PLAIN}]]", id="array-in-array"),
        pytest.param(PLAIN.replace("}", ",}"), id="trailing-comma"),
        pytest.param(f"[{PLAIN} ,\n ]", id="trailing-comma-in-array"),
        pytest.param(html.escape(PLAIN), id="html-escaped"),
        pytest.param(f"<!-- {PLAIN} -->", id="comment"),
        pytest.param(f"<!--\n{PLAIN}\n//-->", id="commented-comment-end"),
        pytest.param(f"//<![CDATA[\n{PLAIN}\n//]]>", id="commented-cdata"),
        pytest.param(f"<![CDATA[{PLAIN}]]>", id="cdata"),
        pytest.param(f"/*<![CDATA[*/{PLAIN}/*]]>*/", id="css-commented-cdata"),
        pytest.param(f"\ufeff{PLAIN}", id="byte-order-mark"),
        pytest.param(f"{PLAIN};", id="semicolon"),
    ],
)  # fmt: skip
def test_spellings_of_one_node(script: str) -> None:
    assert read(script) == [ARTICLE]


def test_a_graph_gives_its_nodes() -> None:
    script = json.dumps({"@context": "https://schema.org", "@graph": [CRUMBS, [ARTICLE]]})

    assert read(script)[1:] == [CRUMBS, ARTICLE]
    assert news_article(read(script)) == ARTICLE


@pytest.mark.parametrize("raw", ["\n", "\t", "\r\n", "\x01", "\u2028"])
def test_raw_control_characters_in_strings(raw: str) -> None:
    (node,) = read(f'{{"headline": "Air{raw}Kembali"}}')

    assert strings(node["headline"]) == ["Air Kembali" if raw.isspace() else "AirKembali"]


@pytest.mark.parametrize(
    "headline",
    [
        "Satu, }",
        "Satu,]",
        "Satu,\n}",
        'Kata \\"air\\",}',
        "C:\\\\",
        "<!-- air -->",
        "//]]>",
        "&lt;",
    ],
)
def test_strings_keep_what_looks_like_mistakes(headline: str) -> None:
    (node,) = read(f'{{"headline": "{headline}", "x": "y",}}')

    assert node == {"headline": json.loads(f'"{headline}"', strict=False), "x": "y"}


@pytest.mark.parametrize(
    "broken",
    [
        "",
        " ",
        "{",
        "null",
        "7",
        '"kata"',
        "[1, null]",
        '{"headline": "Air" "x"}',
        '{"headline": "kata "air" lagi"}',
        "{'headline': 'Air'}",
        "undefined",
        "<p>x</p>",
        "[" * 10_000 + "]" * 10_000,
        '{"a":' * 10_000 + "1" + "}" * 10_000,
        "[" * 10_000,
        f'{{"x": {"9" * 5_000}}}',
        '{"x": "' + "a, " * 10_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_broken_script_does_not_hide_the_next(broken: str) -> None:
    assert read(broken, PLAIN) == [ARTICLE]


def test_other_scripts_are_not_read() -> None:
    root = page(
        f"<script>{PLAIN}</script><script type='application/json'>{PLAIN}</script>"
        f"<script type='application/ld+json; charset=utf-8'>{PLAIN}</script>"
    )

    assert json_ld(root.css("script")) == [ARTICLE]


@pytest.mark.parametrize(
    ("node", "names"),
    [
        ({"@type": "NewsArticle"}, {"NewsArticle"}),
        ({"@type": ["Article", "NewsArticle"]}, {"Article", "NewsArticle"}),
        ({"@type": []}, set()),
        ({"@type": [{"x": 1}, 7]}, {"{'x': 1}", "7"}),
        ({"@type": None}, {"None"}),
        ({}, {"None"}),
    ],
)
def test_types(node: Node, names: set[str]) -> None:
    assert types(node) == names


@pytest.mark.parametrize(
    "kind",
    [
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "OpinionNewsArticle",
        ["WebPage", "NewsArticle"],
    ],
)
def test_the_articles_own_node(kind: str | list[str]) -> None:
    article = {"@type": kind, "datePublished": "2026-05-15"}

    assert news_article([CRUMBS, {"@type": "WebPage", "headline": "x"}, article]) == article


@pytest.mark.parametrize(
    "nodes",
    [[], [CRUMBS], [{"@type": "NewsArticle"}], [{"headline": "Air"}], [{"@type": "VideoObject"}]],
)
def test_no_article_node(nodes: list[Node]) -> None:
    assert news_article(nodes) == {}


@pytest.mark.parametrize(
    ("items", "names"),
    [
        (
            [{"position": 1, "name": "Beranda"}, {"position": 2, "name": "Desa"}],
            ["Beranda", "Desa"],
        ),
        (
            [{"position": 2, "name": "Desa"}, {"position": 1, "name": "Beranda"}],
            ["Beranda", "Desa"],
        ),
        (
            [{"position": "10", "name": "Desa"}, {"position": "9", "name": "Beranda"}],
            ["Beranda", "Desa"],
        ),
        ([{"name": "Beranda"}, {"name": "Desa"}], ["Beranda", "Desa"]),
        ([{"position": 1, "item": {"@id": "/", "name": "Beranda"}}], ["Beranda"]),
        ([{"position": None, "name": "Beranda"}], ["Beranda"]),
        ([{"position": "satu", "name": " Tata &amp; Kota\n"}], ["Tata & Kota"]),
        ([{"position": 1, "name": None}, None, "x", 7, [], {"position": 2, "name": 3}], []),
        ([], []),
        (None, []),
        ("x", []),
        pytest.param(
            [{"position": "9" * 5_000, "name": "Beranda"}],
            ["Beranda"],
            id="position-of-5000-digits",
        ),
    ],
)
def test_breadcrumbs(items: object, names: list[str]) -> None:
    assert breadcrumbs([ARTICLE, {"@type": "BreadcrumbList", "itemListElement": items}]) == names


def test_breadcrumbs_of_a_page_end_before_the_article() -> None:
    items = [{"name": name} for name in ("Beranda", "News", "Judul")]
    page = {"@type": "WebPage", "breadcrumb": {"@type": "BreadcrumbList", "itemListElement": items}}
    assert breadcrumbs([ARTICLE, page], "Judul") == ["Beranda", "News"]


def test_no_breadcrumbs() -> None:
    assert breadcrumbs([ARTICLE]) == []


@pytest.mark.parametrize(
    ("value", "texts"),
    [
        ("Rina Wati", ["Rina Wati"]),
        (" Rina\n Wati ", ["Rina Wati"]),
        ("Tata &amp; Kota", ["Tata & Kota"]),
        ({"name": "Rina", "url": "https://p.id/rina"}, ["Rina"]),
        ({"url": "https://p.id/rina"}, ["https://p.id/rina"]),
        ({"name": ["Rina", "Budi"]}, ["Rina", "Budi"]),
        ([{"name": "Rina"}, "Budi", [{"name": "Sari"}]], ["Rina", "Budi", "Sari"]),
        ({"name": {"name": "Rina"}}, ["Rina"]),
        ("", []),
        (None, []),
        (7, []),
        (True, []),
        ({}, []),
        ([None, 7, {"name": None}, ""], []),
        ("\ud800\x00", []),
    ],
)
def test_strings(value: object, texts: list[str]) -> None:
    assert strings(value) == texts


@pytest.mark.parametrize(
    ("value", "urls"),
    [
        ("a.jpg", ["a.jpg"]),
        ({"@type": "ImageObject", "url": "a.jpg", "name": "Pantai"}, ["a.jpg"]),
        (["a.jpg", {"url": "b.jpg"}], ["a.jpg", "b.jpg"]),
        ({"url": ["a.jpg", "b.jpg"]}, ["a.jpg", "b.jpg"]),
        ({"name": "Pantai"}, []),
        (None, []),
        (7, []),
        ([], []),
    ],
)
def test_image_urls(value: object, urls: list[str]) -> None:
    assert image_urls(value) == urls


def test_metas_by_property_name_and_itemprop() -> None:
    root = page(
        """<meta property="og:title" content=" Air &amp; Api ">
        <meta name="Keywords" content="air,api"><meta name="keywords" content="desa">
        <meta itemprop="datePublished" content="2026-05-15"><meta name=" author " content="Rina">
        <meta name="kosong" content=" "><meta content="tanpa nama"><meta name="tanpa isi">
        <meta charset="utf-8"><meta http-equiv="refresh" content="9">"""
    )

    assert metas(root) == {
        "og:title": ["Air & Api"],
        "keywords": ["air,api", "desa"],
        "datepublished": ["2026-05-15"],
        "author": ["Rina"],
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("@type @graph name url item position headline itemListElement".split()),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)
KINDS = st.sampled_from(["NewsArticle", "BreadcrumbList", ["Article", 7], None])


@given(JSON, KINDS)
def test_any_value_anywhere_is_survived(value: object, kind: object) -> None:
    nodes = [{"@type": kind, "headline": value, "itemListElement": value}]

    assert all(isinstance(name, str) for name in breadcrumbs(nodes))
    assert all(isinstance(text, str) for text in [*strings(value), *image_urls(value)])
    assert news_article(nodes) in (nodes[0], {})


@given(JSON, st.data())
def test_mutated_documents_are_read_or_left_out(value: object, data: st.DataObject) -> None:
    script = json.dumps([ARTICLE, {"@graph": value}])
    start = data.draw(st.integers(0, len(script)))
    end = data.draw(st.integers(start, len(script)))

    nodes = read(script[:start] + data.draw(st.text(max_size=3)) + script[end:])

    assert all(isinstance(node, dict) for node in nodes)
