"""The index finds every page, and follows the files."""

from __future__ import annotations

import json
import logging
import multiprocessing
import os
import random
import string
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.archive import Archive, ArchiveError, ArchiveWriter, runs, surt
from newsbot.archive.lookup import Index
from newsbot.archive.records import Found, Tally, scan

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

    def noted(path: Path, tally: Tally) -> Iterator[Found]:
        names.append(path.name)
        return scan(path, tally)

    monkeypatch.setattr("newsbot.archive.index.scan", noted)
    return names


def test_lines_are_those_of_other_indexers(tmp_path: Path) -> None:
    path = archive_file(tmp_path, "https://www.a.id/B?b=1&a=2", at=AT.replace(microsecond=7))
    Archive(str(tmp_path), fallback=tmp_path / "spare").close()

    meta, line = (tmp_path / "index.cdxj").read_text().splitlines()
    key, stamp, text = line.split(" ", 2)
    facts = json.loads(text)

    assert meta.startswith("!meta {")
    assert (key, stamp) == ("id,a)/b?a=2&b=1", "20260301100000")
    assert facts.pop("digest").startswith("sha1:")
    assert int(facts.pop("offset")) + int(facts.pop("length")) == path.stat().st_size
    assert facts == {
        "url": "https://www.a.id/B?b=1&a=2",
        "mime": "text/html",
        "status": "200",
        "date": "2026-03-01T10:00:00.000007+00:00",
        "filename": path.name,
    }


@pytest.mark.parametrize("run", [200_000, 7, 1])
def test_every_page_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: int) -> None:
    monkeypatch.setattr(runs, "_LONGEST_RUN", run)
    archive_file(tmp_path, *numbered(0, 30))
    archive_file(tmp_path / "below", *numbered(30, 50))

    assert all(found(tmp_path, numbered(0, 50), tmp_path / "spare"))
    assert not any(found(tmp_path, numbered(50, 60), tmp_path / "spare"))
    lines = (tmp_path / "index.cdxj").read_text().splitlines()
    assert len(lines) == 51
    assert lines == sorted(lines)


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
        index = Index(tmp_path / "index.cdxj")
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
    assert len((tmp_path / "index.cdxj").read_text().splitlines()) == 12


def test_a_file_pruned_under_an_open_archive(tmp_path: Path) -> None:
    path = archive_file(tmp_path, *numbered(0, 2))
    archive = Archive(str(tmp_path), fallback=tmp_path / "spare")
    path.unlink()

    assert archive.capture("https://a.id/1") is None
    assert archive.damaged == 1


@pytest.mark.parametrize(
    "damage", [b"", b"!meta {}\n", b"!meta [1]\n", b"junk", b'!meta {"version": 99}\n', b"\xff\n\n"]
)
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    archive_file(tmp_path, *numbered(0, 5))
    assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))
    (tmp_path / "index.cdxj").write_bytes(damage)

    assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))


def test_a_cut_index_is_made_anew_and_bad_lines_are_misses(tmp_path: Path) -> None:
    archive_file(tmp_path, *numbered(0, 5))
    assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))
    index = tmp_path / "index.cdxj"
    whole = index.read_bytes()
    index.write_bytes(whole[:-10])
    assert all(found(tmp_path, numbered(0, 5), tmp_path / "spare"))
    assert index.read_bytes() == whole

    index.write_bytes(whole.replace(b'"filename"', b'"filenam!"', 1))
    assert found(tmp_path, numbered(0, 3), tmp_path / "spare") == [False, True, True]


def test_where_the_index_is_kept(tmp_path: Path) -> None:
    data, spare = tmp_path / "data", tmp_path / "spare"
    path = archive_file(data / "2026", *numbered(0, 3))

    assert all(found(path, numbered(0, 3), spare))
    assert all(found(f"{data}/*/kompas*.gz", numbered(0, 3), spare))
    assert path.with_name(f"{path.name}.cdxj").exists()
    (index,) = data.glob("index-*.cdxj")
    assert len(index.name) == len("index-12345678.cdxj")
    assert not spare.exists()


@pytest.mark.parametrize("blocked", ["index.cdxj", "folder"])
def test_a_place_that_cannot_be_written(
    tmp_path: Path, scanned: list[str], monkeypatch: pytest.MonkeyPatch, blocked: str
) -> None:
    data, spare = tmp_path / "data", tmp_path / "spare"
    archive_file(data, *numbered(0, 3))
    if blocked == "folder":
        opened = Path.open

        def refuse(path: Path, mode: str = "r") -> object:
            if path.parent == data and "x" in mode:
                raise PermissionError(13, "Permission denied")
            return opened(path, mode)

        monkeypatch.setattr(Path, "open", refuse)
    else:
        (data / blocked).mkdir()
    scanned.clear()

    for _ in range(3):
        assert all(found(data, numbered(0, 3), spare))
    archive_file(data, *numbered(3, 5))
    assert all(found(data, numbered(0, 5), spare))

    (index,) = spare.iterdir()
    assert index.suffix == ".cdxj"
    assert not list(data.glob(".*"))


def test_no_place_for_an_index(tmp_path: Path) -> None:
    path = archive_file(tmp_path, *numbered(0, 3))
    path.with_name(f"{path.name}.cdxj").mkdir()
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
