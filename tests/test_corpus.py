"""Real pages beside the checkout (../shared/corpus) by the rules of
their portals: title and time as the corpus's MANIFEST.tsv says, a text, and no junk in it.

A simple program wrote the MANIFEST; where it is wrong, the lists below say what is right, as read
from the page. A page that cannot be read right is in KNOWN, and must fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from fnmatch import fnmatch
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from newsbot.extract.loader import Page
from newsbot.extract.progress import Progress, read_page
from newsbot.extract.rules import Rules
from newsbot.items import Article
from newsbot.text.dates import read_datetime
from newsbot.text.fingerprint import folded
from newsbot.text.junk import LINES
from newsbot.text.markup import compile_selector, parse_html
from newsbot.text.metadata import metas
from newsbot.text.urls import strip_tracking
from tests.real_pages import ADDRESSES, CORPUS, listed, place, rows
from tests.saved_portals import PORTALS

#: Titles that are something else in the MANIFEST: what. The page's og:title begins with the right
#: one.
WRONG_TITLES = {
    "kompas/bola-*": "section",
    "kompas/internasional-*": "section",
    "kompas/nasional-*": "section",
    "okezone/lifestyle-*": "site",
    "otosia/m-otosia-com-berita-bocor-*": "box",
    "republika/bola-*": "section",
    "tempo/gaya-*": "section",
}
#: Dates that are something else in the MANIFEST: the right one, and what the wrong one is.
WRONG_DATES = {
    "detik/sport-*5746542*": ("2021-09-30 12:00", "text"),
    "kompas/bola-*": ("2015-06-17 22:26", "saved"),
    "otosia/m-otosia-com-berita-bocor-*": ("2019-05-09 10:15", "neighbour"),
}
#: Pages that are no portal's articles, and why.
NOBODYS = {
    "beritasatu/thejakartaglobe-*": "Jakarta Globe",
    "dream/*-foto-*": "gallery",
    "kapanlagi/*-foto-berita-foto-*": "gallery",
    "merdeka/*-foto-olahraga-*": "gallery",
    "merdeka/planet-*": "readers' texts",
    "republika/*-inpicture-*": "gallery",
}
#: Pages that cannot be read right yet, and why.
KNOWN = {
    "liputan6/*-4358875-*": "ends in the heading of a campaign that goes",
}

# What MANIFEST titles read from <title> end in: "… | Haji.Dream.co.id", "… :: Okezone News".
_SITE = re.compile(r" (?:\||::) .*")
_CLOCK = re.compile(r"\d[:.-]\d\d")
_PROMPT = re.compile(
    r"(?:(?:baca|lihat|simak) juga|(?:baca|simak) selengkapnya|pilihan editor)\b", re.IGNORECASE
)
_BRAND_LINE = re.compile(
    r"(?:[\w /]{0,30}[,|(] ?)?[\w-]+\.(?:com|net|id|co\.id)\b.{0,30}?\s?[-–—:]", re.IGNORECASE
)
# "… di Pyongyang. Foto: AP", "… ©2020 Merdeka.com", "(ALB)", "[end]", "#ChangeMaker"
_CAPTION = re.compile(r".{0,200}(?:(?:^|[.)] )\(?Foto ?[:/]|©).{0,60}")
_SIGN_OFF = re.compile(r"[(\[][\w /]{2,40}[)\]]|.{0,80}\[\w+\]|#\w+|Artikel ini telah .*")
_PAGE_OF = re.compile(r"(\d+) dari (\d+) halaman")
_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){1,3}")
_PAGING = compile_selector(".list-paging a")


def _page(file: str, query: str = "") -> tuple[Rules, Page]:
    known = place(file)
    assert known, "no portal's address"
    rules, url = known
    page = read_page(rules, url + query, (CORPUS / file).read_bytes(), None, None)
    assert page
    return rules, page


def _article(file: str) -> Article:
    rules, page = _page(file)
    return Progress.start(page, "").build_article(rules)


def _read() -> Iterator[Any]:
    """The pages that are somebody's, as test parameters."""
    for file in rows():
        if not listed(NOBODYS, file):
            why = listed(KNOWN, file)
            fault = pytest.mark.xfail(reason=why or "", raises=AssertionError, strict=True)
            yield pytest.param(file, id=file, marks=[fault] if why else [])


def _lacks_pages(file: str) -> bool:
    """Whether a page says that the article goes on elsewhere."""
    body = (CORPUS / file).read_bytes()
    between = {int(at): int(of) for at, of in _PAGE_OF.findall(body.decode("utf-8", "replace"))}
    root = parse_html(body)
    assert root is not None
    return bool(_PAGING.find(root)) or len(between) < max(between.values(), default=1) - 1


