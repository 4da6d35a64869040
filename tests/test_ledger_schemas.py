"""Ledgers of earlier schemas, kept as text: today's newsbot opens each, tells what is in it, and
goes on where it stopped.

tests/data/ledger-schema-1.sql: of two runs on the replica, SITE with http_404=0.08 and
redirect_offsite=0.08. The first asked for 13 May 09:00 to 14 May and finished; the second asked for
a day more and was killed. ledger-schema-2.sql: the same runs, with what is remembered of the first.
{data} stands for the data folder. A new schema comes with such a file.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsbot.clock import set_clock
from newsbot.ledger import Ledger
from newsbot.ledger.schema import SCHEMA
from tests.conftest import Project

KEPT = Path(__file__).parent / "data"
SITE = "articles=30,days=3,day=2026-05-15,seed=8"
RANGE = ("-a", "since=2026-05-13", "-a", "until=2026-05-15")


def of_schema(number: int, data: Path) -> Path:
    """The kept ledger of a schema in a data folder."""
    data.mkdir()
    text = (KEPT / f"ledger-schema-{number}.sql").read_text(encoding="utf-8")
    file = data / "ledger.sqlite3"
    with closing(sqlite3.connect(file)) as database:
        database.executescript(text.replace("{data}", str(data)))
    return file


@pytest.fixture(params=range(1, SCHEMA + 1))
def ledger(request: pytest.FixtureRequest, project: Project) -> Path:
    """A ledger of an earlier schema, brought to that of today by a run of another portal."""
    file = of_schema(request.param, project.data)
    open_and_close(file, project.data)
    return file


def open_and_close(file: Path, data: Path) -> None:
    other = Ledger(f"sqlite:///{file}", "other", data, {}, retries=(1,))
    other.end(reason="finished", exit_code=0, caught_up=False)
    other.close()


def asked(file: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


def columns(file: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Tables and indexes by name, each with its columns: name, type, whether null, default, key."""
    names = [name for (name,) in asked(file, "SELECT name FROM sqlite_master")]
    return {
        name: {row[1:] for row in asked(file, f"PRAGMA table_info('{name}')")}
        | {row[1:] for row in asked(file, f"PRAGMA index_info('{name}')")}
        for name in names
    }


def test_it_becomes_a_ledger_like_a_new_one(ledger: Path, tmp_path: Path) -> None:
    open_and_close(tmp_path / "new.sqlite3", tmp_path)
    assert asked(ledger, "SELECT schema FROM version") == [(SCHEMA,)]
    assert columns(ledger) == columns(tmp_path / "new.sqlite3")


def test_status_and_gaps_are_told_from_it(ledger: Path, project: Project) -> None:
    status = project.scrapy("status")
    (line,) = (line for line in status.output.splitlines() if line.startswith("sindonews"))
    assert line.split()[:7] == ["sindonews", "2026-05-17T00:46:57", "killed", "-", "-", "9", "2"]
    gaps = project.scrapy("gaps", "sindonews")
    days = {line.split()[0]: line.split()[1:] for line in gaps.output.splitlines()[1:]}
    assert "2026-05-13" not in days
    assert gaps.code == 3
    assert days["2026-05-14"] == [
        "Thu",
        "10",
        "7",
        "1",
        *"open: 1 article still to be read".split(),
    ]
    assert days["2026-05-15"][:5] == ["Fri", "10", "0", "1", "open:"]


def test_what_is_remembered_of_its_runs_is_told(project: Project) -> None:
    of_schema(2, project.data)
    status = project.scrapy("status", "sindonews")
    assert status.code == 1  # runs of years ago tell nothing of what is usual
    set_clock(datetime(2026, 5, 18, tzinfo=UTC))
    try:
        status = project.scrapy("status", "sindonews")
    finally:
        set_clock(None)
    assert status.code == 0
    assert re.search(r"source 0, page 1: most links +- +10\n", status.output)
    assert re.search(r"title by h1.detail-title +- +100%\n", status.output)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("1708651-1778766028", ["delivered; revision 1", "in {data}/feeds/sindonews/sindonews-"]),
        ("1708755-1778791702", ["accepted", "run 2  accepted (revision 1)"]),
        ("1708479-1778723580", ["failed (http_404), tries so far: 1, again from 2026-05-17T01:46"]),
        ("1708117-1778633986", ["out of range (listed time)", "all channels; day 2026-05-13)"]),
        ("1708183-1778650139", ["excluded (off-site)"]),
    ],
)
def test_the_story_of_an_article_is_told_from_it(
    ledger: Path, project: Project, key: str, told: list[str]
) -> None:
    ((address,),) = asked(ledger, f"SELECT url FROM url WHERE key = '{key}'")
    ran = project.scrapy("why", address)
    assert ran.code == 0
    for line in told:
        assert line.replace("{data}", str(project.data)) in ran.output


def test_the_next_run_goes_on_from_it(ledger: Path, project: Project) -> None:
    delivered = {name for (name,) in asked(ledger, "SELECT id FROM article")}
    waiting = {name for (name,) in asked(ledger, "SELECT id FROM outbox")}
    query = "SELECT 'sindonews:' || key FROM url WHERE state = 'excluded'"
    excluded = {name for (name,) in asked(ledger, query)}
    listed = {name for (name,) in asked(ledger, "SELECT 'sindonews:' || key FROM url")}
    assert (len(delivered), len(waiting), len(excluded), len(listed)) == (11, 2, 3, 30)
    ran = project.crawl(*RANGE, site=SITE)
    assert ran.code == 0, ran.output
    assert "The run of 2026-05-17T00:46:57+00:00 was killed" in ran.output
    ids = [article["id"] for article in project.articles()]
    assert len(ids) == len(set(ids))
    assert set(ids) == listed - delivered - excluded
    assert waiting < set(ids)
    again = project.crawl(*RANGE, site=SITE)
    assert (again.code, len(project.feeds)) == (0, 1), again.output


@pytest.mark.parametrize(
    ("schema", "advice"), [(1, "a run brings it forward"), (99, "update newsbot")]
)
def test_a_ledger_of_another_schema_is_not_read(project: Project, schema: int, advice: str) -> None:
    file = of_schema(1, project.data)
    with closing(sqlite3.connect(file)) as database:
        database.execute("UPDATE version SET schema = ?", (schema,))
        database.commit()
    status = project.scrapy("status")
    told = f"the ledger has schema {schema}, this newsbot reads {SCHEMA}: {advice}\n"
    assert (status.code, status.output) == (1, f"scrapy status: {told}")
