"""Answers to POST: each is found by what was posted, and none by its address alone."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsbot.archive import Archive, ArchiveWriter
from newsbot.archive.posts import posted, posted_to

URL = "https://api.p.id/cari?v=1"
AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


def archive_of(folder: Path, *asked: tuple[str, bytes, bytes]) -> Archive:
    """An archive of answers to URL: method, what was sent, and what was answered, each a minute
    later."""
    writer = ArchiveWriter(folder, "p", {}, 1 << 30)
    for minute, (method, sent, answer) in enumerate(asked):
        writer.write(
            method=method,
            url=URL,
            request_headers=[],
            request_body=sent,
            status=200,
            headers=[],
            body=answer,
            at=AT + timedelta(minutes=minute),
            ip=None,
        )
    writer.close()
    return Archive(str(folder), fallback=folder)


def answers(archive: Archive, method: str, sent: bytes) -> bytes | None:
    capture = archive.capture(posted_to(URL, posted(method, sent)))
    return capture.body if capture else None


def test_each_post_has_its_own_answer(tmp_path: Path) -> None:
    asked = [
        ("POST", b"q=air&p=1", b"air 1"),
        ("POST", b"q=air&p=2", b"air 2"),
        ("POST", b'{"q": "air"}', b"json"),
        ("POST", b'{"q": "AIR"}', b"json in capitals"),
        ("POST", b"", b"nothing"),
        ("GET", b"", b"get"),
    ]
    with closing(archive_of(tmp_path, *asked)) as archive:
        for method, sent, answer in asked:
            assert answers(archive, method, sent) == answer
        assert answers(archive, "POST", b"q=air&p=3") is None
        assert answers(archive, "POST", b'{"q": "Air"}') is None


def test_a_post_is_no_answer_to_a_get(tmp_path: Path) -> None:
    with closing(archive_of(tmp_path, ("POST", b"q=air", b"air"))) as archive:
        assert archive.capture(URL) is None


def test_answers_that_are_the_same_are_kept_and_found(tmp_path: Path) -> None:
    asked = [(method, sent, b"kosong") for method, sent in
             [("GET", b""), ("POST", b"q=a"), ("POST", b"q=b"), ("GET", b"")]]  # fmt: skip
    with closing(archive_of(tmp_path, *asked)) as archive:
        assert [answers(archive, method, sent) for method, sent, _ in asked] == [b"kosong"] * 4


def test_others_read_the_true_address(tmp_path: Path) -> None:
    archive_of(tmp_path, ("POST", b"q=air", b"air")).close()
    (path,) = tmp_path.glob("*.warc.gz")
    with path.open("rb") as file:
        found = [
            (record.rec_headers.get_header("WARC-Target-URI"), record.rec_type)
            for record in ArchiveIterator(file)
        ]

    assert found[1:] == [(URL, "request"), (URL, "response")]


@pytest.mark.parametrize(
    ("method", "body", "appended"),
    [
        ("GET", b"", ""),
        ("HEAD", b"x", ""),
        ("POST", b"q=banjir+rob&p=%26", "__wb_method=POST&q=banjir+rob&p=%26"),
    ],
)
def test_what_is_appended(method: str, body: bytes, appended: str) -> None:
    assert posted(method, body) == appended


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"a b=c", b"a=b#c", b"q=" + b"x" * 9000, b"\xff=\x00"]
)
def test_what_is_no_form_is_named_by_its_digest(body: bytes) -> None:
    key, _, digest = posted("POST", body).rpartition("=")

    assert key == "__wb_method=POST&__wb_post_data"
    assert len(digest) == 64
    assert posted_to("https://p.id/#x", f"{key}={digest}") == f"https://p.id/?{key}={digest}"
