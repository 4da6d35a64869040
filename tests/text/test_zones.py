"""Which foreign zones are false, and when two times are one."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from newsbot.text.zones import false_zones, is_same_moment, zone_of

UTC, WIB, WITA = "+00:00", "+07:00", "+08:00"


def at(clock: str, zone: str) -> datetime:
    return datetime.fromisoformat(f"2026-08-04T{clock}{zone}")


@pytest.mark.parametrize(
    ("stated", "shown", "right"),
    [
        # the clock that is shown
        ([("json-ld", at("10:15:30", UTC))], [at("10:15", WIB)], {"json-ld": WIB}),
        ([("json-ld", at("10:15", UTC))], [at("10:15", WITA)], {"json-ld": WITA}),
        ([("meta", at("10:15", "-07:00"))], [at("10:15", WIB)], {"meta": WIB}),
        ([("meta", at("10:15", "+05:30"))], [at("10:15", WIB)], {"meta": WIB}),
        # another clock: the same moment, or another one
        ([("json-ld", at("03:15", UTC))], [at("10:15", WIB)], {}),
        ([("json-ld", at("10:16", UTC))], [at("10:15", WIB)], {}),
        ([("json-ld", at("10:15", UTC))], [datetime.fromisoformat("2026-08-05T10:15+07:00")], {}),
        ([("json-ld", at("10:15", UTC))], [], {}),
        # the portal's own zones are never false
        ([("json-ld", at("10:15", WIB))], [at("10:15", WITA)], {}),
        # what is shown says that it is UTC
        ([("json-ld", at("10:15", UTC))], [at("10:15", UTC)], {}),
        # two statements
        ([("json-ld", at("10:15", UTC)), ("meta", at("10:15", WITA))], [], {"json-ld": WITA}),
        ([("json-ld", at("03:15", UTC)), ("meta", at("10:15", UTC))], [at("10:15", WIB)],
         {"meta": WIB}),
        # a statement in the portal's zone that agrees with UTC outweighs a clock shown in UTC
        ([("json-ld", at("03:15", UTC)), ("meta", at("10:15", WIB))], [at("03:15", WIB)], {}),
    ],
)  # fmt: skip
def test_a_false_zone(
    stated: list[tuple[str, datetime]], shown: list[datetime], right: dict[str, str]
) -> None:
    found = false_zones(stated, shown)
    assert {who: at("10:15", "").replace(tzinfo=zone).isoformat()[-6:]
            for (who, _), zone in found.items()} == right  # fmt: skip


@pytest.mark.parametrize(
    ("clock", "days", "false"),
    [
        ("20:00", ["2026-08-04"], True),
        ("20:00", ["2026-08-05"], False),
        ("20:00", ["2026-08-04", "2026-08-05"], False),
        ("20:00", [], False),
        ("10:00", ["2026-08-04"], False),  # the same day in both zones
    ],
)
def test_a_zone_whose_day_is_not_shown(clock: str, days: list[str], *, false: bool) -> None:
    stated = [("json-ld", at(clock, UTC))]
    zone = at(clock, WIB).tzinfo
    assert zone is not None
    assert bool(false_zones(stated, [], [date.fromisoformat(day) for day in days], zone)) is false


def test_the_zone_in_which_a_page_states_the_same_moment() -> None:
    zone = zone_of(at("03:15", UTC), [at("10:00", WIB), at("11:15", WITA)])
    assert zone is not None
    assert at("03:15", UTC).astimezone(zone).isoformat() == "2026-08-04T11:15:00+08:00"
    assert zone_of(at("03:15", UTC), [at("03:15", WIB)]) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2026-08-04T03:15:00+00:00", "2026-08-04T10:15:00+07:00", True),
        ("2026-08-04T03:15:00+00:00", "2026-08-04T03:15:00+07:00", False),
        ("2026-08-04T03:15:00+00:00", "2026-08-04T10:15:01+07:00", False),
        (None, None, True),
        (None, "2026-08-04T03:15:00+00:00", False),
        ("", "", True),
        ("kemarin", "2026-08-04T03:15:00+00:00", False),
    ],
)
def test_the_same_moment(one: str | None, other: str | None, same: bool) -> None:
    assert is_same_moment(one, other) is same
