"""Opens, locks and migrates the ledger's database."""

from __future__ import annotations

import fcntl
import os
import re
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import sqlalchemy as sa
from filelock import FileLock, Timeout

from newsbot.clock import SLACK, now
from newsbot.ledger import schema
from newsbot.ledger.schema import metadata, version

# Other portals' runs write to the same file; each write takes milliseconds.
_BUSY_SECONDS = 30
# Whoever asks whether a run lives holds its lock for a moment, see run_lives().
_PROBED_SECONDS = 0.5


class LedgerError(Exception):
    """The ledger cannot be used. The message says in one line why, and what to do."""


class LedgerBusyError(LedgerError):
    """Another program has the ledger. It is in order, and waiting is all that helps."""


class LedgerBrokenError(LedgerError):
    """The ledger began to fail during the run, as on a full disk. The run must end."""


def utc_now(hours: float = 0) -> str:
    """The present moment, or that so many hours later, in the ledger's form: ISO 8601 UTC."""
    return (now() + timedelta(hours=hours)).isoformat(timespec="seconds")


def believed_until(hours: float = 0) -> str:
    """The last moment, in the ledger's form, that a right clock can have written into it as the
    present, or as so many hours later. Whatever lies behind it is not believed."""
    return (now() + SLACK + timedelta(hours=hours)).isoformat(timespec="seconds")


def read_address(address: str) -> sa.URL:
    """The ledger's address as a URL. Raises ValueError when it is no URL of SQLite."""
    try:
        where = sa.make_url(address)
        where.get_backend_name()
    except (sa.exc.ArgumentError, ValueError):
        raise ValueError(
            f"NEWSBOT_LEDGER={address} is no database URL, write sqlite:///FILE"
        ) from None
    if where.get_backend_name() != "sqlite":
        raise ValueError(f"NEWSBOT_LEDGER={address}: only SQLite is supported, sqlite:///FILE")
    return where


class Store:
    """A portal's connection to the ledger. It holds a lock, which the system releases when the
    process dies.

    address: a SQLAlchemy database URL of SQLite. Raises LedgerError when another run of the portal
    has the lock, when the ledger is damaged, or when it is newer than this program.
    """

    def __init__(self, address: str, portal: str, data: Path):
        self.portal = portal
        #: Why the run must end; None while all is well.
        self.broken: LedgerBrokenError | None = None
        #: Is called once, when the ledger begins to fail.
        self.when_broken: Callable[[LedgerBrokenError], object] | None = None
        where = read_address(address)
        engine = sa.create_engine(where, connect_args={"timeout": _BUSY_SECONDS})
        self._lock = _lock(where, portal, data)
        try:
            self.db = engine.connect()
            self._driver: Any = self.db.connection.driver_connection
            # WAL: readers and the runs of other portals do not wait for this one. NORMAL: a kill
            # loses nothing; outbox.py asks for more where the loss of power would matter.
            self.pragma("journal_mode=WAL")
            self.pragma("synchronous=NORMAL")
            with FileLock(f"{beside(where, data)}.lock", timeout=_BUSY_SECONDS):
                self._migrate()  # no two runs, of any portals, migrate at once
            sa.event.listen(engine, "handle_error", lambda it: self._break(it.original_exception))
            sa.event.listen(engine, "before_execute", self._refuse)
            sa.event.listen(engine, "before_cursor_execute", self._refuse)  # of bare SQL
        except LedgerError:
            self.close()
            raise
        except Timeout:
            self.close()
            raise LedgerBusyError(
                f"the ledger {where.database} is being brought up to date by a run of another "
                "portal; wait for it, and try again"
            ) from None
        except sa.exc.DatabaseError as error:
            self._lock.release()
            raise database_error(where, error) from None

    def _migrate(self) -> None:
        """Make the tables, or bring those of an older ledger up to date: all of them or none."""
        self.db.exec_driver_sql("BEGIN IMMEDIATE")  # sqlite3 begins none for CREATE and ALTER
        if not sa.inspect(self.db).has_table(version.name):
            metadata.create_all(self.db)
            self.write(version.insert().values(schema=schema.SCHEMA))
            return
        present = int(self.db.scalar(sa.select(version.c.schema)) or 0)
        if present > schema.SCHEMA:
            raise LedgerError(
                f"the ledger has schema {present}, this newsbot knows up to {schema.SCHEMA}: "
                "update newsbot"
            )
        steps = range(present + 1, schema.SCHEMA + 1)
        statements = [sa.text(text) for step in steps for text in schema.MIGRATIONS[step]]
        self.write(*statements, version.update().values(schema=schema.SCHEMA))

    def _break(self, error: BaseException) -> NoReturn:
        """Raise LedgerBrokenError, now and at every further use of the ledger: half of a run's
        changes would be worse than none."""
        if self.broken is None:
            busy = f"another program keeps it locked for more than {_BUSY_SECONDS} s"
            why = busy if _is_locked(error) else str(error)
            self.broken = LedgerBrokenError(f"the ledger fails: {why}")
            if self.when_broken is not None:
                self.when_broken(self.broken)
        raise self.broken

    def _refuse(self, *_: Any) -> None:
        if self.broken is not None:
            raise self.broken

    def pragma(self, setting: str) -> None:
        """Set a pragma of SQLite, outside of any transaction, as SQLite demands."""
        self._refuse()
        self.db.commit()
        self.db.exec_driver_sql(f"PRAGMA {setting}")
        self.db.commit()

    def write(self, *statements: sa.Executable) -> None:
        """Execute all of the statements or none."""
        for statement in statements:
            self.db.execute(statement)
        self.db.commit()

    def bare(self, statement: str, *values: Any) -> tuple[Any, ...] | None:
        """Have SQLite execute a statement that every article needs, in the transaction of `db`.
        SQLAlchemy would take three times as long. Returns the first row, None without one."""
        self._refuse()
        if not self.db.in_transaction():
            self.db.begin()
        try:
            row: tuple[Any, ...] | None = self._driver.execute(statement, values).fetchone()
        except sqlite3.Error as error:
            self._break(error)
        return row

    def close(self) -> None:
        """Close the database and let the next run of the portal begin."""
        self.when_broken = None  # the run may be forgotten
        self.db.close()
        self.db.engine.dispose()
        self._lock.release()


