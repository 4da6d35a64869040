"""Asks an archive's index where captured pages are."""

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

# Of the captures of one address, so many of the newest are looked at.
_MOST_OF_ONE = 1000
_CAPTURES = """
SELECT url, at, status, mime, digest, offset, length, name
FROM capture CROSS JOIN file ON file.id = file
"""
_BY_KEY = "ORDER BY key, at, file, offset"
_UNDER_KEY = f"""
WHERE key = ? AND at <= ? ORDER BY at DESC, file DESC, offset DESC LIMIT {_MOST_OF_ONE}
"""
_ANY_MOMENT = 2**63 - 1


class Index:
    """The index of an archive. It is made, or renewed where it does not fit the files. An index
    that is open stays as it is when another process puts a newer one in its place.

    newest: the moment of the last capture, UTC; None if there is no capture. damaged: how many
    places in the files could not be read.
    Raises ArchiveError when the index cannot be written, or when a file cannot be read.
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

    def newest_until(self, moment: datetime) -> datetime | None:
        """The moment of the last capture in those files that have none after `moment` (aware); None
        where there is no such file."""
        of_files = "SELECT max(newest) FROM file WHERE newest <= ?"
        (newest,) = self._db.execute(of_files, (microseconds(moment),)).fetchone()
        return None if newest is None else EPOCH + timedelta(microseconds=newest)

    def close(self) -> None:
        self._db.close()

    def captures(self, key: str, until: datetime | None = None) -> list[Entry]:
        """The captures under a key (see surt.py), the newest first, at most a thousand. until: an
        aware moment; later captures are left out."""
        last = _ANY_MOMENT if until is None else microseconds(until)
        return list(self._ask(_UNDER_KEY, key, last))

    def everything(self) -> Iterator[Entry]:
        """All captures, sorted by their keys, and those of one key by their moments."""
        return self._ask(_BY_KEY)

    def _ask(self, which: str, *values: str | int) -> Iterator[Entry]:
        """The captures that a query finds. When the index turns out to be damaged, it is made anew
        and asked again; the captures that were yielded before are skipped."""
        yielded = 0
        try:
            for row in self._db.execute(_CAPTURES + which, values):
                yield _entry(row)
                yielded += 1
        except sqlite3.ProgrammingError:  # the index was closed
            raise
        except (sqlite3.Error, TypeError, ValueError, OverflowError) as error:
            logger.warning("%s is damaged (%s) and is made anew", self._path, error)
            with suppress(OSError):  # where it cannot be removed, the spare index is made
                self._path.unlink(missing_ok=True)
            self._open()
            for row in islice(self._db.execute(_CAPTURES + which, values), yielded, None):
                yield _entry(row)


def _entry(row: tuple[Any, ...]) -> Entry:
    entry = Entry(*row)
    at = EPOCH + timedelta(microseconds=row[1])
    return entry._replace(at=at, file=os.fsdecode(entry.file))
