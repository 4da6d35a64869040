"""Every form in which portals part an article into pages, walked as a crawl walks it."""

from __future__ import annotations

from typing import Any

import pytest

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.progress import FurtherPages, Progress, read_page
from newsbot.extract.rules import Rules
from newsbot.items import Article
from newsbot.sources import Rss

URL = "https://news.contoh.id/read/77/bakau-kembali"
OTHER = "https://news.contoh.id/read/78/pasar-dibuka"
TEXTS = {1: "Warga menanam bakau.", 2: "Air pasang kembali.", 3: "Pantai pulih."}


def rules(**declared: Any) -> Rules:
    body: dict[str, Any] = {
        "name": "contoh",
        "domains": ("contoh.id",),
        "sources": (Rss("https://contoh.id/feed"),),
        "article_url": r"[a-z]+\.contoh\.id/read/(?P<id>\d+)/(?P<slug>[\w-]+)",
        **declared,
    }
    body["selectors"] = {"body": (".isi",), **declared.get("selectors", {})}
    spider: type[PortalSpider] = type("DeclaredSpider", (PortalSpider,), body)
    return spider.rules


def page(
    text: str, pager: str = "", head: str = "", body: str = '<div class="isi">{}</div>'
) -> str:
    return (
        f"<html><head><title>Bakau Kembali</title>{head}</head><body><h1>Bakau Kembali</h1>"
        f"{body.format(text)}{pager}</body></html>"
    )


def walk(rules: Rules, pages: dict[str, str]) -> tuple[Article, list[str]]:
    """The article that `pages` (by address, page 1 first) make, and what was asked for."""
    url, asked = next(iter(pages)), list[str]()
    first = read_page(rules, url, pages[url].encode(), None, None)
    assert first
    further = FurtherPages(rules, Progress.start(first, ""))
    for wanted in further:
        asked.append(wanted.url)
        assert len(asked) < 100, "an endless walk"
        html = pages.get(wanted.url)
        further.page = read_page(rules, wanted.url, html.encode(), None, None) if html else None
    assert not further.progress.cut_short()
    return further.progress.build_article(rules), asked


def text_of(*numbers: int) -> str:
    return "\n\n".join(TEXTS[number] for number in numbers)


def anchors(links: dict[str, str]) -> str:
    return "".join(f'<a href="{href}">{label}</a>' for label, href in links.items())


def test_pages_numbered_in_the_path() -> None:
    """detik, cnnindonesia, cnbcindonesia, inews: `/2`."""
    portal = rules(
        article_url=r"news\.contoh\.id/read/(?P<id>\d+)/(?P<slug>[\w-]+)(?:/(?P<page>\d+))?/?",
        selectors={"pager": (".detail__multiple a::attr(href)",)},
    )
    links = f'<div class="detail__multiple">{anchors({"1": URL, "2": f"{URL}/2", "3": f"{URL}/3"})}'
    article, asked = walk(
        portal, {f"{URL}{end}": page(TEXTS[n], links) for n, end in ((1, ""), (2, "/2"), (3, "/3"))}
    )

    assert asked == [f"{URL}/2", f"{URL}/3"]
    assert (article.text, article.url, article.complete) == (text_of(1, 2, 3), URL, True)
    assert (article.pages, article.pages_expected) == ([URL, *asked], 3)


PAGED = {"page_parameter": "page", "selectors": {"pager": (".paging a::attr(href)",)}}


def kompas(number: int, last: int = 3) -> str:
    """The pager of kompas.com: page 1 is `?page=1`, the next page is teased, all are shown."""
    items = "".join(
        f'<div class="paging__item"><a class="paging__link" href="{URL}?page={n}#page{n}">{n}</a>'
        "</div>"
        for n in range(1, last + 1)
    )
    following = f'<h5><a class="next" href="{URL}?page={number + 1}">Air pasang…</a></h5>'
    return (
        f"{following if number < last else ''}<div class='paging'><span>Halaman:</span>{items}"
        f'<a class="paging__link--show" href="{URL}?page=all">Show All</a></div>'
    )


def test_pages_numbered_in_the_query() -> None:
    """kompas, okezone, suara, viva: `?page=2`; the fragment and the tracking are not asked for."""
    pages = {URL: page(TEXTS[1], kompas(1))}
    pages |= {f"{URL}?page={n}": page(TEXTS[n], kompas(n)) for n in (2, 3)}

    article, asked = walk(rules(**PAGED), pages)

    assert asked == [f"{URL}?page=2", f"{URL}?page=3"]
    assert (article.text, article.url) == (text_of(1, 2, 3), URL)
    assert (article.complete, article.pages_expected) == (True, 3)


