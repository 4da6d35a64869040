"""Has the ledger forget what was usual for a portal, when a portal has changed for good."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from newsbot.ledger.reading import require_ledger
from newsbot.ledger.schema import run
from newsbot.ledger.store import Store


def forget_usual(address: str, portal: str, data: Path) -> int:
    """Let the portal's runs up to now count no more for what is usual. Returns how many these are.
    Raises LedgerError when there is no ledger, when it cannot be used, or when a run of the portal
    is going on; ValueError for an address that is none."""
    where = require_ledger(address, data)
    store = Store(where.render_as_string(hide_password=False), portal, data)
    try:
        remembered = sa.and_(run.c.portal == portal, run.c.memory.is_not(None))
        count = store.db.scalar(sa.select(sa.func.count()).select_from(run).where(remembered))
        store.write(run.update().where(remembered).values(memory=None))
    finally:
        store.close()
    return int(count or 0)
