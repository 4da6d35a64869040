"""Feed files: the old one or the new one, and nothing between."""

from __future__ import annotations

import codecs
import csv
import gzip
import json
import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from newsbot.feeds.exporters import CsvArticles, SpreadsheetArticles
from newsbot.feeds.storage import AtomicFileStorage
from newsbot.feeds.unfinished import Leftovers
from newsbot.items import Article
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from tests.conftest import Project

GZIP = "scrapy.extensions.postprocessing.GzipPlugin"
DAY = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")
SITE = "articles=8,day=2026-05-15,days=1"


def crawler(path: Path, portal: str = "p") -> Any:
    settings = {"NEWSBOT_DATA": str(path.parent / "data"), "NEWSBOT_LEDGER": ""}
    return SimpleNamespace(spidercls=SimpleNamespace(name=portal), settings=settings)


def storage(path: Path, *, portal: str = "p", **options: Any) -> AtomicFileStorage:
    made = crawler(path, portal)
    return AtomicFileStorage.from_crawler(made, str(path), feed_options=options)


def write(path: Path, line: bytes, **options: Any) -> AtomicFileStorage:
    one = storage(path, **options)
    file = one.open(None)  # type: ignore[arg-type]
    file.write(line)
    one.store(file)
    assert one.stored
    return one


def finish(one: AtomicFileStorage) -> None:
    plan = one.prepare()
    one.rename()
    one.pending.unlink()
    assert Path(plan.final).stat().st_ino == plan.inode


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if each.is_file())


