"""Dates beside the forms of test_date_forms.py: every spelling, look-alikes, damage."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsbot.text.dates import DateReader


def read(text: str) -> str | None:
    moment = DateReader().read(text)
    return moment.isoformat() if moment else None


@pytest.mark.parametrize(
    ("month", "names"),
    [
        (1, "Januari Jan January Djan"),
        (2, "Februari Feb February Pebruari Peb"),
        (3, "Maret Mar March Mrt"),
        (4, "April Apr"),
        (5, "Mei May Mai"),
        (6, "Juni Jun June Djuni"),
        (7, "Juli Jul July Djuli Jly"),
        (8, "Agustus Agu Agt Ags Ag Aug August"),
        (9, "September Sep Sept"),
        (10, "Oktober Okt Oct October"),
        (11, "November Nopember Nov Nop"),
        (12, "Desember Des Dec December"),
    ],
)
def test_months_in_every_spelling(month: int, names: str) -> None:
    for name in names.split():
        for spelling in (name, name.upper(), name.lower(), f"{name}."):
            assert read(f"9 {spelling} 2024 08:00") == f"2024-{month:02}-09T08:00:00+07:00"


@pytest.mark.parametrize(
    "text",
    [
        "10 Juni 25",
        "110 Juni 2025",
        "10 Juni 20255",
        "10 Junior 2025",
        "1/2/2025/3",
        "10/13/2025",
        "10 Juni 2025, 10.500 orang",
        "10 Juni 2025 bersama 10.30",
        "10 Juni 2025 - 07:00 +99:99",
        "-0001-11-30T00:00:00+07:07",  # what PHP makes of no date
        "0001-01-01T00:00:00",  # and .NET
        "9999-12-31T23:59:59Z",
        "\x00\ud800",
    ],
)
def test_look_alikes(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", ["2026-05-13 7:45", "2026-05-13, 07:45 WIB", "2026-05-13 | 07.45"])
def test_a_time_in_another_form_is_never_taken_for_midnight(text: str) -> None:
    assert read(text) in (None, "2026-05-13T07:45:00+07:00")


@settings(deadline=None)  # the last resort is slow to start
@given(st.text(alphabet="0123456789 /-:.,|+'’TZWITABJuniMeJum'atlu\x00\ud800", max_size=60))
@example("10 Juni 2025 - 07:00 \ud800")
def test_damage_gives_a_moment_that_is_aware_and_convertible_or_none(text: str) -> None:
    moment = DateReader().read(text)

    assert moment is None or 1980 <= moment.astimezone().year <= 2100
    assert moment is None or moment.utcoffset() is not None