def test_another_name_of_the_parameter() -> None:
    """tempo, formerly: `?page_num=2`."""
    pager = '<ul class="paging"><li>1</li><li><a href="?page_num=2">2</a></li></ul>'
    portal = rules(**PAGED | {"page_parameter": "page_num"})

    article, asked = walk(
        portal, {URL: page(TEXTS[1], pager), f"{URL}?page_num=2": page(TEXTS[2], pager)}
    )

    assert (article.text, asked) == (text_of(1, 2), [f"{URL}?page_num=2"])


def test_a_suffix_that_counts_from_page_2() -> None:
    """republika, formerly: `-part1` is page 2."""
    portal = rules(
        article_url=r"news\.contoh\.id/read/(?P<id>\d+)/(?P<slug>[a-z-]+?)"
        r"(?P<suffix>-part(?P<page>\d+))?",
        first_page=0,
        selectors={"pager": (".pagination a::attr(href)",)},
    )
    pager = f'<div class="pagination">{anchors({"2": f"{URL}-part1", "3": f"{URL}-part2"})}</div>'
    pages = {URL: page(TEXTS[1], pager)}
    pages |= {f"{URL}-part{n - 1}": page(TEXTS[n], pager) for n in (2, 3)}

    article, _ = walk(portal, pages)

    assert (article.text, article.url, article.pages_expected) == (text_of(1, 2, 3), URL, 3)
    second = portal.urls.read(f"{URL}-part1")
    assert second
    assert (second.page, second.url, second.parts["slug"]) == (2, URL, "bakau-kembali")


SUFFIX = r"news\.contoh\.id/read/(?P<id>\d+)/(?P<slug>[\w-]+)(?P<suffix>/(?:(?P<page>\d+)|all)/?)?"


@pytest.mark.parametrize(
    ("declared", "variant", "number"),
    [
        (PAGED, "", 0),
        (PAGED, "?page=1", 0),
        (PAGED, "?page=0", 0),
        (PAGED, "?page=2", 2),
        (PAGED, "?page=2#page2", 2),
        (PAGED, "?utm_source=feed&page=3", 3),
        (PAGED, "?page=all", 0),
        (PAGED, "?page=", 0),
        (PAGED, "?page=-2", 0),
        (PAGED, "?page=٢", 0),
        (PAGED, "?page=9999999", 0),
        (PAGED, "?single=1", 0),
        (PAGED, "?showpage=all", 0),
        (PAGED, "?view=all", 0),
        (PAGED, "?homepage=2", 0),
        ({"page_parameter": "page_num"}, "?page_num=2", 2),
        ({"page_parameter": "page_num"}, "?page=2", 0),
        ({}, "?page=2", 0),
        ({"article_url": SUFFIX}, "/all", 0),
        ({"article_url": SUFFIX}, "/1", 0),
        ({"article_url": SUFFIX}, "/2/", 2),
    ],
)
def test_every_view_is_one_article(declared: dict[str, Any], variant: str, number: int) -> None:
    read = rules(**declared).urls.read(URL + variant)

    assert read
    assert (read.key, read.url, read.page) == ("77", URL, number)


@pytest.mark.parametrize(
    ("one_page", "view"),
    [
        ("{url}?page=all", f"{URL}?page=all"),
        ("{url}?single=1", f"{URL}?single=1"),
        ("{url}/all", f"{URL}/all"),
    ],
)
def test_a_view_of_all_pages(one_page: str, view: str) -> None:
    """kompas, okezone; detik; inews."""
    portal = rules(**PAGED | {"one_page": one_page, "article_url": SUFFIX})
    pages = {URL: page(TEXTS[1], kompas(1)), view: page("<br>".join(TEXTS.values()))}

    article, asked = walk(portal, pages)

    assert (asked, article.pages) == ([view], [view])
    assert (article.text, article.url, article.complete) == (text_of(1, 2, 3), URL, True)
    assert article.pages_expected == 3


