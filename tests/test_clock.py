"""The clock: set once, it holds for all that newsbot does."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from newsbot.clock import now, set_clock, today
from tests.conftest import Project


def test_it_is_the_systems_until_it_is_set() -> None:
    before = datetime.now(UTC)
    assert before <= now() <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-08-11T16:59Z", date(2026, 8, 11)),
        ("2026-08-11T17:30Z", date(2026, 8, 12)),
        ("2026-12-31T23:58Z", date(2027, 1, 1)),
    ],
    indirect=["moment"],
)
def test_today_is_a_day_in_wib(moment: datetime, day: date) -> None:
    assert today() == day


def test_time_goes_on_from_the_moment_set(moment: datetime) -> None:
    assert moment <= now() < moment + timedelta(minutes=1)
    assert now() < now() + timedelta(microseconds=1)
    set_clock(None)
    test_it_is_the_systems_until_it_is_set()


NEW_YEAR = ("-s", "NEWSBOT_NOW=2027-01-01T00:30")


def test_a_run_is_of_the_moment_set(project: Project) -> None:
    """Half past midnight in WIB, still the old year in UTC: the news asked for is that of both
    days, and feed, article, ledger, archive and run record bear that time."""
    project.crawl(*NEW_YEAR, site="articles=60,profile=flat")
    (feed,), articles = project.feeds, project.articles()
    assert feed.name.startswith("sindonews-20261231T1730")
    assert {each["published_at"][:10] for each in articles} == {"2026-12-31", "2027-01-01"}
    assert {each["crawled_at"][:13] for each in articles} == {"2026-12-31T17"}
    (file,) = (project.data / "archive" / "sindonews").glob("*.warc.gz")
    assert file.name.startswith("sindonews-20261231T1730")
    record = json.loads(next((project.data / "runs").iterdir()).read_text())
    assert record["started"].startswith("2026-12-31T17:30")
    assert "2026-12-31T17:30" in project.scrapy("status").output


def test_old_archives_go_by_the_same_clock(project: Project) -> None:
    folder = project.data / "archive" / "sindonews"
    kept = []
    for day in ("2027-03-01", "2027-03-07", "2027-03-09"):
        project.crawl("-s", f"NEWSBOT_NOW={day}T12:00", site="articles=5")
        kept.append([path.name[10:18] for path in sorted(folder.iterdir())])
    assert kept == [["20270301"], ["20270301", "20270307"], ["20270307", "20270309"]]


@pytest.mark.parametrize(
    "command", [["crawl", "sindonews"], ["status"], ["reparse", "sindonews"], ["replica"]]
)
def test_a_wrong_moment_is_one_line(project: Project, command: list[str]) -> None:
    ran = project.scrapy(*command, "-s", "NEWSBOT_NOW=besok")
    assert ran.code == 2
    assert ran.output.startswith(f"scrapy {command[0]}: NEWSBOT_NOW=besok is no date; write ")
    assert ran.output.count("\n") == 1
