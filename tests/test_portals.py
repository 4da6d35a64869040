"""Every portal against its saved pages: what stands in them is what the article says.

A case is `portals/<portal>/<case>.html` (page 1) with, where the article has them, `<case>.2.html`,
`<case>.3.html` … (further pages), `<case>.all.html` (the one-page view), and `<case>.json`: the
expected article. A listing is `<name>.listing.html`, `.xml` or (of an endpoint's JSON) `.txt` with
`<name>.listing.json`.

A page states in its first comment where it was: `<!-- url: https://… -->`. Further words may follow
the address: of a listing `source: N` (the portal's Nth source reads it), `answered: …` (ISO 8601,
for relative dates), and last `content-type: …` (the header's value, where it matters). In a `.txt`
the comment is no part of the answer.

`scrapy newportal` writes cases that have a first line "unread": they fail until it is deleted.

To add a case, run `scrapy case URL`, or save the page(s) and run the tests. They write the missing
.json and fail: read it against the page, put right what is wrong, and run them again.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.assemble import assemble, covers, promised
from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.progress import FurtherPages, Progress
from newsbot.extract.rules import Rules
from newsbot.items import Article
from newsbot.replica.saved.files import UNREAD
from newsbot.text.markup import Element, parse_html
from newsbot.text.urls import strip_tracking

SAVED = Path(__file__).with_name("portals")
#: Real pages and a real article that contributors may keep beside the checkout, never in it.
SHARED = Path(__file__).parents[2] / "shared"

_CONTENT_TYPE = "text/html; charset=UTF-8"
_PLACE = re.compile(
    r"<!-- url: (?P<url>\S+)(?: source: (?P<source>\d+))?(?: answered: (?P<answered>\S+))?"
    r"(?: content-type: (?P<content_type>.+?))? -->"
)
#: The contract's fields, in its order. The time of the crawl is no fact of a saved page.
FIELDS = [field.name for field in fields(Article) if field.name != "crawled_at"]

#: Cases that say what is right where the code does not do it yet: why, by "portal/case".
KNOWN_FAULTS: dict[str, str] = {}


# Portals and cases --------------------------------------------------------------------------------


def _portals() -> dict[str, type[PortalSpider]]:
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["newsbot.spiders"]}))
    spiders = {name: loader.load(name) for name in loader.list()}
    return {name: cls for name, cls in spiders.items() if issubclass(cls, PortalSpider)}


PORTALS = _portals()


@dataclass(frozen=True)
class Saved:
    """A saved answer and where it came from."""

    path: Path

    @cached_property
    def body(self) -> bytes:
        body = self.path.read_bytes()
        return body.partition(b"-->")[2] if self.path.suffix == ".txt" else body

    @cached_property
    def place(self) -> Mapping[str, str | None]:
        match = _PLACE.search(self.path.read_bytes()[:1000].decode("utf-8", "replace"))
        assert match, f"{self.path.name} does not say <!-- url: https://… --> in its first line"
        return match.groupdict()

    @property
    def url(self) -> str:
        return self.place["url"] or ""

    def page(self, rules: Rules) -> Page:
        root = parse_html(self.body, self.place["content_type"] or _CONTENT_TYPE)
        assert root is not None, f"{self.path.name} is empty"
        answered = self.place["answered"]
        now = datetime.fromisoformat(answered) if answered else None
        return ArticleLoader(rules, self.url, root, now).page()


@dataclass(frozen=True)
class Case:
    """A saved article or listing, named by its page 1 without the suffix."""

    portal: str
    name: str

    def __str__(self) -> str:
        return f"{self.portal}/{self.name}"

    @property
    def folder(self) -> Path:
        return SAVED / self.portal

    @property
    def expected(self) -> Path:
        return self.folder / f"{self.name}.json"

    @property
    def rules(self) -> Rules:
        return PORTALS[self.portal].rules

    def further(self) -> list[Saved]:
        """The saved further pages, in order."""
        found = self.folder.glob(f"{self.name}.*.html")
        numbers = [path.name.removeprefix(self.name).split(".")[1] for path in found]
        ordered = sorted(int(number) for number in numbers if number.isdecimal())
        return [Saved(self.folder / f"{self.name}.{number}.html") for number in ordered]


def _articles() -> Iterator[Case]:
    for path in sorted(SAVED.glob("*/*.html")):
        if "." not in path.stem:
            yield Case(path.parent.name, path.stem)


def _listings() -> Iterator[Case]:
    for path in sorted(SAVED.glob("*/*.listing.*")):
        if path.suffix != ".json":
            yield Case(path.parent.name, path.stem)


ARTICLES, LISTINGS = list(_articles()), list(_listings())


def _fault(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=reason, raises=pytest.fail.Exception, strict=True)


def _marked(cases: list[Case]) -> list[Any]:
    """Cases as test parameters; a known fault is expected to fail, and must."""
    return [
        pytest.param(
            case,
            id=str(case),
            marks=[_fault(KNOWN_FAULTS[str(case)])] if str(case) in KNOWN_FAULTS else [],
        )
        for case in cases
    ]


# Reading, as a crawl does -------------------------------------------------------------------------


def _article(case: Case) -> dict[str, Any]:
    """The article of a case, made of its saved pages as a crawl makes it of answers."""
    first = Saved(case.folder / f"{case.name}.html").page(case.rules)
    answers = {saved.url: saved for saved in case.further()}
    whole = Saved(case.folder / f"{case.name}.all.html")
    if not whole.path.exists():
        article, asked = _walk(case.rules, first, answers)
        assert not answers.keys() - asked, "saved pages that page 1 does not lead to"
        return article
    assert promised([first]), "a one-page view is saved, but page 1 promises no further page"
    assert case.rules.one_page, f"{case.portal} declares no one-page view"
    assert whole.url == case.rules.one_page.format(url=first.canonical)
    article, _ = _walk(case.rules, first, {**answers, whole.url: whole})
    if answers:
        walked, _ = _walk(case.rules, first, answers)
        assert walked["text"] == article["text"], "the pages and the one-page view differ"
    return article


def _walk(
    rules: Rules, first: Page, answers: Mapping[str, Saved]
) -> tuple[dict[str, Any], set[str]]:
    """The article that page 1 and what is saved make, and the addresses asked for."""
    further, asked = FurtherPages(rules, Progress.start(first, "")), set[str]()
    for wanted in further:
        asked.add(wanted.url)
        further.page = answers[wanted.url].page(rules) if wanted.url in answers else None
    return _plain(further.progress.build_article(rules)), asked


def _plain(article: Article) -> dict[str, Any]:
    values = asdict(article)
    return {name: values[name] for name in FIELDS}


def _listing(case: Case) -> dict[str, Any]:
    """What a saved listing leads to: articles (each once), further listings, and what is no
    article."""
    files = case.folder.glob(f"{case.name}.*")
    saved = next(Saved(path) for path in files if path.suffix != ".json")
    source = PORTALS[case.portal].sources[int(saved.place["source"] or 0)]
    found = source.read(saved.url, saved.body, saved.place["content_type"] or _CONTENT_TYPE)
    articles: dict[str, dict[str, str | None]] = {}
    skipped: list[str] = []
    for link in found.links:
        target = case.rules.urls.read(strip_tracking(link.url))
        if target is None:
            skipped.append(link.url)
            continue
        published = link.published.isoformat() if link.published else None
        articles.setdefault(
            target.key, {"key": target.key, "url": target.url, "published": published}
        )
    return {
        "articles": list(articles.values()),
        "skipped": skipped,
        "listings": [listing.url for listing in found.listings],
    }


# Comparing ----------------------------------------------------------------------------------------


def _compare(path: Path, found: dict[str, Any]) -> None:
    """Fail with a diff of each field in which `found` is not what the file expects."""
    if not path.exists():
        path.write_text(_pretty(found) + "\n", encoding="utf-8")
        pytest.fail(f"{path.name} written: read it, then run again", pytrace=False)
    expected = json.loads(path.read_bytes())
    if UNREAD in expected:
        pytest.fail(f"{path.name} is unread. {expected[UNREAD]}", pytrace=False)
    differences = [
        f"{name}\n{_diff(expected.get(name), found.get(name))}"
        for name in {**expected, **found}
        if expected.get(name) != found.get(name)
    ]
    if differences:
        pytest.fail("\n".join([f"{path.name} (-) and the page (+):", *differences]), pytrace=False)


def _diff(expected: Any, found: Any) -> str:
    before, after = (
        (value if isinstance(value, str) else _pretty(value)).splitlines()
        for value in (expected, found)
    )
    return "\n".join(f"    {line.rstrip()}" for line in difflib.ndiff(before, after))


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


@pytest.mark.parametrize("case", _marked(ARTICLES))
def test_saved_article(case: Case) -> None:
    _compare(case.expected, _article(case))


@pytest.mark.parametrize("case", _marked(LISTINGS))
def test_saved_listing(case: Case) -> None:
    _compare(case.expected, _listing(case))


# The cases themselves -----------------------------------------------------------------------------


@pytest.mark.parametrize("portal", PORTALS)
def test_portal_has_an_article_case(portal: str) -> None:
    assert portal in {case.portal for case in ARTICLES}, f"save a page in portals/{portal}/"


def test_every_file_belongs_to_a_case() -> None:
    cases = {str(case) for case in (*ARTICLES, *LISTINGS)}
    stray = [
        str(path.relative_to(SAVED))
        for path in SAVED.rglob("*")
        if path.is_file() and (path.parent.name not in PORTALS or _case_of(path) not in cases)
    ]
    assert not stray


def _case_of(path: Path) -> str:
    stem = path.stem if path.match("*.listing.*") else re.sub(r"\.(?:\d+|all)$", "", path.stem)
    return f"{path.parent.name}/{stem}"


@pytest.mark.parametrize("case", ARTICLES, ids=str)
def test_expected_article_keeps_the_contract(case: Case) -> None:
    expected = json.loads(case.expected.read_bytes())
    expected.pop(UNREAD, None)  # test_saved_article says so
    assert list(expected) == FIELDS
    assert all(expected[name] for name in ("title", "url", "published_at", "text"))


@pytest.mark.parametrize("case", LISTINGS, ids=str)
def test_expected_listing_keeps_its_form(case: Case) -> None:
    expected = json.loads(case.expected.read_bytes())
    expected.pop(UNREAD, None)  # test_saved_listing says so
    assert list(expected) == ["articles", "skipped", "listings"]
    assert all(list(link) == ["key", "url", "published"] for link in expected["articles"])


def test_known_faults_are_cases() -> None:
    assert KNOWN_FAULTS.keys() <= {str(case) for case in (*ARTICLES, *LISTINGS)}


def test_missing_expectation_is_written_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    with pytest.raises(pytest.fail.Exception, match="written: read it, then run again"):
        _compare(path, {"title": "Jum’at"})
    assert path.read_text(encoding="utf-8") == '{\n  "title": "Jum’at"\n}\n'
    _compare(path, {"title": "Jum’at"})


def test_what_nobody_has_read_fails(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"unread": "Compare it.", "title": "Satu"}', encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match=r"case\.json is unread\. Compare it\."):
        _compare(path, {"title": "Satu"})


def test_difference_names_the_field(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"title": "Satu", "text": "a\\n\\nb"}', encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match=r"text\n\s+a\n\s+\n\s+- b\n\s+\+ c") as failure:
        _compare(path, {"title": "Satu", "text": "a\n\nc"})
    assert "title" not in str(failure.value)


# Real pages beside the checkout -------------------------------------------------------------------


def _real_pages(portal: str) -> list[tuple[Path, Element]]:
    folder = SHARED / "corpus" / portal
    if not folder.is_dir():
        pytest.skip("no real pages beside the checkout")
    roots = [(path, parse_html(path.read_bytes())) for path in sorted(folder.glob("*.html"))]
    return [(path, root) for path, root in roots if root is not None]


def test_real_sindonews_pages_articles_are_recognised() -> None:
    """Every /read/ address of a kanal is an article, and nothing else is."""
    urls = PORTALS["sindonews"].rules.urls
    for path, root in _real_pages("sindonews"):
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


# The seed: SINDOnews' own article, as a page of today's layout ----------------------------------


@dataclass(frozen=True)
class Seed:
    """An article as its reader sees it: title, date, caption, body and what stands below."""

    title: str
    date: str
    caption: str
    body: list[str]
    below: list[str]

    @property
    def url(self) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")
        return f"https://international.sindonews.com/read/1400817/40/{slug}-1718862604"

    @property
    def paragraphs(self) -> list[str]:
        """The article's text, without dateline and photo credits."""
        kept = [line for line in self.body if line != "Foto/AP"]
        return [kept[0].removeprefix("PYONGYANG - "), *kept[1:]]


