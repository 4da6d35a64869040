"""A body box that closes after its first line: the portal's own rules find a fifth of the text, and
the general rules find the rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from newsbot.extract.doubts import Doubts, doubt
from newsbot.extract.loader import ArticleLoader
from newsbot.extract.second_opinion import (
    LONGER,
    SAME,
    UNSOUND,
    is_far_more,
    reread,
)
from newsbot.replica.answer import Answer
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.replica.saved.files import case_pages, read_saved
from newsbot.text.going_on import words_of
from newsbot.text.markup import parse_html
from tests.conftest import Project, Serving
from tests.real_pages import CORPUS, place, rows
from tests.saved_portals import PORTALS, SavedCase, article_cases

RULES = PORTALS["sindonews"].rules
URL = "https://nasional.sindonews.com/read/1578011/15/judul-berita-hari-ini-1749513629"
FIRST = "<p>Kalimat pertama menceritakan bahwa jembatan itu dibuka untuk warga pada pagi hari.</p>"
REST = "".join(
    f"<p>Kalimat nomor {number} menceritakan apa yang terjadi di kota itu pada pagi hari.</p>"
    for number in range(9)
)
OTHER = "".join(
    f"<p>Berita nomor {number} mengabarkan apa yang dikatakan orang di pasar pada sore hari.</p>"
    for number in range(9)
)
PAGE = (
    "<html><head><title>Warga Bangun Jembatan</title>{head}</head><body><main>"
    "<h1 class=detail-title>Warga Bangun Jembatan</h1><i>Jumat, 15 Mei 2026 - 10:00 WIB</i>"
    "<div id=detail-desc>{own}</div>{below}</main><footer><p>Hak cipta dilindungi.</p></footer>"
)


def load(own: str = FIRST, below: str = "", head: str = "", **article: Any) -> ArticleLoader:
    """A page. own: in the box of the body. below: behind it. article: of its JSON-LD."""
    if article:
        node = {"@type": "NewsArticle", "headline": "Warga Bangun Jembatan", **article}
        head += f'<script type="application/ld+json">{json.dumps(node)}</script>'
    root = parse_html(PAGE.format(own=own, below=below, head=head).encode())
    assert root is not None
    return ArticleLoader(RULES, URL, root)


def said_of(**page: Any) -> tuple[str, int]:
    """What the second opinion of a page is, and how many paragraphs the text has then."""
    loader = load(**page)
    read = reread(loader, loader.page())
    return read.second_opinion, sum(kind == "paragraph" for kind, _ in read.blocks)


@pytest.mark.parametrize(
    ("words", "own", "far"),
    [(100, 30, True), (89, 30, False), (90, 30, True), (299, 200, False), (300, 200, True)],
)
def test_far_more(words: int, own: int, far: bool) -> None:
    assert is_far_more(words, own) is far


@pytest.mark.parametrize(
    ("below", "verdict", "paragraphs"),
    [
        pytest.param(f"<div>{REST}</div>", LONGER, 10, id="another box"),
        pytest.param(REST, LONGER, 10, id="no box"),
        pytest.param(f"<div><div>Iklan</div></div><section>{REST}</section>", LONGER, 10, id="ad"),
        pytest.param(f"{REST}<h3>Berita Terkait</h3>{OTHER}", LONGER, 10, id="a box below"),
        pytest.param(f"{REST}<p>(abc)</p>{OTHER}", LONGER, 11, id="signed"),
        pytest.param(f"{REST}<h2>Lain</h2><p>15 Mei 2026 09:00</p>{OTHER}", LONGER, 10, id="next"),
        pytest.param("", SAME, 1, id="nothing"),
        pytest.param(f"<h3>Berita Terkait</h3>{OTHER}", SAME, 1, id="related"),
        pytest.param(f"<h3>Jalan</h3><p>15 Mei 2026 09:00 WIB</p>{OTHER}", SAME, 1, id="another"),
        pytest.param(f"<h3>Jalan</h3><p>BOGOR - Itu hujan.</p>{OTHER}", SAME, 1, id="dateline"),
        pytest.param(REST.replace("hari.", "hari…"), UNSOUND, 1, id="teasers"),
        pytest.param(REST.replace("hari.", "hari"), SAME, 1, id="no sentences"),
        pytest.param(
            REST.replace("<p>", "<p><a href=/1>Judul berita lain yang panjang</a></p><p>"),
            UNSOUND,
            1,
            id="titles",
        ),
        pytest.param("<p>Ayo daftar sekarang juga di sini.</p>" * 20, SAME, 1, id="repeated"),
    ],
)
def test_what_goes_on_with_a_text_is_taken(below: str, verdict: str, paragraphs: int) -> None:
    assert said_of(below=below) == (verdict, paragraphs)


@pytest.mark.parametrize(
    ("own", "verdict"),
    [
        pytest.param(f"{FIRST}<p>(abc)</p>", SAME, id="signed: at its end"),
        pytest.param("<p>Ikuti kami di saluran kami.</p>", UNSOUND, id="another text"),
        pytest.param(FIRST + REST, SAME, id="whole"),
        pytest.param("", "", id="no text of the portal's own"),
    ],
)
def test_what_the_portals_own_rules_found_decides(own: str, verdict: str) -> None:
    away = f"</main><article>{'<p>Sela.</p>' * 70}{OTHER}{REST}</article>"
    below = away if verdict == UNSOUND else REST
    loader = load(own=own, below=below)
    assert reread(loader, loader.page()).second_opinion == verdict


def test_a_paragraph_that_was_cut_is_one_again() -> None:
    own, rest = FIRST[3:-4].split(" dibuka ")
    loader = load(own=own, below=f"dibuka {rest}{REST}")
    (_, first), *_ = reread(loader, loader.page()).blocks
    assert first == FIRST[3:-4]


TEXT = re.sub("<[^>]*>", " ", FIRST + REST)


@pytest.mark.parametrize("body", [TEXT, (FIRST + REST).replace("</p>", "</p>\n"), FIRST + REST])
def test_the_text_that_a_page_states_is_taken(body: str) -> None:
    loader = load(articleBody=body)
    page = reread(loader, loader.page())
    assert (page.second_opinion, page.won["body"]) == (LONGER, "json-ld articleBody")
    assert words_of(page.blocks) == len(TEXT.split())


def test_what_is_for_those_who_pay_is_not_taken() -> None:
    assert said_of(below=REST, isAccessibleForFree="False") == ("", 1)
    assert said_of(below=REST, isAccessibleForFree="True") == (LONGER, 10)


LONG = "Jembatan yang dibangun warga selama sebulan penuh itu akhirnya dibuka."


@pytest.mark.parametrize(
    ("changes", "stated", "low", "why"),
    [
        ({}, {}, 0, ""),
        ({}, {"wordCount": 240}, 0, "wordCount"),
        ({}, {"wordCount": "240"}, 0, "wordCount"),
        ({}, {"wordCount": 60}, 0, ""),
        ({}, {"wordCount": "many"}, 0, ""),
        ({}, {"wordCount": 9 * 10**30}, 0, ""),
        ({}, {"wordCount": [240]}, 0, ""),
        ({"further": {str(page): URL for page in range(2, 30)}}, {"wordCount": 240}, 0, "pager"),
        ({}, {"articleBody": TEXT}, 0, "articleBody"),
        ({}, {"articleBody": "Kalimat pertama"}, 0, ""),
        ({}, {"articleBody": {"@value": TEXT}}, 0, ""),
        ({"summary": "Kalimat pertama menceritakan bahwa jembatan itu dibuka …"}, {}, 0, ""),
        ({"summary": LONG}, {}, 0, "summary"),
        ({"summary": f"{FIRST[3:-4]} {LONG}"}, {}, 0, "summary"),
        ({"summary": "Jembatan baru."}, {}, 0, ""),
        ({"further": {"2": URL}}, {}, 0, "pager"),
        ({"further": {"2": URL}, "number": 5}, {}, 0, ""),
        ({}, {}, 13, "short"),
        ({}, {}, 12, ""),
        ({"further": {"2": URL}, "number": 5}, {}, 24, ""),
    ],
)
def test_what_makes_a_text_doubtful(
    changes: dict[str, Any], stated: dict[str, Any], low: float, why: str
) -> None:
    page = load().page()
    assert words_of(page.blocks) == 12
    fields = {**page.fields, "summary": changes.pop("summary", "")}
    assert doubt(replace(page, fields=fields, **changes), stated, low) == why


# Which are asked ----------------------------------------------------------------------------------


def asked(doubts: Doubts, key: str, **page: Any) -> str:
    loader = load(**page)
    return doubts.reread(key, loader, loader.page()).second_opinion


WHOLE: dict[str, Any] = {"own": FIRST + REST}
CUT: dict[str, Any] = {"below": REST}
#: A key by which no article is chosen, and one by which one is.
PASSED, CHOSEN = (
    next(key for key in map(str, range(1000)) if (crc32(key.encode()) % 100 == 0) is chosen)
    for chosen in (False, True)
)


def begun(usual: tuple[float, float] | None = (50, 100)) -> Doubts:
    """The doubts of a run that has read its first articles, and ten more."""
    doubts = Doubts(usual)
    said = [asked(doubts, PASSED, **WHOLE) for _ in range(13)]
    assert said == [SAME] * 3 + [""] * 10
    return doubts


def test_a_few_of_every_run_are_asked_by_their_keys() -> None:
    doubts = begun()
    assert asked(doubts, CHOSEN, **WHOLE) == SAME
    assert asked(doubts, PASSED, **WHOLE) == ""
    assert asked(Doubts(every=True), PASSED, **WHOLE) == SAME


@pytest.mark.parametrize("usual", [None, (50, 100)])
def test_short_texts_are_asked(usual: tuple[float, float] | None) -> None:
    """By what is usual, and without a memory by the run's own articles."""
    assert asked(begun(usual), PASSED, **CUT) == LONGER
    assert asked(begun((5, 100)), PASSED, **CUT) == ""