def _junk(article: Article, rules: Rules) -> Iterator[str]:
    """What an article holds that is not the article, each with its kind."""
    captions = {folded(each["caption"] or "") for each in article.images}
    paragraphs = article.text.split("\n\n")
    for text in paragraphs:
        for line in LINES:
            if re.fullmatch(line.pattern, text, re.IGNORECASE) and (
                line.heading or text not in article.headings
            ):
                yield f"{line.name}: {text}"
        if _PROMPT.match(text):
            yield f"prompt: {text}"
        if sum(map(str.isalnum, text)) < 2:
            yield f"nothing: {text}"
        if _CAPTION.fullmatch(text) or folded(text) in captions:
            yield f"caption: {text}"
    if _SIGN_OFF.fullmatch(paragraphs[-1]):
        yield f"sign-off: {paragraphs[-1]}"
    if _NAME.fullmatch(paragraphs[-1]):
        yield f"name: {paragraphs[-1]}"
    if _BRAND_LINE.match(paragraphs[0]):
        yield f"dateline: {paragraphs[0]}"
    for name in (*article.authors, *article.editors):
        if folded(name) in rules.brands:
            yield f"brand: {name}"
    yield from (f"tag: {tag}" for tag in article.tags if ": " in tag)
    words = set(re.findall(r"\w+", folded(f"{article.title} {article.summary}")))
    if len(article.tags) > 6 and len(words & {folded(tag) for tag in article.tags}) > 5:
        yield f"words: {article.tags}"


@pytest.fixture(autouse=True)
def _beside() -> None:
    if not rows():
        pytest.skip("no real pages beside the checkout")


@pytest.mark.parametrize("file", [*_read()] or [""])
def test_real_article(file: str) -> None:
    row, article = rows()[file], _article(file)
    rules = PORTALS[article.portal].rules
    if listed(WRONG_TITLES, file):
        root = parse_html((CORPUS / file).read_bytes())
        assert root is not None
        assert metas(root)["og:title"][0].startswith(article.title)
        assert len(article.title.split()) > 3
    else:
        assert article.title == _SITE.sub("", row["title"])
    right, _ = listed(WRONG_DATES, file) or (None, "")
    stated = right or row["date_displayed"] or row["date_meta"].partition("=")[2]
    expected = read_datetime(stated, None, "WIB")[1]
    published = datetime.fromisoformat(article.published_at)
    assert expected
    if _CLOCK.search(stated):
        assert published.replace(second=0) == expected.replace(second=0)
    assert published.date() == expected.date()
    assert len(article.text) > 200
    assert not [*_junk(article, rules)]
    assert article.pages_expected or not _lacks_pages(file)


def test_pages_that_are_nobodys() -> None:
    unread = {file for file in rows() if place(file) is None}
    assert unread == {file for file in rows() if listed(NOBODYS, file)}


def test_lists_name_pages() -> None:
    for patterns in (ADDRESSES, WRONG_TITLES, WRONG_DATES, NOBODYS, KNOWN):
        for pattern in patterns:
            assert any(fnmatch(file, pattern) for file in rows()), pattern


def test_further_pages_make_the_one_page_view() -> None:
    views = sorted(file for file in rows() if "okezone/techno-" in file)
    *numbered, whole = views
    rules, first = _page(numbered[0])
    progress = Progress.start(first, "")
    for number, file in enumerate(numbered[1:], 2):
        progress = progress.add_page(number, _page(file, f"?page={number}")[1])
    article = progress.build_article(rules)
    assert article.complete
    assert (article.pages_expected, article.text) == (3, _article(whole).text)


def test_exactly_the_articles_of_a_listing_are_recognised() -> None:
    """Of the real pages of SINDOnews: every /read/ address of a channel is an article's."""
    urls = PORTALS["sindonews"].rules.urls
    pages = sorted((CORPUS / "sindonews").glob("*.html"))
    if not pages:
        pytest.skip("no real pages of SINDOnews beside the checkout")
    for path in pages:
        root = parse_html(path.read_bytes())
        assert root is not None
        stated = (each.attributes["href"] or "" for each in root.css("[href]"))
        links = {urljoin("https://www.sindonews.com/", href) for href in stated}
        articles = {link for link in links if urls.read(strip_tracking(link))}
        alike = {
            link
            for link in links
            if urlsplit(link).path.startswith("/read/")
            and (urlsplit(link).hostname or "").endswith(".sindonews.com")
            and urlsplit(link).hostname != "hi-lite.sindonews.com"
        }
        assert articles == alike, path.name
        assert len(articles) > 40, path.name
        assert len({read.key for link in articles if (read := urls.read(link))}) == len(articles)
