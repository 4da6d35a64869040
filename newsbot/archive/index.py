"""Asking an archive's index where each captured page is."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from newsbot.archive.building import EPOCH, connect, current_index, microseconds
from newsbot.archive.places import Place
from newsbot.archive.records import Entry

logger = logging.getLogger(__name__)

# Of one address, so many of the newest captures are looked at.
_MOST_OF_ONE = 1000
_FOUND = """
SELECT url, at, status, mime, digest, offset, length, name
FROM capture CROSS JOIN file ON file.id = file
"""
_BY_KEY = "ORDER BY key, at, file, offset"
_UNDER_KEY = f"""
WHERE key = ? AND at <= ? ORDER BY at DESC, file DESC, offset DESC LIMIT {_MOST_OF_ONE}
"""
_ANY_MOMENT = 2**63 - 1


class Index:
    """The index of an archive, made or renewed where it does not fit the files. It stays what it
    was when a newer one takes its place.

    newest: the moment of the last capture, UTC; None if there is no capture. damaged: how many
    places in the files could not be read.
    Raises ArchiveError when the index can be written nowhere, or a file cannot be read.
    """

    def __init__(self, place: Place):
        self._place = place
        self._open()

    def _open(self) -> None:
        self._path = current_index(self._place)
        self._db = connect(self._path)
        known = self._db.execute("SELECT max(newest), sum(damaged) FROM file")
        newest, self.damaged = known.fetchone()
        self.newest = None if newest is None else EPOCH + timedelta(microseconds=newest)

    def close(self) -> None:
        self._db.close()

    def captures(self, key: str, until: datetime | None = None) -> list[Entry]:
        """Captures under a key (see surt.py), the newest first, at most a thousand. until: an aware
        moment; later captures are left out."""
        last = _ANY_MOMENT if until is None else microseconds(until)
        return list(self._ask(_UNDER_KEY, key, last))

    def everything(self) -> Iterator[Entry]:
        """All captures by their keys, those of one key by their moments."""
        return self._ask(_BY_KEY)

    def _ask(self, which: str, *values: str | int) -> Iterator[Entry]:
        """Captures that a query finds. An index that turns out to be damaged is made anew; then the
        query is repeated, and what was yielded before is skipped."""
        yielded = 0
        try:
            for row in self._db.execute(_FOUND + which, values):
                yield _found(row)
                yielded += 1
        except sqlite3.ProgrammingError:  # it was closed
            raise
        except (sqlite3.Error, TypeError, ValueError, OverflowError) as error:
            logger.warning("%s is damaged (%s) and is made anew", self._path, error)
            with suppress(OSError):  # where nothing can be removed, the spare is made
                self._path.unlink(missing_ok=True)
            self._open()
            for row in islice(self._db.execute(_FOUND + which, values), yielded, None):
                yield _found(row)


def _found(row: tuple[Any, ...]) -> Entry:
    found = Entry(*row)
    at = EPOCH + timedelta(microseconds=row[1])
    return found._replace(at=at, file=os.fsdecode(found.file))