def database_error(where: sa.URL, error: sa.exc.DatabaseError) -> LedgerError:
    """Why a ledger cannot be used, and what to do. One that is locked is in order: whoever moved it
    away would lose it."""
    if error.orig is not None and _is_locked(error.orig):
        return LedgerBusyError(
            f"another program keeps the ledger {where.database} locked; wait until it is done, and "
            "try again"
        )
    if re.search("readonly database|unable to open", str(error.orig)):
        return LedgerError(
            f"this user may not read and write the ledger {where.database} and its folder "
            f"({error.orig})"
        )
    return LedgerError(
        f"cannot use the ledger {where.database}: {error.orig}; repair it, restore a copy or move "
        "it away (it is never rebuilt silently)"
    )


def _is_locked(error: BaseException) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says more precisely why
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _lock(where: sa.URL, portal: str, data: Path) -> FileLock:
    """The portal's lock, beside the database's file."""
    path = lock_path(where, portal, data)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        lock.acquire(timeout=_PROBED_SECONDS, poll_interval=_PROBED_SECONDS / 10)
    except Timeout:
        raise LedgerBusyError(
            f"another run of {portal} is still going on (ledger {beside(where, data)})"
        ) from None
    except OSError as error:
        raise LedgerError(f"cannot write to {path.parent}: {error.strerror}") from None
    return lock


def run_lives(lock: Path) -> bool:
    """Whether a run holds this lock. Nothing is written, and no run that starts meanwhile is kept
    away: it waits for longer than this takes."""
    try:
        descriptor = os.open(lock, os.O_RDONLY)
    except FileNotFoundError:
        return False
    except OSError:  # of another user, who alone may know
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)  # and so the lock is given back
    return False


def lock_path(where: sa.URL, portal: str, data: Path) -> Path:
    """The file of a portal's lock. data: see beside()."""
    path = beside(where, data)
    return path.with_name(f"{path.name}.{portal}.lock")


def beside(where: sa.URL, data: Path) -> Path:
    """The path of the database's file; a path in `data` for a database in memory."""
    in_memory = where.database in (None, "", ":memory:")
    return data / "ledger" if in_memory else Path(str(where.database))
