"""What a run's URLs add up to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from newsbot.ledger.schema import url
from newsbot.ledger.store import Store

# States of a URL. An accepted article waits in the outbox until its feed is finished.
PENDING, ACCEPTED, DELIVERED = "pending", "accepted", "delivered"
OUT_OF_RANGE, EXCLUDED, FAILED, DROPPED = "out_of_range", "excluded", "failed", "dropped"
# What a run says of URLs that it listed and had no need to touch.
KNOWN, WAITING = "known", "waiting"


def in_state(state: str) -> sa.ColumnElement[bool]:
    """Whether a URL is in a state, said so that the index of that state's URLs is used."""
    return url.c.state == sa.literal(state, literal_execute=True)


#: URLs that are still to be read or delivered: each part has an index.
STILL_OPEN = (
    in_state(PENDING),
    in_state(ACCEPTED),
    sa.and_(in_state(FAILED), url.c.next_try > ""),
)


def union(
    portal: str, parts: Iterable[sa.ColumnElement[bool]], *columns: sa.ColumnElement[Any]
) -> sa.CompoundSelect[Any]:
    """Columns of a portal's URLs of which any part is true, and not two: an OR of the parts would
    read every URL of the portal, this the rows that it finds."""
    return sa.union_all(
        *(sa.select(*columns).where(url.c.portal == portal, part) for part in parts)
    )


def open_since(db: sa.Connection, portal: str) -> str | None:
    """When the oldest URL that is still to be read or delivered was first listed (UTC)."""
    first = union(portal, STILL_OPEN, url.c.first_seen).subquery()
    found = db.scalar(sa.select(sa.func.min(first.c.first_seen)))
    return str(found) if found else None


class Accounts:
    """Questions about the URLs of one portal, as one run sees them."""

    def __init__(self, store: Store, run: int):
        self._store, self._run = store, run

    def counts(self, run: int | None = None) -> dict[tuple[str, str], int]:
        """URLs listed by a run (default: this one), by (state, reason).

        `known` is what needed nothing, `waiting` what failed in an earlier run and is not due.
        """
        run = self._run if run is None else run
        done = url.c.done_run == run
        waiting = sa.and_(url.c.state == FAILED, url.c.next_try.is_not(None))
        state = sa.case(
            (done, url.c.state), (url.c.state == PENDING, PENDING), (waiting, WAITING), else_=KNOWN
        )
        reason = sa.case((done, sa.func.coalesce(url.c.reason, "")), else_="")
        query = (
            sa.select(state, reason, sa.func.count())
            .where(url.c.last_run == run)  # a run is of one portal
            .group_by(state, reason)
        )
        return {(row[0], row[1]): row[2] for row in self._store.db.execute(query)}

    def unresolved(self) -> list[str]:
        """URLs that this run listed and that came to no outcome."""
        return self._sorted(in_state(PENDING), url.c.last_run == self._run)

    def open_since(self) -> str | None:
        """When the oldest URL that is still to be read or delivered was first listed (UTC)."""
        return open_since(self._store.db, self._store.portal)

    def failed_for_good(self) -> list[str]:
        """URLs that failed in this run for the last time."""
        last = in_state(FAILED), url.c.next_try.is_(None)
        return self._sorted(*last, url.c.done_run == self._run)

    def _sorted(self, *conditions: sa.ColumnElement[bool]) -> list[str]:
        """URLs by their keys; sorted here: SQLite may read all in that order to save sorting."""
        query = sa.select(url.c.key, url.c.url)
        rows = self._store.db.execute(query.where(url.c.portal == self._store.portal, *conditions))
        return [address for _, address in sorted(tuple(row) for row in rows)]
