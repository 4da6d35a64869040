"""Records the links that listings name, and says which of them a run is to fetch."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from newsbot.ledger.schema import url, walk
from newsbot.ledger.states import FAILED, KNOWN, ONCE_MORE, OUT_OF_RANGE, PENDING, in_state, union
from newsbot.ledger.store import Store, believed_until, utc_now
from newsbot.ledger.walks import listed_day
from newsbot.text.dates import WIB

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
    whether no earlier walk of the listing has seen it, so that the walk goes on. settled: whether
    an earlier run has delivered it, or knows where it belongs."""

    fetch: bool
    fresh: bool
    settled: bool = False


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
        self,
        walk_name: str,
        links: Mapping[str, str],
        since: str,
        until: str,
        *,
        again: bool = False,
    ) -> dict[str, Listed]:
        """Record that a listing named these links (URLs by key). Returns what the ledger knows of
        each link, by key.

        since, until: the range of this run, in UTC. An article that another run found to be out of
        its range is fetched again when it may lie in this range. again: fetch what is known, too.
        """
        if not links:
            return {}
        db, own = self._store.db, self._store.portal
        walked = db.scalar(_WALKED, {"own": own, "name": walk_name})
        rows = db.exec_driver_sql(_FIND.format(_marks(links)), (own, *links)).all()
        answers = dict.fromkeys(links, Listed(fetch=True, fresh=True))
        listed, known, due = len(links) - len(rows), 0, self._due()
        for row in rows:
            seen = row.last_run == self._run
            old = walked is not None and row.first_run <= walked and not again
            fetch = not seen and (again or _is_worth_fetching(row, due, since, until))
            fresh = not old and not (seen and row.walk == walk_name)
            settled = row.state not in (PENDING, FAILED)
            answers[row.key] = Listed(fetch, fresh, settled)
            listed += not seen
            known += not seen and not fetch
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

    def _due(self) -> Due:
        return Due(utc_now(), believed_until(self._longest))

    def unfinished(
        self, since: str, until: str, wanted: Callable[[str], bool], *, again: bool = False
    ) -> Iterator[tuple[str, str]]:
        """Key and URL of the links that earlier runs listed and this run is to fetch: those that
        they did not finish, those that are asked for once more, and those that were out of their
        range and may be in that of this run.

        since, until: the range of this run, in UTC. wanted: whether a URL is for this run. again:
        all links that may be of the range, whatever became of them. Every link that is yielded
        counts as listed by this run.
        """
        window = url.c.published_from <= until, url.c.published_to >= since
        due = self._due()
        parts = [
            in_state(PENDING),
            sa.and_(in_state(FAILED), url.c.next_try <= due.by),
            sa.and_(in_state(FAILED), url.c.next_try > due.behind),
            ONCE_MORE,
            sa.and_(in_state(OUT_OF_RANGE), url.c.next_try.is_(None), *window),
        ]
        if again:
            parts = [_may_be_of(since, until)]
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


def _may_be_of(since: str, until: str) -> sa.ColumnElement[bool]:
    """Whether a URL may be of a range (UTC): by when it was published where it was out of another,
    else by its day, else by when it was listed."""
    first, last = (
        datetime.fromisoformat(moment).astimezone(WIB).date().isoformat()
        for moment in (since, until)
    )
    out, no_day = in_state(OUT_OF_RANGE), url.c.day.is_(None)
    return sa.or_(
        sa.and_(~out, url.c.day.between(first, last)),
        sa.and_(out, url.c.published_from <= until, url.c.published_to >= since),
        sa.and_(~out, no_day, url.c.first_seen.between(since, until)),
    )


def _is_worth_fetching(row: Any, due: Due, since: str, until: str) -> bool:
    """Whether a run of this range (UTC) is to fetch a link that is in the ledger."""
    if row.state != FAILED and row.next_try is not None:  # asked for once more
        return True
    if row.state == OUT_OF_RANGE:
        return bool(row.published_from <= until and row.published_to >= since)
    failed = row.state == FAILED and row.next_try is not None
    again = failed and (row.next_try <= due.by or row.next_try > due.behind)
    return bool(row.state == PENDING or again)
