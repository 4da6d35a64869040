"""The replica's server at the level of the socket: correct HTTP, and each fault as the options
ask for it."""

from __future__ import annotations

import gzip
import http.client
import socket
import zlib
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from newsbot.replica.answer import Answer
from newsbot.replica.generated.options import FAULTS, TRANSIENT, Options
from newsbot.replica.generated.site import Site
from tests.conftest import Serving

DAY = date(2026, 11, 23)
WWW = "www.sindonews.com"


def ask(
    port: int, url: str, method: str = "GET", accept: str = "identity"
) -> tuple[http.client.HTTPResponse, bytes]:
    """One request on a connection of its own. Raises IncompleteRead for a short body."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    headers = {"Host": parts.netloc, "Accept-Encoding": accept}
    try:
        connection.request(method, target, headers=headers)
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()


def talk(port: int, sent: bytes) -> bytes:
    """Everything that the server sends in answer to raw bytes, until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
        client.sendall(sent)
        heard = b""
        while part := client.recv(65536):
            heard += part
        return heard


def faulty(**options: Any) -> tuple[Site, str, dict[str, Any]]:
    """A site, the URL of a multi-page article in it, and that article's truth."""
    site = Site(Options(articles=20, days=1, day=DAY, **options))
    truth = next(t for t in site.truth() if len(t["page_urls"]) > 1)
    return site, truth["url"], truth


def test_a_plain_answer(serving: Serving) -> None:
    site, url, _ = faulty()
    response, body = ask(serving(site), url)
    assert response.status == 200
    assert response.headers["Content-Type"] == "text/html; charset=UTF-8"
    assert parsedate_to_datetime(response.headers["Date"]).tzinfo is not None
    assert int(response.headers["Content-Length"]) == len(body)
    assert "Content-Encoding" not in response.headers


def test_gzip_where_it_is_accepted(serving: Serving) -> None:
    site, url, _ = faulty()
    port = serving(site)
    plain = ask(port, url)[1]
    response, packed = ask(port, url, accept="br;q=1, gzip;q=0.5")
    assert response.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed) == plain
    assert ask(port, url, accept="gzip;q=0")[1] == plain
    archive, file = ask(port, f"https://{WWW}/sitemap-web.xml.gz", accept="gzip")
    assert "Content-Encoding" not in archive.headers
    assert gzip.decompress(file).startswith(b"<?xml")


def test_head_and_keep_alive(serving: Serving) -> None:
    site, url, _ = faulty()
    connection = http.client.HTTPConnection("127.0.0.1", serving(site), timeout=5)
    for method, empty in (("HEAD", True), ("GET", False), ("GET", False)):
        connection.request(method, urlsplit(url).path, headers={"Host": urlsplit(url).netloc})
        response = connection.getresponse()
        assert response.status == 200
        assert (response.read() == b"") is empty
    connection.close()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nbroken line\r\n\r\n", b"400"),
        (b"GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", b"405"),
        (b"PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", b"405"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n", b"413"),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 20_000 + b"\r\n\r\n", b"431"),
        (b"GET / HTTP/1.0\r\n\r\n", b"200"),
        (b"GET //[ HTTP/1.0\r\n\r\n", b"404"),
        (b"GET /indeks/0/0?t=%ff&t=\xff HTTP/1.0\r\n\r\n", b"200"),
    ],
)
def test_odd_requests(serving: Serving, sent: bytes, status: bytes) -> None:
    heard = talk(serving(Site(Options(articles=3, day=DAY))), sent)
    assert heard.split(b" ")[1] == status
    assert b"Connection: close" in heard


def test_what_is_posted_is_what_is_asked(serving: Serving) -> None:
    class Echo:
        def answer(self, *request: Any) -> Answer:
            return Answer(200, f"{request[0]}{request[1]} {request[3]}".encode())

    connection = http.client.HTTPConnection("127.0.0.1", serving(Echo()), timeout=5)
    for body, posted in ((b"kata=rel", "kata=rel"), (b"", ""), (None, "None")):
        connection.request("POST" if body is not None else "GET", "/cari", body, {"Host": "p.id"})
        assert connection.getresponse().read().decode() == f"p.id/cari {posted}"
    connection.close()


