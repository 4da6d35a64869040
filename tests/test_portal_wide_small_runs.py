"""Runs too small to tell whether the portal as a whole has changed, and failures of a part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from newsbot.health.finding import Severity
from newsbot.health.outcome_kinds import Counts, came_to_nothing, usual_shares
from newsbot.health.portal_wide import portal_wide
from newsbot.health.taken_back import take_back
from newsbot.ledger import Ledger
from newsbot.ledger.reasons import ONE_TEXT
from newsbot.ledger.states import DROPPED, EXCLUDED, FAILED

HOME, OK = ("excluded", "redirected to the home page"), ("delivered", "")
# Twenty runs of an ordinary portal, whose articles are had but for a few.
USUAL = {"states": {"delivered": 95, "failed": 5, "failed/http_404": 5}}


class Runs:
    """Runs of one ledger, each of which ends when the next begins. told: what the last one that
    ended was told to be."""

    def __init__(self, folder: Path):
        self._folder, self._open = folder, list[Ledger]()
        self.told: list[str] = []

    def begin(self) -> Ledger:
        self.end()
        address = f"sqlite:///{self._folder / 'ledger.sqlite3'}"
        self._open.append(Ledger(address, "p", self._folder, {}, retries=(1, 6)))
        return self._open[0]

    def end(self, memory: dict[str, Any] | None = None) -> None:
        for ledger in self._open:
            found = take_back(ledger, ledger.outcomes.counts(), share=0.2)
            self.told = [each.present for each in found]
            ledger.end(reason="finished", exit_code=0, caught_up=True, memory=memory)
            ledger.close()
        self._open.clear()


@pytest.fixture
def runs(tmp_path: Path) -> Iterator[Runs]:
    runs = Runs(tmp_path)
    yield runs
    runs.end()


def finish(ledger: Ledger, state: str, reason: str | None, *numbers: int) -> None:
    links = {str(number): f"https://p.id/{number}" for number in numbers}
    ledger.links.add("w", links, "0001", "9999")
    for key in links:
        if state == "out_of_range" and reason:
            ledger.outcomes.out_of_range(key, reason, ("2020", "2020"))
        else:
            ledger.outcomes.finish(key, state, reason)


def due(ledger: Ledger) -> list[int]:
    """In a run of a range in which nothing was published."""
    found = ledger.links.unfinished("2026-01", "2026-02", lambda url: True)
    return sorted(int(key) for key, _ in found)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, False),
        ({HOME: 1}, True),
        ({HOME: 1, ("known", ""): 40, ("out_of_range", "listed time"): 9}, True),
        ({HOME: 1, ("failed", "http_404"): 1}, True),
        ({HOME: 1, ("failed", "incomplete"): 1}, False),
        ({HOME: 3, OK: 1}, False),
        ({HOME: 3, ("accepted", ""): 1}, False),
        ({HOME: 3, ("dropped", "same content as p:1"): 1}, True),
        ({("excluded", "no article"): 3}, False),
        ({OK: 3}, False),
    ],
)
def test_a_run_that_came_to_nothing(counts: Counts, told: bool) -> None:
    assert came_to_nothing(counts) == told


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (EXCLUDED, "redirected to the home page"),
        (EXCLUDED, "off-site"),
        (EXCLUDED, "robots"),
        (DROPPED, "same content as p:1"),
        (DROPPED, "same article as p:1"),
        ("out_of_range", "published time"),
        ("out_of_range", "published time unlike the listing's"),
    ],
)
def test_a_small_run_that_came_to_nothing_is_asked_for_once_more(
    runs: Runs, state: str, reason: str
) -> None:
    ledger = runs.begin()
    finish(ledger, state, reason, 1, 2)
    finish(ledger, "out_of_range", "listed time", 50)  # its listing told: it was not asked for
    ledger = runs.begin()
    listed = ledger.links.add("w", {"1": "https://p.id/1"}, "2026-01", "2026-02")
    assert listed["1"].fetch
    assert due(ledger) == [2]
    finish(ledger, state, reason, 1, 2)
    ledger = runs.begin()  # nothing was delivered again
    assert due(ledger) == [1, 2]
    finish(ledger, state, reason, 1)
    finish(ledger, "delivered", None, 2, 3)
    ledger = runs.begin()
    assert due(ledger) == []
    assert not ledger.links.add("w", {"1": "https://p.id/1"}, "2026-01", "2026-02")["1"].fetch
    assert ledger.watermark() is not None


def test_what_has_failed_and_is_then_done_with_is_not_asked_for(runs: Runs) -> None:
    finish(runs.begin(), FAILED, "timeout", 1)
    ledger = runs.begin()
    finish(ledger, EXCLUDED, "robots", 1)
    finish(ledger, "delivered", None, 2)
    assert due(runs.begin()) == []


def test_the_once_more_are_found_by_an_index(runs: Runs) -> None:
    ledger = runs.begin()
    db, asked = ledger._store.db, list[tuple[str, Any]]()

    def note(connection: Any, cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    assert due(ledger) == []
    (query,) = [each for each in asked if "UNION ALL" in each[0]]
    plan = db.exec_driver_sql(f"EXPLAIN QUERY PLAN {query[0]}", query[1]).all()
    assert sum("url_once_more" in str(row) for row in plan) == 1, plan
    assert not any(re.search(r"SCAN url|sqlite_autoindex", str(row)) for row in plan), plan


def history(share: float) -> dict[str, float]:
    return usual_shares([{"asked": 100, "articles failed (http_404)": round(100 * share)}] * 6)


@pytest.mark.parametrize(
    ("failed", "asked", "usual", "severity"),
    [
        (4, 9, 0.02, None),
        (9, 40, 0.02, None),
        (20, 40, 0.02, Severity.TOLD),
        (20, 40, 0.4, None),
        (36, 40, 0.02, Severity.BLOCKED),
        (36, 40, 0.9, Severity.BLOCKED),
    ],
)
def test_failures_of_a_part(
    failed: int, asked: int, usual: float, severity: Severity | None
) -> None:
    counts = {("failed", "http_404"): failed, OK: asked - failed}
    listed = [(9, counts)]
    found = portal_wide(counts, [], listed=listed, share=0.2, usual=history(usual))
    assert [change.kind.severity for change in found] == ([] if severity is None else [severity])
    if severity == Severity.TOLD:
        assert portal_wide(counts, [], listed=listed, share=0.2, usual={}) == []


def test_what_is_tried_again_and_again_is_not_nearly_all() -> None:
    """Half of the new ones fail, beside all that failed in earlier runs."""
    half = {("failed", "http_404"): 5, OK: 5}
    counts = {("failed", "http_404"): 95, OK: 5}
    listed = [(9 - place, half) for place in range(9)]
    (change,) = portal_wide(counts, [], listed=listed, share=0.2, usual=history(0.02))
    assert (change.kind.severity, change.count / change.asked) == (Severity.TOLD, 0.5)
    assert portal_wide(counts, [], listed=listed, share=0.2, usual=history(0.4)) == []


def test_failures_of_half_use_up_no_try_where_few_are_usual(runs: Runs) -> None:
    for _ in range(6):
        runs.begin()
        runs.end(USUAL)
    for run in range(5):
        new = range(100 * run, 100 * run + 20)
        ledger = runs.begin()
        finish(ledger, FAILED, "http_404", *due(ledger), *new[::2])
        finish(ledger, "delivered", None, *new[1::2])
        assert ledger.outcomes.failed_for_good() == []
    ledger = runs.begin()
    (told,) = runs.told
    assert re.fullmatch(r"\d+ of \d+ articles: http_404", told)
    assert len(due(ledger)) == 50


@pytest.mark.parametrize(
    ("most", "few"),
    [
        ((FAILED, ONE_TEXT), (DROPPED, "same article as p:7")),
        ((FAILED, ONE_TEXT), (DROPPED, "same content as p:7")),
        ((FAILED, ONE_TEXT), ("delivered", "same article as p:7")),
        ((DROPPED, "same article as p:7"), (FAILED, ONE_TEXT)),
        ((DROPPED, "same content as p:7"), (DROPPED, "same article as p:7")),
    ],
)
def test_one_page_in_the_place_of_many_ends_in_several_ways(
    runs: Runs, most: tuple[str, str], few: tuple[str, str]
) -> None:
    ledger = runs.begin()
    finish(ledger, *few, 1, 2)
    finish(ledger, *most, *range(20, 60))
    ledger = runs.begin()
    assert due(ledger) == [1, 2, *range(20, 60)]


@pytest.mark.parametrize(
    ("reason", "lost"),
    [("http_403", []), ("challenge page", []), ("http_404", ["https://p.id/1", "https://p.id/2"])],
)
def test_a_portal_that_refuses_all_of_few_articles_uses_up_no_try(
    runs: Runs, reason: str, lost: list[str]
) -> None:
    for _ in range(5):
        ledger = runs.begin()
        finish(ledger, FAILED, reason, 1, 2)
    assert ledger.outcomes.failed_for_good() == lost


def test_an_article_that_is_refused_among_others_uses_up_its_tries(runs: Runs) -> None:
    for number in range(5):
        ledger = runs.begin()
        finish(ledger, "delivered", None, 10 + number)
        finish(ledger, FAILED, "http_403", 1)
    assert ledger.outcomes.failed_for_good() == ["https://p.id/1"]
