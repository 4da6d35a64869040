"""Indonesian dates and times to aware datetimes. A day stands before its month.

The forms are those that some thirty portals print or put into <meta> and JSON-LD, with the mistakes
that they make there. A text that is no date is None; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta, timezone
from functools import lru_cache

from newsbot.text import bounds
from newsbot.text.calendar import APOSTROPHES, LABELS, MONTHS, WIB, ZONES
from newsbot.text.relative import coarseness, read_relative

__all__ = ["WIB", "ZONES", "DateReader", "ask_dateparser", "read_datetime", "span"]

# A displayed time is a short line; what is longer is prose that mentions a date.
_LONGEST = 160
_FIRST_YEAR, _LAST_YEAR = 1980, 2099

_ZONE = (
    r"(?P<zone>(?:(?:GMT|UTC)\s?)?[+-]\d{1,2}(?::?\d{2})?(?![\d:])"
    r"|(?:WIB|WITA|WIT|GMT|UTC|Z)\b)"
)
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?(?![\d/])"
    r"(?:\s?(?P<half>[ap]\.?m)\b\.?)?"
)
# Between date and time: white space, dashes of all kinds, bars, commas, bullets, brackets, "pukul".
_GAP = r"[\s|/,•·()\-\u2010-\u2015\u2212]{0,12}(?:(?:pukul|pkl\.?|jam|at)\s{0,3})?"
_CLOCK = rf"(?:{_GAP}{_TIME}(?:\s{{0,3}}\(?{_ZONE})?)?"
_YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d)"

# "Selasa, 10 Juni 2025 - 07:00 WIB", "24 Jul 2026 | 11.32 WIB", "18/06/2025, 21:35 WIB",
# "Thu, 05 Nov 2015 14:56:43 +0700"
_DISPLAYED = re.compile(
    r"(?<![\d/.:])(?P<day>\d{1,2})"
    r"(?:[\s-]{0,3}(?P<name>[^\W\d_]{2,9})\.?,?[\s-]{0,3}"
    rf"|(?P<mark>[/.-])(?P<number>\d{{1,2}})(?P=mark)){_YEAR}{_CLOCK}",
    re.IGNORECASE,
)
# "Sep. 29, 2025", "June 5, 2026 10:15"
_ENGLISH = re.compile(
    r"\b(?P<name>[^\W\d_]{3,9})\.?\s{1,3}(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}"
    rf"{_YEAR}{_CLOCK}",
    re.IGNORECASE,
)
# "07:00 WIB, 10 Juni 2025": the time before the date
_TIME_FIRST = re.compile(
    rf"(?<![\d/.:]){_TIME}(?:\s{{0,3}}{_ZONE})?[\s,|/•\-\u2010-\u2015]{{0,5}}(?:[^\W\d_']+,?\s{{1,3}})?$",
    re.IGNORECASE,
)
# "2026-07-24T13:39:00+07:00", "2025/07/03 19:16:56", "2026-05-13WIB18:45:00+07:00",
# "2026-06-05T08-49-35Z", "20240620 13:45"
_MACHINE = re.compile(
    r"(?<![\d/-])(?P<year>(?:19|20)\d{2})(?P<mark>[-/]?)(?P<number>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)"
    r"(?:(?:\s{0,3}T|\s{1,3}|WIB)(?P<hour>\d{2})(?P<colon>[:-]?)(?P<minute>\d{2})"
    rf"(?:(?P=colon)(?P<second>\d{{2}})(?:[.,]\d{{1,9}})?)?(?!\d)(?:\s{{0,3}}{_ZONE})?)?",
    re.IGNORECASE,
)
_TIME_OF_DAY = re.compile(r"\d[:.]\d\d|[T ]0000")
_WHOLE_DAY = timedelta(days=1) - timedelta(seconds=1)
_HAS_YEAR = re.compile(r"(?:19|20)\d{2}")
_WORDS = re.compile(r"[^\W\d_][\w']*|\d+")
_MONTHISH = re.compile(
    r"\b(?:jan|feb|peb|mar|apr|mei|may|jun|jul|ag|aug|sep|o[kc]t|no[vp]|de[sc])", re.IGNORECASE
)


class DateReader:
    """Reads the dates and times that one page shows or states.

    now: the moment (aware) that relative expressions count from ("5 menit yang lalu", "kemarin,
    13:45", a bare "07:08"); without it they are None. zone: of times that name none (WIB, WITA, WIT
    or UTC). asked: how many times dateparser was asked, at most bounds.ASKED_DATES.
    """

    def __init__(self, now: datetime | None = None, zone: str = "WIB"):
        self.now, self.zone, self.asked = now, zone, 0

    def read(self, text: str) -> datetime | None:
        """The moment (aware) that `text` tells; None when it tells none. A date without a time of
        day is its midnight, if nothing but a label stands beside it."""
        covered, moment = read_datetime(text, self.now, self.zone)
        if covered or self.asked >= bounds.ASKED_DATES:
            return moment
        self.asked += 1
        return ask_dateparser(text, self.zone)


def read_datetime(
    text: str, now: datetime | None = None, zone: str = "WIB"
) -> tuple[bool, datetime | None]:
    """Like DateReader.read, but without dateparser.

    The first value says whether `text` has a form of this module, or cannot be a date at all:
    (True, None) is a final no, (False, None) a date in a form that this module lacks.
    """
    if len(text) > _LONGEST:
        return True, None
    if not _HAS_YEAR.search(text):
        return True, read_relative(text, now, zone) if now else None
    match = _MACHINE.search(text)
    if match:
        return True, _machine(match, text, zone)
    text = APOSTROPHES.sub("'", text)
    for pattern in (_DISPLAYED, _ENGLISH):
        for match in pattern.finditer(text):
            if match["name"] is None or match["name"].lower() in MONTHS:
                return True, _displayed(match, text, zone)
    return not _uncovered(text), None


def span(text: str, moment: datetime) -> tuple[datetime, datetime]:
    """The earliest and latest moment that `text`, read as `moment`, may mean: of "2 hari lalu" a
    day around it, of a date without a time of day all of that day."""
    coarse = coarseness(text)
    alone = moment.time() == time() and not _TIME_OF_DAY.search(text)
    return moment - coarse, moment + max(coarse, _WHOLE_DAY if alone else coarse)


def _machine(match: re.Match[str], text: str, zone: str) -> datetime | None:
    parts = match.groupdict()
    if parts["hour"] is None and not _stands_alone(match, text):
        return None
    if parts["colon"] == "-":  # detik's "2026-06-05T08-49-35Z" is WIB
        parts["zone"] = None
    return _build(parts, zone)


def _displayed(match: re.Match[str], text: str, zone: str) -> datetime | None:
    parts = match.groupdict()
    if parts["hour"] is None:
        before = _TIME_FIRST.search(text, 0, match.start())
        if before:
            parts.update(before.groupdict())
        elif not _stands_alone(match, text):
            return None
    return _build(parts, zone)


def _stands_alone(match: re.Match[str], text: str) -> bool:
    """Whether nothing but labels and names of days stands beside a date."""
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return all(word.lower() in LABELS for word in _WORDS.findall(rest))


def _build(parts: Mapping[str, str | None], zone: str) -> datetime | None:
    name, hour = parts.get("name"), int(parts["hour"] or 0)
    half = (parts.get("half") or "")[:1].lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    year = int(parts["year"] or 0)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return datetime(
            year,
            MONTHS[name.lower()] if name else int(parts["number"] or 0),
            int(parts["day"] or 0),
            hour,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
            tzinfo=_zone(parts["zone"]) or ZONES[zone],
        )
    except ValueError:  # 31 Juni, 25:45
        return None


@lru_cache(100)
def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    named = ZONES.get(text.upper())
    if named:
        return named
    sign, digits = re.split(r"(?=[+-])", text)[-1][0], re.sub(r"\D", "", text)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)


def _uncovered(text: str) -> bool:
    """Whether a text that has a year names a month and a day too, in some other form."""
    numbers = [number for number in re.findall(r"\d+", text) if len(number) <= 2]
    return bool(numbers and _MONTHISH.search(text))


def ask_dateparser(text: str, zone: str = "WIB") -> datetime | None:
    """Read a date in a form that this module lacks; None where dateparser finds none, too. It takes
    some milliseconds a call."""
    if len(text) > _LONGEST:
        return None
    import dateparser  # half a second of start-up that most runs never need

    moment = dateparser.parse(
        text,
        languages=["id", "en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_LOCALE_DATE_ORDER": False,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "TIMEZONE": ZONES[zone].tzname(None),
            "RETURN_AS_TIMEZONE_AWARE": True,
        },
    )
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return None
    return moment if str(moment.year) in text and str(moment.day) in text else None
