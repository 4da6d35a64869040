"""URLs and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from newsbot.ledger.accounts import ACCEPTED, DELIVERED, FAILED, OUT_OF_RANGE
from newsbot.ledger.listing import Listing
from newsbot.ledger.schema import url
from newsbot.ledger.store import Store, utc_now

# They go to the driver as they are, see listing.py.
_HAPPENED = "INSERT INTO event (portal, key, run, at, what, detail) VALUES (?, ?, ?, ?, ?, ?)"
_TRIES = "SELECT tries FROM url WHERE portal = ? AND key = ?"


@cache
def _put(columns: tuple[str, ...]) -> str:
    """The statement that changes these columns of one URL."""
    changes = ", ".join(f"{name} = ?" for name in columns)
    return f"UPDATE url SET {changes} WHERE portal = ? AND key = ?"  # noqa: S608  names of ours


def read_hours(text: str) -> tuple[float, ...]:
    """Hours between the tries of a failed URL, "1,6,24,72". Raises ValueError."""
    hours = tuple(float(part) for part in text.split(",") if part.strip())
    if any(not 0 <= each < 100_000 for each in hours):
        raise ValueError(f"{text} has hours below 0 or beyond reason")
    return hours


class Links(Listing):
    """The URLs of one portal, as one run sees them.

    retries: hours after which a failed URL is tried again, by number of failures; when they are
    used up it has failed for good.
    """

    def __init__(self, store: Store, run: int, retries: Sequence[float]):
        super().__init__(store, run)
        self.retries = tuple(retries)

    def finish(self, key: str, state: str, reason: str | None = None) -> None:
        """Put a URL into a state, as what this run made of it."""
        values: dict[str, Any] = {}
        if state == FAILED:
            tries = self._tries(key)
            again = utc_now(self.retries[tries]) if tries < len(self.retries) else None
            values = {"tries": tries + 1, "next_try": again}
        self._finish(key, state, reason, values)

    def out_of_range(self, key: str, reason: str, published: tuple[str, str]) -> None:
        """Leave a URL to runs of another range. published: UTC, from and to which moment."""
        window = {"published_from": published[0], "published_to": published[1]}
        self._finish(key, OUT_OF_RANGE, reason, window)

    def _finish(self, key: str, state: str, reason: str | None, values: dict[str, Any]) -> None:
        outcome = {"state": state, "reason": reason, "done_run": self._run}
        self._put(key, {**outcome, **values}, state, reason)
        self._store.db.commit()
        self.tally[state] += 1

    def unchanged(self, key: str) -> None:
        """A delivered URL was read again and is as it was: to this run it was known."""
        self._put(key, {"state": DELIVERED}, "unchanged")
        self._store.db.commit()

    def accepted(self, key: str, revision: int, published_at: str) -> None:
        """The article of a URL waits for its feed; part of the transaction that takes it over."""
        values = {"reason": None, "done_run": self._run, "day": published_at[:10]}
        self._put(key, {"state": ACCEPTED, **values}, ACCEPTED, f"revision {revision}")

    def _put(self, key: str, values: dict[str, Any], what: str, detail: str | None = None) -> None:
        """Change a URL's row, and tell what happened; the caller commits."""
        own = self._store.portal
        self._store.bare(_put(tuple(values)), *values.values(), own, key)
        self._store.bare(_HAPPENED, own, key, self._run, utc_now(), what, detail)

    def finishing(
        self, keys: Iterable[str] | sa.Select[Any], state: str, reason: str | None = None
    ) -> sa.Update:
        """The statement that puts URLs into a state, for a transaction of more than it."""
        values = {"state": state, "reason": reason, "done_run": self._run}
        chosen = keys if isinstance(keys, sa.Select) else list(keys)
        these = sa.and_(url.c.portal == self._store.portal, url.c.key.in_(chosen))
        return url.update().where(these).values(**values)

    def last_try(self, key: str) -> bool:
        """Whether one more failure of this URL is its last."""
        return self._tries(key) >= len(self.retries)

    def _tries(self, key: str) -> int:
        row = self._store.bare(_TRIES, self._store.portal, key)
        return 0 if row is None else int(row[0])
