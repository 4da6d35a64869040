"""Walks of a day's listings, as the ledger keeps them: how many articles each named, and whether
its day is closed with it."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

import sqlalchemy as sa

from newsbot.ledger.schema import url, walk
from newsbot.ledger.states import STILL_OPEN, union
from newsbot.ledger.store import believed_until
from newsbot.text.dates import WIB

DAY = timedelta(days=1)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def listed_day(walk_name: str, *, whole: bool = False) -> str | None:
    """The day in a walk's name ("source|channel|day|query|channels asked for…"), None without one.

    whole: only if the walk was for all channels.
    """
    parts = walk_name.split("|")
    day = parts[2] if len(parts) >= 4 and _DATE.fullmatch(parts[2]) else None
    return None if whole and (len(parts) > 4 or parts[-1]) else day


def listing_of(walk_name: str) -> str:
    """The name of a single day's walk without its day."""
    source, channel, _, rest = walk_name.split("|", 3)
    return f"{source}|{channel}|{rest}"


def over(day: date) -> datetime:
    """When nothing more is expected of a day: a day after its end in WIB."""
    return datetime.combine(day, time(), WIB) + 2 * DAY


class PastWalk(NamedTuple):
    """The last time that a day's listing was read to its end. run: by which run. at: when it ended
    (UTC). listed: how many articles it named; None where nobody counted. doubt: why its day stays
    open all the same."""

    name: str
    day: str
    run: int
    at: str
    listed: int | None
    doubt: str | None

    @property
    def after_all(self) -> bool:
        """Whether it was read when its day was over."""
        return datetime.fromisoformat(self.at) >= over(date.fromisoformat(self.day))

    @property
    def sound(self) -> bool:
        """Whether it was read when its day was over, and nothing speaks against it."""
        return self.after_all and self.doubt is None


_PAST = (walk.c.name, walk.c.day, walk.c.run, walk.c.at, walk.c.listed, walk.c.doubt)


def past_walks(db: sa.Connection, portal: str, first: date, last: date) -> list[PastWalk]:
    """The walks of single days in the range, all channels asked for."""
    of_days = walk.c.portal == portal, walk.c.day.between(first.isoformat(), last.isoformat())
    believed = walk.c.at <= believed_until()  # by a clock that was ahead, no day was over
    return [PastWalk(*row) for row in db.execute(sa.select(*_PAST).where(*of_days, believed))]


def past_walk(db: sa.Connection, portal: str, name: str) -> PastWalk | None:
    """The walk of this name, if it is of a single day and was read before."""
    own = walk.c.portal == portal, walk.c.name == name, walk.c.day.is_not(None)
    believed = walk.c.at <= believed_until()
    row = db.execute(sa.select(*_PAST).where(*own, believed)).first()
    return None if row is None else PastWalk(*row)


def closed_walks(db: sa.Connection, portal: str, first: date, last: date) -> dict[str, date]:
    """Walks of single days in the range, all channels asked for, that need not be walked again:
    the day of each by its name."""
    still = set(db.scalars(union(portal, STILL_OPEN, url.c.day)))
    return {
        past.name: date.fromisoformat(past.day)
        for past in past_walks(db, portal, first, last)
        if past.sound and past.day not in still
    }