def test_pages_inline_in_one_page() -> None:
    """liputan6: a section for each page, with what parts them between."""
    body = "".join(
        f'<div class="article-content-body__item-page" data-page="{n}">'
        f'<div class="article-content-body__item-break"><small>{n} dari 3 halaman</small></div>'
        f'<div class="article-content-body__item-content"><p>{text}</p></div></div>'
        for n, text in TEXTS.items()
    )
    portal = rules(selectors={"body": (".article-content-body__item-content",)})

    article, asked = walk(portal, {URL: page(body, body="{}")})

    assert (article.text, asked) == (text_of(1, 2, 3), [])
    assert (article.pages_expected, article.complete) == (None, True)


def test_many_sections_are_read_and_one_inside_another_once() -> None:
    body = "".join(f'<p class="isi">Baris {n} <b class="isi">tebal</b>.</p>' for n in range(40))

    article, _ = walk(rules(), {URL: page(body, body="{}")})

    assert article.text.split("\n\n") == [f"Baris {n} tebal." for n in range(40)]


def test_breaks_inside_the_body() -> None:
    """merdeka: all pages in the body, `.page-break` between."""
    body = f'{TEXTS[1]}<div class="page-break" data-page="2">Halaman 2</div><p>{TEXTS[2]}</p>'

    article, _ = walk(rules(drop=(".page-break",)), {URL: page(body)})

    assert article.text == text_of(1, 2)


COUNTED = {"page_parameter": "page", "selectors": {"page_count": (".pagination",)}}


@pytest.mark.parametrize(
    "pager",
    [
        '<div class="pagination">Halaman 1/3</div>',
        '<div class="pagination"><span>1</span><span> / 3</span></div>',
        '<div class="pagination"><small>1 dari 3 halaman</small></div>',
        '<div class="pagination"><ul><li>1</li><li>2</li><li>3</li><li>&gt;</li></ul></div>',
        '<div class="pagination">Halaman 1/3 (2026)</div>',
    ],
)
def test_a_pager_that_only_counts(pager: str) -> None:
    """jpnn, tribunnews: no view of all pages, and numbers without links."""
    pages = {URL: page(TEXTS[1], pager)}
    pages |= {f"{URL}?page={n}": page(TEXTS[n], pager) for n in (2, 3)}

    article, asked = walk(rules(**COUNTED), pages)

    assert asked == [f"{URL}?page=2", f"{URL}?page=3"]
    assert (article.text, article.pages_expected) == (text_of(1, 2, 3), 3)


def test_an_empty_pager_counts_nothing() -> None:
    """jpnn: `<div class="pagination"><ul></ul></div>` under an article of one page."""
    pager = '<div class="pagination"><ul></ul></div>'

    article, asked = walk(rules(**COUNTED), {URL: page(TEXTS[1], pager)})

    assert (article.pages_expected, article.complete, asked) == (None, True, [])


def test_a_missing_page_that_a_pager_counts() -> None:
    pager = '<div class="pagination">Halaman 1/3</div>'
    pages = {URL: page(TEXTS[1], pager), f"{URL}?page=3": page(TEXTS[3], pager)}

    article, asked = walk(rules(**COUNTED), pages)

    assert (article.complete, article.pages_expected, len(asked)) == (False, 3, 2)


NEXT = {
    "article_url": r"news\.contoh\.id/read/(?P<id>\d+)/(?P<slug>[\w-]+)(?:/(?P<page>\d+))?",
    "selectors": {"pager": ("a.btn--blue-base::attr(href)",)},
}


@pytest.mark.parametrize("declared", [NEXT, NEXT | {"selectors": {}}], ids=["pager", "rel"])
def test_a_pager_that_links_to_the_next_page_only(declared: dict[str, Any]) -> None:
    """detik: a button "Halaman Selanjutnya"; without a declared pager, rel=next."""
    pages = {}
    for number in TEXTS:
        link = f'<a class="btn btn--blue-base" href="{URL}/{number + 1}">Halaman Selanjutnya</a>'
        head = f'<link rel="next" href="{URL}/{number + 1}">'
        more = number < len(TEXTS)
        address = f"{URL}/{number}" if number > 1 else URL
        pages[address] = page(TEXTS[number], link if more else "", head if more else "")

    article, asked = walk(rules(**declared), pages)

    assert asked == [f"{URL}/2", f"{URL}/3"]
    assert (article.text, article.pages_expected) == (text_of(1, 2, 3), 3)
    assert article.complete


NAMED = {
    "article_url": r"news\.contoh\.id/read/(?P<id>\d+)/(?P<slug>[\w-]+)"
    r"(?P<suffix>/(?P<part>[\w-]+))?",
    "selectors": {"pager": (".paging a::attr(href)", ".infinite::attr(data-infinite)")},
}
A, B = f"{URL}/air-pasang", f"{URL}/2-pantai"


