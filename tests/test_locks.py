"""Who has the ledger: a run that lives, one that was killed, another program."""

from __future__ import annotations

import fcntl
import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from newsbot.ledger import Ledger, LedgerBrokenError, LedgerBusyError, store
from newsbot.ledger.reading import reading
from newsbot.ledger.store import run_lives
from tests.conftest import Project


def ledger_in(folder: Path) -> Ledger:
    return Ledger(f"sqlite:///{folder / 'ledger.sqlite3'}", "p", folder, {}, retries=(1,))


def ended(folder: Path) -> str | None:
    with reading("", folder) as ledger:
        return ledger.standing("p", None).reason


@pytest.fixture
def locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a ledger that another program keeps locked."""
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.1)
    ledger = ledger_in(tmp_path)
    ledger.end(reason="finished", exit_code=0, caught_up=True)
    ledger.close()
    other = sqlite3.connect(tmp_path / "ledger.sqlite3")
    other.execute("BEGIN IMMEDIATE")
    yield tmp_path
    other.close()


@pytest.mark.parametrize(
    ("reason", "closed", "told"),
    [(None, False, "running"), (None, True, "killed"), ("finished", True, "finished")],
)
def test_the_lock_knows_whether_a_run_lives(
    tmp_path: Path, reason: str | None, closed: bool, told: str
) -> None:
    ledger = ledger_in(tmp_path)
    if reason:
        ledger.end(reason=reason, exit_code=0, caught_up=True)
    if closed:  # as the system closes what a process had that was killed
        ledger.close()
    assert ended(tmp_path) == told
    ledger.close()


def test_a_run_that_ends_while_it_is_looked_at_was_not_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = ledger_in(tmp_path)

    def ends(lock: Path) -> bool:
        ledger.end(reason="finished", exit_code=0, caught_up=True)
        ledger.close()
        return run_lives(lock)

    monkeypatch.setattr("newsbot.ledger.reading.run_lives", ends)
    assert ended(tmp_path) == "finished"


def test_a_killed_run_is_called_so_at_once(project: Project) -> None:
    site = ("-s", "NEWSBOT_REPLICA=articles=200,latency=0.2")
    run = project.start("crawl", "sindonews", "-s", "NEWSBOT_WIRE=replica", *site)
    assert run.stdout
    assert "Spider opened" in run.stdout.readline()
    alive = project.scrapy("status").output
    run.send_signal(signal.SIGKILL)
    run.communicate()
    files = {path: path.stat().st_mtime_ns for path in project.data.glob("*.lock")}
    dead = project.scrapy("status").output
    assert "  running  " in alive
    assert "  killed  " in dead
    assert {path: path.stat().st_mtime_ns for path in project.data.glob("*.lock")} == files


def test_asking_takes_the_lock_from_no_run(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert not run_lives(path)
    assert not path.exists()
    with FileLock(path):
        assert run_lives(path)
    path.touch(mode=0o444)
    tmp_path.chmod(0o555)
    try:
        assert not run_lives(path)
    finally:
        tmp_path.chmod(0o755)
    with FileLock(path, timeout=0):  # and it is free as before
        assert run_lives(path)


def test_a_run_that_starts_while_somebody_asks_waits_for_the_answer(tmp_path: Path) -> None:
    ledger_in(tmp_path).close()
    asking = os.open(tmp_path / "ledger.sqlite3.p.lock", os.O_RDONLY)
    fcntl.flock(asking, fcntl.LOCK_SH)
    tries = 0

    class Patient(FileLock):
        def _acquire(self) -> None:
            nonlocal tries
            tries += 1
            super()._acquire()
            if tries == 1:
                assert not self.is_locked
                os.close(asking)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "FileLock", Patient)
        ledger_in(tmp_path).close()
    assert tries > 1


def test_a_locked_ledger_is_to_be_waited_for(locked: Path) -> None:
    with pytest.raises(LedgerBusyError, match=r"keeps the ledger .* locked; wait") as raised:
        ledger_in(locked)
    assert "away" not in str(raised.value)
    FileLock(locked / "ledger.sqlite3.p.lock").acquire(timeout=0)  # the run's is given back


def test_a_ledger_that_is_brought_up_to_date_is_to_be_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.1)
    with FileLock(tmp_path / "ledger.sqlite3.lock"):
        with pytest.raises(LedgerBusyError, match="run of another portal; wait for it"):
            ledger_in(tmp_path)
        ledger = tmp_path / "ledger.sqlite3.p.lock"
        FileLock(ledger).acquire(timeout=0)


def test_a_ledger_that_is_locked_during_a_run_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_BUSY_SECONDS", 0.1)
    ledger = ledger_in(tmp_path)
    other = sqlite3.connect(tmp_path / "ledger.sqlite3")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerBrokenError, match="another program keeps it locked for more than"):
        ledger.links.add("w", {"1": "https://p.id/1"}, "0", "9")
    other.close()
    ledger.close()


@pytest.mark.parametrize(
    ("codes", "found"),
    [
        ([], (None, 0)),
        ([0, 0], (None, 0)),
        ([3], ("1", 1)),
        ([3, 0, 3, 3], ("3", 2)),
        ([3, None, 3], ("1", 2)),
        ([3, 130, 3], ("1", 2)),
        ([3, 4], (None, 0)),
        ([0, 3, 0], (None, 0)),
    ],
)
def test_how_many_runs_in_a_row_ended_so(
    tmp_path: Path, codes: list[int | None], found: tuple[str | None, int]
) -> None:
    began = {}
    for number, code in enumerate(codes, 1):
        ledger = ledger_in(tmp_path)
        began[str(number)] = ledger.started
        if code is not None:
            ledger.end(reason="finished", exit_code=code, caught_up=False)
        ledger.close()
    ledger = ledger_in(tmp_path)
    first, number = found
    assert ledger.in_a_row(3) == (began.get(first or ""), number)
    ledger.close()
