"""The clock that all of newsbot asks; tests and simulations set it, in this process."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone

_WIB = timezone(timedelta(hours=7))
_ahead = timedelta()
#: How far ahead of now a moment that was written down earlier may lie: clocks are set right in
#: small steps. What lies further ahead was written by a wrong clock.
SLACK = timedelta(minutes=5)


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


class Stopwatch:
    """Tells by how much the clock was set since the stopwatch was made."""

    def __init__(self) -> None:
        self._began, self._ticks = now(), _ticks()

    def jump(self) -> timedelta:
        """How much more time the clock says has passed than has; below zero where it was set back
        (and a little above or below, as any two clocks differ)."""
        return now() - self._began - timedelta(seconds=_ticks() - self._ticks)


def _ticks() -> float:
    """Seconds that nobody sets; where the system can tell, those that the machine slept count."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
