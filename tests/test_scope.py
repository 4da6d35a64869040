"""From what the user gave to what the sources are asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsbot.clock import today
from newsbot.crawl.arguments import read_arguments
from newsbot.crawl.scope import scope_of
from newsbot.sources import CrawlScope
from newsbot.spiders.sindonews import SindonewsSpider

NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)  # 10:00 WIB
URL = "https://nasional.sindonews.com/read/101/12/panen-raya-1778810400"


def scope(caught_up: datetime | None = None, **given: str) -> CrawlScope:
    arguments = read_arguments(given, SindonewsSpider.channels, SindonewsSpider.rules.urls, NOW)
    return scope_of(arguments, caught_up, NOW)


@pytest.mark.parametrize(
    ("caught_up", "since"),
    [
        (None, "2026-05-14T00:00:00+07:00"),  # a first run: from yesterday
        (datetime(2026, 5, 15, 2, 0, tzinfo=UTC), "2026-05-14T00:00:00+07:00"),
        (datetime(2026, 5, 1, 3, 0, tzinfo=UTC), "2026-04-30T00:00:00+07:00"),
        (datetime(2026, 5, 1, 17, 0, tzinfo=UTC), "2026-05-01T00:00:00+07:00"),  # 2 May, WIB
    ],
)
def test_from_the_day_before_the_run_that_caught_up(caught_up: datetime | None, since: str) -> None:
    assert scope(caught_up).since.isoformat() == since


def test_without_until_there_is_no_end() -> None:
    asked = scope()

    assert asked.until > datetime(2500, 1, 1, tzinfo=UTC)
    assert [day.isoformat() for day in asked.days()] == ["2026-05-15", "2026-05-14"]


def test_a_first_run_asks_for_the_day_it_is_in_wib_and_the_day_before(moment: datetime) -> None:
    arguments = read_arguments({}, SindonewsSpider.channels, SindonewsSpider.rules.urls, moment)
    asked = scope_of(arguments, None, moment)

    assert list(asked.days()) == [today(), today() - timedelta(days=1)]


def test_since_as_given() -> None:
    caught_up = datetime(2026, 5, 14, tzinfo=UTC)

    asked = scope(caught_up, since="2026-05-02T08:00+08:00")

    assert asked.since.isoformat() == "2026-05-02T08:00:00+08:00"


def test_until_alone_is_that_day() -> None:
    asked = scope(until="2026-04-03")

    assert [day.isoformat() for day in asked.days()] == ["2026-04-03"]
    assert asked.since.isoformat() == "2026-04-03T00:00:00+07:00"


def test_until_after_the_last_run_does_not_leave_a_gap() -> None:
    asked = scope(datetime(2026, 5, 10, 3, 0, tzinfo=UTC), until="2026-05-12")

    assert [day.isoformat()[-2:] for day in asked.days()] == ["12", "11", "10", "09"]


@pytest.mark.parametrize("given", [{"query": "banjir"}, {"urls": URL}])
def test_searches_and_addresses_are_of_any_time(given: dict[str, str]) -> None:
    asked = scope(NOW, **given)

    assert asked.since < datetime(1990, 1, 1, tzinfo=UTC)
    assert asked.until > NOW


def test_a_search_in_a_range() -> None:
    asked = scope(query="banjir", since="2026-05-01", until="2026-05-02")

    assert asked.query == "banjir"
    assert asked.since.isoformat() == "2026-05-01T00:00:00+07:00"
    assert asked.until.isoformat() == "2026-05-02T23:59:59.999999+07:00"


def test_channels_go_by_number() -> None:
    assert scope(channels="tekno,ekbis").channels == ("612", "8")
    assert scope().channels == ()
