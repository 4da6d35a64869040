"""Pages come back as they were, from archives of any maker."""

from __future__ import annotations

import gzip
import logging
import os
import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from newsbot.archive import Archive, ArchiveError, ArchiveWriter, Capture, payload

AT = datetime(2026, 3, 1, 10, 0, 0, tzinfo=UTC)
URL = "https://a.id/x"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>isi"


def record(
    block: bytes = PAGE, url: str = URL, kind: str = "response", ends: bytes = b"\r\n", **more: str
) -> bytes:
    """A record by hand; further WARC headers with _ for -."""
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2026-03-01T10:00:00Z",
        "WARC-Record-ID": "<urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>",
        "Content-Type": "application/http; msgtype=response",
        **{name.replace("_", "-"): text for name, text in more.items()},
    }
    lines = [f"{name}: {text}".encode() for name, text in fields.items()]
    length = b"Content-Length: %d" % len(block)
    return ends.join((b"WARC/1.0", *lines, length, b"", block, b"", b""))


def opened(tmp_path: Path, *records: bytes, packed: bool = True) -> Archive:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(each) if packed else each for each in records))
    return Archive(str(path), fallback=tmp_path / "spare")


def one(tmp_path: Path, *records: bytes, packed: bool = True, url: str = URL) -> Capture:
    with closing(opened(tmp_path, *records, packed=packed)) as archive:
        capture = archive.capture(url)
    assert capture is not None
    return capture


def put(into: ArchiveWriter, url: str, body: bytes = b"<p>", **more: object) -> None:
    facts: dict[str, object] = {"status": 200, "headers": [], "at": AT} | more
    into.write(
        method="GET",
        url=url,
        request_headers=[],
        request_body=b"",
        body=body,
        ip=None,
        **facts,  # type: ignore[arg-type]
    )


def test_what_was_written_comes_back(tmp_path: Path) -> None:
    cookies = ((b"Set-Cookie", b"a"), (b"Set-Cookie", b"\xe9"))
    headers = ((b"Content-Type", b"text/html"), *cookies, (b"Content-Encoding", b"gzip"))
    body, at = gzip.compress(b"<p>isi"), AT.replace(microsecond=5)
    writer = ArchiveWriter(tmp_path, "kompas", {}, 1 << 30)
    put(writer, URL, body, headers=headers, at=at, status=404)
    writer.close()

    with closing(Archive(str(tmp_path), fallback=tmp_path)) as archive:
        assert archive.capture(URL) == Capture(URL, at, 404, headers, body, truncated=False)
        assert archive.capture("https://a.id/y") is None
        assert archive.newest == at
        assert archive.damaged == 0
        assert [entry[:4] for entry in archive.lines()] == [(URL, at, 404, "text/html")]


def test_pages_as_of_a_moment(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, "kompas", {}, 1 << 30)
    moments = [AT + timedelta(seconds=second) for second in (0, 0.25, 0.5, 2, 86_400)]
    for number, at in enumerate(moments):
        put(writer, URL, b"%d" % number, at=at)
    writer.close()

    for number, at in enumerate(moments):
        with closing(Archive(str(tmp_path), fallback=tmp_path, asof=at)) as archive:
            capture = archive.capture(URL)
            assert capture
            assert (capture.at, capture.body) == (at, b"%d" % number)
            assert archive.newest == at
            assert len(list(archive.lines())) == number + 1
    early = Archive(str(tmp_path), fallback=tmp_path, asof=AT - timedelta(seconds=1))
    assert early.capture(URL) is None
    assert list(early.lines()) == []


def test_the_address_itself_goes_before_its_like(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, "kompas", {}, 1 << 30)
    put(writer, "https://a.id/X?b=1&a=2", b"old")
    put(writer, "http://www.a.id/x/?a=2&b=1", b"new", at=AT + timedelta(days=1))
    writer.close()

    with closing(Archive(str(tmp_path), fallback=tmp_path)) as archive:
        bodies = {
            url: capture.body
            for url in ("https://a.id/X?b=1&a=2#top", "https://a.id/x?a=2&b=1", "https://a.id/x")
            if (capture := archive.capture(url))
        }
    assert bodies == {"https://a.id/X?b=1&a=2#top": b"old", "https://a.id/x?a=2&b=1": b"new"}


