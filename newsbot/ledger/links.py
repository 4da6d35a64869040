"""URLs and what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from newsbot.ledger.accounts import DELIVERED, FAILED, KNOWN, OUT_OF_RANGE, PENDING, Accounts
from newsbot.ledger.days import listed_day
from newsbot.ledger.schema import event, url, walk
from newsbot.ledger.store import Store, utc_now

# How many unfinished links are held in memory at a time.
_BATCH = 500


def read_hours(text: str) -> tuple[float, ...]:
    """Hours between the tries of a failed URL, "1,6,24,72". Raises ValueError."""
    hours = tuple(float(part) for part in text.split(",") if part.strip())
    if any(not 0 <= each < 100_000 for each in hours):
        raise ValueError(f"{text} has hours below 0 or beyond reason")
    return hours


@dataclass(frozen=True)
class Listed:
    """What the ledger says of a listed link. fetch: it is for this run to fetch. fresh: no earlier
    walk of this listing has seen it, so that the walk goes on."""

    fetch: bool
    fresh: bool


class Links(Accounts):
    """The URLs of one portal, as one run sees them.

    retries: hours after which a failed URL is tried again, by number of failures; when they are
    used up it has failed for good.
    """

    def __init__(self, store: Store, run: int, retries: Sequence[float]):
        super().__init__(store, run)
        self.retries = tuple(retries)
        #: What this run has made of URLs so far, by state; for showing progress.
        self.tally: Counter[str] = Counter()

    def add(
        self, walk_name: str, links: Mapping[str, str], since: str, until: str
    ) -> dict[str, Listed]:
        """Record that a listing named these links (URL by key), and say what each is worth.

        since, until: this run's range in UTC: what another run found out of its range is fetched
        again when it lies within this one's.
        """
        walked = self._store.scalar(
            sa.select(walk.c.run).where(
                walk.c.portal == self._store.portal, walk.c.name == walk_name
            )
        )
        found = self._store.db.execute(sa.select(url).where(self._keys(links))).all()
        rows = {row.key: row for row in found}
        answers = {}
        for key in links:
            row = rows.get(key)
            if row is None:
                answers[key] = Listed(fetch=True, fresh=True)
                continue
            again = row.last_run == self._run
            old = walked is not None and row.first_run <= walked
            answers[key] = Listed(
                fetch=not again and self._worth_fetching(row, since, until),
                fresh=not old and not (again and row.walk == walk_name),
            )
        self._record(walk_name, links, [key for key in links if key not in rows])
        first_time = [key for key in links if key not in rows or rows[key].last_run != self._run]
        self.tally["listed"] += len(first_time)
        self.tally[KNOWN] += sum(not answers[key].fetch for key in first_time)
        return answers

    def _worth_fetching(self, row: Any, since: str, until: str) -> bool:
        if row.state == OUT_OF_RANGE:
            return bool(row.published_from <= until and row.published_to >= since)
        due = row.state == FAILED and row.next_try is not None and row.next_try <= utc_now()
        return bool(row.state == PENDING or due)

    def _record(self, walk_name: str, links: Mapping[str, str], new: Collection[str] = ()) -> None:
        if not links:
            return
        now, day = utc_now(), listed_day(walk_name)
        again = {"last_run": self._run, "last_seen": now, "walk": walk_name}
        first = {
            "state": PENDING,
            "tries": 0,
            "first_run": self._run,
            "first_seen": now,
            "day": day,
        }
        insert = sqlite.insert(url)
        known_day = sa.func.coalesce(url.c.day, insert.excluded.day)
        self._store.db.execute(
            insert.on_conflict_do_update(
                index_elements=["portal", "key"], set_={**again, "day": known_day}
            ),
            [
                {"portal": self._store.portal, "key": key, "url": address, **first, **again}
                for key, address in links.items()
            ],
        )
        if new:
            self._store.db.execute(
                event.insert(), [self._event(key, "listed", walk_name) for key in new]
            )
        self._store.db.commit()

    def _event(self, key: str, what: str, detail: str | None) -> dict[str, Any]:
        return {
            "portal": self._store.portal,
            "key": key,
            "run": self._run,
            "at": utc_now(),
            "what": what,
            "detail": detail,
        }

    def happened(self, key: str, what: str, detail: str | None = None) -> sa.Insert:
        """The statement that puts an event into the story of a URL."""
        return event.insert().values(self._event(key, what, detail))

    def walked(self, walk_name: str) -> None:
        """Record that this run read a listing to its end, or to what earlier walks had read."""
        name = {"portal": self._store.portal, "name": walk_name}
        self._store.write(
            walk.delete().where(walk.c.portal == name["portal"], walk.c.name == walk_name),
            walk.insert().values(
                **name, run=self._run, at=utc_now(), day=listed_day(walk_name, whole=True)
            ),
        )

    def unfinished(
        self, since: str, until: str, wanted: Callable[[str], bool]
    ) -> Iterator[tuple[str, str]]:
        """(key, url) of what earlier runs listed and this one is to fetch: what they did not
        finish, and what was out of their range and is in this one's (since, until: UTC). wanted:
        whether a URL is for this run. What is yielded counts as listed now.
        """
        todo = sa.or_(
            url.c.state == PENDING,
            sa.and_(url.c.state == FAILED, url.c.next_try <= utc_now()),
            sa.and_(
                url.c.state == OUT_OF_RANGE,
                url.c.published_from <= until,
                url.c.published_to >= since,
            ),
        )
        query = (
            sa.select(url.c.key, url.c.url, url.c.first_run)
            .where(url.c.portal == self._store.portal, todo, url.c.last_run != self._run)
            .order_by(url.c.first_run, url.c.key)
            .limit(_BATCH)
        )
        after: tuple[int, str] = (-1, "")
        while rows := self._store.db.execute(
            query.where(sa.tuple_(url.c.first_run, url.c.key) > sa.tuple_(*after))
        ).all():
            after = (rows[-1].first_run, rows[-1].key)
            batch = {row.key: row.url for row in rows if wanted(row.url)}
            self._record("", batch)
            self.tally["listed"] += len(batch)
            yield from batch.items()

    def finish(self, key: str, state: str, reason: str | None = None) -> None:
        """Put a URL into a state, as what this run made of it."""
        statement = self.finishing([key], state, reason)
        if state == FAILED:
            tries = self._tries(key)
            again = utc_now(self.retries[tries]) if tries < len(self.retries) else None
            statement = statement.values(tries=tries + 1, next_try=again)
        self._store.write(statement, self.happened(key, state, reason))
        self.tally[state] += 1

    def out_of_range(self, key: str, reason: str, published: tuple[str, str]) -> None:
        """Leave a URL to runs of another range. published: UTC, from and to which moment."""
        window = {"published_from": published[0], "published_to": published[1]}
        statement = self.finishing([key], OUT_OF_RANGE, reason)
        self._store.write(statement.values(**window), self.happened(key, OUT_OF_RANGE, reason))
        self.tally[OUT_OF_RANGE] += 1

    def unchanged(self, key: str) -> None:
        """A delivered URL was read again and is as it was: to this run it was known."""
        state = url.update().where(self._keys([key])).values(state=DELIVERED)
        self._store.write(state, self.happened(key, "unchanged"))

    def finishing(
        self, keys: Iterable[str] | sa.Select[Any], state: str, reason: str | None = None
    ) -> sa.Update:
        """The statement behind `finish`, for a transaction of more than it."""
        values = {"state": state, "reason": reason, "done_run": self._run}
        return url.update().where(self._keys(keys)).values(**values)

    def last_try(self, key: str) -> bool:
        """Whether one more failure of this URL is its last."""
        return self._tries(key) >= len(self.retries)

    def _tries(self, key: str) -> int:
        return self._store.scalar(sa.select(url.c.tries).where(self._keys([key]))) or 0
