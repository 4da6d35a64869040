"""Makes an archive's index, a SQLite file. It is there as a whole or not at all."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from glob import escape
from pathlib import Path

from filelock import FileLock

from newsbot.archive.places import SUFFIX, ArchiveError, Place, State
from newsbot.archive.records import Tally, scan
from newsbot.archive.surt import surt

logger = logging.getLogger(__name__)

_VERSION = 2
# key: a surt. at, newest: microseconds since EPOCH. name: bytes, since not every name is text.
_BEGIN = f"""
PRAGMA journal_mode = OFF; PRAGMA cache_size = -32000;
BEGIN;
PRAGMA user_version = {_VERSION};
CREATE TABLE IF NOT EXISTS file (
    id INTEGER PRIMARY KEY, name BLOB, size INTEGER, mtime_ns INTEGER,
    newest INTEGER, damaged INTEGER
);
CREATE TABLE IF NOT EXISTS capture (
    key TEXT, at INTEGER, file INTEGER, offset INTEGER, length INTEGER,
    url TEXT, status INTEGER, mime TEXT, digest TEXT, PRIMARY KEY (key, at, file, offset)
) WITHOUT ROWID;
"""
_FILE = "INSERT INTO file (name, size, mtime_ns) VALUES (?, ?, ?)"
_OUTCOME = "UPDATE file SET newest = ?, damaged = ? WHERE id = ?"
_CAPTURE = "INSERT INTO capture VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
# Reading so many bytes of archives takes some seconds, so the log says what is going on.
_LONG = 100_000_000
# Every index that an earlier version made begins like this, and no .cdxj file of another maker.
_OUR_CDXJ = b'!meta {"version": 1, "newest": '


def current_index(place: Place) -> Path:
    """The path of the archive's index. It is made, or renewed where it does not fit the files.
    Raises ArchiveError when the index cannot be written in either place, or when a file cannot be
    read."""
    paths, old = (place.beside, place.spare), None
    for path in paths:
        with suppress(sqlite3.Error):
            if _indexed(path) == place.files:
                return path
            old = old or path
    reasons = {}
    for known in dict.fromkeys((old, None)):  # the old index may be damaged
        for path in paths:
            try:
                _make(place, path, known)
                return path
            except (OSError, sqlite3.Error) as error:
                reasons[path] = f"{path}: {getattr(error, 'strerror', None) or error}"
    raise ArchiveError(f"cannot write an index of {place.name}: {'; '.join(reasons.values())}")


def connect(path: Path, how: str = "mode=ro&immutable=1") -> sqlite3.Connection:
    """Open an index. how: SQLite's parameters; those of the default read a finished index, without
    locks, since nobody changes it. Raises sqlite3.Error."""
    address = f"{path.absolute().as_uri()}?{how}"
    # `scrapy shell` opens an archive in one thread and asks it in another, never in both at once
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=False)


def microseconds(at: datetime) -> int:
    """An aware moment as an index has it: microseconds since EPOCH."""
    return (at - EPOCH) // _MICROSECOND


def remove_index(archive: Path) -> None:
    """Remove the index of an archive that is a single file."""
    index = archive.with_name(archive.name + SUFFIX)
    index.unlink(missing_ok=True)
    _remove_cdxj(index)


def _indexed(path: Path) -> dict[str, State]:
    """The files that an index was made of. Raises sqlite3.Error when there is no index of this
    version at the path."""
    with closing(connect(path)) as index:
        if index.execute("PRAGMA user_version").fetchone() != (_VERSION,):
            raise sqlite3.DatabaseError(f"{path} is of another version")
        try:
            rows = index.execute("SELECT name, size, mtime_ns, newest, damaged FROM file")
            return {os.fsdecode(name): State(*state) for name, *state, _, _ in rows}
        except (TypeError, ValueError) as error:  # as where SQLite's message is no text
            raise sqlite3.DatabaseError(f"{path} is damaged: {error}") from error


def _make(place: Place, path: Path, old: Path | None) -> None:
    """Write the index to `path`, with what is still true of the old one. It is written under
    another name and then renamed, by one process at a time; a process that was killed at this has
    left such files, which the next one uses and removes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".new-{path.name}")
    lock = unfinished.with_name(f"{unfinished.name}.lock")
    with FileLock(lock):
        try:
            with suppress(sqlite3.Error):
                if _indexed(path) == place.files:  # another process has made it meanwhile
                    return
            unfinished.unlink(missing_ok=True)
            known = {}
            if old:
                shutil.copyfile(old, unfinished)
                known = _indexed(unfinished)
            with closing(connect(unfinished, "nolock=1")) as index:
                _renew(index, place, known)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
            lock.unlink()  # FileLock sees that it is gone, and makes another
    _remove_cdxj(place.beside)
    _remove_cdxj(place.spare)


def _renew(index: sqlite3.Connection, place: Place, known: dict[str, State]) -> None:
    """Take the captures of files that have gone or changed out of an index, and put those of new
    and changed files in. known: the files that the index was made of."""
    gone = [(os.fsencode(name),) for name in known if place.files.get(name) != known[name]]
    fresh = [name for name in place.files if known.get(name) != place.files[name]]
    unread = sum(place.files[name].size for name in fresh)
    if unread > _LONG:
        logger.info("Reading %d MB of %s for its index, once", unread // 1_000_000, place.name)
    index.executescript(_BEGIN)
    if gone:
        index.executemany("DELETE FROM file WHERE name = ?", gone)
        index.execute("DELETE FROM capture WHERE file NOT IN (SELECT id FROM file)")
    for name in fresh:
        number = index.execute(_FILE, (os.fsencode(name), *place.files[name])).lastrowid
        tally = Tally()
        index.executemany(_CAPTURE, _rows(place.root / name, number, tally))
        newest = None if tally.newest is None else microseconds(tally.newest)
        index.execute(_OUTCOME, (newest, tally.damaged, number))
        _report(place, name, tally)
    index.execute("COMMIT")


def _rows(path: Path, number: int | None, tally: Tally) -> Iterator[tuple[str | int | None, ...]]:
    for url, at, status, mime, digest, offset, length, _ in scan(path, tally):
        yield surt(url), microseconds(at), number, offset, length, url, status, mime, digest


def _report(place: Place, name: str, tally: Tally) -> None:
    """Log what is wrong with a file. Raises ArchiveError when nothing in it can be used and it is
    the only one."""
    path = place.root / name
    if not tally.records:
        if len(place.files) == 1:
            raise ArchiveError(f"{path} is no WARC file, or there is no whole record in it")
        logger.warning("%s is no WARC file, or there is no whole record in it", path)
        return
    if tally.damaged:
        logger.warning("%s is damaged in %d places, which are left out", path, tally.damaged)
    if tally.torn:
        logger.warning("%s is torn: its %d whole records are used", path, tally.records)


def _remove_cdxj(index: Path) -> None:
    """Remove the index that an earlier version made beside an archive, and the temporary files of
    its builds that were killed."""
    old = index.with_suffix(".cdxj")
    for path in (old, *old.parent.glob(f".{escape(old.name)}.*.tmp")):
        with suppress(OSError):  # a file that stays does no harm
            with path.open("rb") as file:
                ours = file.read(len(_OUR_CDXJ)) == _OUR_CDXJ
            if ours:
                path.unlink()