def test_redirects_are_followed(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, "kompas", {}, 1 << 30)
    leads = {
        "a": "/b",
        "b": "https://a.id/c#x",
        "loop": "/loop",
        "out": "https://b.id/",
        "bad": "http://[",
    }
    leads |= {str(number): f"/{number + 1}" for number in range(9)}
    for name, target in leads.items():
        put(writer, f"https://a.id/{name}", headers=[(b"location", target.encode())], status=301)
    put(writer, "https://a.id/c", b"end")
    put(writer, "https://a.id/9", b"far")
    put(writer, "https://a.id/bare", b"bare", status=302)
    writer.close()

    with closing(Archive(str(tmp_path), fallback=tmp_path)) as archive:
        ends = {
            name: capture.url
            for name in (*leads, "c", "bare", "none")
            if (capture := archive.follow(f"https://a.id/{name}"))
        }
        assert archive.follow("https://a.id/0", most=9) is not None
    near = dict.fromkeys("45678", "https://a.id/9")
    same = {name: f"https://a.id/{name}" for name in ("c", "bare", "bad")}
    assert ends == {"a": "https://a.id/c", "b": "https://a.id/c", **near, **same}


# --- revisits


def test_a_page_that_is_the_same_as_another(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, "kompas", {}, 1 << 30)
    put(writer, "https://a.id/1", b"same")
    put(writer, "https://a.id/2", b"same", at=AT + timedelta(1), headers=[(b"X", b"2")])
    writer.close()

    with closing(Archive(str(tmp_path), fallback=tmp_path)) as archive:
        capture = archive.capture("https://a.id/2")
        assert [line.mime for line in archive.lines()] == ["unk", "warc/revisit"]
    headers = ((b"X", b"2"),)
    assert capture == Capture("https://a.id/2", AT + timedelta(1), 200, headers, b"same", False)


def revisit(**more: str) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nX: 2\r\n\r\n"
    facts = {"WARC_Date": "2026-03-02T10:00:00Z", "WARC_Payload_Digest": "sha1:A", **more}
    return record(block, URL, "revisit", b"\r\n", WARC_Truncated="length", **facts)


def test_a_revisit_is_found_by_its_digest(tmp_path: Path) -> None:
    old = record(PAGE.replace(b"isi", b"old"), WARC_Payload_Digest="sha1:A")
    other = record(WARC_Payload_Digest="sha1:B", WARC_Date="2026-03-01T11:00:00Z")

    capture = one(tmp_path, old, other, revisit())

    assert (capture.body, capture.headers) == (b"<p>old", ((b"X", b"2"),))
    assert capture.at == AT + timedelta(days=1)
    assert not capture.truncated


def test_a_revisit_without_its_page_is_a_miss(tmp_path: Path) -> None:
    named = {"WARC_Refers_To_Target_URI": "<http://b.id/>", "WARC_Refers_To_Date": "2026-03-01"}
    other = record(PAGE.replace(b"isi", b"other"), WARC_Payload_Digest="sha1:B")
    with closing(opened(tmp_path, other, revisit(**named))) as archive:
        capture = archive.capture(URL)  # what is older
        assert archive.damaged == 1
    assert capture
    assert capture.body == b"<p>other"


@pytest.mark.parametrize("block", [b"", b"HTTP/1.1 304 Not Modified\r\nDate: x\r\n\r\n"])
def test_a_page_that_has_not_changed(tmp_path: Path, block: bytes) -> None:
    again = record(
        block,
        kind="revisit",
        WARC_Date="2026-03-02T10:00:00Z",
        WARC_Refers_To_Target_URI=URL,
        WARC_Refers_To_Date="2026-03-01T10:00:00Z",
    )
    capture = one(tmp_path, record(), again)

    assert (capture.status, capture.body, capture.at.day) == (200, b"<p>isi", 2)
    assert capture.headers == ((b"Content-Type", b"text/html"),)


