"""How many articles a day's listing is to name, by what it named for the days around."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from newsbot.ledger.chance import is_beyond_chance

#: So many days before and behind say what is usual.
AROUND = timedelta(days=14)
# Fewer days of the kind (weekdays, or weekends) say nothing.
_LEAST_DAYS = 3
# How often a day of the same weekday counts.
_SAME_WEEKDAY = 3
# A day is thin below this share of the least of those around it; days below a third of their median
# are themselves too thin to say what is usual.
_THIN, _NO_MEASURE = 0.4, 1 / 3
# Days differ by more than chance alone: the mean of this one may be so much lower than usual.
_LOW = 0.7
# Below this share of the least it is no holiday any more.
_TOO_THIN = 0.2
_SATURDAY = 5


@dataclass(frozen=True)
class UsualDay:
    """What days like one have. median: of their articles. least: the least of them."""

    median: float
    least: int

    def is_thin(self, listed: int) -> bool:
        """Whether a day has far fewer articles than any of these, and not by chance."""
        return listed < _THIN * self.least and is_beyond_chance(listed, _LOW * self.median)

    def is_too_thin_for_a_holiday(self, listed: int) -> bool:
        """Whether even a holiday does not have so few."""
        return listed < _TOO_THIN * self.least


def usual_day(day: date, listed: Mapping[date, int]) -> UsualDay | None:
    """What is usual for a day; None where too few days around it are known. listed: how many
    articles the same listing named for other days (and, perhaps, for this one).

    Only days of its kind count, since many portals rest at weekends.
    """
    around = {
        other: number
        for other, number in listed.items()
        if other != day and abs(other - day) <= AROUND and _rests(other) == _rests(day)
    }
    if len(around) < _LEAST_DAYS:
        return None
    weighed = [
        number
        for other, number in around.items()
        for _ in range(_SAME_WEEKDAY if other.weekday() == day.weekday() else 1)
    ]
    median = statistics.median(weighed)
    return UsualDay(median, min(each for each in around.values() if each >= _NO_MEASURE * median))


def most_around(day: date, listed: Mapping[date, int]) -> int | None:
    """How many articles the fullest day around one has, weekdays or not; None where too few are
    known. listed: see usual_day()."""
    around = [
        number for other, number in listed.items() if 0 < abs((other - day).days) <= AROUND.days
    ]
    return max(around) if len(around) >= _LEAST_DAYS else None


def _rests(day: date) -> bool:
    return day.weekday() >= _SATURDAY