@contextmanager
def full_disk(at: int) -> Iterator[None]:
    """No file, of this process or of one started in it, grows beyond so many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (at, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_nothing_is_seen_before_the_rename(tmp_path: Path) -> None:
    feed = tmp_path / "deep" / "f.jsonl"
    one = write(feed, b"1\n")
    assert not feed.exists()
    finish(one)
    assert feed.read_bytes() == b"1\n"
    assert names(feed.parent) == ["f.jsonl"]


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
    write(feed, b'{"torn')
    finish(write(feed, b"1\n"))
    assert feed.read_bytes() == b"1\n"


def test_what_a_killed_run_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "f.jsonl"
    made = crawler(tmp_path / "f.jsonl")
    one = AtomicFileStorage.from_crawler(made, str(elsewhere), feed_options={})
    one.open(None).close()  # type: ignore[arg-type]
    foreign = elsewhere.with_name("f.jsonl.q-12345678.part")
    foreign.touch()
    Leftovers(made).remove()
    assert names(elsewhere.parent) == [foreign.name]
    assert names(tmp_path / "data") == []


def test_a_failed_write_is_remembered_when_a_later_one_succeeds(tmp_path: Path) -> None:
    one = storage(tmp_path / "f.jsonl")
    file: Any = one.open(None)  # type: ignore[arg-type]
    with full_disk(100_000), pytest.raises(OSError, match="File too large"):
        file.write(b"x" * 200_000)
    file.write(b"later\n")
    with pytest.raises(OSError, match="failed"):
        one.store(file)
    assert not one.stored


def test_permissions_are_kept_and_links_followed(tmp_path: Path) -> None:
    feed, link = tmp_path / "f.jsonl", tmp_path / "link.jsonl"
    feed.write_bytes(b"old\n")
    feed.chmod(0o640)
    link.symlink_to(feed)
    finish(write(link, b"new\n"))
    assert link.is_symlink()
    assert feed.read_bytes() == b"old\nnew\n"
    assert feed.stat().st_mode & 0o777 == 0o640


def test_only_regular_files_are_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (pipe, tmp_path):
        with pytest.raises(OSError, match="no regular file"):
            storage(path, overwrite=True).open(None)  # type: ignore[arg-type]


# --- what others left torn ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "old", "new", "kept", "torn"),
    [
        ("jsonlines", b'{"a":1}\n{"b":', b"{}\n", b'{"a":1}\n', b'{"b":'),
        ("jsonlines", b'{"a":1}\n{"b":2}', b"{}\n", b'{"a":1}\n{"b":2}\n', None),
        ("jsonlines", b'{"a":1}\n12', b"{}\n", b'{"a":1}\n', b"12"),
        ("jsonlines", b"\0\0\0", b"{}\n", b"", b"\0\0\0"),
        ("csv", b"a,b\r\n1,2\r\n3", b"a,b\r\n5,6\r\n", b"a,b\r\n1,2\r\n", b"3"),
        ("csv", b"a,b\r\n1,2", b"a,b\r\n5,6\r\n", b"a,b\r\n1,2\n", None),
        ("csv", b"a,b\r\n1,2\r", b"a,b\r\n5,6\r\n", b"a,b\r\n1,2\r\n", None),
        # the newline at its end stands between quotes
        ("csv", b'a,b\r\n1,"x\n\n', b"a,b\r\n5,6\r\n", b"a,b\r\n", b'1,"x\n\n'),
        ("csv", b"a,b", b"a,b\r\n5,6\r\n", b"a,b\n", None),
    ],
)
def test_nothing_is_glued_to_a_torn_line(
    tmp_path: Path, kind: str, old: bytes, new: bytes, kept: bytes, torn: bytes | None
) -> None:
    feed = tmp_path / "f.txt"
    feed.write_bytes(old)
    finish(write(feed, new, format=kind))
    own = new.removeprefix(b"a,b\r\n")
    assert feed.read_bytes() == kept + own
    aside = tmp_path / "f.txt.torn"
    assert (aside.read_bytes() if aside.exists() else None) == (torn + b"\n" if torn else None)
    assert names(tmp_path) == (["f.txt", "f.txt.torn"] if torn else ["f.txt"])


def append_beside(feed: Path, new: bytes, **options: Any) -> bytes:
    """Append where that must be refused; gives what was written beside."""
    old = feed.read_bytes()
    finish(write(feed, new, **options))
    assert feed.read_bytes() == old
    (beside,) = feed.parent.glob("f.p-*")
    assert beside.name.endswith(feed.name.removeprefix("f"))
    return beside.read_bytes()


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[:-9],
        lambda whole: whole[:20] + b"xxx" + whole[23:],
        lambda whole: whole + b"rubbish",
        lambda whole: gzip.compress(b'{"torn'),
        lambda whole: b"no gzip",
    ],
)
def test_a_damaged_gzip_is_left_as_it_is(
    tmp_path: Path, damage: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    feed = tmp_path / "f.jsonl.gz"
    feed.write_bytes(damage(gzip.compress(b'{"a":1}\n' * 50)))
    new = gzip.compress(b"{}\n")
    assert append_beside(feed, new, format="jsonlines", postprocessing=[GZIP]) == new
    assert [record.levelname for record in caplog.records] == ["ERROR"]


@pytest.mark.parametrize("old", [b'{"a":1}\n', b'{"a":1}'])
def test_gzip_is_appended_to(tmp_path: Path, old: bytes) -> None:
    feed = tmp_path / "f.jsonl.gz"
    feed.write_bytes(gzip.compress(old))
    finish(write(feed, gzip.compress(b"{}\n"), format="jsonlines", postprocessing=[GZIP]))
    assert gzip.decompress(feed.read_bytes()) == b'{"a":1}\n{}\n'


def test_a_csv_with_other_columns_or_no_end_is_left_as_it_is(tmp_path: Path) -> None:
    for number, old in enumerate((b"b,a\r\n1,2\r\n", b'a,b\r\n1,"' + b"x\n" * 1_000_000)):
        feed = tmp_path / str(number) / "f.csv"
        feed.parent.mkdir()
        feed.write_bytes(old)
        assert append_beside(feed, b"a,b\r\n5,6\r\n", format="csv") == b"a,b\r\n5,6\r\n"


def test_a_json_array_is_not_appended_to(tmp_path: Path) -> None:
    feed = tmp_path / "f.json"
    feed.write_bytes(b"[{}]")
    assert append_beside(feed, b"[{}]", format="json") == b"[{}]"
    assert append_beside_again(feed) == 2


def append_beside_again(feed: Path) -> int:
    finish(write(feed, b"[]", format="json"))
    return len(list(feed.parent.glob("f.p-*")))


@pytest.mark.parametrize("overwrite", [True, False])
def test_a_file_that_a_killed_run_has_in_hand_is_left_to_it(
    tmp_path: Path, overwrite: bool
) -> None:
    """Its next run renames what it had prepared, or knows its file by the inode."""
    feed = tmp_path / "f.jsonl"
    killed = write(feed, b'{"killed":1}\n', portal="q")
    killed.prepare()
    finish(write(feed, b"{}\n", overwrite=overwrite))
    (beside,) = tmp_path.glob("f.p-*")
    assert beside.read_bytes() == b"{}\n"
    killed.rename()
    killed.pending.unlink()
    finish(write(feed, b"{}\n"))
    assert feed.read_bytes() == b'{"killed":1}\n{}\n'


# --- CSV ------------------------------------------------------------------------------------------


def export(path: Path, number: int) -> AtomicFileStorage:
    one = storage(path, format="csv")
    file = one.open(None)  # type: ignore[arg-type]
    exporter = CsvArticles(file)  # type: ignore[arg-type]
    exporter.start_exporting()
    exporter.export_item(article(number))
    exporter.finish_exporting()
    one.store(file)
    return one


@pytest.mark.parametrize("at_once", [True, False])
def test_csv_has_one_header_also_when_appended_to(tmp_path: Path, at_once: bool) -> None:
    feed = tmp_path / "f.csv"
    if at_once:
        first = export(feed, 1)
        second = storage(feed, portal="q", format="csv")
        file = second.open(None)  # type: ignore[arg-type]
        file.write(first.part.read_bytes().replace(b"p:1", b"p:2"))
        second.store(file)
        finish(first)
        finish(second)
    else:
        finish(export(feed, 1))
        finish(export(feed, 2))
    lines = feed.read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[1] for line in lines] == ["id", "p:1", "p:2"]
    assert '"[{""url"": ""https://p.id/é.jpg""}]"' in lines[1]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", '=cmd|"/c calc"!A1']
)
def test_a_spreadsheet_gets_no_formulas(tmp_path: Path, cell: str) -> None:
    feed = tmp_path / "f.csv"
    for _ in range(2):
        one = storage(feed, format="spreadsheet")
        file = one.open(None)  # type: ignore[arg-type]
        exporter = SpreadsheetArticles(file)  # type: ignore[arg-type]
        exporter.start_exporting()
        exporter.export_item(replace(article(1), title=cell, tags=[cell, "x"], text="Isi = 1."))
        exporter.finish_exporting()
        one.store(file)
        finish(one)
    assert feed.read_bytes().count(codecs.BOM_UTF8) == 1
    with feed.open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [row["title"] for row in rows] == ["'" + cell] * 2
    assert [row["tags"] for row in rows] == [f"'{cell},x"] * 2
    assert [row["text"] for row in rows] == ["Isi = 1."] * 2


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


# --- whole runs -----------------------------------------------------------------------------------


def feeds(**by_path: dict[str, Any]) -> tuple[str, str]:
    """The setting FEEDS, by path in the data folder."""
    return "-s", "FEEDS=" + json.dumps({f"%(data)s/{k}": v for k, v in by_path.items()})


LINES = {"format": "jsonlines"}


def ids(path: Path) -> list[str]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line)["id"] for line in file]


def test_no_feed_is_finished_when_one_cannot_be_written(project: Project) -> None:
    project.data.mkdir()
    (project.data / "folder").write_text("no folder")
    both = feeds(**{"good.jsonl": LINES, "folder/bad.jsonl": LINES})
    ran = project.crawl(*DAY, *both, site=SITE)
    assert ran.code == 3
    assert ran.output.count("cannot write") == 1
    assert not (project.data / "good.jsonl").exists()
    assert project.leftovers() == []
    (project.data / "folder").unlink()
    assert project.crawl(*DAY, *both, site=SITE).code == 0
    good = ids(project.data / "good.jsonl")
    assert len(good) == len(set(good)) == 8
    assert sorted(good) == sorted(ids(project.data / "folder" / "bad.jsonl"))


def test_a_full_disk_leaves_the_old_file_and_repeats_nothing(project: Project) -> None:
    project.data.mkdir()
    old = b'{"id":"' + b"x" * 5_000_000 + b'"}\n'
    (project.data / "full.jsonl").write_bytes(old)
    both = feeds(**{"good.jsonl": LINES, "full.jsonl": LINES})
    with full_disk(len(old) + 1000):
        ran = project.crawl(*DAY, *both, site=SITE)
    assert ran.code == 3
    assert "File too large; all articles of this run wait for the next" in ran.output
    assert (project.data / "full.jsonl").read_bytes() == old
    assert not (project.data / "good.jsonl").exists()
    assert project.leftovers() == []
    assert project.crawl(*DAY, *both, site=SITE).code == 0
    assert len(ids(project.data / "full.jsonl")) == 9
    assert len(set(ids(project.data / "good.jsonl"))) == 8


@pytest.mark.parametrize("kilobytes", [8, 20, 40, 70, 150, 400])
def test_a_ledger_that_cannot_grow_ends_the_run_and_loses_nothing(
    project: Project, kilobytes: int
) -> None:
    site = "articles=40,day=2026-05-15,days=1"
    with full_disk(kilobytes * 1000):
        ran = project.crawl(*DAY, site=site)
    assert ran.code in (1, 3), ran.output
    assert "the ledger fails" in ran.output or "cannot use the ledger" in ran.output
    assert len(ran.output.splitlines()) < 10, ran.output
    assert project.feeds == []
    assert project.crawl(*DAY, site=site).code == 0
    assert project.leftovers() == []
    truth = Site(Options.parse(site)).truth()
    wanted = {each["duplicate_of"] or each["id"] for each in truth}
    twins = {each["id"]: each["duplicate_of"] for each in truth if each["duplicate_of"]}
    found = [each["id"] for each in project.articles()]
    assert {twins.get(key, key) for key in found} == wanted
    assert len(found) == len(wanted)


PICKY = """
import os
from scrapy.exporters import JsonLinesItemExporter
class Picky(JsonLinesItemExporter):
    def export_item(self, item):
        if "PICKY" in os.environ and int(item.key.split("-")[0]) % 3 == 0:
            raise TypeError("too hot")
        super().export_item(item)
