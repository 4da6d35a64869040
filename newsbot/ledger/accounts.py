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

#: Of the URLs, those that are still to be read or delivered.
STILL_OPEN = sa.or_(
    url.c.state.in_((PENDING, ACCEPTED)),
    sa.and_(url.c.state == FAILED, url.c.next_try.is_not(None)),
)


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
            .where(url.c.portal == self._store.portal, url.c.last_run == run)
            .group_by(state, reason)
        )
        return {(row[0], row[1]): row[2] for row in self._store.db.execute(query)}

    def unresolved(self) -> list[str]:
        """URLs that this run listed and that came to no outcome."""
        query = sa.select(url.c.url).where(
            url.c.portal == self._store.portal,
            url.c.last_run == self._run,
            url.c.state == PENDING,
        )
        return list(self._store.db.scalars(query.order_by(url.c.key)))

    def open_since(self) -> str | None:
        """When the oldest URL that is still to be read or delivered was first listed (UTC)."""
        first = sa.select(sa.func.min(url.c.first_seen))
        found = self._store.scalar(first.where(url.c.portal == self._store.portal, STILL_OPEN))
        return str(found) if found else None

    def failed_for_good(self) -> list[str]:
        """URLs that failed in this run for the last time."""
        query = sa.select(url.c.url).where(
            url.c.portal == self._store.portal,
            url.c.done_run == self._run,
            url.c.state == FAILED,
            url.c.next_try.is_(None),
        )
        return list(self._store.db.scalars(query.order_by(url.c.key)))

    def _keys(self, keys: Iterable[str] | sa.Select[Any]) -> sa.ColumnElement[bool]:
        chosen = keys if isinstance(keys, sa.Select) else list(keys)
        return sa.and_(url.c.portal == self._store.portal, url.c.key.in_(chosen))
