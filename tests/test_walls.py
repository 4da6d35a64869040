"""A page that stands instead of the one asked for: never delivered, tried again, a refusal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Request, Response
from scrapy.utils.test import get_crawler

from newsbot.download.politeness import LeaveAlone
from newsbot.ledger.component import REFUSED
from tests.conftest import Project, read_lines
from tests.example_portal import ExampleSite, serve_example
from tests.forked import Ran

WALL = (
    "<html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={};"
    "</script></body></html>"
)
PAGE = "<html><title>Kabar</title><p>Pasar lama dibuka.</p></html>"
REQUEST = Request("https://www.contoh.id/1")


class Walled(ExampleSite):
    """Answers with a wall wherever `walled` says so."""

    status = 200

    def walled(self, target: str) -> bool:
        return False

    def answer(self, host: str, target: str, body: str) -> tuple[int, str]:
        if self.walled(target):
            self.asked.append(("WALL", target, ""))
            return self.status, WALL
        return super().answer(host, target, body)

    def walls(self) -> int:
        return sum(method == "WALL" for method, *_ in self.asked)


@pytest.fixture
def site() -> Walled:
    return Walled(10)


@pytest.fixture
def crawl(project: Project, site: Walled) -> Iterator[Callable[..., Ran]]:
    with serve_example(site) as port:

        def run(*arguments: str, wire: str = f"replica:{port}") -> Ran:
            portal = ("-s", "SPIDER_MODULES=tests.example_portal", "-s", f"NEWSBOT_WIRE={wire}")
            hours = ("-s", "NEWSBOT_RETRY_HOURS=0,0")
            since = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")
            return project.scrapy("crawl", "example", *since, *portal, *hours, *arguments)

        yield run


def delivered(project: Project) -> list[str]:
    """The ids of all delivered articles, once for each time."""
    feeds = sorted((project.data / "feeds" / "example").glob("*.jsonl"))
    return [line["id"] for feed in feeds for line in read_lines(feed)]


def articles_only(target: str) -> bool:
    return target.startswith("/politik/")


def three_of_them(target: str) -> bool:
    return target in ("/politik/1", "/politik/4", "/politik/7")


@pytest.mark.parametrize("status", [200, 403, 503])
def test_an_article_behind_a_wall_is_had_later(
    project: Project, site: Walled, crawl: Callable[..., Ran], status: int
) -> None:
    site.walled, site.status = three_of_them, status  # type: ignore[method-assign]
    ran = crawl()
    assert ran.code == 3, ran.output
    assert "failed: 3 (3 challenge page)" in ran.output
    assert site.walls() == 3, "asked again at once, it would be no better"
    assert len(delivered(project)) == 7
    site.walled = lambda target: False  # type: ignore[method-assign]
    assert crawl().code == 0
    assert len(set(delivered(project))) == len(delivered(project)) == 10


def test_a_listing_behind_a_wall_is_lost(site: Walled, crawl: Callable[..., Ran]) -> None:
    site.walled = lambda target: target.startswith("/terkini")  # type: ignore[method-assign]
    ran = crawl()
    assert ran.code == 4, ran.output
    assert "Listing lost (challenge page)" in ran.output


def test_a_portal_of_walls_is_left_alone(
    project: Project, site: Walled, crawl: Callable[..., Ran]
) -> None:
    site.walled = articles_only  # type: ignore[method-assign]
    ran = crawl("-s", "NEWSBOT_REFUSALS_MAX=3", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
    assert ran.code == 4, ran.output
    assert "Refused 3 times in a row, leaving the portal alone" in ran.output
    assert delivered(project) == []
    site.walled = lambda target: False  # type: ignore[method-assign]
    assert crawl().code == 0
    assert len(delivered(project)) == 10


def test_a_wall_is_one_in_an_archive_too(
    project: Project, site: Walled, crawl: Callable[..., Ran]
) -> None:
    site.walled = three_of_them  # type: ignore[method-assign]
    crawl()
    archive = str(project.data / "archive" / "example")
    with sqlite3.connect(project.data / "ledger.sqlite3") as ledger:
        ledger.execute("DELETE FROM url")
    ran = crawl(wire=archive)
    assert ran.code == 3, ran.output
    assert "failed: 3 (3 challenge page)" in ran.output
    portal = ("-s", "SPIDER_MODULES=tests.example_portal")
    again = project.scrapy("reparse", "example", *portal, "--archive", archive)
    assert "3 not read: challenge page" in again.output


def crawler(most: int) -> tuple[Any, list[str]]:
    made: Any = get_crawler(settings_dict={"NEWSBOT_REFUSALS_MAX": most})
    closed: list[str] = []

    class Engine:
        async def close_spider_async(self, *, reason: str) -> None:
            closed.append(reason)

    made.engine = Engine()
    return made, closed


def answered(status: int, body: str = PAGE) -> Response:
    return HtmlResponse(REQUEST.url, status=status, body=body, encoding="utf-8")


@pytest.mark.parametrize(
    ("answers", "refused"),
    [
        ([answered(403)] * 3, True),
        ([answered(200, WALL)] * 3, True),
        ([answered(200, WALL), answered(429), answered(503, WALL)], True),
        ([answered(200, WALL)] * 2, False),
        ([answered(200, WALL), answered(200), answered(403), answered(403)], False),
        ([answered(404)] * 5, False),
    ],
)
def test_refusals_in_a_row_are_counted_whatever_their_kind(
    monkeypatch: pytest.MonkeyPatch, answers: list[Response], refused: bool
) -> None:
    made, _ = crawler(most=3)
    ended: list[Any] = []
    monkeypatch.setattr("newsbot.download.politeness.deferred_from_coro", ended.append)
    middleware = LeaveAlone(made)
    for answer in answers:
        if WALL in answer.text:
            with pytest.raises(IgnoreRequest, match=r"^challenge page$"):
                middleware.process_response(REQUEST, answer)
        else:
            assert middleware.process_response(REQUEST, answer) is answer
    assert len(ended) == refused
    for coroutine in ended:
        coroutine.close()


def test_what_is_refused_in_other_ways_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = crawler(most=2)
    ended: list[Any] = []
    monkeypatch.setattr("newsbot.download.politeness.deferred_from_coro", ended.append)
    middleware = LeaveAlone(made)
    middleware.process_response(REQUEST, answered(403))
    made.signals.send_catch_log(REFUSED)
    assert len(ended) == 1
    ended[0].close()