"""


def test_an_article_that_one_exporter_cannot_take_is_in_no_feed(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "picky.py").write_text(PICKY)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    picky = ("-s", 'FEED_EXPORTERS={"picky": "picky.Picky"}')
    both = feeds(**{"a.jsonl": LINES, "b.jsonl": {"format": "picky"}})
    monkeypatch.setenv("PICKY", "1")
    ran = project.crawl(*DAY, *both, *picky, site=SITE)
    assert ran.code == 3
    assert "TypeError('too hot'); it waits for the next run" in ran.output
    first = ids(project.data / "a.jsonl")
    assert 0 < len(first) < 8
    assert first == ids(project.data / "b.jsonl")
    monkeypatch.delenv("PICKY")
    project.crawl(*DAY, *both, *picky, site=SITE)
    for name in ("a.jsonl", "b.jsonl"):  # the format picky is no known one: written beside
        found = [each for path in project.data.glob(f"{name[0]}.*jsonl") for each in ids(path)]
        assert len(found) == len(set(found)) == 8


def test_a_spreadsheet_is_asked_for_by_its_format(project: Project, tmp_path: Path) -> None:
    feed = tmp_path / "news.csv"
    for _ in range(2):  # of the second run there is nothing to append
        ran = project.crawl(*DAY, "-o", f"{feed}:spreadsheet", site=SITE)
        assert ran.code == 0, ran.output
    assert feed.read_bytes().startswith(codecs.BOM_UTF8)
    with feed.open(encoding="utf-8-sig", newline="") as file:
        assert len({row["id"] for row in csv.DictReader(file, strict=True)}) == 8


def test_batches(project: Project) -> None:
    options = {"format": "csv", "batch_item_count": 3}
    for day in ("2026-05-14", "2026-05-15"):
        asked = ("-a", f"since={day}", "-a", f"until={day}")
        # two runs may start within a second
        batches = feeds(**{f"{day}-%(started)s-%(batch_id)d.csv": options})
        site = SITE.replace("articles=8", "articles=16").replace("days=1", "days=2")
        assert project.crawl(*asked, *batches, site=site).code == 0
    rows = []
    for path in project.data.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows.append([row["id"] for row in csv.DictReader(file)])
    assert sorted(len(each) for each in rows) == [2, 2, 3, 3, 3, 3]
    assert len({each for batch in rows for each in batch}) == 16
    assert project.leftovers() == []


def test_a_feed_on_the_standard_output(project: Project) -> None:
    ran = project.crawl(*DAY, "-o", "-:csv", site=SITE)
    assert ran.code == 0
    assert ran.output.count("sindonews:1") >= 8
