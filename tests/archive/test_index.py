"""The index finds every page, and follows the files."""

from __future__ import annotations

import logging
import multiprocessing
import os
import random
import sqlite3
import string
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.archive import Archive, ArchiveError, ArchiveWriter, building, surt
from newsbot.archive.index import Index
from newsbot.archive.places import find
from newsbot.archive.records import Entry, Tally, scan

AT = datetime(2026, 3, 1, 10, 0, 0, tzinfo=UTC)


def archive_file(folder: Path, *urls: str, at: datetime = AT, portal: str = "kompas") -> Path:
    """A file with a page of each address, whose body is the address."""
    archive = ArchiveWriter(folder, portal, {}, 1 << 30)
    for url in urls:
        archive.write(
            method="GET",
            url=url,
            request_headers=[],
            request_body=b"",
            status=200,
            headers=[(b"Content-Type", b"Text/HTML; charset=utf-8")],
            body=url.encode(),
            at=at,
            ip=None,
        )
    archive.close()
    return archive.files[0]


def numbered(first: int, last: int) -> list[str]:
    return [f"https://a.id/{number}" for number in range(first, last)]


def found(place: Path | str, urls: Sequence[str], fallback: Path) -> list[bool]:
    archive = Archive(str(place), fallback=fallback)
    bodies = [archive.capture(url) for url in urls]
    archive.close()
    return [
        body is not None and body.body == url.encode()
        for body, url in zip(bodies, urls, strict=True)
    ]


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read to be indexed."""
    names = []

    def noted(path: Path, tally: Tally) -> Iterator[Entry]:
        names.append(path.name)
        return scan(path, tally)

    monkeypatch.setattr("newsbot.archive.building.scan", noted)
    return names


def captures(index: Path) -> list[tuple[object, ...]]:
    """What is in an index, in its order."""
    with closing(sqlite3.connect(index)) as db:
        return db.execute(
            "SELECT key, at, url, status, mime, digest, offset, length, name FROM capture "
            "JOIN file ON file.id = file ORDER BY key, at"
        ).fetchall()


def test_an_index_is_a_plain_sqlite_file(tmp_path: Path) -> None:
    path = archive_file(tmp_path, "https://www.a.id/B?b=1&a=2", at=AT.replace(microsecond=7))
    Archive(str(tmp_path), fallback=tmp_path / "spare").close()

    (capture,) = captures(tmp_path / "index.warcindex")
    key, at, *facts, digest, offset, length, name = capture

    assert (key, at) == ("id,a)/b?a=2&b=1", round(AT.timestamp() * 1_000_000) + 7)
    assert facts == ["https://www.a.id/B?b=1&a=2", 200, "text/html"]
    assert str(digest).startswith("sha1:")
    assert cast(int, offset) + cast(int, length) == path.stat().st_size
    assert name == path.name.encode()


def test_every_page_is_found(tmp_path: Path) -> None:
    archive_file(tmp_path, *numbered(0, 30))
    archive_file(tmp_path / "below", *numbered(30, 50))

    assert all(found(tmp_path, numbered(0, 50), tmp_path / "spare"))
    assert not any(found(tmp_path, numbered(50, 60), tmp_path / "spare"))
    with closing(Archive(str(tmp_path), fallback=tmp_path / "spare")) as archive:
        keys = [surt(line.url) for line in archive.lines()]
    assert len(keys) == len(captures(tmp_path / "index.warcindex")) == 50
    assert keys == sorted(keys)


def test_in_any_order_and_up_to_any_moment_the_same_is_found(tmp_path: Path) -> None:
    times = {url: 1 + 40 * (number % 7 == 0) for number, url in enumerate(numbered(0, 60))}
    for second in range(41):
        urls = [url for url, count in times.items() if second < count]
        archive_file(tmp_path / str(second), *urls, at=AT.replace(second=second))
    Archive(str(tmp_path), fallback=tmp_path / "spare").close()
    asked = [(url, until) for url in [*times, "https://a.id/", "https://a.id/999"]
             for until in (None, AT, AT.replace(second=20), AT.replace(year=2025))]  # fmt: skip
    mixed = random.Random(7).sample(asked, len(asked))
    for order in (asked, asked[::-1], sorted(asked, key=lambda each: surt(each[0])), mixed):
        index = Index(find(str(tmp_path), tmp_path / "spare"))
        for url, until in order:
            found = [entry.at.second for entry in index.captures(surt(url), until)]
            last = 40 if until is None else until.second if until.year == AT.year else -1
            assert found == [*range(min(times.get(url, 0) - 1, last), -1, -1)], (url, until)
        index.close()


def test_nothing_is_read_again(tmp_path: Path, scanned: list[str]) -> None:
    first = archive_file(tmp_path, *numbered(0, 5))
    for _ in range(3):
        assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))
    second = archive_file(tmp_path, *numbered(5, 10))
    for _ in range(3):
        assert all(found(tmp_path, numbered(0, 10), tmp_path / "spare"))

    assert scanned == [first.name, second.name]


def test_vanished_and_changed_files(tmp_path: Path, scanned: list[str]) -> None:
    first = archive_file(tmp_path, *numbered(0, 5))
    second = archive_file(tmp_path, *numbered(5, 10), at=AT.replace(day=2))
    third = archive_file(tmp_path, *numbered(10, 15))
    spare = tmp_path / "spare"
    assert Archive(str(tmp_path), fallback=spare).newest == AT.replace(day=2)
    second.unlink()
    third.write_bytes(archive_file(tmp_path / "other", *numbered(20, 26)).read_bytes())
    (tmp_path / "other").rename(tmp_path.parent / f"{tmp_path.name}-other")

    assert found(tmp_path, ["https://a.id/7", "https://a.id/12"], spare) == [False, False]
    assert all(found(tmp_path, [*numbered(0, 5), *numbered(20, 26)], spare))
    assert Archive(str(tmp_path), fallback=spare).newest == AT
    assert scanned.count(first.name) == 1
    assert len(captures(tmp_path / "index.warcindex")) == 11


def test_a_file_pruned_under_an_open_archive(tmp_path: Path) -> None:
    path = archive_file(tmp_path, *numbered(0, 2))
    archive = Archive(str(tmp_path), fallback=tmp_path / "spare")
    path.unlink()

    assert archive.capture("https://a.id/1") is None
    assert archive.damaged == 1


@pytest.mark.parametrize("damage", [b"", b"junk", b"!meta {}\n", bytes(8192)])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    archive_file(tmp_path, *numbered(0, 5))
    assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))
    index = tmp_path / "index.warcindex"
    whole = captures(index)
    index.write_bytes(damage)

    assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))
    assert captures(index) == whole


@pytest.mark.parametrize(
    "change", ["PRAGMA user_version = 99", "DROP TABLE file", "UPDATE capture SET length = 7"]
)
def test_an_index_of_another_version_is_made_anew(tmp_path: Path, change: str) -> None:
    archive_file(tmp_path, *numbered(0, 5))
    assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))
    index = tmp_path / "index.warcindex"
    whole = captures(index)
    with closing(sqlite3.connect(index)) as db, db:
        db.execute("PRAGMA user_version = 99")
        db.execute(change)
    archive_file(tmp_path, *numbered(5, 6))

    assert all(found(tmp_path, numbered(0, 6), tmp_path / "spare"))
    assert captures(index)[:5] == whole


def test_a_moment_that_no_index_has_is_damage(tmp_path: Path) -> None:
    archive_file(tmp_path, *numbered(0, 5))
    assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))
    with closing(sqlite3.connect(tmp_path / "index.warcindex")) as db, db:
        db.execute("UPDATE capture SET at = 9000000000000000000")

    assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))


def test_an_index_damaged_anywhere_is_no_loss(tmp_path: Path) -> None:
    archive_file(tmp_path, *numbered(0, 200))
    assert all(found(tmp_path, numbered(0, 200), tmp_path / "spare"))
    index = tmp_path / "index.warcindex"
    whole, rows = index.read_bytes(), captures(index)
    for start in range(0, len(whole), 4096):
        for damaged in (whole[:start], whole[:start] + b"\xff" * 4096 + whole[start + 4096 :]):
            index.write_bytes(damaged)
            with closing(Archive(str(tmp_path), fallback=tmp_path / "spare")) as archive:
                lines = [line.url for line in archive.lines()]
            assert sorted(lines) == sorted(numbered(0, 200))
            index.write_bytes(damaged)
            assert all(found(tmp_path, numbered(0, 200), tmp_path / "spare"))
            assert captures(index) == rows
            index.write_bytes(damaged)
            added = archive_file(tmp_path, *numbered(200, 203))
            assert all(found(tmp_path, numbered(0, 203), tmp_path / "spare"))
            added.unlink()


def test_a_closed_index_is_left_alone(tmp_path: Path) -> None:
    archive_file(tmp_path, *numbered(0, 5))
    archive = Archive(str(tmp_path), fallback=tmp_path / "spare")
    archive.close()

    with pytest.raises(sqlite3.ProgrammingError):
        archive.capture("https://a.id/1")
    assert len(captures(tmp_path / "index.warcindex")) == 5


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    path = archive_file(tmp_path, *numbered(0, 5))
    path.rename(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.warc.gz")))

    for _ in range(2):
        assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))


OURS = b'!meta {"version": 1, "newest": "2026-03-01T10:00:00+00:00", "bytes": "000", "files": {}}\n'


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (OURS, False),
        (b'!meta {"format": "cdxj"}\nid,a)/1 20260301100000 {"url": "https://a.id/1"}\n', True),
        (b'id,a)/1 20260301100000 {"url": "https://a.id/1"}\n', True),
        (b"", True),
    ],
)
def test_an_index_of_an_earlier_version_goes(tmp_path: Path, text: bytes, kept: bool) -> None:
    path = archive_file(tmp_path, *numbered(0, 3))
    places = {
        str(tmp_path): tmp_path / "index.cdxj",
        str(path): path.with_name(f"{path.name}.cdxj"),
    }
    left = tmp_path / ".index.cdxj.123-0123abcd.tmp"
    spare = find(str(tmp_path), tmp_path / "spare").spare.with_suffix(".cdxj")
    spare.parent.mkdir()
    others = [tmp_path / "other.cdxj", tmp_path / ".other.cdxj.123-0123abcd.tmp"]
    for each in [*places.values(), left, spare, *others]:
        each.write_bytes(text)

    for place in places:
        assert all(found(place, numbered(0, 3), tmp_path / "spare"))

    assert {each.exists() for each in [*places.values(), left, spare]} == {kept}
    assert {each.exists() for each in others} == {True}


def test_where_the_index_is_kept(tmp_path: Path) -> None:
    data, spare = tmp_path / "data", tmp_path / "spare"
    path = archive_file(data / "2026", *numbered(0, 3))

    assert all(found(path, numbered(0, 3), spare))
    assert all(found(f"{data}/*/kompas*.gz", numbered(0, 3), spare))
    assert path.with_name(f"{path.name}.warcindex").exists()
    (index,) = data.glob("index-*.warcindex")
    assert len(index.name) == len("index-12345678.warcindex")
    assert not spare.exists()


@pytest.mark.parametrize("blocked", ["index.warcindex", "folder"])
def test_a_place_that_cannot_be_written(
    tmp_path: Path, scanned: list[str], monkeypatch: pytest.MonkeyPatch, blocked: str
) -> None:
    data, spare = tmp_path / "data", tmp_path / "spare"
    archive_file(data, *numbered(0, 3))
    if blocked == "folder":
        opened = os.open

        def refuse(path: str | Path, flags: int, mode: int = 0o777) -> int:
            # what is written there after the change of rights is the archive, by somebody else
            if Path(path).parent == data and flags & os.O_CREAT and Path(path).suffix != ".part":
                raise PermissionError(13, "Permission denied")
            return opened(path, flags, mode)

        monkeypatch.setattr(os, "open", refuse)
    else:
        (data / blocked).mkdir()
    scanned.clear()

    for _ in range(3):
        assert all(found(data, numbered(0, 3), spare))
    archive_file(data, *numbered(3, 5))
    assert all(found(data, numbered(0, 5), spare))

    (index,) = spare.iterdir()
    assert index.suffix == ".warcindex"
    assert not list(data.glob(".*"))


def test_no_place_for_an_index(tmp_path: Path) -> None:
    path = archive_file(tmp_path, *numbered(0, 3))
    path.with_name(f"{path.name}.warcindex").mkdir()
    (tmp_path / "spare").touch()

    with pytest.raises(ArchiveError, match="cannot write an index of"):
        Archive(str(path), fallback=tmp_path / "spare")


def build(folder: Path) -> bool:
    return all(found(folder, numbered(0, 300), folder / "spare"))


def test_two_processes_make_the_same(tmp_path: Path) -> None:
    for number in range(6):
        archive_file(tmp_path, *numbered(number * 50, number * 50 + 50))
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(build, [tmp_path] * 8, chunksize=1) == [True] * 8

    assert build(tmp_path)
    assert not list(tmp_path.glob(".*"))


def slowly(folder: Path, begun: Event, goes_on: Event) -> None:
    """In a process of its own: make an index, and stop after the first page until it may go on."""

    def halting(path: Path, tally: Tally) -> Iterator[Entry]:
        for each in scan(path, tally):
            yield each
            begun.set()
            assert goes_on.wait(60)

    building.scan = halting  # type: ignore[attr-defined]
    assert build(folder)


@pytest.fixture
def builder(tmp_path: Path) -> Iterator[tuple[BaseProcess, Event]]:
    """A process that has begun to make the index of an archive in tmp_path, and what lets it go
    on."""
    archive_file(tmp_path, *numbered(0, 300))
    processes = multiprocessing.get_context("fork")
    begun, goes_on = processes.Event(), processes.Event()
    process = processes.Process(target=slowly, args=(tmp_path, begun, goes_on))
    process.start()
    assert begun.wait(60)
    yield process, goes_on
    process.kill()
    process.join()


def test_a_killed_build_fools_nobody_and_leaves_nothing(
    tmp_path: Path, builder: tuple[BaseProcess, Event]
) -> None:
    process, _ = builder
    left = {path.name for path in tmp_path.glob(".*")}
    process.kill()
    process.join()

    assert left == {".new-index.warcindex", ".new-index.warcindex.lock"}
    assert not (tmp_path / "index.warcindex").exists()
    assert build(tmp_path)
    assert [path.name for path in tmp_path.glob("[!k]*")] == ["index.warcindex"]
    assert not list(tmp_path.glob(".*"))


def test_what_another_process_makes_is_waited_for(
    tmp_path: Path, builder: tuple[BaseProcess, Event], scanned: list[str]
) -> None:
    process, goes_on = builder
    threading.Timer(0.2, goes_on.set).start()

    assert build(tmp_path)
    process.join()
    assert process.exitcode == 0
    assert not scanned
    assert not list(tmp_path.glob(".*"))


def test_a_torn_file_named_by_its_name(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = archive_file(tmp_path, *numbered(0, 5))
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(path.read_bytes()[:-100])
    path.unlink()

    with caplog.at_level(logging.WARNING):
        assert found(part, numbered(0, 5), tmp_path / "spare") == [*[True] * 4, False]
    assert "is torn: its 10 whole records are used" in caplog.text
    with pytest.raises(ArchiveError, match="no archive at"):
        Archive(str(tmp_path), fallback=tmp_path / "spare")


def test_the_newest_of_very_many_is_found(tmp_path: Path) -> None:
    archive = ArchiveWriter(tmp_path, "kompas", {}, 1 << 30)
    moments = [AT.replace(hour=hour, minute=minute) for hour in range(24) for minute in range(60)]
    for at in moments:
        archive.write(
            method="GET",
            url="https://a.id/",
            request_headers=[],
            request_body=b"",
            status=200,
            headers=[],
            body=at.isoformat().encode(),
            at=at,
            ip=None,
        )
    archive.close()

    for asof in [None, *moments[::97]]:
        opened = Archive(str(tmp_path), fallback=tmp_path, asof=asof)
        capture = opened.capture("https://a.id/")
        assert capture
        assert capture.at == (asof or moments[-1])
        assert capture.body == capture.at.isoformat().encode()


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Kompas.com/a/?y=2&x=1#top", "com,kompas)/a?x=1&y=2"),
        ("http://kompas.com:80", "com,kompas)/"),
        ("https://kompas.com:443/", "com,kompas)/"),
        ("https://kompas.com:8080/", "com,kompas:8080)/"),
        ("HTTPS://WWW2.Tekno.Kompas.com/Read/%41%2fB", "com,kompas,tekno)/read/a/b"),
        ("https://user:secret@a.id/x", "id,a)/x"),
        ("https://a.id./x?", "id,a)/x"),
        ("https://a.id/é?q=a b", "id,a)/%c3%a9?q=a%20b"),
        ("https://a.id/%C3%A9?q=a%20b", "id,a)/%c3%a9?q=a%20b"),
        ("https://bücher.id/", "id,xn--bcher-kva)/"),
        ("https://www.id/", "id)/"),
        ("https://[::1]:81/x", "[::1]:81)/x"),
        ("", ")/"),
    ],
)
def test_surt(url: str, key: str) -> None:
    assert surt(url) == key


@given(st.text(max_size=200) | st.text("%25a41/:?&=#@.[]w", max_size=60))
def test_any_string_has_a_surt(text: str) -> None:
    key = surt(text)

    assert key.isascii()
    assert key.isprintable()
    assert " " not in key


WORD = st.text(string.ascii_letters + string.digits + "é-_.~ü%", min_size=1, max_size=8)


@given(
    folders=st.lists(WORD, max_size=3),
    query=st.lists(st.tuples(WORD, WORD), max_size=3),
    data=st.data(),
)
def test_variants_have_one_surt(
    folders: list[str], query: list[tuple[str, str]], data: st.DataObject
) -> None:
    path = "/" + "/".join(quote(word) for word in folders)
    pairs = [f"{quote(name)}={quote(value)}" for name, value in query]
    key = surt(f"https://kompas.com{path}?{'&'.join(pairs)}")
    scheme = data.draw(st.sampled_from(["http://", "https://", "HTTP://"]))
    host = data.draw(
        st.sampled_from(["kompas.com", "www.kompas.com", "KOMPAS.com:443", "a@kompas.com:80"])
    )
    ends = data.draw(st.sampled_from(["", "#x", "#/?"]))
    shuffled = "&".join(data.draw(st.permutations(pairs)))

    assert surt(f"{scheme}{host}{path}?{shuffled}{ends}") == key
    assert surt(f"{scheme}{host}{path.upper()}?{shuffled.lower()}") == key


def test_opening_sees_files_that_appear_meanwhile(tmp_path: Path) -> None:
    path = archive_file(tmp_path, *numbered(0, 3))
    assert all(found(tmp_path, numbered(0, 3), tmp_path))
    facts = path.stat()
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns + 1))

    assert all(found(tmp_path, numbered(0, 3), tmp_path))