# --- archives of other makers


def test_common_crawl(tmp_path: Path) -> None:
    block = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Crawl-Content-Encoding: gzip\r\n"
        b"X-Crawl-Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n<p>isi"
    )
    info = record(b"robots: classic\r\n", kind="warcinfo").replace(b"WARC-Target-URI", b"X-None")
    extra = record(b"a: b\r\n", kind="metadata", Content_Type="application/warc-fields")
    capture = one(tmp_path, info, record(kind="request"), record(block), extra)

    assert capture.body == b"<p>isi"
    assert (b"X-Crawl-Content-Encoding", b"gzip") in capture.headers
    assert one(tmp_path, record(WARC_Truncated="length")).truncated


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("chunks", "body"),
    [
        (b"3\r\n<p>\r\n3;a=b\r\nisi\r\n0\r\n\r\n", b"<p>isi"),
        (b"0003 \r\n<p>\r\n3\r\nisi\r\n0\r\nTrailer: x\r\n\r\n", b"<p>isi"),
        (b"3\n<p>\n3\nisi\n0\n\n", b"<p>isi"),
        (b"3\r\n<p>\r\n3\r\nisi\r\n", b"<p>isi"),
        (b"3\r\n<p>\r\nff\r\nisi", b"<p>isi"),
        (b"0\r\n\r\n", b""),
        (b"<p>isi", b"<p>isi"),
        (b"ff\r\n is how a page may begin", b" is how a page may begin"),
        (b"3\r\n is no chunk of three", b"3\r\n is no chunk of three"),
        (b"beef", b"beef"),
        (b"", b""),
    ],
)
def test_chunks_and_what_only_claims_to_be_some(tmp_path: Path, chunks: bytes, body: bytes) -> None:
    capture = one(tmp_path, record(CHUNKED + chunks, url=f"<{URL}>"))

    assert capture.body == body
    assert capture.headers == ((b"X-Archive-Orig-Transfer-Encoding", b"chunked"),)


@pytest.mark.parametrize(
    ("encoding", "body", "kept"),
    [
        (b"gzip", gzip.compress(b"<p>", mtime=0), True),
        (b"gzip", b"<!doctype html><p>", False),
        (b"br", b"\n<!doctype html><p>isi", False),
        (b"br", b"\x0b\x02\x80<p>isi\x03", True),
        (b"identity", b"<p>", True),
    ],
)
def test_an_encoding_that_the_recorder_has_undone(
    tmp_path: Path, encoding: bytes, body: bytes, kept: bool
) -> None:
    block = b"HTTP/1.1 200\r\nContent-Encoding: %s\r\n\r\n%s" % (encoding, body)
    capture = one(tmp_path, record(block))

    name = b"Content-Encoding" if kept else b"X-Archive-Orig-Content-Encoding"
    assert capture.headers == ((name, encoding),)
    assert capture.body == body


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/2 200\r\nA: 1\r\na: 2\r\n\r\n",
        b"HTTP/1.1 200\r\nA: 1\r\na: 2\r\n\r\n",
        b"HTTP/1.0 200 Baik \xff\r\nA: 1\r\nno header\r\na: 2\r\n\r\n",
        b"HTTP/1.1 200 OK\nA: 1\na: 2\n\n",
    ],
)
@pytest.mark.parametrize("ends", [b"\r\n", b"\n"])
@pytest.mark.parametrize("packed", [True, False])
def test_heads_of_all_kinds(tmp_path: Path, head: bytes, ends: bytes, packed: bool) -> None:
    each = record(head + b"<p>\n\nisi", ends=ends)
    capture = one(tmp_path, each, record(url="https://a.id/y", ends=ends), packed=packed)

    assert (capture.status, capture.body) == (200, b"<p>\n\nisi")
    assert capture.headers == ((b"A", b"1"), (b"a", b"2"))


