"""A portal that changes as a whole: it is told, and when it is as before, nothing is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from newsbot.clock import set_clock
from newsbot.replica.answer import Answer
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from tests.conftest import Project, Serving

DAY = "2026-05-15"
RANGE = ("-a", f"since={DAY}", "-a", f"until={DAY}")
# A page that no list of walls knows: its script would show the article to a browser.
SHELL = b"<html><head><title>Sebentar</title></head><body><div id=app></div></body></html>"
ROBOTS = b"User-agent: *\nDisallow: /read/\n"


def led(target: str) -> Callable[[str, str], Answer]:
    return lambda host, path: Answer(302, b"", headers={"Location": target})


class Changed:
    """A replica whose answers to requests for articles, or for robots.txt, are others. of: which
    of the addresses that it is asked for, by their order."""

    def __init__(self, site: Site, of: Callable[[int], bool] = lambda number: True):
        self._site, self._of, self._asked = site, of, dict[str, int]()
        self.led_away = list[str]()
        self.article: Callable[[str, str], Answer] | None = None
        self.robots: bytes | None = None

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        if self.robots is not None and target == "/robots.txt":
            return Answer(200, self.robots, "text/plain; charset=UTF-8")
        path = target.partition("?")[0]
        if path == "/login":
            return Answer(200, b"<html><title>Masuk</title><p>Halaman anggota")
        if self.article is not None and path.startswith("/read/"):
            number = self._asked.setdefault(path, len(self._asked))
            if self._of(number):
                self.led_away.append(f"https://{host}{path}")
                return self.article(host, target)
        return self._site.answer(host, target, headers, posted)

    def be_as_before(self) -> None:
        self.article = self.robots = None


def replica() -> Site:
    return Site(Options.parse(f"articles=40,days=1,day={DAY}"))


@pytest.fixture
def site() -> Changed:
    return Changed(replica())


def assert_all_delivered(project: Project) -> None:
    """Each story once, under the title that it has; the newest revision counts."""
    truth = {each["id"]: each for each in replica().truth()}
    articles = {each["id"]: each for each in project.articles()}
    assert {id_: each["title"] for id_, each in articles.items()} == {
        id_: truth[id_]["title"] for id_ in articles
    }
    stories = {each["duplicate_of"] or id_ for id_, each in truth.items()}
    assert sorted(truth[id_]["duplicate_of"] or id_ for id_ in articles) == sorted(stories)


def record_of(project: Project) -> dict[str, Any]:
    newest = max((project.data / "runs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    record: dict[str, Any] = json.loads(newest.read_text(encoding="utf-8"))
    return record


WWW = "https://www.sindonews.com"
WALL = b"<html><head><title>Just a moment...</title></head><body>cf-chl</body></html>"


@cache
def same_replica() -> Site:
    """A replica for answers that nobody counts."""
    return replica()


@cache
def newest() -> str:
    address: str = replica().truth()[0]["url"]
    return address


def one_article(host: str, target: str) -> Answer:
    """Every other article leads to the newest."""
    if newest().endswith(target.partition("?")[0]):
        return same_replica().answer(host, target, {})
    return Answer(302, b"", headers={"Location": newest()})


def two_years_ago(host: str, target: str) -> Answer:
    answer = same_replica().answer(host, target, {})
    return replace(answer, body=answer.body.replace(b"2026", b"2024"))


CHANGES = [
    (one_article, 4, "one text under several headlines|same article as sindonews:"),
    (two_years_ago, 5, "all 40 articles: published time unlike the listing's"),
    (lambda host, target: Answer(200, WALL), 4, "articles: challenge page"),
    (led("https://login.example/masuk"), 4, "all 40 articles are redirected to login.example"),
    (led(f"{WWW}/login?next=x"), 4, "all 40 articles are redirected to a login page"),
    (led(f"{WWW}/"), 4, "all 40 articles lead to the home page"),
    (led(f"{WWW}/indeks"), 4, "all 40 articles are redirected to another page of the portal"),
    (lambda host, target: Answer(404, b"Tidak ada"), 4, "all 40 articles: http_404"),
    (lambda host, target: Answer(200, SHELL), 5, "all 40 articles: missing "),
]


@pytest.mark.parametrize(("article", "code", "told"), CHANGES)
def test_articles_that_are_others_at_once(
    project: Project,
    serving: Serving,
    site: Changed,
    article: Callable[[str, str], Answer],
    code: int,
    told: str,
) -> None:
    site.article = article
    wire = f"replica:{serving(site)}"
    for _ in range(6):  # more often than a failure is tried again
        ran = project.crawl(*RANGE, wire=wire)
        assert ran.code == code, ran.output
        assert any(words in ran.output for words in told.split("|"))
    assert len(project.articles()) == (article is one_article)
    assert record_of(project)["failed_for_good"] == []
    site.be_as_before()
    assert project.crawl(*RANGE, wire=wire).code == 0
    assert_all_delivered(project)


@pytest.mark.parametrize(("led_away", "code", "asked_again"), [(4, 0, 0), (30, 4, 30)])
def test_only_what_befalls_many_is_asked_for_again(
    project: Project, serving: Serving, led_away: int, code: int, asked_again: int
) -> None:
    site = Changed(replica(), lambda number: number < led_away)
    site.article = led("https://login.example/")
    wire = f"replica:{serving(site)}"
    ran = project.crawl(*RANGE, wire=wire)
    assert ran.code == code, ran.output
    state = "failed" if asked_again else "excluded"
    assert f"{state}: {led_away} ({led_away} redirected to login.example)" in ran.output
    assert ("30 of 40 articles are redirected to login.example" in ran.output) == bool(asked_again)
    site.be_as_before()
    again = project.crawl(*RANGE, wire=wire)
    assert again.code == 0
    assert f" {asked_again} new" in again.output
    if asked_again:
        assert_all_delivered(project)
        told = project.scrapy("why", site.led_away[0]).output
        assert "taken back (30 of 40 articles are redirected to login.example)" in told


def test_robots_that_begin_to_forbid(project: Project, serving: Serving, site: Changed) -> None:
    site.robots = ROBOTS
    wire = f"replica:{serving(site)}"
    ran = project.crawl(*RANGE, wire=wire)
    assert ran.code == 4, ran.output
    assert "robots.txt now forbids all 40 articles" in ran.output
    assert "failed: 40 (40 robots)" in ran.output
    site.be_as_before()
    assert project.crawl(*RANGE, wire=wire).code == 0
    assert_all_delivered(project)


def test_a_plain_schedule_loses_nothing(project: Project, serving: Serving, site: Changed) -> None:
    """The portal is another one for days; then the articles of the first are news still."""
    site.article = lambda host, target: Answer(200, SHELL)
    wire = f"replica:{serving(site)}"
    try:
        for day in (15, 16, 19):
            set_clock(datetime.fromisoformat(f"2026-05-{day}T23:55+07:00"))
            assert project.crawl(wire=wire).code == 5
        site.be_as_before()
        set_clock(datetime.fromisoformat("2026-05-21T23:55+07:00"))
        ran = project.crawl(wire=wire)  # that nothing newer is there is another finding
        assert "  failed: " not in ran.output
    finally:
        set_clock(None)
    assert_all_delivered(project)


def test_a_page_without_text_is_not_out_of_range(
    project: Project, serving: Serving, site: Changed
) -> None:
    """Its time is that of its address, which may lie a little before the article's own."""
    site.article = lambda host, target: Answer(200, SHELL)
    noon = ("-a", f"since={DAY}T12:00", "-a", f"until={DAY}")
    wire = f"replica:{serving(site)}"
    ran = project.crawl(*noon, wire=wire)
    assert ran.code == 5
    reasons = record_of(project)["states"]["failed"]["reasons"]
    assert reasons.keys() <= {"missing text", "missing title"}
    assert "published time" not in ran.output
    site.be_as_before()
    assert project.crawl(*RANGE, wire=wire).code == 0
    assert_all_delivered(project)


def guessed_anew(host: str, target: str) -> Answer:
    """The time stands beside the headline, without a name, and is of two years ago."""
    answer = replica().answer(host, target, {})
    shown = re.search(rb'<div class="detail-date-artikel">(.*?)</div>', answer.body)
    assert shown
    page = answer.body.replace(shown[0], b"").replace(b"datePublished", b"x-published")
    old = b"</h1><span>%s</span>" % shown[1].replace(b"2026", b"2024")
    return replace(answer, body=page.replace(b"</h1>", old, 1))


def test_a_guessed_time_that_the_listing_contradicts_ends_no_article(
    project: Project, serving: Serving
) -> None:
    """Four of forty say nothing of the portal as a whole; but they are tried again."""
    site = Changed(replica(), lambda number: number < 4)
    site.article = guessed_anew
    ran = project.crawl(*RANGE, wire=f"replica:{serving(site)}")
    assert ran.code == 3, ran.output
    assert "failed: 4 (4 published time unlike the listing's)" in ran.output