def paging(*links: str) -> str:
    return f'<div class="paging">{anchors(dict(zip("abc", links, strict=False)))}</div>'


@pytest.mark.parametrize(
    "pagers",
    [
        (paging(URL, A, B), paging(URL, A, B), paging(URL, A, B)),
        (paging(A, B), paging(B), paging(URL)),
        (paging(A), paging(B), ""),
        (paging(A), paging(URL, B), paging(A)),
        (f'<div class="infinite" data-infinite="{A}, {B}"></div>', "", ""),
    ],
    ids=["all", "others", "next", "before-and-next", "script"],
)
def test_pages_whose_addresses_have_no_number(pagers: tuple[str, ...]) -> None:
    """dream, formerly: `/name-of-the-page`."""
    pages = {
        url: page(TEXTS[n], pager) for n, url, pager in zip(TEXTS, (URL, A, B), pagers, strict=True)
    }
    article, asked = walk(rules(**NAMED), pages)

    assert asked == [A, B]
    assert (article.text, article.url, article.complete) == (text_of(1, 2, 3), URL, True)
    assert (article.pages, article.pages_expected) == ([URL, A, B], 3)
    missing, _ = walk(rules(**NAMED), {url: pages[url] for url in (URL, A)})
    assert (missing.text, missing.complete) == (text_of(1, 2), False)


def test_pages_without_a_number_come_to_an_end() -> None:
    def endless(text: str, number: int) -> str:
        return page(text, paging(f"{URL}/lanjut-{number + 1}"))

    same = {URL: endless(TEXTS[1], 0)}
    same |= {f"{URL}/lanjut-{n}": endless(TEXTS[1], n) for n in range(1, 99)}
    article, asked = walk(rules(**NAMED), same)
    assert (len(asked), article.text, article.complete) == (1, TEXTS[1], True)

    first = read_page(rules(**NAMED), URL, same[URL].encode(), None, None)
    assert first
    further, count = FurtherPages(rules(**NAMED), Progress.start(first, "")), 0
    for wanted in further:
        count += 1
        html = endless(f"Baris {count}.", count).encode()
        further.page = read_page(rules(**NAMED), wanted.url, html, None, None)
    assert count < 50
    assert further.progress.cut_short()
    assert not further.progress.build_article(rules(**NAMED)).complete


@pytest.mark.parametrize("instead", [URL, A])
def test_a_page_without_a_number_that_leads_elsewhere_is_missing(instead: str) -> None:
    """To page 1, or to a page that was read before."""
    portal = rules(**NAMED)
    first = read_page(portal, URL, page(TEXTS[1], paging(A, B)).encode(), None, None)
    second = read_page(portal, A, page(TEXTS[2]).encode(), None, None)
    redirected = read_page(portal, instead, page(TEXTS[3]).encode(), None, None)
    assert first
    progress = Progress.start(first, "").add_page(2, second).add_page(3, redirected)
    article = progress.build_article(portal)
    assert (article.text, article.complete, progress.missing) == (text_of(1, 2), False, (3,))


def test_a_declared_pager_is_believed_before_rel_next() -> None:
    portal = rules(**NEXT)

    article, asked = walk(portal, {URL: page(TEXTS[1], head=f'<link rel=next href="{URL}/2">')})

    assert (article.pages_expected, asked) == (None, [])


@pytest.mark.parametrize(
    ("following", "last"),
    [
        pytest.param("?page={}", 5, id="numbered"),
        pytest.param("?page=2", 2, id="always-2"),
    ],
)
def test_identical_pages_come_to_an_end(following: str, last: int) -> None:
    """jawapos: any page number gives page 1."""

    def same(number: int) -> str:
        return page(TEXTS[1], head=f'<link rel="next" href="{following.format(number + 1)}">')

    pages = {URL: same(1)} | {f"{URL}?page={n}": same(n) for n in range(2, 99)}

    article, asked = walk(rules(page_parameter="page"), pages)

    assert asked == [f"{URL}?page=2"]
    assert (article.text, article.complete, article.pages_expected) == (TEXTS[1], True, 2)


