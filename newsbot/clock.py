"""The clock that all of newsbot asks; tests and simulations set it, in this process."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

_WIB = timezone(timedelta(hours=7))
_ahead = timedelta()


def now() -> datetime:
    """The moment it is now, aware, in UTC."""
    return datetime.now(UTC) + _ahead


def today() -> date:
    """The day it is now in WIB, the zone of portals and ledger, wherever this machine is."""
    return now().astimezone(_WIB).date()


def set_clock(moment: datetime | None) -> None:
    """Let it be this moment (aware) now, and time go on from there; None: as the system has it."""
    global _ahead
    _ahead = moment - datetime.now(UTC) if moment else timedelta()
