"""Archives are whole or not there, and any reader of WARC files can read them."""

from __future__ import annotations

import errno
import gzip
import os
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from newsbot.archive import ArchiveWriter, prune, repair

AT = datetime(2026, 3, 1, 10, 0, 0, tzinfo=UTC)
INFO = {"software": "newsbot/1", "http-header-user-agent": "newsbot/1 (+https://example.com)"}
HTML = (b"Content-Type", b"text/html")


def writer(folder: Path, max_bytes: int = 1 << 30) -> ArchiveWriter:
    return ArchiveWriter(folder, "kompas", INFO, max_bytes)


def put(
    into: ArchiveWriter, url: str = "https://a.id/1", body: bytes = b"<p>x", **more: Any
) -> None:
    facts: dict[str, Any] = {
        "method": "GET",
        "url": url,
        "request_headers": [(b"User-Agent", b"newsbot")],
        "request_body": b"",
        "status": 200,
        "headers": [HTML],
        "body": body,
        "at": AT,
        "ip": "192.0.2.1",
    }
    into.write(**(facts | more))


Record = tuple[str, dict[str, str], list[tuple[str, str]], bytes]


def records(path: Path) -> list[Record]:
    """Type, WARC headers, HTTP headers and payload of all records, as warcio reads them; a wrong
    digest raises."""
    with path.open("rb") as file:
        return [
            (
                record.rec_type,
                dict(record.rec_headers.headers),
                record.http_headers.headers if record.http_headers else [],
                record.content_stream().read()
                if record.rec_type != "revisit"
                else record.raw_stream.read(),
            )
            for record in cast(Any, ArchiveIterator(file, check_digests="raise"))
        ]


def only(folder: Path) -> Path:
    (path,) = (path for path in folder.iterdir() if path.name.endswith((".warc.gz", ".part")))
    return path


