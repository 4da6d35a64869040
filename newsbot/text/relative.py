"""Times that count from now: "5 menit yang lalu", "kemarin, 13:45 WIB", "07:08"."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from newsbot.text.calendar import MONTH_UNITS, NUMBERS, UNITS, ZONES

_LABEL = r"(?:\s*(?:diperbarui|diterbitkan|dipublikasikan|tayang|terbit|update[ds]?)\b\s*:?\s*)?"
# "5 menit yang lalu", "sejam lalu", "setengah jam lalu", "dua hari lalu", "3 hours ago"
_AGO = re.compile(
    rf"{_LABEL}\W*(?:(?P<half>setengah)\s+|(?P<digits>\d{{1,4}})\s*|(?P<word>[a-z]+?)\s*)"
    rf"(?P<unit>{'|'.join(sorted((*UNITS, *MONTH_UNITS), key=len, reverse=True))})"
    r"\s+(?:yang\s+|yg\s+)?(?:lalu|ago)\W*",
    re.IGNORECASE,
)
_JUST_NOW = re.compile(
    rf"{_LABEL}\W*(?:baru\s+saja|barusan|beberapa\s+detik\s+(?:yang\s+)?lalu|just\s+now)\W*",
    re.IGNORECASE,
)
# "hari ini, 07:08", "kemarin 13:45 WIB", "07:08"
_TODAY = re.compile(
    rf"{_LABEL}\W*(?P<day>hari\s+ini|kemarin|today|yesterday)?[\s,|/•()\-]*"
    r"(?:(?:pukul|pkl\.?|jam)\s+)?"
    r"(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?\s*"
    r"\(?(?P<zone>WIB|WITA|WIT)?\)?)?\W*",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"lalu|ago\b|baru|just|hari ini|kemarin|today|yesterday|\d[:.]\d\d", re.IGNORECASE
)


_LONGEST_MONTH = timedelta(days=31)
# An answer that dates itself outside of these years has no clock to count from.
_FIRST_YEAR, _LAST_YEAR = 1980, 2200


def read_relative(text: str, now: datetime, zone: str) -> datetime | None:
    """The moment that `text` as a whole tells, counted from `now` (aware); None when it tells none.

    The result is in `zone` (a name of calendar.ZONES), or in the zone that `text` names. A bare
    time of day that would lie more than an hour ahead is yesterday's: a page of half past midnight
    shows "23:50".
    """
    if not _HINT.search(text) or not _FIRST_YEAR < now.year < _LAST_YEAR:
        return None
    now = now.astimezone(ZONES[zone]).replace(microsecond=0)
    if _JUST_NOW.fullmatch(text):
        return now
    match = _AGO.fullmatch(text)
    if match:
        return _ago(match, now)
    match = _TODAY.fullmatch(text)
    return _day(match, now) if match else None


def coarseness(text: str) -> timedelta:
    """How much earlier or later a moment may have been than a relative text says: the unit that the
    text counts in, a day of "2 hari lalu". Zero for any other text."""
    match = _AGO.fullmatch(text)
    unit = match["unit"].lower() if match else ""
    return timedelta(seconds=UNITS.get(unit, 0)) + MONTH_UNITS.get(unit, 0) * _LONGEST_MONTH


def _ago(match: re.Match[str], now: datetime) -> datetime | None:
    unit = match["unit"].lower()
    count: float | None = 0.5 if match["half"] else None
    if match["digits"]:
        count = int(match["digits"])
    elif match["word"]:
        count = NUMBERS.get(match["word"].lower())
    if count is None:
        return None
    try:
        if unit in UNITS:
            return now - timedelta(seconds=count * UNITS[unit])
        return _months_before(now, int(count * MONTH_UNITS[unit]))
    except (OverflowError, ValueError):
        return None


def _months_before(now: datetime, months: int) -> datetime:
    """The same day so many months before, or the last of that month where it has fewer days."""
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=years, month=month + 1, day=day)
        except ValueError:
            continue
    return now.replace(year=years, month=month + 1)


def _day(match: re.Match[str], now: datetime) -> datetime | None:
    day, hour = (match["day"] or "").lower(), match["hour"]
    if not day and hour is None:
        return None
    try:
        moment = time(int(hour or 0), int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:  # 25:45
        return None
    if match["zone"]:
        now = now.astimezone(ZONES[match["zone"].upper()])
    on_day = datetime.combine(now.date(), moment, now.tzinfo)
    if day in ("kemarin", "yesterday") or (not day and on_day > now + timedelta(hours=1)):
        on_day -= timedelta(days=1)
    return on_day
