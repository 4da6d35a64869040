"""Real runs are remembered and judged: in ledger, record, summary and `scrapy status`."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsbot.clock import now
from newsbot.health.memory import Memory, SourcePages
from newsbot.ledger.reading import reading
from tests.conftest import Project

INDEX = "https://www.sindonews.com/indeks/0/0?t="
SITE = "articles=40,days=1,seed=3"


def kept(data: Path, column: str) -> Any:
    """What the ledger keeps of the last run."""
    with closing(sqlite3.connect(data / "ledger.sqlite3")) as database:
        query = f"SELECT {column} FROM run ORDER BY id DESC LIMIT 1"
        return json.loads(database.execute(query).fetchone()[0])


def record(data: Path) -> Any:
    newest = max((data / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    return json.loads(newest.read_text(encoding="utf-8"))


def pretend_history(data: Path, memory: Memory, runs: int = 40) -> None:
    """Write earlier runs, six hours apart, into the ledger: those of more than a week."""
    with closing(sqlite3.connect(data / "ledger.sqlite3")) as database:
        database.executemany(
            "INSERT INTO run (id, portal, arguments, started, ended, reason, exit_code, caught_up,"
            " memory, findings) VALUES (?, 'sindonews', '{}', ?, ?, 'finished', 0, 0, ?, '[]')",
            [
                (-number, started, started, json.dumps(memory.as_json()))
                for number in range(1, runs + 1)
                for started in [(now() - timedelta(hours=6 * number)).isoformat(timespec="seconds")]
            ],
        )
        database.commit()


@pytest.fixture
def ran(project: Project) -> Project:
    assert project.crawl(site=SITE).code == 0
    return project


def test_a_run_is_remembered(ran: Project) -> None:
    memory = Memory.read_json(kept(ran.data, "memory"))
    articles = ran.articles()
    assert memory.articles == memory.filled["tags"] == len(articles)
    assert memory.new == memory.read
    assert sum(memory.words.values()) == sum(memory.days.values()) == len(articles)
    several = [each for each in articles if (each["pages_expected"] or 1) > 1]
    assert memory.with_pages() == len(several)
    assert memory.filled["authors"] == sum(bool(each["authors"]) for each in articles)
    assert memory.newest == max(each["published_at"] for each in articles)
    index = memory.sources["0"]["1"]
    assert index.read >= 2
    assert 0 < index.most <= 20
    assert memory.states["delivered"] == len(articles)
    assert sum(memory.rules["title"].values()) == memory.read
    assert record(ran.data)["memory"] == kept(ran.data, "memory")
    assert record(ran.data)["findings"] == kept(ran.data, "findings") == []


def test_findings_are_told_everywhere_and_end_the_run(ran: Project) -> None:
    usual = Memory(
        hours=1,
        new=20,
        articles=20,
        requests=60,
        sources={"0": {"1": SourcePages(2, 190, 100)}},
        filled={"tags": 20},
    )
    pretend_history(ran.data, usual)
    again = ran.crawl(site=SITE)
    assert again.code == 5, again.output
    assert "found: thin listing (source 0" in again.output
    (found,) = record(ran.data)["findings"]
    assert found["kind"] == "thin listing"
    assert found["usual"] == "100 links"
    assert found["since"] == record(ran.data)["started"]
    days = [address.removeprefix(INDEX) for address in found["samples"]]
    assert [date.fromisoformat(day) for day in days] == sorted(map(date.fromisoformat, days))[::-1]
    assert len(set(days)) == 2  # today and yesterday
    status = ran.scrapy("status", "sindonews")
    assert status.code == 0
    assert "source 0, page 1: most links" in status.output
    assert "found: thin listing" in status.output
    with reading("", ran.data) as ledger:
        assert ledger.caught_up("sindonews") == record_of_first(ran.data)["started"]


def record_of_first(data: Path) -> Any:
    oldest = min((data / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    return json.loads(oldest.read_text(encoding="utf-8"))


def test_what_has_changed_for_good_can_be_forgotten(ran: Project) -> None:
    pretend_history(ran.data, Memory(new=9, sources={"0": {"1": SourcePages(2, 190, 100)}}))
    assert ran.crawl(site=SITE).code == 5
    forgotten = ran.scrapy("forget", "sindonews")
    assert forgotten.code == 0
    assert forgotten.output == "sindonews: 42 runs count no more for what is usual\n"
    assert ran.crawl(site=SITE).code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "name a portal"),
        (("sindonewz",), 2, "did you mean sindonews"),
        (("sindonews",), 1, "there is no ledger"),
    ],
)
def test_what_cannot_be_forgotten(
    project: Project, arguments: tuple[str, ...], code: int, told: str
) -> None:
    refused = project.scrapy("forget", *arguments)
    assert refused.code == code
    assert told in refused.output
    assert len(refused.output.splitlines()) == 1
    assert not project.data.exists()


def test_a_portal_without_runs_has_nothing_usual(ran: Project) -> None:
    refused = ran.scrapy("status", "kompas")
    assert refused.code == 1
    assert refused.output == (
        "scrapy status: no run of kompas has come to its end in the last weeks\n"
    )
