"""What has been seen, taken, delivered, failed: the one database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from newsbot.ledger.links import (
    ACCEPTED,
    DELIVERED,
    DROPPED,
    EXCLUDED,
    FAILED,
    OUT_OF_RANGE,
    PENDING,
    Links,
)
from newsbot.ledger.outbox import Outbox, Rename
from newsbot.ledger.schema import run
from newsbot.ledger.store import LedgerError, Store, read_address, utc_now

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

__all__ = [
    "ACCEPTED",
    "DELIVERED",
    "DROPPED",
    "EXCLUDED",
    "FAILED",
    "OUT_OF_RANGE",
    "PENDING",
    "Ledger",
    "LedgerError",
    "Rename",
    "ledger_of",
    "read_address",
]


class Ledger:
    """One run of a portal in the ledger: its links, its outbox, its beginning and its end.

    Opening it begins the run and finishes what a killed run had begun to deliver. Raises
    LedgerError when it cannot be used.
    """

    def __init__(
        self, address: str, portal: str, data: Path, arguments: Mapping[str, str], tries: int
    ):
        self._store = Store(address, portal, data)
        values = {"portal": portal, "started": utc_now(), "arguments": json.dumps(dict(arguments))}
        begun = self._store.db.execute(run.insert().values(**values))
        self._store.db.commit()
        self.run = int(begun.inserted_primary_key[0])  # type: ignore[index]
        self.links = Links(self._store, self.run, tries)
        self.outbox = Outbox(self._store, self.links, self.run)
        self.recovered = self.outbox.recover()

    def caught_up(self) -> datetime | None:
        """When the last run began that caught up with the portal (UTC); None before the first."""
        moment = self._store.scalar(
            sa.select(sa.func.max(run.c.started)).where(
                run.c.portal == self._store.portal, run.c.caught_up.is_(True)
            )
        )
        return datetime.fromisoformat(moment) if moment else None

    def close(self, *, reason: str, exit_code: int, caught_up: bool) -> None:
        """End the run. caught_up: it asked for all that is new and read every listing it needed."""
        ended = {"ended": utc_now(), "reason": reason, "exit_code": exit_code}
        end = run.update().where(run.c.id == self.run).values(**ended, caught_up=caught_up)
        self._store.write(end)
        self._store.close()


_open: WeakKeyDictionary[Crawler, Ledger] = WeakKeyDictionary()


def ledger_of(crawler: Crawler, arguments: Mapping[str, str] | None = None) -> Ledger:
    """The crawler's ledger, opened on first use from its NEWSBOT_* settings."""
    if crawler not in _open:
        settings = crawler.settings
        data = Path(settings["NEWSBOT_DATA"])
        address = settings["NEWSBOT_LEDGER"] or f"sqlite:///{data / 'ledger.sqlite3'}"
        _open[crawler] = Ledger(
            address, crawler.spidercls.name, data, arguments or {}, settings.getint("NEWSBOT_TRIES")
        )
    return _open[crawler]