def test_clients_that_go_away(serving: Serving, capfd: pytest.CaptureFixture[str]) -> None:
    site, url, _ = faulty()
    port = serving(site)
    for sent in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n" * 50):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as client:
            client.sendall(sent)
    assert ask(port, url)[0].status == 200
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("fault", "status"), [("http_404", 404), ("http_429", 429), ("http_500", 500)]
)
def test_statuses(serving: Serving, fault: str, status: int) -> None:
    site, url, truth = faulty(**{fault: 1.0}, retry_after=7)
    port = serving(site)
    assert truth["fault"] == fault
    for address in (url, *truth["page_urls"][1:], truth["all_url"]):
        response, _ = ask(port, address)
        assert response.status == status
        assert response.headers["Retry-After"] == ("7" if status == 429 else None)
        assert ask(port, address)[0].status == (200 if fault in TRANSIENT else 404)


def test_transient_faults_last_as_long_as_asked(serving: Serving) -> None:
    site, url, _ = faulty(http_500=1, transient=3)
    port = serving(site)
    assert [ask(port, url)[0].status for _ in range(4)] == [500, 500, 500, 200]


def test_hang_never_answers_and_heals(serving: Serving) -> None:
    site, url, _ = faulty(hang=1)
    port = serving(site)
    parts = urlsplit(url)
    with socket.create_connection(("127.0.0.1", port), timeout=0.2) as client:
        client.sendall(f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        with pytest.raises(TimeoutError):
            client.recv(1)
    assert ask(port, url)[0].status == 200


def test_truncated_bodies_break_off(serving: Serving) -> None:
    site, url, _ = faulty(truncated=1)
    port = serving(site)
    with pytest.raises(http.client.IncompleteRead) as caught:
        ask(port, url, accept="gzip")
    assert caught.value.expected
    assert ask(port, url)[0].status == 200


def test_damaged_gzip_is_consistent_and_unreadable(serving: Serving) -> None:
    site = Site(Options(articles=20, days=1, day=DAY, gzip_damage=1))
    port = serving(site)
    whole = 0
    for truth in site.truth():
        response, packed = ask(port, truth["url"])
        assert response.headers["Content-Encoding"] == "gzip"
        assert int(response.headers["Content-Length"]) == len(packed)
        with pytest.raises((EOFError, zlib.error, gzip.BadGzipFile)):
            gzip.decompress(packed)
        whole += packed.endswith(b"\x00")
        assert b"detail-desc" in ask(port, truth["url"])[1]
    assert 0 < whole < 20


def test_wrong_charset_is_only_in_the_header(serving: Serving) -> None:
    site, url, truth = faulty(wrong_charset=1)
    response, body = ask(serving(site), url)
    assert response.headers["Content-Type"] == "text/html; charset=iso-8859-1"
    assert truth["title"] in body.decode("utf-8").replace("&amp;", "&")


def test_redirect_offsite(serving: Serving) -> None:
    site, url, _ = faulty(redirect_offsite=1)
    port = serving(site)
    for _ in range(2):
        response, _ = ask(port, url)
        assert response.status == 302
        assert response.headers["Location"] == "https://www.example.com/"


def test_missing_pages(serving: Serving) -> None:
    for fault, statuses in (
        ("missing_page2", (200, 404, 404)),
        ("no_showpage", (200, 200, 404)),
        ("showpage_ignored", (200, 200, 200)),
    ):
        site, url, _ = faulty(**{fault: 1.0})
        port = serving(site)
        addresses = (url, f"{url}/5", f"{url}?showpage=all")
        assert tuple(ask(port, address)[0].status for address in addresses) == statuses
        if fault == "showpage_ignored":
            assert ask(port, url)[1] == ask(port, addresses[2])[1]


def test_a_changed_layout_has_no_known_name(serving: Serving) -> None:
    site, url, _ = faulty(changed_layout=1)
    page = ask(serving(site), url)[1]
    for name in (b"detail-", b'"NewsArticle"', b"og:", b"<h1", b"canonical", b"paging-"):
        assert name not in page
    assert len(page) > 60_000


def test_each_share_comes_out_as_asked() -> None:
    shares: dict[str, Any] = dict.fromkeys(FAULTS[:5], 0.2)
    truths = Site(Options(articles=1000, days=2, day=DAY, **shares)).truth()
    counts = [sum(t["fault"] == name for t in truths) for name in FAULTS[:5]]
    assert sum(counts) == 1000
    assert all(150 < count < 250 for count in counts)


def test_browsing_on_the_server_itself(serving: Serving) -> None:
    site, url, _ = faulty()
    port = serving(site)
    response, page = ask(port, f"http://127.0.0.1:{port}/{url}")
    assert response.status == 200
    assert b'href="/https://www.sindonews.com/"' in page
    assert (
        ask(port, f"http://localhost:{port}/https://index.sindonews.com/")[0]
        .headers["Location"]
        .startswith("/https://")
    )
