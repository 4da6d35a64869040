"""The options of the generated portal as text, and the messages about wrong ones."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from newsbot.replica.generated.options import Options


def test_the_empty_string_gives_the_defaults() -> None:
    assert Options.parse("") == Options()


def test_every_kind_of_value_is_read() -> None:
    options = Options.parse("articles=500, days=3,http_500=0.1,day=2026-11-23,listing_500=true,")
    assert options == Options(
        articles=500, days=3, http_500=0.1, day=date(2026, 11, 23), listing_500=True
    )


@pytest.mark.parametrize(
    "text", ["2026-11-27T10:00", "2026-11-27T03:00Z", "2026-11-27T10:00:00+07:00"]
)
def test_a_moment_is_one_of_wib_where_it_names_no_zone(text: str) -> None:
    assert Options.parse(f"now={text}").now == datetime(2026, 11, 27, 3, tzinfo=UTC)


@pytest.mark.parametrize(("text", "days"), [("", 1), ("day=2026-11-23", 2), ("days=7", 7)])
def test_a_day_that_is_named_has_the_one_before(text: str, days: int) -> None:
    assert Options.parse(text).span == days


@pytest.mark.parametrize(
    ("text", "named", "allowed"),
    [
        ("colour=red", "colour", "articles, days, seed"),
        ("articles", "articles", "articles=VALUE"),
        ("articles=", "articles", "articles=VALUE"),
        ("articles=many", "articles=many", "a whole number"),
        ("articles=1.5", "articles=1.5", "a whole number"),
        ("articles=0", "articles=0", "1 to"),
        ("days=0", "days=0", "1 to"),
        ("latency=-1", "latency=-1", "0 to"),
        ("latency=nan", "latency=nan", "0 to"),
        ("http_404=1.5", "http_404=1.5", "0 to 1"),
        ("hang=-0.1", "hang=-0.1", "0 to 1"),
        ("hang=x", "hang=x", "a number"),
        ("hang=0.6,http_500=0.6", "1.2", "at most 1"),
        ("listing_500=maybe", "listing_500=maybe", "true or false"),
        ("day=23-11-2026", "day=23-11-2026", "2026-11-23"),
        ("day=1999-01-01", "day=1999-01-01", "2013"),
        ("seed=1,seed=2", "seed", "twice"),
        ("now=noon", "now=noon", "2026-11-27T10:00"),
        ("now=1999-01-01T10:00", "now=1999-01-01T10:00:00+07:00", "2013"),
        ("now=", "now", "now=VALUE"),
        ("profile=weekly", "profile=weekly", "steady, flat, national"),
        ("late=2", "late=2", "0 to 1"),
        ("edits=-1", "edits=-1", "0 to 1"),
        ("withdrawals=some", "withdrawals=some", "a number"),
        ("bursts=nan", "bursts=nan", "0 to 1"),
    ],
)
def test_a_wrong_option_is_one_clear_line(text: str, named: str, allowed: str) -> None:
    with pytest.raises(ValueError, match=r".") as caught:
        Options.parse(text)
    message = str(caught.value)
    assert named in message
    assert allowed in message
    assert "\n" not in message