def test_what_is_no_page_is_no_damage(tmp_path: Path) -> None:
    others = [
        record(b"x", kind="resource", Content_Type="text/html"),
        record(b"x", kind="conversion"),
        record(b"x", url="urn:text:all"),
        record(b"x", url="dns:a.id"),
        record(kind="Unheard"),
    ]
    with closing(opened(tmp_path, *others, record(url="https://a.id/y"))) as archive:
        assert [line.url for line in archive.lines()] == ["https://a.id/y"]
        assert archive.damaged == 0


@pytest.mark.parametrize(
    "date", ["2026-03-01", "2026-03-01T00:00:00.000000001Z", "2026-03-01T07:00+07:00"]
)
def test_dates(tmp_path: Path, date: str) -> None:
    assert one(tmp_path, record(WARC_Date=date)).at == datetime(2026, 3, 1, tzinfo=UTC)


# --- damage


def numbered(count: int) -> list[bytes]:
    noise = random.Random(1)
    return [
        record(
            b"HTTP/1.1 200 OK\r\n\r\n" + noise.randbytes(noise.randrange(9000)), f"https://a.id/{n}"
        )
        for n in range(count)
    ]


def readable(archive: Archive, count: int) -> list[int]:
    return [n for n in range(count) if archive.capture(f"https://a.id/{n}")]


def test_damaged_records_are_left_out(tmp_path: Path) -> None:
    members = [bytearray(gzip.compress(each)) for each in numbered(30)]
    members[3][60] ^= 0xFF
    members[7][-6] ^= 0xFF  # the checksum
    members[15][0:3] = b"xxx"
    members[16][10:200] = bytes(190)
    members.insert(25, bytearray(b"junk" * 100_000))
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(members))

    with closing(Archive(str(path), fallback=tmp_path)) as archive:
        assert readable(archive, 30) == [n for n in range(30) if n not in (3, 7, 15, 16)]
        assert archive.damaged == 4
        assert len(list(archive.lines())) == 26


def test_records_that_are_no_answer(tmp_path: Path) -> None:
    bad = [
        record(b"junk"),
        record(b""),
        record(WARC_Date="yesterday"),
        record().replace(b"Content-Length: ", b"Content-Length: x"),
        record().replace(b"Content-Length: ", b"Content-Length: " + b"9" * 30),
    ]
    good = record(url="https://a.id/y")
    for packed in (True, False):
        with closing(opened(tmp_path, *bad, good, packed=packed)) as archive:
            assert [line.url for line in archive.lines()] == ["https://a.id/y"]
            assert archive.damaged >= 4


def test_a_head_without_an_end(tmp_path: Path) -> None:
    long = record(b"HTTP/1.1 200 OK\r\nX: " + b"x" * (2 << 20))
    for packed in (True, False):
        members = (record(), long, record(url="https://a.id/y"))
        with closing(opened(tmp_path, *members, packed=packed)) as archive:
            assert [line.url for line in archive.lines()] == [URL, "https://a.id/y"]
            assert archive.damaged == 1


def test_no_damage_raises(tmp_path: Path) -> None:
    noise = random.Random(2)
    packed = b"".join(map(gzip.compress, numbered(8)))
    for turn in range(150):
        data = bytearray(noise.choice((packed, b"".join(numbered(8)))))
        for _ in range(noise.randrange(1, 6)):
            data[noise.randrange(3, len(data))] = noise.randrange(256)
        path = tmp_path / f"{turn}.warc"
        path.write_bytes(data[: noise.randrange(len(data) // 2, len(data))])
        with closing(Archive(str(path), fallback=tmp_path)) as archive:
            list(archive.lines())
            readable(archive, 8)


def test_damage_after_the_index_was_made(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, numbered(4))))
    facts = path.stat()
    Archive(str(path), fallback=tmp_path).close()
    data = bytearray(path.read_bytes())
    data[len(gzip.compress(numbered(4)[0])) - 6] ^= 0xFF
    path.write_bytes(data)
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    with closing(Archive(str(path), fallback=tmp_path)) as archive:
        assert readable(archive, 4) == [1, 2, 3]
        assert archive.damaged == 1


def test_a_body_beyond_the_bound_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payload, "LONGEST_BODY", 6)
    assert one(tmp_path, record()).body == b"<p>isi"

    capture = one(tmp_path, record(PAGE + b"."))
    assert (capture.body, capture.truncated, capture.status) == (b"", True, 200)