def test_after_one_that_came_out_longer_all_are_asked() -> None:
    doubts = begun()
    assert asked(doubts, PASSED, **CUT) == LONGER
    assert [asked(doubts, PASSED, **WHOLE) for _ in range(7)] == [SAME] * 5 + [""] * 2


def test_of_many_short_ones_only_each_tenth_is_asked_until_one_comes_out_longer() -> None:
    doubts = begun()
    said = [asked(doubts, PASSED) for _ in range(45)]
    assert said == [SAME] * 20 + ([""] * 9 + [SAME]) * 2 + [""] * 5
    said = [asked(doubts, PASSED, **CUT) for _ in range(10)]
    assert said == [""] * 4 + [LONGER] * 6


def test_what_stands_under_several_texts_is_of_none() -> None:
    doubts = Doubts(every=True)
    second = FIRST.replace("pertama", "lain sama sekali")
    assert asked(doubts, "1", **CUT) == LONGER
    assert asked(doubts, "2", **CUT) == LONGER  # another address of the same article
    assert asked(doubts, "3", own=second, below=REST) == UNSOUND
    assert asked(doubts, "4", own=second, below=OTHER) == LONGER


# No false alarms ----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", article_cases(), ids=str)
def test_no_saved_page_has_another_text(case: SavedCase) -> None:
    for path in case_pages(case.first):
        saved, rules = read_saved(path), PORTALS[case.portal].rules
        root = parse_html(saved.body, saved.content_type)
        assert root is not None
        assert_same(ArticleLoader(rules, saved.url, root, saved.answered))


