"""Which days the runs of a portal have asked for, and when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from newsbot.clock import now, today
from newsbot.ledger.schema import run
from newsbot.ledger.store import believed_until
from newsbot.ledger.walks import DAY
from newsbot.text.dates import WIB

# A run with one of these arguments sees no day whole.
_PARTS = frozenset({"channels", "query", "urls"})
_RANGE = frozenset({"since", "until"})
# What a first run asked for and never had is asked for again no longer than this.
_LONGEST = timedelta(days=30)


class Asked(NamedTuple):
    """Days that runs asked for. at: when the last run of them began (aware) that read all of it;
    None before the first."""

    first: date
    last: date
    at: datetime | None


def asked_days(db: sa.Connection, portal: str) -> list[Asked]:
    """The ranges that runs asked for, and what those asked for together that want what is new."""
    columns = run.c.arguments, run.c.started, run.c.exit_code, run.c.caught_up
    rows = db.execute(sa.select(*columns).where(run.c.portal == portal).order_by(run.c.id)).all()
    ranges, began, caught_up = [], None, None
    for row in rows:
        given = json.loads(row.arguments)
        started = datetime.fromisoformat(row.started)
        if _PARTS & given.keys() or row.started > believed_until():
            continue
        if _RANGE & given.keys():
            last = _day(given["until"]) if "until" in given else _day(row.started)
            first = _day(given["since"]) if "since" in given else last
            ranges.append(Asked(first, last, started if row.exit_code == 0 else None))
        else:
            began = began or started
            caught_up = max(started, caught_up or started) if row.caught_up else caught_up
    if began:
        ranges.append(Asked(_day(began.isoformat()) - DAY, today(), caught_up))
    return ranges


def first_asked(db: sa.Connection, portal: str) -> datetime | None:
    """When the first run began that asked for what is new, at most 30 days ago (aware); None before
    it."""
    query = sa.select(run.c.started, run.c.arguments).order_by(run.c.started)
    believed = run.c.portal == portal, run.c.started <= believed_until()
    for started, arguments in db.execute(query.where(*believed)):
        if not (_PARTS | _RANGE) & json.loads(arguments).keys():
            return max(datetime.fromisoformat(started), now() - _LONGEST)
    return None


def _day(moment: str) -> date:
    """The day in WIB of a moment as a run was given it."""
    read = datetime.fromisoformat(moment.strip())
    return read.astimezone(WIB).date() if read.tzinfo else read.date()


def of_day(ranges: list[Asked], day: date) -> Iterator[Asked]:
    """Those of the ranges that a day is in."""
    return (each for each in ranges if each.first <= day <= each.last)
