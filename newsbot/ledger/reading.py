"""The ledger read by other programs than a run: without the lock, and without changing anything."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from newsbot.ledger.days import Day, Needed, read_days
from newsbot.ledger.schema import SCHEMA, article, event, run, url, version
from newsbot.ledger.states import ACCEPTED, FAILED, PENDING, STILL_OPEN, in_state, union
from newsbot.ledger.store import (
    LedgerError,
    believed_until,
    database_error,
    lock_path,
    read_address,
    run_lives,
    utc_now,
)

# Exit codes from here on say which signal ended a run.
_SIGNALLED = 128
# What is usual is judged by runs of so many days: some weeks show what each weekday is like. A
# portal that is read every few minutes has more runs than are needed.
_DAYS, _NEWEST, _MOST_RUNS = 60, 100, 800
#: What is said of a run that lies in the future.
NOT_BELIEVED = "the ledger has a run of {}, which lies in the future: it is not believed"


@dataclass(frozen=True)
class Standing:
    """A portal in one line. started: of the last run that is believed, or of the last where none
    is. watermark: see Ledger.watermark. gaps: how many days are gaps, see Day; None where nobody
    knows which walks a day needs. future: see Ledger.from_the_future."""

    portal: str
    started: str
    reason: str | None
    exit_code: int | None
    watermark: str | None
    pending: int
    failed: int
    gaps: int | None
    future: str | None


@dataclass(frozen=True)
class PastRun:
    """A run that came to its end. started: UTC. plain: whether it asked for nothing but what is
    new. memory: what was counted in it, by name, see health/memory.py; empty for runs of before
    this was kept. findings: what was found, see health/finding.py."""

    id: int
    started: str
    reason: str
    exit_code: int | None
    plain: bool
    memory: dict[str, Any]
    findings: list[dict[str, Any]]


@dataclass(frozen=True)
class Story:
    """All that is known of one URL: its row, its delivered revision, its events, feeds by run."""

    url: Any
    article: Any | None
    events: list[Any]
    feeds: dict[int, list[str]]


class Reading:
    """Answers questions about the ledger. lives: whether a run of a portal is going on."""

    def __init__(self, db: sa.Connection, lives: Callable[[str], bool] = lambda portal: True):
        self._db, self._lives = db, lives

    def portals(self) -> list[str]:
        return list(self._db.scalars(sa.select(run.c.portal).distinct().order_by(run.c.portal)))

    def standing(self, portal: str, needed: Needed | None) -> Standing:
        """How a portal that has been run stands. needed: see days()."""
        last = self._last(portal)
        killed = last.ended is None and not self._lives(portal)
        if killed:  # or it has come to its end since it was looked at
            last = self._last(portal)
            killed = last.ended is None
        days = self.days(portal, needed) if needed else []
        return Standing(
            portal=portal,
            started=last.started,
            reason="killed" if killed else last.reason or ("running" if not last.ended else None),
            exit_code=last.exit_code,
            watermark=self.watermark(portal),
            pending=self._count(portal, PENDING) + self._count(portal, ACCEPTED),
            failed=self._count(portal, FAILED),
            gaps=sum(bool(day.gap) for day in days) if needed else None,
            future=self.from_the_future(portal),
        )

    def _last(self, portal: str) -> Any:
        order = (run.c.started <= believed_until()).desc(), run.c.id.desc()
        own = sa.select(run).where(run.c.portal == portal).order_by(*order)
        last = self._db.execute(own).first()
        assert last is not None
        return last

    def in_a_row(self, portal: str, code: int, *, before: int) -> tuple[str | None, int]:
        """How many runs, up to the last before a run, have ended with an exit code one after the
        other, and when the first of these began (UTC). Runs that were killed or stopped by a signal
        say nothing, and do not count."""
        told = run.c.portal == portal, run.c.id < before, run.c.exit_code < _SIGNALLED
        other = sa.select(sa.func.max(run.c.id)).where(*told, run.c.exit_code != code)
        since = sa.func.coalesce(other.scalar_subquery(), 0)
        found = sa.select(sa.func.min(run.c.started), sa.func.count())
        first, number = self._db.execute(found.where(*told, run.c.id > since)).one()
        return first, int(number)

    def from_the_future(self, portal: str, *, besides: int | None = None) -> str | None:
        """See Ledger.from_the_future. besides: the number of a run that is left aside."""
        own = sa.and_(run.c.portal == portal, run.c.id.is_distinct_from(besides))
        last = sa.select(sa.func.max(run.c.id)).where(own).scalar_subquery()
        latest = sa.func.max(run.c.started, sa.func.coalesce(run.c.ended, run.c.started))
        matters = run.c.caught_up.is_(True), run.c.id == last
        ahead = own, latest > believed_until(), sa.or_(*matters)
        moment: str | None = self._db.scalar(
            sa.select(latest).where(*ahead).order_by(run.c.id.desc()).limit(1)
        )
        return moment

    def caught_up(self, portal: str, *, before: int | None = None) -> str | None:
        """When the last run began that caught up with the portal (UTC); None before the first. Runs
        of the future did not. before: only runs of lower numbers."""
        whole = [run.c.portal == portal, run.c.caught_up.is_(True)]
        whole.append(run.c.started <= believed_until())
        if before is not None:
            whole.append(run.c.id < before)
        moment: str | None = self._db.scalar(sa.select(sa.func.max(run.c.started)).where(*whole))
        return moment

    def watermark(self, portal: str) -> str | None:
        """See Ledger.watermark."""
        caught_up = self.caught_up(portal)
        first = union(portal, STILL_OPEN, url.c.first_seen, url.c.first_run).subquery()
        believed = first.c.first_seen <= believed_until()
        # of what a run of the future has seen first, nobody knows when: after the run before it
        unknown = self._db.scalar(sa.select(sa.func.min(first.c.first_run)).where(~believed))
        if caught_up and unknown is not None:
            caught_up = self.caught_up(portal, before=unknown)
        if caught_up is None:
            return None
        open_since = self._db.scalar(sa.select(sa.func.min(first.c.first_seen)).where(believed))
        return min(caught_up, open_since or caught_up)

    def history(self, portal: str, *, before: int | None = None) -> list[PastRun]:
        """The ended runs of a portal of the last _DAYS days, oldest first. Of very many, the newest
        and some of the others. before: only runs of lower numbers."""
        since = utc_now(-24 * _DAYS)
        ended = [run.c.portal == portal, run.c.ended.is_not(None)]
        ended.append(run.c.started.between(since, believed_until()))
        if before is not None:
            ended.append(run.c.id < before)
        ids = self._db.scalars(sa.select(run.c.id).where(*ended).order_by(run.c.id.desc())).all()
        step = -(-len(ids) // _MOST_RUNS)
        chosen = [*ids[:_NEWEST], *ids[_NEWEST :: max(step, 1)]]
        query = sa.select(run).where(run.c.id.in_(chosen)).order_by(run.c.id.desc())
        return [
            PastRun(
                id=row.id,
                started=row.started,
                reason=row.reason,
                exit_code=row.exit_code,
                plain=row.arguments == "{}",
                memory=json.loads(row.memory or "{}"),
                findings=json.loads(row.findings or "[]"),
            )
            for row in reversed(self._db.execute(query).all())
        ]

    def _count(self, portal: str, state: str) -> int:
        own = sa.and_(url.c.portal == portal, in_state(state))
        return int(self._db.scalar(sa.select(sa.func.count()).select_from(url).where(own)) or 0)

    def feeds(self, portal: str | None = None) -> list[Path]:
        """The feed files of a portal (default: of all), oldest first; some may be gone."""
        own = run.c.feeds.is_not(None) if portal is None else run.c.portal == portal
        names = self._db.scalars(sa.select(run.c.feeds).where(own).order_by(run.c.id))
        files = [Path(name) for each in names if each for name in json.loads(each)]
        return [path for path in dict.fromkeys(files) if path.exists()]

    def days(self, portal: str, needed: Needed) -> list[Day]:
        """The portal's days up to yesterday, oldest first. needed: the walks that have read a day
        when all of them have."""
        return read_days(self._db, portal, needed)

    def story(self, portal: str, key: str) -> Story | None:
        """What became of a URL; None when no listing has ever named it."""
        own = sa.and_(url.c.portal == portal, url.c.key == key)
        row = self._db.execute(sa.select(url).where(own)).first()
        if row is None:
            return None
        delivered = sa.and_(article.c.portal == portal, article.c.id == f"{portal}:{key}")
        of_key = sa.and_(event.c.portal == portal, event.c.key == key)
        events = list(self._db.execute(sa.select(event).where(of_key).order_by(event.c.id)))
        runs = {each.run for each in events}
        feeds = self._db.execute(sa.select(run.c.id, run.c.feeds).where(run.c.id.in_(runs)))
        return Story(
            url=row,
            article=self._db.execute(sa.select(article).where(delivered)).first(),
            events=events,
            feeds={number: json.loads(names or "[]") for number, names in feeds},
        )


def require_ledger(address: str, data: Path) -> sa.URL:
    """The URL of the ledger of a data folder. address: NEWSBOT_LEDGER. Raises LedgerError when
    there is none, ValueError for an address that is none."""
    where = read_address(address or f"sqlite:///{data / 'ledger.sqlite3'}")
    if where.database and not Path(where.database).exists():
        raise LedgerError(f"there is no ledger {where.database}: nothing has been run here yet")
    return where


@contextmanager
def reading(address: str, data: Path) -> Iterator[Reading]:
    """Open the ledger of a data folder for questions. Raises LedgerError, ValueError."""
    where = require_ledger(address, data)
    engine = sa.create_engine(where)
    try:
        with engine.connect() as db:
            found = db.scalar(sa.select(version.c.schema))
            if found != SCHEMA:
                raise LedgerError(
                    f"the ledger has schema {found}, this newsbot reads {SCHEMA}; "
                    "a run migrates an older one"
                )
            yield Reading(db, lambda portal: run_lives(lock_path(where, portal, data)))
    except sa.exc.DatabaseError as error:
        raise database_error(where, error) from None
    finally:
        engine.dispose()
