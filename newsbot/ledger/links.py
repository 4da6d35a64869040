"""Records the links that listings name, and says which of them a run is to fetch."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from newsbot.ledger.days import listed_day
from newsbot.ledger.schema import url, walk
from newsbot.ledger.states import FAILED, KNOWN, OUT_OF_RANGE, PENDING, in_state, union
from newsbot.ledger.store import Store, believed_until, utc_now

# How many unfinished links are held in memory at a time.
_BATCH = 500

# Statements that every listing page needs. They go to the driver as they are: SQLAlchemy takes
# longer to prepare the values and rows of a page than SQLite takes to find or write them.
_FIND = """
    SELECT key, state, next_try, published_from, published_to, first_run, last_run, walk
    FROM url WHERE portal = ? AND key IN ({})
"""
_LIST_AGAIN = """
    UPDATE url SET last_run = ?, last_seen = ?, walk = ?, day = coalesce(day, ?)
    WHERE portal = ? AND key IN ({})
"""
_LIST = """
    INSERT INTO url (portal, key, url, state, tries,
        first_run, last_run, first_seen, last_seen, walk, day)
    VALUES (?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)
"""
_LISTED_ON = "SELECT first_seen, day FROM url WHERE portal = ? AND key = ?"
_HAPPENED = (
    "INSERT INTO event (portal, key, run, at, what, detail) VALUES (?, ?, ?, ?, 'listed', ?)"
)

_WALKED = sa.select(walk.c.run).where(
    walk.c.portal == sa.bindparam("own"), walk.c.name == sa.bindparam("name")
)

# The number of a row in SQLite: eight bytes by which the rest of the row is found.
_ROWID: sa.ColumnClause[int] = sa.literal_column("url.rowid", sa.Integer)


def _marks(values: Collection[str]) -> str:
    """The placeholders of these values in SQL."""
    return ",".join("?" * len(values))


class Listed(NamedTuple):
    """What the ledger knows of a listed link. fetch: whether this run is to fetch it. fresh:
    whether no earlier walk of the listing has seen it, so that the walk goes on."""

    fetch: bool
    fresh: bool


class Due(NamedTuple):
    """Which moments (UTC) of a next try have come: those up to `by`, and those behind the latest
    that a right clock can have written."""

    by: str
    behind: str


class Links:
    """The links of a portal, those that listings name and those that wait to be fetched, as one run
    sees them.

    tally: the counts of the run; "listed" and KNOWN are counted here. longest: the most hours that
    a failed link waits for its next try.
    """

    def __init__(self, store: Store, run: int, tally: Counter[str], longest: float = 0):
        self._store, self._run, self._tally = store, run, tally
        self._longest = longest

    def add(
        self, walk_name: str, links: Mapping[str, str], since: str, until: str
    ) -> dict[str, Listed]:
        """Record that a listing named these links (URLs by key). Returns what the ledger knows of
        each link, by key.

        since, until: the range of this run, in UTC. An article that another run found to be out of
        its range is fetched again when it may lie in this range.
        """
        if not links:
            return {}
        db, own = self._store.db, self._store.portal
        walked = db.scalar(_WALKED, {"own": own, "name": walk_name})
        rows = db.exec_driver_sql(_FIND.format(_marks(links)), (own, *links)).all()
        answers = dict.fromkeys(links, Listed(fetch=True, fresh=True))
        listed, known, due = len(links) - len(rows), 0, self._due()
        for row in rows:
            again = row.last_run == self._run
            old = walked is not None and row.first_run <= walked
            fetch = not again and _is_worth_fetching(row, due, since, until)
            fresh = not old and not (again and row.walk == walk_name)
            answers[row.key] = Listed(fetch, fresh)
            listed += not again
            known += not again and not fetch
        self._record(walk_name, links, {row.key for row in rows})
        self._tally["listed"] += listed
        self._tally[KNOWN] += known
        return answers

    def _record(self, walk_name: str, links: Mapping[str, str], known: Collection[str]) -> None:
        db, own, run = self._store.db, self._store.portal, self._run
        now, day = utc_now(), listed_day(walk_name)
        if known:
            again = (run, now, walk_name, day, own, *known)
            db.exec_driver_sql(_LIST_AGAIN.format(_marks(known)), again)
        if new := [key for key in links if key not in known]:
            first = (PENDING, run, run, now, now, walk_name, day)
            db.exec_driver_sql(_LIST, [(own, key, links[key], *first) for key in new])
            db.exec_driver_sql(_HAPPENED, [(own, key, run, now, walk_name) for key in new])
        db.commit()

    def listed_on(self, key: str) -> tuple[datetime, date | None]:
        """When a link was listed first (UTC), and the day that it is listed under, None where no
        listing tells."""
        row = self._store.bare(_LISTED_ON, self._store.portal, key)
        assert row is not None, key
        first_seen, day = row
        return datetime.fromisoformat(first_seen), day and date.fromisoformat(day)

    def walked(self, walk_name: str) -> None:
        """Record that this run read a listing to its end, or to what earlier walks had read."""
        own, day = self._store.portal, listed_day(walk_name, whole=True)
        self._store.write(
            walk.delete().where(walk.c.portal == own, walk.c.name == walk_name),
            walk.insert().values(portal=own, name=walk_name, run=self._run, at=utc_now(), day=day),
        )

    def _due(self) -> Due:
        return Due(utc_now(), believed_until(self._longest))

    def unfinished(
        self, since: str, until: str, wanted: Callable[[str], bool]
    ) -> Iterator[tuple[str, str]]:
        """Key and URL of the links that earlier runs listed and this run is to fetch: those that
        they did not finish, and those that were out of their range and may be in that of this run.

        since, until: the range of this run, in UTC. wanted: whether a URL is for this run. Every
        link that is yielded counts as listed by this run.
        """
        window = url.c.published_from <= until, url.c.published_to >= since
        due = self._due()
        parts = (
            in_state(PENDING),
            sa.and_(in_state(FAILED), url.c.next_try <= due.by),
            sa.and_(in_state(FAILED), url.c.next_try > due.behind),
            sa.and_(in_state(OUT_OF_RANGE), *window),
        )
        todo = [sa.and_(part, url.c.last_run != self._run) for part in parts]
        numbers = union(self._store.portal, todo, _ROWID.label("row"), url.c.first_run, url.c.key)
        rows = array("q", self._store.db.scalars(numbers.order_by("first_run", "key")))
        query = sa.select(url.c.key, url.c.url).order_by(url.c.first_run, url.c.key)
        for start in range(0, len(rows), _BATCH):
            # Some need not be fetched any more: listings of this run have named them meanwhile.
            these = sa.and_(_ROWID.in_(rows[start : start + _BATCH].tolist()), sa.or_(*todo))
            left = self._store.db.execute(query.where(these))
            batch = {row.key: row.url for row in left if wanted(row.url)}
            if batch:
                self._record("", batch, batch)
            self._tally["listed"] += len(batch)
            yield from batch.items()


def _is_worth_fetching(row: Any, due: Due, since: str, until: str) -> bool:
    """Whether a run of this range (UTC) is to fetch a link that is in the ledger."""
    if row.state == OUT_OF_RANGE:
        return bool(row.published_from <= until and row.published_to >= since)
    failed = row.state == FAILED and row.next_try is not None
    again = failed and (row.next_try <= due.by or row.next_try > due.behind)
    return bool(row.state == PENDING or again)
