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
from newsbot.ledger.runs import Runs
from newsbot.ledger.schema import SCHEMA, article, event, run, url, version
from newsbot.ledger.states import ACCEPTED, FAILED, PENDING, in_state
from newsbot.ledger.store import (
    LedgerError,
    believed_until,
    database_error,
    lock_path,
    read_address,
    run_lives,
)

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
class Story:
    """All that is known of one URL: its row, its delivered revision, its events, feeds by run."""

    url: Any
    article: Any | None
    events: list[Any]
    feeds: dict[int, list[str]]


class Reading(Runs):
    """Answers questions about the ledger. lives: whether a run of a portal is going on."""

    def __init__(self, db: sa.Connection, lives: Callable[[str], bool] = lambda portal: True):
        super().__init__(db)
        self._lives = lives

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
                older = found is not None and found < SCHEMA
                what = "a run brings it forward" if older else "update newsbot"
                raise LedgerError(
                    f"the ledger has schema {found}, this newsbot reads {SCHEMA}: {what}"
                )
            yield Reading(db, lambda portal: run_lives(lock_path(where, portal, data)))
    except sa.exc.DatabaseError as error:
        raise database_error(where, error) from None
    finally:
        engine.dispose()