def test_identical_pages_of_a_pager() -> None:
    pages = {URL: page(TEXTS[1], kompas(1))}
    pages |= {f"{URL}?page={n}": page(TEXTS[1], kompas(n)) for n in (2, 3)}
    portal = rules(**PAGED | {"one_page": "{url}?page=all"})

    article, asked = walk(portal, {**pages, f"{URL}?page=all": page(TEXTS[1], kompas(1))})

    assert len(asked) == 3
    assert (article.text, article.complete) == (TEXTS[1], True)


def test_pictures_only_are_pages_too() -> None:
    """A page without a new sentence still leads on if it has a picture of its own."""

    def picture(number: int) -> str:
        head = f'<link rel="next" href="?page={number + 1}">' if number < 3 else ""
        return page(f'<p>{TEXTS[1]}</p><img src="/{number}.jpg">', head=head)

    pages = {URL: picture(1)} | {f"{URL}?page={n}": picture(n) for n in (2, 3)}

    article, asked = walk(rules(page_parameter="page"), pages)

    assert (len(article.images), len(asked), article.text) == (3, 2, TEXTS[1])


@pytest.mark.parametrize(
    "following",
    [
        f'<link rel="next" href="{OTHER}">',
        f'<a rel="next" href="{OTHER}?page=2">Berita berikutnya</a>',
        f'<div class="paging"><a href="{OTHER}">Selanjutnya</a></div>',
        f'<div class="paging"><a href="{OTHER}?page=2">2</a></div>',
        f'<div class="infinite" data-next="{OTHER}"></div><link rel=next href="#">',
        '<link rel=next href="https://[bad">',
    ],
)
@pytest.mark.parametrize("declared", [PAGED, {"page_parameter": "page"}], ids=["pager", "rel"])
def test_the_next_article_is_never_joined(declared: dict[str, Any], following: str) -> None:
    """republika loads the next article below this one."""
    pages = {URL: page(TEXTS[1], following), OTHER: page(TEXTS[2]), f"{OTHER}?page=2": page("x")}

    article, asked = walk(rules(**declared), pages)

    assert (article.text, asked) == (TEXTS[1], [])
    assert (article.pages_expected, article.complete) == (None, True)


def okezone(number: int) -> str:
    """A page as okezone parts it: in the middle of its markup, under one canonical address."""
    text = {
        1: f"<p>{TEXTS[1]}</p><ul><li>Satu",
        2: f" </p> <p>{TEXTS[2]}</p><ul><li>Dua",
        3: f"</li> </ul> <p>{TEXTS[3]}</p>",
    }[number]
    links = "".join(
        f'<a href="{URL}{f"?page={n}" if n > 1 else ""}"'
        f' class="nomor{" active" if n == number else ""}"> {n} </a>'
        for n in TEXTS
    )
    following = f'<link rel="next" href="{URL}?page={number + 1}" />' if number < 3 else ""
    ld = '{"@type":"NewsArticle","headline":"Bakau Kembali","datePublished":"2025-08-29T10:00:00Z"}'
    return page(
        text,
        f'<div id="paging"><div class="title">Halaman:</div><div class="box-nomor">{links}</div>'
        f'<a class="lihat-semua" href="{URL}?page=all">Lihat Semua</a></div>',
        f'<link rel="canonical" href="{URL}"/>{following}'
        f'<script type="application/ld+json">{ld}</script>',
        '<div class="c-detail read">{}</div>',
    )


def test_pages_that_begin_in_the_middle_of_their_markup() -> None:
    portal = rules(
        page_parameter="page",
        selectors={
            "body": (".c-detail.read",),
            "pager": ("#paging a.nomor::attr(href)",),
        },
    )
    pages = {f"{URL}?page={n}" if n > 1 else URL: okezone(n) for n in TEXTS}

    article, asked = walk(portal, pages)

    assert asked == [f"{URL}?page=2", f"{URL}?page=3"]
    assert article.text == "\n\n".join([TEXTS[1], "Satu", TEXTS[2], "Dua", TEXTS[3]])
    assert (article.url, article.pages_expected, article.complete) == (URL, 3, True)


def test_a_canonical_of_another_article_is_not_believed_without_ids() -> None:
    portal = rules(article_url=r"news\.contoh\.id/news/(?P<slug>[\w-]+)", keys=("{slug}",))
    url = "https://news.contoh.id/news/bakau-kembali"
    head = '<link rel="canonical" href="https://news.contoh.id/news/pasar-dibuka">'

    article, _ = walk(portal, {url: page(TEXTS[1], head=head)})

    assert (article.url, article.id) == (url, "contoh:bakau-kembali")