@pytest.mark.parametrize("file", sorted(rows()))
def test_no_real_page_has_another_text(file: str) -> None:
    known = place(file)
    root = parse_html((CORPUS / file).read_bytes())
    assert root is not None
    if known:
        assert_same(ArticleLoader(*known, root))


def test_no_generated_page_has_another_text() -> None:
    for loader in generated(CutSite(f"articles=60,{DAY}", one_in=0)):
        assert_same(loader)


def assert_same(loader: ArticleLoader) -> None:
    page = loader.page()
    assert reread(loader, page) == replace(page, second_opinion=reread(loader, page).second_opinion)
    assert reread(loader, page).second_opinion in ("", SAME)


# A run --------------------------------------------------------------------------------------------

DAY = "day=2026-05-15,days=1"
RANGE = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")
# The start tag of the body of an article, and its first line with an empty one below.
_FIRST_LINE = re.compile(
    rb'(<div[^>]*id="detail-desc"[^>]*>.{60,}?)(?:<br ?/?>(?:\s|&nbsp;)*){2,}', re.DOTALL
)


class CutSite(Site):
    """The generated portal; of some articles, the box of the body closes after the first line.
    one_in: of how many articles one is cut; 0 for none."""

    def __init__(self, options: str, one_in: int = 1):
        super().__init__(Options.parse(options))
        self.one_in = one_in

    def is_cut(self, address: str) -> bool:
        number = re.search(r"/(\d{6,})/", address)
        if number is None or not self.one_in:
            return False
        return crc32(number[1].encode()) % self.one_in == 0

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        answer = super().answer(host, target, headers, posted)
        if not self.is_cut(target):
            return answer
        return replace(answer, body=_FIRST_LINE.sub(rb"\1</div><div>", answer.body, count=1))