def test_another_reader_reads_what_was_written(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    body = gzip.compress(b"<p>isi")
    put(
        archive,
        "https://a.id/b?c=1",
        body,
        headers=[
            HTML,
            (b"Set-Cookie", b"a"),
            (b"Set-Cookie", b"b"),
            (b"Content-Encoding", b"gzip"),
        ],
        at=datetime(2026, 3, 1, 17, 0, 0, 250, tzinfo=timezone(timedelta(hours=7))),
    )
    archive.close()

    (info, request, response) = records(archive.files[0])

    assert info[0] == "warcinfo"
    assert b"software: newsbot/1\r\n" in info[3]
    assert info[1]["WARC-Filename"] == archive.files[0].name
    assert request[0] == "request"
    assert request[1]["WARC-Concurrent-To"] == response[1]["WARC-Record-ID"]
    assert request[2] == [("Host", "a.id"), ("User-Agent", "newsbot")]
    assert response[1]["WARC-Target-URI"] == "https://a.id/b?c=1"
    assert response[1]["WARC-Date"] == "2026-03-01T10:00:00.000250Z"
    assert response[1]["WARC-IP-Address"] == "192.0.2.1"
    assert [value for name, value in response[2] if name == "Set-Cookie"] == ["a", "b"]
    assert response[3] == b"<p>isi"


def test_a_post_is_kept_with_its_body(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    put(archive, method="POST", request_body=b"page=2", ip=None)
    archive.close()

    (_, request, response) = records(archive.files[0])

    assert request[3] == b"page=2"
    assert "WARC-IP-Address" not in response[1]


def test_lengths_are_right_and_chunks_are_gone(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    headers = [(b"Transfer-Encoding", b"chunked"), (b"content-length", b"99")]
    put(archive, body=b"12345", headers=headers)
    put(archive, body=b"1234", headers=[(b"Content-Length", b"4")])
    archive.close()

    answers = [record[2] for record in records(archive.files[0]) if record[0] == "response"]

    assert answers[0] == [
        ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("X-Archive-Orig-content-length", "99"),
        ("Content-Length", "5"),
    ]
    assert answers[1] == [("Content-Length", "4")]


def test_a_payload_is_written_once_in_a_file(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    put(archive, "https://a.id/1", b"same")
    put(archive, "https://a.id/2", b"same", at=AT + timedelta(seconds=1))
    put(archive, "https://a.id/3", b"")
    put(archive, "https://a.id/4", b"")
    archive.close()

    answers = [record for record in records(archive.files[0]) if record[0] != "request"][1:]
    first, again = answers[:2]

    assert [answer[0] for answer in answers] == ["response", "revisit", "response", "response"]
    assert again[1]["WARC-Refers-To"] == first[1]["WARC-Record-ID"]
    assert again[1]["WARC-Refers-To-Target-URI"] == "https://a.id/1"
    assert again[1]["WARC-Refers-To-Date"] == "2026-03-01T10:00:00Z"
    assert again[1]["WARC-Profile"].endswith("/1.1/revisit/identical-payload-digest")
    assert again[1]["WARC-Payload-Digest"] == first[1]["WARC-Payload-Digest"]
    assert again[2] == [("Content-Type", "text/html")]
    assert again[3] == b""


def test_a_full_file_is_finished_and_the_next_stands_alone(tmp_path: Path) -> None:
    archive = writer(tmp_path, max_bytes=4000)
    for number in range(4):
        put(archive, f"https://a.id/{number}", random.Random(1).randbytes(3000))
    finished = list(archive.files)
    archive.close()

    assert len(finished) == 4
    assert archive.files == finished == sorted(tmp_path.iterdir())
    for path in finished:
        assert [record[0] for record in records(path)] == ["warcinfo", "request", "response"]


def test_nothing_written_leaves_nothing(tmp_path: Path) -> None:
    archive = writer(tmp_path / "new")
    archive.close()
    archive.close()

    assert not list(tmp_path.iterdir())


def test_two_writers_in_a_second_take_two_names(tmp_path: Path) -> None:
    for _ in range(3):
        archive = writer(tmp_path)
        put(archive)
        archive.close()

    assert len(list(tmp_path.iterdir())) == 3


HOSTILE = st.binary(max_size=40) | st.sampled_from(
    [b"a\r\n\r\nWARC/1.1\r\nWARC-Type: response", b"\r\nWARC-Date: x\r\n", b"\0", b"\x85\xff\n"]
)


@given(
    headers=st.lists(st.tuples(HOSTILE, HOSTILE), max_size=5),
    url=st.text(max_size=30) | HOSTILE.map(lambda raw: "http://a.id/" + raw.decode("latin-1")),
    status=st.integers(100, 999),
    body=st.binary(max_size=50),
    ip=st.none() | st.text(max_size=10),
)
def test_no_header_forges_a_record(
    tmp_path_factory: pytest.TempPathFactory,
    headers: list[tuple[bytes, bytes]],
    url: str,
    status: int,
    body: bytes,
    ip: str | None,
) -> None:
    archive = writer(tmp_path_factory.mktemp("hostile"))
    put(archive, url, body, request_headers=headers, headers=headers, status=status, ip=ip)
    archive.close()

    text = gzip.decompress(archive.files[0].read_bytes())
    with archive.files[0].open("rb") as file:
        found = [
            (record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read())
            for record in cast(Any, ArchiveIterator(file, no_record_parse=True))
        ]

    assert [record[0] for record in found] == ["warcinfo", "request", "response"]
    assert found[2][1]["WARC-Date"] == "2026-03-01T10:00:00Z"
    assert found[2][2].endswith(b"\r\n\r\n" + body)
    assert sum(line.startswith(b"WARC/1.1") for line in text.split(b"\n")) == 3
    kept = found[2][2].partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert len(kept) <= len(headers) + 2
    archive.files[0].unlink()


def killed(folder: Path, exchanges: int = 3) -> tuple[Path, list[int]]:
    """What a killed run leaves, and where its exchanges end."""
    archive = writer(folder)
    ends = []
    for number in range(exchanges):
        put(archive, f"https://a.id/{number}", random.Random(number).randbytes(300))
        ends.append(only(folder).stat().st_size)
    return only(folder), ends


def test_repair_keeps_every_whole_exchange(tmp_path: Path) -> None:
    part, ends = killed(tmp_path)
    whole, name = part.read_bytes(), part.name
    part.unlink()
    for size in [*range(ends[1], ends[2] + 1), *random.Random(1).sample(range(ends[1]), 150)]:
        (tmp_path / name).write_bytes(whole[:size])
        urls = [f"https://a.id/{number}" for number, end in enumerate(ends) if end <= size]

        repaired = repair(tmp_path, "kompas")

        assert len(repaired) == bool(urls)
        for path in repaired:
            found = [r[1]["WARC-Target-URI"] for r in records(path) if r[0] == "response"]
            assert found == urls
            path.unlink()
        assert not list(tmp_path.iterdir()), size


def test_repair_after_a_loss_of_power(tmp_path: Path) -> None:
    part, ends = killed(tmp_path)
    part.write_bytes(part.read_bytes()[: ends[1]] + bytes(5000))

    (path,) = repair(tmp_path, "kompas")

    assert path.stat().st_size == ends[1]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("cut", [0, 1])
def test_repair_keeps_what_is_damaged(tmp_path: Path, cut: int) -> None:
    part, ends = killed(tmp_path)
    damaged = bytearray(part.read_bytes())
    middle = ends[0] + 40 if cut else 30
    damaged[middle : middle + 9] = b"\xff" * 9
    part.write_bytes(damaged)

    repaired = repair(tmp_path, "kompas")

    aside = part.with_name(part.name.replace(".part", ".damaged"))
    assert aside.read_bytes() == damaged
    assert [len(records(path)) for path in repaired] == [3] * cut
    assert repair(tmp_path, "kompas") == []


def test_repair_keeps_all_that_is_whole_before_the_damage(tmp_path: Path) -> None:
    part, ends = killed(tmp_path, 4)
    whole = part.read_bytes()
    for middle in range(ends[1] + 11, ends[2] - 8, 40):
        part.write_bytes(whole[:middle] + bytes(byte ^ 0xFF for byte in whole[middle : middle + 8])
                         + whole[middle + 8 :])  # fmt: skip

        (repaired,) = repair(tmp_path, "kompas")

        found = [r[1]["WARC-Target-URI"] for r in records(repaired) if r[0] == "response"]
        assert found == ["https://a.id/0", "https://a.id/1"], middle
        assert repaired.stat().st_size == ends[1]
        repaired.unlink()


def test_repair_of_what_is_no_archive(tmp_path: Path) -> None:
    name = "kompas-20260301T100000Z-{:05d}.warc.gz.part"
    (tmp_path / name.format(1)).write_bytes(b"junk")
    (tmp_path / name.format(2)).write_bytes(gzip.compress(b"junk"))
    (tmp_path / name.format(3)).mkdir()
    (tmp_path / name.format(4)).touch()
    others = ["kompas-tv-20260301T100000Z-00001.warc.gz.part", "kompas.warc.gz.part"]
    for other in others:
        (tmp_path / other).touch()

    assert repair(tmp_path, "kompas") == []
    left = sorted(path.name for path in tmp_path.iterdir())
    damaged = [name.format(number).replace(".part", ".damaged") for number in (1, 2, 3)]
    assert left == sorted([*damaged, *others])
    assert repair(tmp_path / "none", "kompas") == []


def test_a_killed_run_does_not_stop_the_next(tmp_path: Path) -> None:
    killed(tmp_path)
    archive = writer(tmp_path)
    put(archive)
    archive.close()

    assert len(repair(tmp_path, "kompas")) == 1
    assert len(list(tmp_path.iterdir())) == 2


def full_disk(after: int) -> Callable[[int, Any], int]:
    """A write that takes some bytes of what it is given, and then no more."""
    write, left = os.write, after

    def limited(file: int, data: Any) -> int:
        nonlocal left
        if not left:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken = write(file, bytes(data)[:left])
        left -= taken
        return taken

    return limited


@pytest.mark.parametrize("after", [0, 1, 100, 700])
@pytest.mark.parametrize("first", [True, False])
def test_a_full_disk_leaves_nothing_torn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int, first: bool
) -> None:
    archive = writer(tmp_path)
    if not first:
        put(archive, "https://a.id/0", b"before")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full_disk(after))
        with pytest.raises(OSError, match="No space"):
            put(archive, "https://a.id/1", random.Random(1).randbytes(3000))
    put(archive, "https://a.id/2", random.Random(1).randbytes(3000))
    archive.close()

    answers = [record for record in records(archive.files[0]) if record[0] == "response"]
    urls = [answer[1]["WARC-Target-URI"] for answer in answers]
    assert urls == [*([] if first else ["https://a.id/0"]), "https://a.id/2"]


def test_a_disk_that_stays_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = writer(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full_disk(0))
        for _ in range(3):
            with pytest.raises(OSError, match="No space"):
                put(archive)
    archive.close()

    assert not list(tmp_path.iterdir())


def test_a_failed_sync_is_told_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    archive = writer(tmp_path, max_bytes=1)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="Input"):
            put(archive)
    put(archive)
    archive.close()

    assert [len(records(path)) for path in archive.files] == [3, 3]


def test_prune_removes_old_files_of_the_portal(tmp_path: Path) -> None:
    now = datetime(2026, 3, 10, tzinfo=UTC)
    names = {
        "kompas-20260306T235959Z-00000.warc.gz",
        "kompas-20260307T000000Z-00001.warc.gz",
        "kompas-20260308T100000Z-00000.warc.gz",
        "kompas-20260310T000000Z-00000.warc.gz",
        "kompas-20260399T990000Z-00000.warc.gz",
        "kompas-20260301T100000Z-00002.warc.gz.part",
        "kompas-tv-20260301T100000Z-00000.warc.gz",
        "kompas-old.warc.gz",
    }
    for name in names:
        (tmp_path / name).touch()
    old = tmp_path / "kompas-20260306T235959Z-00000.warc.gz"
    (tmp_path / f"{old.name}.warcindex").touch()
    (tmp_path / f"{old.name}.cdxj").write_bytes(b'!meta {"version": 1, "newest": null}\n')

    assert prune(tmp_path, "kompas", 0, now) == prune(tmp_path, "kompas", -1, now) == []
    assert prune(tmp_path / "none", "kompas", 3, now) == []
    assert prune(tmp_path, "kompas", 3, now) == [old]
    assert {path.name for path in tmp_path.iterdir()} == names - {old.name}


RIGHT = ("01-01", "03-01", "03-06", "03-08", "03-09", "03-10")


@pytest.mark.parametrize(
    ("now", "begun", "kept"),
    [
        pytest.param("03-10", RIGHT, RIGHT[2:], id="a right clock, after a long rest"),
        pytest.param("12-10", RIGHT, RIGHT[2:], id="ahead, and nothing written yet"),
        pytest.param("12-10", (*RIGHT, "12-10"), (*RIGHT[2:], "12-10"), id="ahead, once"),
        pytest.param(
            "12-12", (*RIGHT, "12-10", "12-12"), (*RIGHT[3:], "12-10", "12-12"), id="for two days"
        ),
        pytest.param("03-10", (*RIGHT, "12-10"), (*RIGHT[2:], "12-10"), id="and right again"),
        pytest.param("03-10", ("12-10", "12-20"), ("12-10", "12-20"), id="only of the future"),
        pytest.param("03-07", RIGHT, RIGHT, id="behind: the newest are of the future"),
        pytest.param("02-01", RIGHT, RIGHT, id="far behind"),
        pytest.param("03-10", ("01-01", "02-01", "03-01"), ("01-01", "02-01", "03-01"), id="rare"),
        pytest.param(
            "12-10",
            tuple(f"{month:02}-10" for month in range(2, 13)),
            tuple(f"{month:02}-10" for month in range(6, 13)),
            id="once a month: as many files as days, and not for ever",
        ),
    ],
)
def test_the_newest_days_are_never_removed(
    tmp_path: Path, now: str, begun: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    """Five days are kept by the names of the files, whatever the clock or the file system says."""
    for day in begun:
        path = tmp_path / f"p-2026{day.replace('-', '')}T000000Z-00000.warc.gz"
        path.touch()
        os.utime(path, (0, 0))

    prune(tmp_path, "p", 5, datetime.fromisoformat(f"2026-{now}T00:00Z"))

    left = sorted(path.name[6:10] for path in tmp_path.iterdir())
    assert left == [day.replace("-", "") for day in kept]
