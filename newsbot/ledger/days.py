"""Days of a portal: which have been read to their end, and which are gaps."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from newsbot.clock import now, today
from newsbot.ledger.asked import asked_days, of_day
from newsbot.ledger.chance import is_beyond_chance
from newsbot.ledger.schema import run, url
from newsbot.ledger.states import DELIVERED, FAILED, STILL_OPEN, union
from newsbot.ledger.walks import DAY, PastWalk, over, past_walks
from newsbot.text.dates import WIB

# A day has fewer articles than this share of its weekday's median, of so many weeks at least.
_THIN, _LEAST_WEEKS = 0.5, 4
# No walk is of a day before this one.
_EARLIEST = date(1900, 1, 1)

# The day of a URL; where nothing tells it, the one (of UTC) on which it was listed.
_DAY_OF_URL = sa.func.coalesce(url.c.day, sa.func.substr(url.c.first_seen, 1, 10))

#: The names of the walks that have read a day when all of them have, from a day to another.
Needed = Callable[[date, date], Mapping[date, set[str]]]


@dataclass(frozen=True)
class Day:
    """One day in numbers. closed: its listings were plausibly read whole after it was over, and
    nothing of it is still to be read. thin: suspiciously few articles for such a weekday. gap: in
    words, why somebody should look at it; "" where all is well."""

    day: date
    listed: int
    delivered: int
    failed: int
    closed: bool
    thin: bool = False
    gap: str = ""


def read_days(db: sa.Connection, portal: str, needed: Needed) -> list[Day]:
    """All days to yesterday, those without a URL too: from the first that a run asked for; of a
    portal without an index by date from the first that its runs saw from beginning to end."""
    numbers, asked, yesterday = _numbers(db, portal), asked_days(db, portal), today() - DAY
    walks: dict[date, dict[str, PastWalk]] = defaultdict(dict)
    for past in past_walks(db, portal, _EARLIEST, yesterday):
        walks[date.fromisoformat(past.day)][past.name] = past
    by_date = bool(needed(yesterday, yesterday))
    known = [*(walks if by_date and walks else numbers), *(each.first for each in asked)]
    first = min(known, default=today())
    if not by_date and (since := _first_caught_up(db, portal)):
        first = max(first, since.astimezone(WIB).date() + DAY)
    names = needed(first, yesterday) if by_date and first <= yesterday else {}
    still = Counter(db.scalars(union(portal, STILL_OPEN, _DAY_OF_URL)))
    days = []
    for day in (first + DAY * number for number in range((yesterday - first).days + 1)):
        of, read = numbers[day], walks.get(day, {})
        sound = {name for name, past in read.items() if past.sound}
        closed = bool(sound) and sound >= names.get(day, read.keys()) and not still[f"{day}"]
        days.append(Day(day, of.total(), of[DELIVERED], of[FAILED], closed=closed))
    judged = []
    for each, usual in _with_thin_ones_marked(days):
        ranges = list(of_day(asked, each.day))
        seen = max((asked.at for asked in ranges if asked.at), default=None)
        state = _State(walks[each.day].values(), still[f"{each.day}"], seen, usual)
        was_asked = bool(ranges or state.walks)
        judged.append(replace(each, gap=_gap(each, state, by_date=by_date) if was_asked else ""))
    return judged


@dataclass(frozen=True)
class _State:
    """How a day stands. walks: those that have read it. still: how many of its articles are still
    to be read. seen: when the last run began that read all that it asked for, and that asked for
    the day. usual: how many articles such weekdays have."""

    walks: Collection[PastWalk]
    still: int
    seen: datetime | None
    usual: float


def _gap(day: Day, state: _State, *, by_date: bool) -> str:
    """Why a day that runs asked for is a gap, "" where it is none. by_date: whether the portal has
    an index by date."""
    few = f"thin: {day.listed} articles, usually {state.usual:g}" if day.thin else ""
    is_over, seen = over(day.day), state.seen
    doubts = sorted({past.doubt for past in state.walks if past.doubt and past.after_all})
    if by_date and doubts:
        return f"doubted: {'; '.join(doubts)}"
    if day.closed:  # where nobody counted, nobody judged
        return few if any(past.listed is None for past in state.walks) else ""
    if state.still and now() >= is_over:
        return f"open: {state.still} article{'' if state.still == 1 else 's'} still to be read"
    if seen is None and not state.walks:
        return "open: no run has read it"
    if seen is None or seen < is_over - DAY:
        return "open: not read since it ended"
    if not by_date:
        return few
    # Between a day's end and the first run after it was over nobody can have closed it.
    return "open: not read to its end since it was over" if seen >= is_over else ""


def _first_caught_up(db: sa.Connection, portal: str) -> datetime | None:
    """When the first run began that caught up with the portal."""
    whole = run.c.portal == portal, run.c.caught_up.is_(True)
    moment = db.scalar(sa.select(sa.func.min(run.c.started)).where(*whole))
    return datetime.fromisoformat(moment) if moment else None


def _numbers(db: sa.Connection, portal: str) -> dict[date, Counter[str]]:
    """How many URLs of each day are in which state."""
    query = sa.select(url.c.day, url.c.state, sa.func.count()).group_by(url.c.day, url.c.state)
    dated = url.c.portal == portal, url.c.day.is_not(None)
    numbers: dict[date, Counter[str]] = defaultdict(Counter)
    for name, state, number in db.execute(query.where(*dated)):
        numbers[date.fromisoformat(name)][state] = number
    return numbers


def _with_thin_ones_marked(days: list[Day]) -> list[tuple[Day, float]]:
    """The days, each with the median of its weekday."""
    by_weekday: dict[int, list[int]] = defaultdict(list)
    for day in days:
        by_weekday[day.day.weekday()].append(day.listed)
    usual = {
        weekday: statistics.median(listed)
        for weekday, listed in by_weekday.items()
        if len(listed) >= _LEAST_WEEKS
    }
    marked = []
    for day in days:
        median = usual.get(day.day.weekday(), 0)
        thin = day.listed < _THIN * median and is_beyond_chance(day.listed, median)
        marked.append((replace(day, thin=thin), median))
    return marked
