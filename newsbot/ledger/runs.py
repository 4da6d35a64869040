"""The runs of a portal, as the ledger knows them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from newsbot.ledger.schema import run, url
from newsbot.ledger.states import STILL_OPEN, union
from newsbot.ledger.store import believed_until, utc_now

# Exit codes from here on say which signal ended a run.
_SIGNALLED = 128
# What is usual is judged by runs of so many days: some weeks show what each weekday is like. A
# portal that is read every few minutes has more runs than are needed.
_DAYS, _NEWEST, _MOST_RUNS = 60, 100, 800


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


class Runs:
    """Answers questions about runs."""

    def __init__(self, db: sa.Connection):
        self._db = db

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
