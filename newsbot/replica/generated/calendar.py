"""Days and times as the portal prints them; everything here is WIB (UTC+7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from newsbot.replica.generated.words import MONTHS, WEEKDAYS

WIB = timezone(timedelta(hours=7), "WIB")


def displayed(moment: datetime) -> str:
    """As shown on the page: "Jum'at, 24 Juli 2026 - 13:39 WIB"."""
    day = f"{WEEKDAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} - {moment:%H:%M} WIB"


def in_text(day: date) -> str:
    """As written in a sentence: "Jum'at (24/7/2026)"."""
    return f"{WEEKDAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"
