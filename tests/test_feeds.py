"""Feed files: the old one or the new one, and nothing between."""

from __future__ import annotations

import resource
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from newsbot.feeds import AtomicFileStorage, CsvArticles
from newsbot.items import Article


def storage(path: Path, stored: list[Any], *, overwrite: bool = False) -> AtomicFileStorage:
    crawler = SimpleNamespace(
        spidercls=SimpleNamespace(name="p"),
        get_extension=lambda _: SimpleNamespace(stored=stored),
    )
    options = {"overwrite": overwrite}
    return AtomicFileStorage.from_crawler(crawler, str(path), feed_options=options)  # type: ignore[arg-type]


def write(path: Path, line: bytes, *, overwrite: bool = False) -> AtomicFileStorage:
    stored: list[AtomicFileStorage] = []
    one = storage(path, stored, overwrite=overwrite)
    file = one.open(None)  # type: ignore[arg-type]
    file.write(line)
    one.store(file)
    assert stored == [one]
    return one


def finish(one: AtomicFileStorage) -> None:
    plan = one.rename_plan()
    one.rename()
    assert Path(plan.final).stat().st_ino == plan.inode


def test_nothing_is_seen_before_the_rename(tmp_path: Path) -> None:
    feed = tmp_path / "deep" / "f.jsonl"
    one = write(feed, b"1\n")
    assert not feed.exists()
    finish(one)
    assert feed.read_bytes() == b"1\n"
    assert [each.name for each in feed.parent.iterdir()] == ["f.jsonl"]


@pytest.mark.parametrize(("overwrite", "after"), [(False, b"old\nnew\n"), (True, b"new\n")])
def test_append_and_overwrite(tmp_path: Path, overwrite: bool, after: bytes) -> None:
    feed = tmp_path / "f.jsonl"
    feed.write_bytes(b"old\n")
    one = write(feed, b"new\n", overwrite=overwrite)
    assert feed.read_bytes() == b"old\n"
    finish(one)
    assert feed.read_bytes() == after


def test_what_another_run_appended_meanwhile_is_kept(tmp_path: Path) -> None:
    feed = tmp_path / "f.jsonl"
    feed.write_bytes(b"old\n")
    first = write(feed, b"first\n")
    feed.write_bytes(b"old\nother\n")
    finish(first)
    assert feed.read_bytes() == b"old\nother\nfirst\n"


def test_a_feed_that_another_run_made_meanwhile_is_kept(tmp_path: Path) -> None:
    feed = tmp_path / "f.jsonl"
    one = write(feed, b"mine\n")
    feed.write_bytes(b"theirs\n")
    finish(one)
    assert feed.read_bytes() == b"theirs\nmine\n"


def test_a_part_of_a_killed_run_is_not_continued(tmp_path: Path) -> None:
    feed = tmp_path / "f.jsonl"
    (tmp_path / "f.jsonl.p.part").write_bytes(b'{"torn')
    finish(write(feed, b"1\n"))
    assert feed.read_bytes() == b"1\n"


def test_a_failed_write_is_remembered_when_a_later_one_succeeds(tmp_path: Path) -> None:
    stored: list[AtomicFileStorage] = []
    one = storage(tmp_path / "f.jsonl", stored)
    file: Any = one.open(None)  # type: ignore[arg-type]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))  # a disk that is full
    try:
        with pytest.raises(OSError, match="File too large"):
            file.write(b"x" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    file.write(b"later\n")
    with pytest.raises(OSError, match="failed"):
        one.store(file)
    assert stored == []


def test_csv_has_one_header_also_when_appended_to(tmp_path: Path) -> None:
    feed = tmp_path / "f.csv"
    for number in (1, 2):
        one = storage(feed, [])
        file = one.open(None)  # type: ignore[arg-type]
        exporter = CsvArticles(file)
        exporter.start_exporting()
        exporter.export_item(article(number))
        exporter.finish_exporting()
        one.store(file)
        finish(one)
    lines = feed.read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1] for line in lines] == ["id", "p:1", "p:2"]
    assert '"[{""url"": ""https://p.id/é.jpg""}]"' in lines[1]


def article(number: int) -> Article:
    return Article(
        id=f"p:{number}",
        portal="p",
        url="https://p.id/1",
        title="Judul",
        published_at="2026-05-15T10:00:00+07:00",
        text="Isi.",
        images=[{"url": "https://p.id/é.jpg"}],
    )