@pytest.fixture
def seed() -> Seed:
    found = sorted((SHARED / "seed").glob("*.txt"))
    if not found:
        pytest.skip("no seed beside the checkout")
    lines = [line.strip() for line in found[0].read_text(encoding="utf-8").splitlines()]
    title, date, caption, *rest = [line for line in lines if line]
    end = rest.index("Halaman :")
    return Seed(title, date, caption, rest[:end], rest[end:])


def _seed_body(lines: list[str]) -> str:
    """Lines as the portal's editors set them: no <p>, bold headings, credits far below."""
    inked = []
    for line in lines:
        if line[0].isdecimal() and line[1] == ".":
            inked.append(f"<strong>{line}</strong><br><br><br>")
        elif line.startswith("PYONGYANG - "):
            inked.append(f"<strong>PYONGYANG</strong>{line.removeprefix('PYONGYANG')}")
        else:
            inked.append(line)
    return "<br><br>\n".join(inked)


def _seed_page(seed: Seed, url: str, lines: list[str]) -> Page:
    news = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": seed.title,
        "datePublished": "2024-06-20T13:45:00+07:00",
    }
    ld = f'<script type="application/ld+json">{json.dumps(news)}</script>'
    pager = "".join(
        f'<li><a href="{link}">{number}</a></li>'
        for number, link in enumerate((seed.url, f"{seed.url}/5"), 1)
    )
    html = f"""<!DOCTYPE html><html><head><title>{seed.title}</title><meta charset="utf-8">
<link rel="canonical" href="{seed.url}">{ld if url == seed.url else ""}</head><body>
<h1 class="detail-title">{seed.title}</h1>
<div class="warp-nama-redaksi"><div class="detail-date-artikel">{seed.date}</div></div>
<div class="detail-img"><img class="lazyload" src="/loading.gif"
 data-src="https://pict.sindonews.net/a.jpg"><div>loading...</div> {seed.caption}</div>
<div id="detail-desc" class="detail-desc">{_seed_body(lines)}<br><br>
{"<br>".join(seed.below)}<div>{"</div><div>".join(seed.below)}</div></div>
<div class="paging-artikel"><span>{seed.below[0]}</span><ul>{pager}</ul></div>
<div>{"</div><div>".join(seed.below[1:])}</div></body></html>"""
    root = parse_html(html.encode(), _CONTENT_TYPE)
    assert root is not None
    return ArticleLoader(PORTALS["sindonews"].rules, url, root).page()


