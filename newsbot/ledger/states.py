"""The states of a URL, and how to select the URLs that are in one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from newsbot.ledger.schema import url

# An accepted article waits in the outbox until its feed is finished.
PENDING, ACCEPTED, DELIVERED = "pending", "accepted", "delivered"
OUT_OF_RANGE, EXCLUDED, FAILED, DROPPED = "out_of_range", "excluded", "failed", "dropped"
# What a run calls URLs that were listed and that it had no need to fetch.
KNOWN, WAITING = "known", "waiting"


def in_state(state: str) -> sa.ColumnElement[bool]:
    """Whether a URL is in a state, written so that the index of that state's URLs is used."""
    return url.c.state == sa.literal(state, literal_execute=True)


#: URLs that are still to be read or delivered: each part has an index.
STILL_OPEN = (
    in_state(PENDING),
    in_state(ACCEPTED),
    sa.and_(in_state(FAILED), url.c.next_try > ""),
)

#: URLs that are done with, and yet asked for once more: nothing else came of the run that was.
ONCE_MORE = sa.and_(
    url.c.next_try.is_not(None), url.c.state != sa.literal(FAILED, literal_execute=True)
)


def union(
    portal: str, parts: Iterable[sa.ColumnElement[bool]], *columns: sa.ColumnElement[Any]
) -> sa.CompoundSelect[Any]:
    """Columns of the portal's URLs of which one of the parts is true; no two parts may be true of
    one URL. (An OR of the parts would read every URL of the portal, a union reads only the rows
    that it finds.)"""
    return sa.union_all(
        *(sa.select(*columns).where(url.c.portal == portal, part) for part in parts)
    )
