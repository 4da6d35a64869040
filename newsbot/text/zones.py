"""Times whose zone is none of Indonesia's: what their clock means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

_OWN = frozenset(timedelta(hours=hours) for hours in (7, 8, 9))


def is_foreign(moment: datetime) -> bool:
    """Whether a moment (aware) is in no zone of Indonesia: in UTC, mostly."""
    return moment.utcoffset() not in _OWN


def false_zones(
    stated: Iterable[tuple[str, datetime]],
    shown: Iterable[datetime],
    days: Collection[date] = (),
    zone: tzinfo = UTC,
) -> dict[tuple[str, timedelta | None], tzinfo]:
    """The zones that are false, by who states them, each with the right one: software that writes Z
    behind the clock of its portal. A foreign zone is false if its clock is the one that the page
    shows (`shown`: in the zone shown, else the portal's), or states elsewhere in a zone of
    Indonesia; unless the page also states the same moment in one. Where the page shows but `days`,
    UTC is false if its day is shown, and the day that it has in the portal's `zone` is not."""
    stated = list(stated)
    own = [moment for _, moment in stated if not is_foreign(moment)]
    local = [*(moment for moment in shown if not is_foreign(moment)), *own]
    found: dict[tuple[str, timedelta | None], tzinfo] = {}
    for who, moment in stated:
        if is_foreign(moment) and zone_of(moment, own) is None:
            clock = _minute(moment.replace(tzinfo=None))
            right = (each.tzinfo for each in local if _minute(each.replace(tzinfo=None)) == clock)
            own_day = moment.astimezone(zone).date()
            day_is_its = moment.date() in days and own_day not in days and not moment.utcoffset()
            if clock_of := next(right, zone if day_is_its else None):
                found[who, moment.utcoffset()] = clock_of
    return found


def zone_of(moment: datetime, others: Sequence[datetime]) -> tzinfo | None:
    """The zone of Indonesia in which one of the other moments is the same, to the minute."""
    same = (each.tzinfo for each in others if _minute(each) == _minute(moment))
    return next((zone for zone in same if zone), None)


def is_same_moment(one: Any, other: Any) -> bool:
    """Whether two values that may be times (ISO 8601 with a zone) are equal, or the same moment in
    two zones."""
    if one == other or not (isinstance(one, str) and isinstance(other, str)):
        return bool(one == other)
    try:
        return datetime.fromisoformat(one) == datetime.fromisoformat(other)
    except ValueError:
        return False


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