def generated(site: CutSite) -> Iterator[ArticleLoader]:
    """Page 1 of every article."""
    for truth in site.truth():
        host, _, path = truth["url"].removeprefix("https://").partition("/")
        root = parse_html(site.answer(host, f"/{path}", {}).body)
        assert root is not None
        yield ArticleLoader(RULES, truth["url"], root)


def crawl(project: Project, serving: Serving, site: CutSite) -> tuple[int, list[dict[str, Any]]]:
    """Crawl the portal; no article may lack far more than a line or two. The exit code, and the
    articles with a guessed text, which all are as they were written."""
    ran = project.crawl(*RANGE, wire=f"replica:{serving(site)}")
    truth = {each["id"]: each["text"] for each in site.truth()}
    for article in project.articles():
        text = truth[article["id"]]
        assert not is_far_more(len(text.split()), article["word_count"]), article["url"]
        assert site.is_cut(article["url"]) or (article["text"], article["guessed"]) == (text, [])
    guessed = [article for article in project.articles() if "text" in article["guessed"]]
    assert [article["text"] for article in guessed] == [truth[each["id"]] for each in guessed]
    return ran.code, guessed


def test_a_box_that_closes_after_the_first_line_costs_no_text(
    project: Project, serving: Serving, tmp_path: Path
) -> None:
    code, guessed = crawl(project, serving, CutSite(f"articles=60,{DAY}"))
    assert code == 5
    assert len(project.articles()) == 60
    assert len(guessed) > 30
    reparsed = project.scrapy("reparse", "sindonews")
    assert "60 articles read again: 60 the same, 0 differ" in reparsed.output
    url, words = guessed[0]["url"], guessed[0]["word_count"]
    archive = ("--archive", str(project.data / "archive"))
    looked = project.scrapy("look", url, *archive)
    told = r"second opinion: running text finds \d+ words; the article has these"
    assert re.search(told, looked.output), looked.output
    case = project.scrapy("case", url, *archive, "--into", str(tmp_path), "--name", "cut")
    assert "general rules find far more text: the article has these" in case.output
    assert json.loads((tmp_path / "cut.json").read_bytes())["word_count"] == words


def test_a_few_cut_texts_are_found_among_others(project: Project, serving: Serving) -> None:
    site = CutSite(f"articles=120,{DAY},seed=3", one_in=20)
    code, guessed = crawl(project, serving, site)
    assert code == 0
    assert guessed
