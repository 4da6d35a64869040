"""Indonesian dates and times to aware datetimes: day before month, and no clock of its own."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
ZONES = {
    "WIB": WIB,
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
    "GMT": UTC,
    "UTC": UTC,
    "Z": UTC,
}

# Full, short, old and English spellings seen on portals, in archives and in feeds.
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan djan",
            "februari february pebruari feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may mai",
            "juni june jun djuni",
            "juli july jul djuli",
            "agustus august agu agt ags aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?![\d/])"
_ZONE = r"(?P<zone>[+-]\d{2}:?\d{2}\b|WIB\b|WITA\b|WIT\b|GMT\b|UTC\b|Z\b)"
# Between the parts: white space, minus signs of all kinds, bars, commas, slashes, bullets, "pukul".
_GAP = r"(?:[\s|/,•()\-\u2010-\u2015\u2212]|pukul|jam){0,12}"
_CLOCK = rf"(?:{_GAP}{_TIME}(?:\s*\(?{_ZONE})?)?"

# "Selasa, 10 Juni 2025 - 07:00 WIB", "24 Jul 2026 | 11.32 WIB", "18/06/2025, 21:35 WIB",
# "Thu, 05 Nov 2015 14:56:43 +0700"
_DISPLAYED = re.compile(
    rf"(?<![\d/])(?P<day>\d{{1,2}})(?:\s*(?P<month>{_MONTH})\b\.?\s*|/(?P<number>\d{{1,2}})/)"
    rf"(?P<year>\d{{4}})(?![\d/]){_CLOCK}",
    re.IGNORECASE,
)
# "2026-07-24T13:39:00+07:00", "2025/07/03 19:16:56", "2026-06-05T08-49-35Z",
# "2026-05-13WIB18:45:00+07:00"
_MACHINE = re.compile(
    r"(?<!\d)(?P<year>\d{4})(?P<dash>[-/])(?P<month>\d{2})(?P=dash)(?P<day>\d{2})(?!\d)"
    r"(?:(?:[T\s]|WIB)\s*(?P<hour>\d{2})[:-](?P<minute>\d{2})(?:[:-](?P<second>\d{2})(?:[.,]\d+)?)?"
    rf"(?:\s*{_ZONE})?)?",
    re.IGNORECASE,
)


def parse_datetime(text: str, now: datetime | None = None, zone: str = "WIB") -> datetime | None:
    """Read the first date in `text`; None when there is none or it cannot exist.

    The result carries the offset that the text names, else that of `zone` (WIB, WITA, WIT, …).
    A date without a time of day is its midnight. `now` is the moment relative expressions count
    from: the answer's own time, never the machine's.
    """
    match = _MACHINE.search(text) or _DISPLAYED.search(text)
    return _build(match.groupdict(), ZONES[zone]) if match else None


def _build(parts: dict[str, str | None], default: timezone) -> datetime | None:
    month = parts["month"] or parts.get("number") or ""
    try:
        return datetime(
            int(parts["year"] or 0),
            _MONTHS.get(month.lower()) or int(month),
            int(parts["day"] or 0),
            int(parts["hour"] or 0),
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
            tzinfo=_zone(parts["zone"]) or default,
        )
    except ValueError:  # 31 Juni, 25:45
        return None


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    named = ZONES.get(text.upper())
    if named:
        return named
    sign = -1 if text[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(text[1:3]), minutes=int(text[-2:])))
