"""What Retry-After asks for."""

from __future__ import annotations

from datetime import UTC, timedelta
from email.utils import format_datetime

import pytest
from scrapy.http import Response

from newsbot.clock import now
from newsbot.download.middlewares import retry_after


def asked(value: bytes) -> float | None:
    return retry_after(Response("https://p.id/", status=503, headers={"Retry-After": value}))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"0", 0),
        (b"5", 5),
        (b" 120 ", 120),
        (b"0007", 7),
        (b"Wed, 21 Oct 2015 07:28:00 GMT", 0),  # the past
        (b"Wed, 21 Oct 2015 07:28:00", 0),
        (b"", None),
        (b"-5", None),
        (b"1.5", None),
        (b"5 s", None),
        (b"nanti", None),
        (b"\xb2", None),
        (b"\xff\xfe", None),
        (b"Wed, 99 Oct 2015 07:28:00 GMT", None),
        (b"2099-01-01T00:00:00Z", None),
        pytest.param(
            b"Wed, 21 Oct 2015 07:28:00 +99999999999999",
            None,
        ),
    ],
)
def test_seconds_or_a_date(value: bytes, seconds: float | None) -> None:
    assert asked(value) == seconds


@pytest.mark.parametrize("zone", [UTC, None])
def test_a_date_to_come(zone: object) -> None:
    moment = now() + timedelta(days=1)
    text = format_datetime(moment if zone else moment.replace(tzinfo=None))

    seconds = asked(text.encode())

    assert seconds is not None
    assert 80_000 < seconds <= 86_400


@pytest.mark.parametrize("ahead", [-365, 0, 365])
def test_a_date_is_one_by_the_servers_own_clock(ahead: int) -> None:
    theirs = now() + timedelta(days=ahead)
    dates = {"Date": theirs, "Retry-After": theirs + timedelta(seconds=30)}
    headers = {name: format_datetime(moment) for name, moment in dates.items()}
    assert retry_after(Response("https://p.id/", status=503, headers=headers)) == 30


def test_any_number_of_digits_is_a_long_wait() -> None:
    assert (asked(b"9" * 5_000) or 0) > 86_400


def test_without_the_header() -> None:
    assert retry_after(Response("https://p.id/", status=429)) is None