@pytest.mark.parametrize("view", ["pages", "one page"])
def test_seed_article(seed: Seed, view: str) -> None:
    rules = PORTALS["sindonews"].rules
    half = len(seed.body) // 2
    first = _seed_page(seed, seed.url, seed.body[:half])
    if view == "pages":
        assert promised([first]) == {5: f"{seed.url}/5"}
        second = _seed_page(seed, f"{seed.url}/5", seed.body[half:])
        article = assemble(rules, [first, second], crawled_at="")
    else:
        whole = _seed_page(seed, f"{seed.url}?showpage=all", seed.body)
        assert covers(whole, first)
        article = assemble(rules, [first], whole=whole, crawled_at="")

    assert article.title == seed.title
    assert article.published_at == "2024-06-20T13:45:00+07:00"
    assert article.published_raw == seed.date
    assert article.dateline == "PYONGYANG"
    assert article.text.split("\n\n") == seed.paragraphs
    assert [line for line in seed.body if line.startswith("1. ")] == article.headings
    assert len(article.headings) == 1
    caption, _, credit = seed.caption.rpartition(" ")
    assert article.images == [
        {"url": "https://pict.sindonews.net/a.jpg", "caption": caption, "credit": credit}
    ]
    assert credit == "Foto/AP"
    assert not set(seed.below).intersection(article.text.split("\n\n"))
    assert article.complete
    assert article.pages_expected == 2
