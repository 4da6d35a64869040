"""Links as listings name them: which are new, which this run is to fetch, which still wait."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from newsbot.ledger.days import listed_day
from newsbot.ledger.schema import url, walk
from newsbot.ledger.states import FAILED, KNOWN, OUT_OF_RANGE, PENDING, in_state, union
from newsbot.ledger.store import Store, utc_now

# How many unfinished links are held in memory at a time.
_BATCH = 500

# What every listing page needs. It goes to the driver as it is, and is as portable as `?` is: a
# page's values and rows take SQLAlchemy longer to prepare than SQLite to find or write them.
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
_TELL = "INSERT INTO event (portal, key, run, at, what, detail) VALUES (?, ?, ?, ?, 'listed', ?)"

_WALKED = sa.select(walk.c.run).where(
    walk.c.portal == sa.bindparam("own"), walk.c.name == sa.bindparam("name")
)

# Where SQLite keeps a row: eight bytes by which the rest of it is found.
_ROWID: sa.ColumnClause[int] = sa.literal_column("url.rowid", sa.Integer)


def _marks(values: Collection[str]) -> str:
    """The list of so many values in SQL."""
    return ",".join("?" * len(values))


class Listed(NamedTuple):
    """What the ledger says of a listed link. fetch: it is for this run to fetch. fresh: no earlier
    walk of this listing has seen it, so that the walk goes on."""

    fetch: bool
    fresh: bool


class Links:
    """What listings name and what is waiting to be fetched, as one run of a portal sees it.

    tally: of the run; "listed" and KNOWN are counted here.
    """

    def __init__(self, store: Store, run: int, tally: Counter[str]):
        self._store, self._run, self._tally = store, run, tally

    def add(
        self, walk_name: str, links: Mapping[str, str], since: str, until: str
    ) -> dict[str, Listed]:
        """Record that a listing named these links (URL by key), and say what each is worth.

        since, until: this run's range in UTC: what another run found out of its range is fetched
        again when it lies within this one's.
        """
        if not links:
            return {}
        db, own = self._store.db, self._store.portal
        walked = db.scalar(_WALKED, {"own": own, "name": walk_name})
        found = db.exec_driver_sql(_FIND.format(_marks(links)), (own, *links)).all()
        answers = dict.fromkeys(links, Listed(fetch=True, fresh=True))
        listed, known = len(links) - len(found), 0
        for row in found:
            again = row.last_run == self._run
            old = walked is not None and row.first_run <= walked
            fetch = not again and _is_worth_fetching(row, since, until)
            fresh = not old and not (again and row.walk == walk_name)
            answers[row.key] = Listed(fetch, fresh)
            listed += not again
            known += not again and not fetch
        self._record(walk_name, links, {row.key for row in found})
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
            db.exec_driver_sql(_TELL, [(own, key, run, now, walk_name) for key in new])
        db.commit()

    def walked(self, walk_name: str) -> None:
        """Record that this run read a listing to its end, or to what earlier walks had read."""
        own, day = self._store.portal, listed_day(walk_name, whole=True)
        self._store.write(
            walk.delete().where(walk.c.portal == own, walk.c.name == walk_name),
            walk.insert().values(portal=own, name=walk_name, run=self._run, at=utc_now(), day=day),
        )

    def unfinished(
        self, since: str, until: str, wanted: Callable[[str], bool]
    ) -> Iterator[tuple[str, str]]:
        """(key, url) of what earlier runs listed and this one is to fetch: what they did not
        finish, and what was out of their range and is in this one's (since, until: UTC). wanted:
        whether a URL is for this run. What is yielded counts as listed now.
        """
        window = url.c.published_from <= until, url.c.published_to >= since
        parts = (
            in_state(PENDING),
            sa.and_(in_state(FAILED), url.c.next_try <= utc_now()),
            sa.and_(in_state(OUT_OF_RANGE), *window),
        )
        todo = [sa.and_(part, url.c.last_run != self._run) for part in parts]
        found = union(self._store.portal, todo, _ROWID.label("row"), url.c.first_run, url.c.key)
        rows = array("q", self._store.db.scalars(found.order_by("first_run", "key")))
        query = sa.select(url.c.key, url.c.url).order_by(url.c.first_run, url.c.key)
        for start in range(0, len(rows), _BATCH):
            # Not all of them are to be fetched still: listings have named some by now.
            these = sa.and_(_ROWID.in_(rows[start : start + _BATCH].tolist()), sa.or_(*todo))
            found_now = self._store.db.execute(query.where(these))
            batch = {row.key: row.url for row in found_now if wanted(row.url)}
            if batch:
                self._record("", batch, batch)
            self._tally["listed"] += len(batch)
            yield from batch.items()


def _is_worth_fetching(row: Any, since: str, until: str) -> bool:
    if row.state == OUT_OF_RANGE:
        return bool(row.published_from <= until and row.published_to >= since)
    due = row.state == FAILED and row.next_try is not None and row.next_try <= utc_now()
    return bool(row.state == PENDING or due)
