"""Days of a portal: which have been read to their end, and which look thin."""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from newsbot.clock import today
from newsbot.ledger.schema import url, walk
from newsbot.ledger.states import DELIVERED, FAILED, STILL_OPEN, union
from newsbot.ledger.store import believed_until
from newsbot.text.dates import WIB

_DAY = timedelta(days=1)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# A day has fewer articles than this share of its weekday's median, of so many weeks at least.
_THIN, _LEAST_WEEKS = 0.5, 4


#: The names of the walks that have read a day when all of them have, from a day to another.
Needed = Callable[[date, date], Mapping[date, set[str]]]


def listed_day(walk_name: str, *, whole: bool = False) -> str | None:
    """The day in a walk's name ("source|channel|day|query|channels asked for…"), None without one.

    whole: only if the walk was for all channels.
    """
    parts = walk_name.split("|")
    day = parts[2] if len(parts) >= 4 and _DATE.fullmatch(parts[2]) else None
    return None if whole and (len(parts) > 4 or parts[-1]) else day


@dataclass(frozen=True)
class Day:
    """One day in numbers. closed: its listings were read to the end after it was over, and nothing
    of it is still to be read. thin: suspiciously few articles for such a weekday."""

    day: date
    listed: int
    delivered: int
    failed: int
    closed: bool
    thin: bool = False


def over(day: date) -> datetime:
    """When nothing more is expected of a day: a day after its end in WIB."""
    return datetime.combine(day, time(), WIB) + 2 * _DAY


def closed_walks(db: sa.Connection, portal: str, first: date, last: date) -> dict[str, date]:
    """Walks of single days in the range, all channels asked for, that need not be walked again:
    the day of each by its name."""
    of_days = walk.c.portal == portal, walk.c.day.between(first.isoformat(), last.isoformat())
    believed = walk.c.at <= believed_until()  # by a clock that was ahead, no day was over
    walked = db.execute(
        sa.select(walk.c.name, walk.c.day, walk.c.at).where(*of_days, believed)
    ).all()
    still = set(db.scalars(union(portal, STILL_OPEN, url.c.day)))
    return {
        name: date.fromisoformat(day)
        for name, day, at in walked
        if day not in still and datetime.fromisoformat(at) >= over(date.fromisoformat(day))
    }


def read_days(db: sa.Connection, portal: str, needed: Needed) -> list[Day]:
    """All days from the first that the ledger knows to yesterday, those without a URL too."""
    query = sa.select(url.c.day, url.c.state, sa.func.count()).group_by(url.c.day, url.c.state)
    dated = url.c.portal == portal, url.c.day.is_not(None)
    numbers: dict[date, Counter[str]] = defaultdict(Counter)
    for name, state, number in db.execute(query.where(*dated)):
        numbers[date.fromisoformat(name)][state] = number
    if not numbers:
        return []
    first, last = min(numbers), today() - _DAY
    closed = closed_walks(db, portal, first, last)
    read = set(closed.values())
    unread = {day for day, names in needed(first, last).items() if not closed.keys() >= names}
    days = []
    for day in (first + _DAY * number for number in range((last - first).days + 1)):
        of = numbers[day]
        whole = day in read and day not in unread
        days.append(Day(day, of.total(), of[DELIVERED], of[FAILED], closed=whole))
    return _with_thin_ones_marked(days)


def _with_thin_ones_marked(days: list[Day]) -> list[Day]:
    by_weekday: dict[int, list[int]] = defaultdict(list)
    for day in days:
        by_weekday[day.day.weekday()].append(day.listed)
    least = {
        weekday: _THIN * statistics.median(listed)
        for weekday, listed in by_weekday.items()
        if len(listed) >= _LEAST_WEEKS
    }
    return [replace(day, thin=day.listed < least.get(day.day.weekday(), 0)) for day in days]