# --- places


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is no WARC file"),
        (b"<html>" * 1000, "is no WARC file"),
        (gzip.compress(b"<html>" * 1000, mtime=0), "is no WARC file"),
        (b"\x1f\x8b", "is no WARC file"),
        (gzip.compress(record(kind="warcinfo"), mtime=0), "no web page is in"),
        (
            gzip.compress(b"".join(numbered(30)), mtime=0),
            "is compressed in one piece: gunzip it first",
        ),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)

    with pytest.raises(ArchiveError, match=message) as raised:
        Archive(str(path), fallback=tmp_path)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("place", ["none", "none/*.warc", "empty", "a/../none"])
def test_nothing_there(tmp_path: Path, place: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "a.warc.gz.part").write_bytes(gzip.compress(record()))

    with pytest.raises(ArchiveError, match="no archive at"):
        Archive(f"{tmp_path}/{place}", fallback=tmp_path)


def test_one_bad_file_in_a_folder(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "bad.warc").write_bytes(b"junk")
    (tmp_path / "empty.warc.gz").touch()
    (tmp_path / "dead.warc").symlink_to(tmp_path / "none")
    with caplog.at_level(logging.WARNING):
        assert one(tmp_path, record())
    with (
        caplog.at_level(logging.WARNING),
        closing(Archive(str(tmp_path), fallback=tmp_path)) as all_,
    ):
        assert all_.capture(URL)
    assert "bad.warc is no WARC file" in caplog.text


# --- what wget makes


@pytest.fixture
def site() -> Iterator[str]:
    class Pages(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.send_response(301 if self.path == "/old" else 200)
            if self.path == "/old":
                self.send_header("Location", "/new")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_header("Content-Type", "text/html")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\n<p>is\r\n1\r\ni\r\n0\r\n\r\n")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.skipif(shutil.which("wget") is None, reason="needs wget")
@pytest.mark.parametrize("options", [[], ["--no-warc-compression"]])
def test_wget(tmp_path: Path, site: str, options: list[str]) -> None:
    command = ["wget", "-q", "--no-proxy", "--warc-file=w", "--warc-cdx", *options]
    subprocess.run([*command, f"{site}/old", f"{site}/b"], cwd=tmp_path, check=True)

    with closing(Archive(str(tmp_path), fallback=tmp_path / "spare")) as archive:
        end = archive.follow(f"{site}/old")
        assert end
        assert (end.url, end.status, end.body) == (f"{site}/new", 200, b"<p>isi")
        assert {line.url for line in archive.lines()} == {
            f"{site}/{p}" for p in ("old", "new", "b")
        }
        assert archive.capture(f"{site}/b")
        assert archive.damaged == 0


@pytest.mark.parametrize(
    ("years", "seen"),
    [
        ((2026,), 2026),
        ((2026, 2091), 2026),
        ((2091, 2025, 2024), 2025),
        ((2090, 2091), 2091),  # nothing else to believe
    ],
)
def test_what_a_wrong_clock_has_dated_is_not_seen(
    tmp_path: Path, years: tuple[int, ...], seen: int
) -> None:
    for year in years:
        writer = ArchiveWriter(tmp_path, f"p{year}", {}, 1 << 30)
        put(writer, URL, b"%d" % year, at=AT.replace(year=year))
        writer.close()

    with closing(Archive(str(tmp_path), fallback=tmp_path)) as archive:
        capture = archive.capture(URL)
        assert capture is not None
        assert (capture.body, archive.newest.year) == (b"%d" % seen, seen)
    later = AT.replace(year=2099)
    with closing(Archive(str(tmp_path), fallback=tmp_path, asof=later)) as archive:
        capture = archive.capture(URL)
        assert capture is not None
        assert capture.at.year == max(years)
