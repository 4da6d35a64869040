"""What became of URLs: the state that each ends in, and how many of a run ended in which."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa

from newsbot.ledger.reasons import GONE
from newsbot.ledger.schema import event, url
from newsbot.ledger.states import (
    ACCEPTED,
    DELIVERED,
    DROPPED,
    EXCLUDED,
    FAILED,
    KNOWN,
    OUT_OF_RANGE,
    PENDING,
    WAITING,
    in_state,
)
from newsbot.ledger.store import Store, utc_now

logger = logging.getLogger(__name__)

# States in which an article is logged, and how they are called.
_TOLD = {FAILED: "Failed", EXCLUDED: "Excluded"}
#: How the names begin under which kept() tallies by reason.
KEPT = "kept/"
# So many addresses stand for what was taken back.
_SAMPLES = 3
# They go to the driver as they are, see links.py.
_HAPPENED = "INSERT INTO event (portal, key, run, at, what, detail) VALUES (?, ?, ?, ?, ?, ?)"
_STATE = "SELECT state FROM url WHERE portal = ? AND key = ?"
_TRIES = "SELECT tries, url FROM url WHERE portal = ? AND key = ?"


@cache
def _update(columns: tuple[str, ...]) -> str:
    """The statement that changes these columns of one URL."""
    changes = ", ".join(f"{name} = ?" for name in columns)
    return f"UPDATE url SET {changes} WHERE portal = ? AND key = ?"  # noqa: S608  names of ours


def read_hours(text: str) -> tuple[float, ...]:
    """Hours between the tries of a failed URL, "1,6,24,72". Raises ValueError."""
    hours = tuple(float(part) for part in text.split(",") if part.strip())
    if any(not 0 <= each < 100_000 for each in hours):
        raise ValueError(f"{text} has hours below 0 or beyond reason")
    return hours


class Outcomes:
    """The states of a portal's URLs, as one run brings them about and counts them.

    tally: of the run; URLs are counted here by the state that they are put into. retries: hours
    after which a failed URL is tried again, by number of failures; when they are used up it has
    failed for good.
    """

    def __init__(self, store: Store, run: int, tally: Counter[str], retries: Sequence[float]):
        self._store, self._run, self._tally = store, run, tally
        self._retries = tuple(retries)

    def finish(
        self, key: str, state: str, reason: str | None = None, *, for_good: bool = True
    ) -> None:
        """Put a URL into a state, as what this run made of it. for_good: whether a failure may be
        the last. What was delivered, is asked for again and is gone stays delivered: it was
        withdrawn."""
        changes: dict[str, Any] = {}
        if state == FAILED and reason in GONE and self._is_delivered(key):
            self.kept(key, reason)
            return
        if state == FAILED:
            tries = self._tries(key)
            if not for_good:
                tries = max(0, min(tries, len(self._retries) - 1))
            again = utc_now(self._retries[tries]) if tries < len(self._retries) else None
            changes = {"tries": tries + 1, "next_try": again}
        if state in _TOLD:
            self._tell(key, state, reason, changes)
        self._finish(key, state, reason, changes)

    def _tell(self, key: str, state: str, reason: str | None, changes: dict[str, Any]) -> None:
        """Log what is not delivered although it was listed; report/kinds.py makes a line of each
        kind."""
        if not logger.isEnabledFor(logging.INFO):
            return
        address = self._row(key)[1]
        word = _TOLD[state]
        if state == FAILED:
            word += ", tried again" if changes["next_try"] else " for good"
        kind = {"kind": reason or state, "of": "articles", "address": address}
        logger.info("%s: %s: %s", word, reason, address, extra=kind)

    def out_of_range(self, key: str, reason: str, published: tuple[str, str]) -> None:
        """Leave a URL to runs of another range. published: UTC, from and to which moment."""
        window = dict(zip(("published_from", "published_to"), published, strict=True))
        self._finish(key, OUT_OF_RANGE, reason, window)

    def _finish(self, key: str, state: str, reason: str | None, changes: dict[str, Any]) -> None:
        outcome = {"state": state, "reason": reason, "done_run": self._run, "next_try": None}
        self._change(key, {**outcome, **changes}, state, reason)
        self._store.db.commit()
        self._tally[state] += 1

    def unchanged(self, key: str) -> None:
        """A delivered URL was read again and is as it was: to this run it was known."""
        self._change(key, {"state": DELIVERED, "next_try": None}, "unchanged")
        self._store.db.commit()
        self._tally["unchanged"] += 1

    def kept(self, key: str, reason: str) -> None:
        """A delivered URL was asked for again, and is gone or says what cannot be: it stays
        delivered. reason: why it would have ended otherwise."""
        self._change(key, {"state": DELIVERED, "next_try": None}, "kept", reason)
        self._store.db.commit()
        self._tally[f"{KEPT}{reason}"] += 1

    def take_back(
        self, runs: Collection[int], reasons: Collection[str], keys: Collection[str], why: str
    ) -> list[str]:
        """Have the next run ask again for what these runs finished for these reasons, and for the
        URLs of these keys if these runs finished them: as failed, with the tries that they had
        before. why: what `scrapy why` tells of it. Returns up to three of the addresses."""
        mine = url.c.portal == self._store.portal, url.c.done_run.in_(runs)
        final = url.c.state.not_in((PENDING, ACCEPTED))
        named = sa.or_(url.c.reason.in_(reasons), url.c.key.in_(keys))
        these, now = sa.and_(*mine, final, named), utc_now()
        samples = self._store.db.scalars(sa.select(url.c.url).where(these).limit(_SAMPLES)).all()
        used = sa.case((url.c.state == FAILED, sa.func.max(url.c.tries - 1, 0)), else_=url.c.tries)
        self._store.write(
            self._tell_of(these, now, "taken_back", why),
            url.update().where(these).values(state=FAILED, tries=used, next_try=now),
        )
        return list(samples)

    def ask_once_more(self, run: int, reasons: Collection[str], why: str) -> None:
        """Have the next run ask again for what a run is done with for these reasons. Each keeps its
        state until then. why: what `scrapy why` tells of it."""
        mine = url.c.portal == self._store.portal, url.c.done_run == run
        done = url.c.state.in_((EXCLUDED, DROPPED, OUT_OF_RANGE))
        these, now = sa.and_(*mine, done, url.c.reason.in_(reasons)), utc_now()
        self._store.write(
            self._tell_of(these, now, "asked for once more", why),
            url.update().where(these).values(next_try=now),
        )

    def _tell_of(
        self, these: sa.ColumnElement[bool], now: str, what: str, detail: str
    ) -> sa.Insert:
        """The statement that tells what happened to several URLs."""
        facts = (self._run, now, what, detail)
        told = sa.select(url.c.portal, url.c.key, *map(sa.literal, facts)).where(these)
        names = ("portal", "key", "run", "at", "what", "detail")
        return event.insert().from_select(names, told)

    def accepted(
        self, key: str, revision: int, published_at: str, reason: str | None = None
    ) -> None:
        """The article of a URL waits for its feed; part of the transaction that takes it over.
        reason: tells of an article that is another than the URL's own."""
        changes = {"state": ACCEPTED, "reason": reason, "done_run": self._run, "next_try": None}
        self._change(key, {**changes, "day": published_at[:10]}, ACCEPTED, f"revision {revision}")

    def _change(
        self, key: str, values: dict[str, Any], what: str, detail: str | None = None
    ) -> None:
        """Change a URL's row, and tell what happened; the caller commits."""
        own = self._store.portal
        self._store.bare(_update(tuple(values)), *values.values(), own, key)
        self._store.bare(_HAPPENED, own, key, self._run, utc_now(), what, detail)

    def forgive(self, reasons: Collection[str]) -> None:
        """Give back the tries that this run's failures for these reasons have used up: it was not
        for the portal that they failed. The next run tries them again."""
        own = url.c.portal == self._store.portal, url.c.done_run == self._run, in_state(FAILED)
        back = url.update().where(*own, url.c.reason.in_(reasons))
        self._store.write(back.values(tries=url.c.tries - 1, next_try=utc_now()))

    def last_try(self, key: str) -> bool:
        """Whether one more failure of this URL is its last."""
        return self._tries(key) >= len(self._retries)

    def _tries(self, key: str) -> int:
        return self._row(key)[0]

    def _row(self, key: str) -> tuple[int, str]:
        """How often the URL of a key was tried, and the URL."""
        row = self._store.bare(_TRIES, self._store.portal, key)
        return (0, key) if row is None else (int(row[0]), str(row[1]))

    def _is_delivered(self, key: str) -> bool:
        row = self._store.bare(_STATE, self._store.portal, key)
        return row is not None and row[0] == DELIVERED

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
        # a run is of one portal
        query = sa.select(state, reason, sa.func.count()).where(url.c.last_run == run)
        rows = self._store.db.execute(query.group_by(state, reason))
        return {(state, reason): count for state, reason, count in rows}

    def failed_again(self, run: int) -> dict[tuple[str, str], int]:
        """How many URLs failed in a run that had used up a try before, by (state, reason): they are
        retries, and say nothing of what is new in it."""
        own = url.c.portal == self._store.portal, url.c.done_run == run, url.c.tries > 1
        query = sa.select(url.c.state, url.c.reason, sa.func.count()).where(*own, in_state(FAILED))
        rows = self._store.db.execute(query.group_by(url.c.state, url.c.reason))
        return {(state, reason or ""): count for state, reason, count in rows}

    def done_by(self, runs: Collection[int]) -> dict[int, dict[tuple[str, str], int]]:
        """What these runs finished and no later run did again, without retries that failed, by run,
        then by (state, reason). Reads every URL of the portal: for the few runs in which something
        is wrong."""
        of = url.c.done_run, url.c.state, sa.func.coalesce(url.c.reason, "")
        own = url.c.portal == self._store.portal, url.c.done_run.in_(runs)
        first = sa.or_(url.c.state != FAILED, url.c.tries <= 1)
        query = sa.select(*of, sa.func.count()).where(*own, first).group_by(*of)
        done: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
        for number, state, reason, count in self._store.db.execute(query):
            done[number][state, reason] = count
        return done

    def listed_first_by(self, runs: Collection[int]) -> dict[int, dict[tuple[str, str], int]]:
        """What has become of the URLs that these runs listed first, by run, then by (state,
        reason). Reads every URL of the portal, like done_by."""
        of = url.c.first_run, url.c.state, sa.func.coalesce(url.c.reason, "")
        own = url.c.portal == self._store.portal, url.c.first_run.in_(runs)
        query = sa.select(*of, sa.func.count()).where(*own).group_by(*of)
        listed: dict[int, dict[tuple[str, str], int]] = {number: {} for number in runs}
        for number, state, reason, count in self._store.db.execute(query):
            listed[number][state, reason] = count
        return listed

    def unresolved(self) -> list[str]:
        """URLs that this run listed and that came to no outcome, by their keys."""
        return self._sorted(in_state(PENDING), url.c.last_run == self._run)

    def failed_for_good(self) -> list[str]:
        """URLs that failed in this run for the last time, by their keys."""
        last = in_state(FAILED), url.c.next_try.is_(None)
        return self._sorted(*last, url.c.done_run == self._run)

    def some(self, state: str, reason: str, most: int) -> tuple[str, ...]:
        """Addresses of a few URLs that this run put into a state for a reason."""
        ended = url.c.portal == self._store.portal, url.c.last_run == self._run
        query = sa.select(url.c.url).where(*ended, in_state(state), url.c.done_run == self._run)
        return tuple(self._store.db.scalars(query.where(url.c.reason == reason).limit(most)))

    def _sorted(self, *conditions: sa.ColumnElement[bool]) -> list[str]:
        # sorted here: SQLite may read all of the portal in the order of the keys to save sorting
        query = sa.select(url.c.key, url.c.url)
        rows = self._store.db.execute(query.where(url.c.portal == self._store.portal, *conditions))
        return [address for _, address in sorted(tuple(row) for row in rows)]
