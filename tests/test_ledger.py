"""The ledger on a real SQLite file: what it refuses, what it remembers, what it repairs."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from newsbot.items import Article
from newsbot.ledger import Ledger, LedgerError, schema
from newsbot.ledger.outbox import Rename
from newsbot.ledger.states import FAILED
from newsbot.ledger.store import read_address
from newsbot.pipelines.dedupe import DedupePipeline

ALWAYS = ("0001", "9999")
Opening = Callable[[], Ledger]


def article(number: int, text: str = "Isi.") -> Article:
    made = Article(
        id=f"p:{number}",
        portal="p",
        url=f"https://p.id/{number}",
        title=f"Judul {number}",
        published_at="2026-05-15T10:00:00+07:00",
        text=text,
        content_hash=text,
    )
    made.key = str(number)
    return made


def done(ledger: Ledger, *, caught_up: bool = False) -> None:
    ledger.end(reason="finished", exit_code=0, caught_up=caught_up)
    ledger.close()


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    """Each call ends the run before and begins the next, on one ledger."""
    opened: list[Ledger] = []

    def begin() -> Ledger:
        close()
        address = f"sqlite:///{tmp_path / 'ledger.sqlite3'}"
        opened.append(Ledger(address, "p", tmp_path, {}, retries=(0,)))
        return opened[-1]

    def close() -> None:
        if opened:
            done(opened.pop(), caught_up=True)

    yield begin
    close()


def list_links(ledger: Ledger, *keys: str, walk: str = "w") -> dict[str, tuple[bool, bool]]:
    links = {key: f"https://p.id/{key}" for key in keys}
    answers = ledger.links.add(walk, links, *ALWAYS)
    return {key: (each.fetch, each.fresh) for key, each in answers.items()}


def unfinished(ledger: Ledger) -> list[str]:
    return [key for key, _ in ledger.links.unfinished(*ALWAYS, lambda url: True)]


def test_a_link_is_fetched_once_a_run(opening: Opening) -> None:
    ledger = opening()
    assert list_links(ledger, "1", "2") == {"1": (True, True), "2": (True, True)}
    assert list_links(ledger, "2", "3") == {"2": (False, False), "3": (True, True)}
    assert list_links(ledger, "3", walk="other") == {"3": (False, True)}


def test_a_walk_ends_at_what_an_earlier_walk_has_read(opening: Opening) -> None:
    ledger = opening()
    list_links(ledger, "1")
    ledger.outcomes.finish("1", FAILED, "x")
    ledger = opening()  # the first run was cut off: nothing behind its links is known
    assert list_links(ledger, "1")["1"] == (True, True)
    ledger.days.end("w")
    ledger = opening()
    assert list_links(ledger, "1", "2") == {"1": (True, False), "2": (True, True)}


def test_what_is_unfinished_comes_back_until_its_tries_are_used_up(opening: Opening) -> None:
    ledger = opening()
    list_links(ledger, "1", "2")
    ledger.outcomes.finish("1", FAILED, "timeout")
    ledger = opening()
    assert unfinished(ledger) == ["1", "2"]
    assert unfinished(ledger) == []  # listed now
    assert ledger.outcomes.last_try("1")
    ledger.outcomes.finish("1", FAILED, "timeout")
    assert unfinished(opening()) == ["2"]


def test_many_unfinished_links_are_read_in_batches(opening: Opening) -> None:
    keys = [f"{number:05}" for number in range(1203)]
    list_links(opening(), *keys)
    assert unfinished(opening()) == keys


def test_what_was_out_of_another_runs_range_is_fetched_in_its_own(opening: Opening) -> None:
    ledger = opening()
    list_links(ledger, "1")
    ledger.outcomes.out_of_range("1", "x", ("2026-05-15T03:00:00", "2026-05-16T03:00:00"))
    ledger = opening()
    assert list(ledger.links.unfinished("2026-06", "2026-07", lambda url: True)) == []
    assert [key for key, _ in ledger.links.unfinished("2026-05", "2026-06", lambda url: True)] == [
        "1"
    ]


def test_counts_are_of_this_run(opening: Opening) -> None:
    ledger = opening()
    list_links(ledger, "1", "2", "3")
    ledger.outcomes.finish("1", FAILED, "http_404")
    ledger.outbox.accept(article(2))
    ledger.outbox.deliver()
    assert ledger.outcomes.counts() == {
        ("failed", "http_404"): 1,
        ("delivered", ""): 1,
        ("pending", ""): 1,
    }
    ledger = opening()
    list_links(ledger, "2")
    assert ledger.outcomes.counts() == {("known", ""): 1}


def test_an_accepted_article_waits_until_it_is_delivered(opening: Opening) -> None:
    ledger = opening()
    list_links(ledger, "1")
    ledger.outbox.accept(article(1, "Isi “utuh” — é."))
    ledger = opening()
    (waiting,) = ledger.outbox.waiting()
    assert (waiting, waiting.key) == (article(1, "Isi “utuh” — é."), "1")
    assert ledger.outbox.deliver() == 0  # it has not gone into this run's feed
    ledger.outbox.accept(waiting)
    assert ledger.outbox.deliver() == 1
    assert list(opening().outbox.waiting()) == []


def test_twins_are_found_delivered_or_waiting(opening: Opening) -> None:
    ledger = opening()
    list_links(ledger, "1", "2", "3")
    ledger.outbox.accept(article(1, "sama"))
    assert ledger.outbox.twin(article(2, "sama")) == "p:1"
    ledger.outbox.deliver()
    assert ledger.outbox.twin(article(2, "sama")) == "p:1"
    assert ledger.outbox.twin(article(1, "sama")) is None
    assert ledger.outbox.twin(article(3, "lain")) is None


@pytest.mark.parametrize("renamed", [False, True])
def test_a_run_killed_around_the_rename_is_finished(
    opening: Opening, tmp_path: Path, renamed: bool
) -> None:
    ledger = opening()
    list_links(ledger, "1")
    ledger.outbox.accept(article(1))
    part, final = tmp_path / "f.part", tmp_path / "f.jsonl"
    part.write_text("{}\n")
    ledger.outbox.intend([Rename(str(part), str(final), part.stat().st_ino)])
    if renamed:
        part.replace(final)
    ledger = opening()
    assert ledger.recovered == 1
    assert final.read_text() == "{}\n"
    assert list(ledger.outbox.waiting()) == []
    assert opening().recovered == 0


def test_articles_of_a_part_file_that_is_gone_wait(opening: Opening, tmp_path: Path) -> None:
    ledger = opening()
    list_links(ledger, "1")
    ledger.outbox.accept(article(1))
    (tmp_path / "f.jsonl").write_text("another file of that name\n")
    ledger.outbox.intend([Rename(str(tmp_path / "f.part"), str(tmp_path / "f.jsonl"), 1)])
    ledger = opening()
    assert ledger.recovered == 0
    assert [each.id for each in ledger.outbox.waiting()] == ["p:1"]


def test_caught_up_is_the_start_of_the_last_whole_run(tmp_path: Path) -> None:
    def run(*, caught_up: bool) -> object:
        ledger = Ledger(f"sqlite:///{tmp_path / 'l'}", "p", tmp_path, {}, retries=(0,))
        before = ledger.caught_up()
        done(ledger, caught_up=caught_up)
        return before

    assert run(caught_up=True) is None
    first = run(caught_up=False)
    assert first is not None
    assert run(caught_up=False) == first


def test_one_run_of_a_portal_at_a_time(opening: Opening, tmp_path: Path) -> None:
    opening()
    address = f"sqlite:///{tmp_path / 'ledger.sqlite3'}"
    with pytest.raises(LedgerError, match="another run of p is still going on"):
        Ledger(address, "p", tmp_path, {}, retries=(0,))
    other = Ledger(address, "q", tmp_path, {}, retries=(0,))
    done(other, caught_up=False)


def test_two_portals_may_make_the_ledger_at_once(tmp_path: Path) -> None:
    script = (
        "import pathlib, sys; from newsbot.ledger import Ledger;"
        f"p = pathlib.Path({str(tmp_path)!r});"
        "l = Ledger(f'sqlite:///{p}/l', sys.argv[1], p, {}, ());"
        "[l.links.add('w', {str(n): 'u'}, '0', '9') for n in range(200)]; l.close()"
    )
    command = [sys.executable, "-c", script]
    here = Path(__file__).parents[1]
    runs = [subprocess.Popen([*command, name], cwd=here) for name in ("p", "q", "r", "s")]
    assert [each.wait() for each in runs] == [0, 0, 0, 0]
    with sqlite3.connect(tmp_path / "l") as database:
        assert database.execute("SELECT count(*) FROM version").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM url").fetchone() == (800,)


def test_the_lock_dies_with_its_process(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'l'}"
    script = (
        "import os, pathlib, sys; from newsbot.ledger import Ledger;"
        f"Ledger({address!r}, 'p', pathlib.Path({str(tmp_path)!r}), {{}}, ());"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[1], check=False)
    ledger = Ledger(address, "p", tmp_path, {}, retries=(0,))
    done(ledger, caught_up=False)


def test_a_damaged_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    damaged = tmp_path / "ledger.sqlite3"
    damaged.write_bytes(b"not a database, but long enough to be taken for one" * 20)
    before = damaged.read_bytes()
    with pytest.raises(LedgerError, match="file is not a database"):
        Ledger(f"sqlite:///{damaged}", "p", tmp_path, {}, retries=(0,))
    assert damaged.read_bytes() == before


def test_a_newer_ledger_is_refused(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'l'}"
    ledger = Ledger(address, "p", tmp_path, {}, retries=(0,))
    done(ledger, caught_up=False)
    with sqlite3.connect(tmp_path / "l") as database:
        database.execute("UPDATE version SET schema = 99")
    with pytest.raises(LedgerError, match="schema 99, this newsbot knows"):
        Ledger(address, "p", tmp_path, {}, retries=(0,))


def test_an_older_ledger_is_brought_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'l'}"
    done(Ledger(address, "p", tmp_path, {}, retries=(0,)))
    first, second = schema.SCHEMA + 1, schema.SCHEMA + 2
    steps = {first: ("ALTER TABLE run ADD COLUMN two TEXT",), second: ("UPDATE run SET two = 'x'",)}
    monkeypatch.setattr(schema, "SCHEMA", second)
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    done(Ledger(address, "p", tmp_path, {}, retries=(0,)))
    with sqlite3.connect(tmp_path / "l") as database:
        assert database.execute("SELECT schema FROM version").fetchall() == [(second,)]
        assert database.execute("SELECT two FROM run ORDER BY id").fetchall() == [("x",), (None,)]


@pytest.mark.parametrize("address", ["ledger", "mysql://u@h/d", "://", "postgresql://h/d"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"^NEWSBOT_LEDGER="):
        read_address(address)


class Dedupe(DedupePipeline):
    """On a ledger that is given."""

    def __init__(self, ledger: Ledger):
        super().__init__(get_crawler())
        self.given = ledger

    @property
    def ledger(self) -> Ledger:
        return self.given


@pytest.mark.parametrize(
    ("published_at", "revision"),
    [
        ("2026-05-15T10:00:00+07:00", None),
        ("2026-05-15T03:00:00+00:00", None),  # the same moment in another zone
        ("2026-05-15T11:00:00+08:00", None),
        ("2026-05-15T10:00:00+08:00", 2),
        ("2026-05-15T10:00:00+00:00", 2),
    ],
)
def test_the_same_moment_in_another_zone_is_no_revision(
    opening: Opening, published_at: str, revision: int | None
) -> None:
    ledger = opening()
    list_links(ledger, "1")
    ledger.outbox.accept(article(1))
    ledger.outbox.deliver()
    again = article(1)
    again.published_at = published_at
    ledger = opening()
    list_links(ledger, "1")
    if revision is None:
        with pytest.raises(DropItem, match="known as it is"):
            Dedupe(ledger).process_item(again)
    else:
        assert Dedupe(ledger).process_item(again).revision == revision
