"""Days of a portal: which have been read to their end, and which look thin."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import sqlalchemy as sa

from newsbot.clock import today
from newsbot.ledger.accounts import STILL_OPEN, union
from newsbot.ledger.schema import url, walk

_WIB = timezone(timedelta(hours=7))
_DAY = timedelta(days=1)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
# A day has fewer articles than this share of its weekday's median, of so many weeks at least.
_THIN, _LEAST_WEEKS = 0.5, 4


#: The names of the walks that have read a day when all of them have, from a day to another.
Needed = Callable[[date, date], Mapping[date, set[str]]]


def _none(first: date, last: date) -> Mapping[date, set[str]]:
    return {}


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
    return datetime(day.year, day.month, day.day, tzinfo=_WIB) + 2 * _DAY


def closed_walks(db: sa.Connection, portal: str, first: date, last: date) -> dict[str, date]:
    """Walks of single days in the range, all channels asked for, that need not be walked again:
    the day of each by its name."""
    walked = db.execute(
        sa.select(walk.c.name, walk.c.day, walk.c.at).where(
            walk.c.portal == portal, walk.c.day.between(first.isoformat(), last.isoformat())
        )
    ).all()
    still = set(db.scalars(union(portal, STILL_OPEN, url.c.day)))
    return {
        name: date.fromisoformat(day)
        for name, day, at in walked
        if day not in still and datetime.fromisoformat(at) >= over(date.fromisoformat(day))
    }


def read_days(db: sa.Connection, portal: str, needed: Needed = _none) -> list[Day]:
    """All days from the first that the ledger knows to yesterday, those without a URL too."""
    count = sa.func.count()
    rows = db.execute(
        sa.select(url.c.day, url.c.state, count)
        .where(url.c.portal == portal, url.c.day.is_not(None))
        .group_by(url.c.day, url.c.state)
    ).all()
    numbers: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for day, state, number in rows:
        numbers[date.fromisoformat(day)][state] = number
    if not numbers:
        return []
    first, last = min(numbers), today() - _DAY
    closed = closed_walks(db, portal, first, last)
    read = set(closed.values())
    unread = {day for day, names in needed(first, last).items() if not closed.keys() >= names}
    days = [
        Day(
            day=day,
            listed=sum(numbers[day].values()),
            delivered=numbers[day]["delivered"],
            failed=numbers[day]["failed"],
            closed=day in read - unread,
        )
        for day in _range(first, last)
    ]
    return _marked(days)


def _range(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += _DAY


def _marked(days: list[Day]) -> list[Day]:
    by_weekday: dict[int, list[int]] = defaultdict(list)
    for day in days:
        by_weekday[day.day.weekday()].append(day.listed)
    norms = {
        weekday: statistics.median(listed)
        for weekday, listed in by_weekday.items()
        if len(listed) >= _LEAST_WEEKS
    }
    return [
        Day(**{**vars(day), "thin": day.listed < _THIN * norms.get(day.day.weekday(), 0)})
        for day in days
    ]
