"""The ledger: the one database of what was listed, accepted, delivered and failed."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from newsbot.ledger.asked import first_asked
from newsbot.ledger.day_walks import DayWalks
from newsbot.ledger.links import Links
from newsbot.ledger.outbox import Outbox
from newsbot.ledger.outcomes import Outcomes, read_hours
from newsbot.ledger.reading import Reading
from newsbot.ledger.runs import PastRun
from newsbot.ledger.schema import run, walk
from newsbot.ledger.store import (
    LedgerBrokenError,
    LedgerBusyError,
    LedgerError,
    Store,
    believed_until,
    utc_now,
)
from newsbot.ledger.walks import closed_walks

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = ["Ledger", "LedgerBrokenError", "LedgerBusyError", "LedgerError", "PastRun", "ledger_of"]


class KilledRun(NamedTuple):
    """A run that was killed before it came to its end. started: UTC."""

    id: int
    started: str
    arguments: dict[str, str]


class Ledger:
    """One run of a portal in the ledger: its links, their outcomes, its outbox, its end.

    Opening it begins the run and finishes what a killed run had begun to deliver. Raises
    LedgerError when it cannot be used.
    """

    def __init__(
        self,
        address: str,
        portal: str,
        data: Path,
        arguments: Mapping[str, str],
        retries: Sequence[float],
    ):
        self._store = Store(address, portal, data)
        self.arguments, self.started = dict(arguments), utc_now()
        #: Runs of the portal that never came to their end; no other can be alive beside this one.
        self.killed = self._end_killed_runs()
        given = json.dumps(self.arguments)
        begin = run.insert().values(portal=portal, started=self.started, arguments=given)
        begun = self._store.db.execute(begin)
        self._store.db.commit()
        self.run = int(begun.inserted_primary_key[0])  # type: ignore[index]
        #: Whether somebody else's clock has agreed with that of this run.
        self.clock_is_right = False
        #: What this run has made of URLs so far, by state, and how many were "listed".
        self.tally: Counter[str] = Counter()
        self.links = Links(self._store, self.run, self.tally, max(retries, default=0))
        self.days = DayWalks(self._store, self.run)
        self.outcomes = Outcomes(self._store, self.run, self.tally, retries)
        self.outbox = Outbox(self._store, self.run, self.outcomes)
        #: How many articles a killed run had all but delivered, that are delivered now.
        self.recovered = self.outbox.recover()
        self._reading = Reading(self._store.db)

    def _end_killed_runs(self) -> list[KilledRun]:
        unended = sa.and_(run.c.portal == self._store.portal, run.c.ended.is_(None))
        rows = self._store.db.execute(sa.select(run).where(unended).order_by(run.c.id)).all()
        self._store.write(run.update().where(unended).values(ended=utc_now(), reason="killed"))
        return [KilledRun(row.id, row.started, json.loads(row.arguments)) for row in rows]

    def closed_walks(self, first: date, last: date) -> set[str]:
        """Names of walks that plausibly read a day whole after it was over, where nothing of the
        day is still to be read."""
        return set(closed_walks(self._store.db, self._store.portal, first, last))

    def watermark(self) -> str | None:
        """Up to when (UTC) all that was listed is delivered or has failed for good; None before
        any run has caught up with the portal."""
        return self._reading.watermark(self._store.portal)

    def caught_up(self) -> datetime | None:
        """When the last run began that caught up with the portal (UTC); None before the first."""
        moment = self._reading.caught_up(self._store.portal)
        return datetime.fromisoformat(moment) if moment else None

    def asked_since(self) -> datetime | None:
        """When the last run began that caught up with the portal; where none has, the first that
        asked for what is new, which is at most 30 days ago (aware). None before that."""
        return self.caught_up() or first_asked(self._store.db, self._store.portal)

    def end(
        self,
        *,
        reason: str,
        exit_code: int,
        caught_up: bool,
        memory: Mapping[str, Any] | None = None,
        findings: Sequence[Mapping[str, Any]] = (),
    ) -> str:
        """End the run, and say when (UTC). caught_up: it asked for all that is new and read every
        listing it needed. memory, findings: see history()."""
        ended = utc_now()
        facts = {"reason": reason, "exit_code": exit_code, "caught_up": caught_up}
        told = {"memory": json.dumps(memory or {}), "findings": json.dumps(list(findings))}
        values = {"ended": ended, **facts, **told}
        forgotten = self._disbelieve() if caught_up and self.clock_is_right else ()
        self._store.write(run.update().where(run.c.id == self.run).values(**values), *forgotten)
        return ended

    def correct(self, exit_code: int) -> None:
        """Put right the exit code of this run, which has ended: what came after it went wrong."""
        own = run.update().where(run.c.id == self.run)
        self._store.write(own.values(exit_code=exit_code))

    def _disbelieve(self) -> tuple[sa.Update, ...]:
        """What lies in the future will not do so for ever: have runs and walks there count for
        nothing from now on. Only for a run to go by: if it is its own clock that is behind, those
        are the right ones."""
        own, limit = self._store.portal, believed_until()
        ahead = run.c.portal == own, run.c.id != self.run, run.c.started > limit
        walked = walk.c.portal == own, walk.c.at > limit
        return (
            run.update().where(*ahead).values(caught_up=False),
            walk.update().where(*walked).values(day=None),
        )

    def from_the_future(self) -> str | None:
        """The moment (UTC) that the ledger has a run of, although it is not come yet: a clock was
        or is wrong. None where there is none, or where none matters any more."""
        return self._reading.from_the_future(self._store.portal, besides=self.run)

    def history(self) -> list[PastRun]:
        """The runs of the portal before this one that came to an end, oldest first, as far back as
        what is usual is judged by."""
        return self._reading.history(self._store.portal, before=self.run)

    def in_a_row(self, code: int) -> tuple[str | None, int]:
        """How many runs of the portal before this one have ended so, one after the other, and since
        when (UTC)."""
        return self._reading.in_a_row(self._store.portal, code, before=self.run)

    def when_broken(self, call: Callable[[LedgerBrokenError], object]) -> None:
        """Have something called once, when the ledger begins to fail."""
        self._store.when_broken = call

    @property
    def broken(self) -> LedgerBrokenError | None:
        """Why this run must end, because the ledger fails (a full disk); None while all is well."""
        return self._store.broken

    def close(self) -> None:
        """Let the next run of the portal begin."""
        self._store.close()


_open: WeakKeyDictionary[Crawler, Ledger] = WeakKeyDictionary()


def ledger_of(crawler: Crawler, arguments: Mapping[str, str] | None = None) -> Ledger:
    """The crawler's ledger, opened on first use from its NEWSBOT_* settings."""
    if crawler not in _open:
        settings = crawler.settings
        data = Path(settings["NEWSBOT_DATA"])
        address = settings["NEWSBOT_LEDGER"] or f"sqlite:///{data / 'ledger.sqlite3'}"
        retries = read_hours(settings["NEWSBOT_RETRY_HOURS"])
        name = crawler.spidercls.name
        _open[crawler] = Ledger(address, name, data, arguments or {}, retries)
    return _open[crawler]
