"""Hostile portals: whatever they answer, the run ends by itself, asks nobody else, and delivers the
good articles beside the bad."""

from __future__ import annotations

import gzip
import json
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from newsbot.clock import now
from newsbot.text.dates import WIB
from tests.conftest import Project

MOMENT = now().astimezone(WIB) - timedelta(hours=1)
HOST = "https://nasional.sindonews.com"
EMPTY_FEED = b"<rss><channel></channel></rss>"


@cache
def bomb() -> bytes:
    """Of 200 MB."""
    return gzip.compress(bytes(200_000_000), 1)


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Page = Answer | Callable[[str], Answer]


def path_of(number: int) -> str:
    return f"/read/{number}/12/judul-{number}-{int(MOMENT.timestamp())}"


def article(number: int, *, head: str = "", body: str = "") -> Answer:
    shown = f"{MOMENT.day} {MOMENT:%b} {MOMENT:%Y - %H:%M} WIB"
    html = (
        f"<html><head>{head}</head><h1 class=detail-title>Judul nomor {number}</h1>"
        f"<div class=detail-date-artikel>{shown}</div>"
        f"<div id=detail-desc>Isi berita nomor {number}, satu kalimat.<br>{body}</div>"
    )
    return Answer(html.encode("utf-8", "surrogatepass"), headers={"Content-Type": "text/html"})


def listing(*links: str) -> Answer:
    items = "".join(f'<div class=title-article><a href="{link}">x</a></div>' for link in links)
    return Answer(f"<html>{items}".encode(), headers={"Content-Type": "text/html"})


def index_of(*numbers: int, more: tuple[str, ...] = ()) -> Answer:
    return listing(*(HOST + path_of(number) for number in numbers), *more)


def sitemap(*locations: str, tag: str = "sitemap") -> Answer:
    inner = "".join(f"<{tag}><loc>{each}</loc></{tag}>" for each in locations)
    return Answer(f"<?xml version='1.0'?><index>{inner}</index>".encode())


def redirect(target: str) -> Answer:
    return Answer(status=302, headers={"Location": target})


class Portal:
    """Answers for every host: `pages` by path, else a good article, an empty listing, or 404."""

    def __init__(self, pages: dict[str, Page]):
        self.pages, self.asked = pages, list[tuple[str, str]]()

    def answer(self, host: str, target: str) -> Answer:
        self.asked.append((host, target))
        path = target.partition("?")[0]
        page = self.pages.get(path)
        if page is not None:
            return page(target) if callable(page) else page
        if path.startswith("/read/"):
            return article(int(path.split("/")[2]))
        if path in ("/feed", "/sitemap-news.xml"):
            return Answer(EMPTY_FEED)
        return listing() if path.startswith("/indeks/") else Answer(status=404)

    def hosts(self) -> set[str]:
        return {host for host, _ in self.asked}

    def times(self, path: str) -> int:
        return sum(target.partition("?")[0] == path for _, target in self.asked)


@contextmanager
def answering(portal: Portal) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = portal.answer(self.headers["Host"], self.path)
            self.send_response_only(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            try:
                self.wfile.write(answer.body)
            except OSError:  # the bot has read enough
                self.close_connection = True

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"replica:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Result:
    code: int
    output: str
    portal: Portal
    titles: set[str]
    stats: dict[str, Any]
    articles: list[dict[str, Any]]


def attack(project: Project, pages: dict[str, Page], *arguments: str) -> Result:
    """Crawl a portal of such pages, and check what holds for any run."""
    portal = Portal(pages)
    with answering(portal) as wire:
        ran = project.crawl("-s", "LOG_LEVEL=DEBUG", *arguments, wire=wire)
    for host in portal.hosts():
        assert host.endswith(".sindonews.com"), host
    articles = project.articles()
    (record,) = [json.loads(path.read_text()) for path in (project.data / "runs").iterdir()]
    titles = {each["title"].removeprefix("Judul nomor ") for each in articles}
    return Result(ran.code, ran.output, portal, titles, record, articles)


def failed(result: Result) -> dict[str, int]:
    reasons = result.stats["states"].get("failed", {}).get("reasons", {})
    return dict(reasons)


def test_bodies_that_are_too_large(project: Project) -> None:
    packed = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
    twice = gzip.compress(gzip.compress(bytes(100_000_000), 9), 9)
    pages: dict[str, Page] = {
        "/robots.txt": Answer(bomb(), headers=packed),
        "/indeks/0/0": index_of(1, 2, 3, 4, 5, 6),
        path_of(2): Answer(bomb(), headers=packed),
        path_of(3): Answer(twice, headers={"Content-Encoding": "gzip, gzip"}),
        path_of(4): Answer(b"x" * 50_000_000),
        path_of(5): Answer(
            zlib.compress(bytes(100_000_000)), headers={"Content-Encoding": "deflate"}
        ),
        path_of(6): Answer(b"x", headers={"Content-Encoding": ", ".join(["gzip"] * 500)}),
        "/sitemap-news.xml": Answer(bomb(), headers={"Content-Type": "application/gzip"}),
        "/feed": Answer(bomb(), headers=packed),
    }
    result = attack(project, pages)
    assert result.code == 3
    assert result.titles == {"1"}
    assert failed(result) == {"too large": 5}
    assert result.portal.times(path_of(2)) == 1, "a bomb is not asked for again"
    assert "Listing lost (too large): https://www.sindonews.com/feed" in result.output
    assert "Listing lost (too large): https://www.sindonews.com/sitemap-news.xml" in result.output


def test_a_codec_that_cannot_read_its_body(project: Project) -> None:
    pages: dict[str, Page] = {"/indeks/0/0": index_of(1, 2, 3, 4)}
    for number, coding in ((2, "br"), (3, "zstd"), (4, "gzip")):
        pages[path_of(number)] = Answer(b"\xff" * 100, headers={"Content-Encoding": coding})
    pages["/robots.txt"] = pages[path_of(3)]
    result = attack(project, pages)
    assert (result.code, result.titles, failed(result)) == (3, {"1"}, {"truncated": 3})


def test_a_listing_without_end(project: Project) -> None:
    def page(target: str) -> Answer:
        return index_of(1000 + int(target.split("/")[3].partition("?")[0]) // 20)

    pages: dict[str, Page] = {f"/indeks/0/{20 * n}": page for n in range(300)}
    result = attack(project, pages)
    assert result.code == 3
    assert "still new links on page 100" in result.output
    assert len(result.articles) == 100


def test_sitemaps_without_end(project: Project) -> None:
    class Endless(dict[str, Page]):
        def get(self, path: str, default: Any = None) -> Any:
            if "news" not in path or not path.endswith(".xml"):
                return super().get(path, default)
            own = zlib.crc32(path.encode())
            return sitemap(
                f"https://www.sindonews.com{path}",
                *(f"https://www.sindonews.com/news-{own}-{n}.xml" for n in range(2000)),
            )

    result = attack(project, Endless({"/indeks/0/0": index_of(1)}))
    asked = [path for _, path in result.portal.asked if path.endswith(".xml")]
    assert len(asked) == len(set(asked)) + 1 <= 502, "each once, and the first names itself"
    assert result.output.count("WARNING: Listing lost (too many further listings)") == 1
    assert result.titles == {"1"}


ELSEWHERE = (
    "http://127.0.0.1/news.xml",
    "http://[::1]/news.xml",
    "http://169.254.169.254/news/meta",
    "http://10.0.0.1/news.xml",
    "http://2130706433/news.xml",
    "http://localhost/news.xml",
    "https://jahat.example/news.xml",
    "https://sindonews.com.jahat.example/news.xml",
    "https://jahat-sindonews.com/news.xml",
    "https://www.sindonews.com@jahat.example/news.xml",
    "https://user:rahasia@www.sindonews.com/news-user.xml",
    "https://www.sindonews.com:22/news-port.xml",
    "file:///etc/news.xml",
    "data:text/xml,news",
    "ftp://www.sindonews.com/news.xml",
    "javascript:news()",
    "news.xml",
    "http://[news",
    "https://www.sindonews.com/news" + "x" * 5000,
)


def test_a_sitemap_index_that_points_elsewhere(project: Project) -> None:
    named = (*ELSEWHERE, "https://www.sindonews.com/more-news.xml")
    pages: dict[str, Page] = {
        "/indeks/0/0": index_of(1),
        "/sitemap-news.xml": sitemap(*named),
        "/more-news.xml": sitemap(HOST + path_of(2), tag="url"),
    }
    result = attack(project, pages)
    assert (result.code, result.titles) == (0, {"1", "2"})
    assert not [path for _, path in result.portal.asked if "news" in path and "more" not in path][
        1:
    ]


def test_links_that_point_elsewhere(project: Project) -> None:
    bad = tuple(url.replace("news.xml", path_of(9)[1:]) for url in ELSEWHERE)
    result = attack(project, {"/indeks/0/0": index_of(1, more=bad)})
    assert (result.code, result.titles) == (0, {"1"})
    assert result.portal.times(path_of(9)) == 0


@pytest.mark.parametrize("target", ELSEWHERE)
def test_unit_nothing_elsewhere_is_on_site(target: str) -> None:
    from newsbot.text.urls import on_site

    assert not on_site(target, ("sindonews.com",))
    assert on_site("https://www.sindonews.com/news.xml", ("sindonews.com",))


def test_redirects_that_lead_elsewhere_or_nowhere(project: Project) -> None:
    targets = [url for url in ELSEWHERE if url != "news.xml"]
    numbers = range(2, 2 + len(targets))
    pages: dict[str, Page] = {"/indeks/0/0": index_of(1, *numbers, 90, 91, 92)}
    pages |= {path_of(n): redirect(url) for n, url in zip(numbers, targets, strict=True)}
    pages[path_of(90)] = redirect(HOST + path_of(90))
    pages[path_of(91)] = lambda target: redirect(
        f"{HOST}{path_of(91)}?n={len(target)}{target[-9:]}x"
    )
    pages[path_of(92)] = redirect(HOST + "/rahasia")
    pages["/feed"] = redirect("http://127.0.0.1/feed")
    pages["/robots.txt"] = redirect("http://127.0.0.1/robots.txt")
    result = attack(project, pages)
    assert (result.code, result.titles) == (4, {"1"})
    assert failed(result)["max redirections reached"] == 2
    assert "articles are redirected, " in result.output
    assert result.portal.times(path_of(91)) <= 6
    assert "Listing lost (off-site): http://127.0.0.1/feed" in result.output


def test_entities_in_feeds_and_sitemaps(project: Project) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    dtd = f'<!DOCTYPE x [<!ENTITY e0 "jahat">{levels}<!ENTITY f SYSTEM "file:///etc/passwd">'
    dtd += '<!ENTITY % p SYSTEM "http://127.0.0.1/jahat.dtd">%p;]>'
    item = "<item><title>&f;</title><link>{}</link></item>"
    feed = (
        f"<?xml version='1.0'?>{dtd}<rss>{item.format(HOST + path_of(2))}{item.format('&f;')}</rss>"
    )
    url = f"<url><loc>&f;</loc></url><url><loc>{HOST + path_of(3)}</loc></url>"
    pages: dict[str, Page] = {
        "/indeks/0/0": index_of(1),
        "/feed": Answer(feed.encode()),
        "/sitemap-news.xml": Answer(f"<?xml version='1.0'?>{dtd}<urlset>{url}</urlset>".encode()),
    }
    result = attack(project, pages)
    assert (result.code, result.titles) == (0, {"1", "2", "3"})
    assert "root:" not in result.output


def test_pages_that_are_hard_to_read(project: Project) -> None:
    def script(text: str) -> str:
        return f'<script type="application/ld+json">{text}</script>'

    utf8 = "<meta charset=utf-8>"
    rude = "\x00\x1b[2J\u202eya\u200f"
    pages: dict[str, Page] = {
        "/indeks/0/0": index_of(*range(1, 16)),
        path_of(2): article(2, head=script('{"a":' * 10_000 + "1" + "}" * 10_000)),
        path_of(3): article(3, head=script('{"a": "' + "x" * 3_000_000 + '"}')),
        path_of(4): article(4, head=script(f'{{"headline": {"9" * 5000}}}')),
        path_of(5): article(5, head=script(f"&#{'9' * 5000};")),
        path_of(6): article(6, body="<div>" * 100_000),
        path_of(7): article(7, body="<br>" * 900_000),
        path_of(8): article(8, body='<a href="x">y</a>' * 100_000),
        path_of(9): article(9, body="Baca juga: x. " * 50_000),
        path_of(10): article(10, body=rude, head=f"{utf8}<meta name=description content='{rude}'>"),
        path_of(11): article(11, head="<meta name=keywords content='" + "a," * 500_000 + "'>"),
        path_of(12): article(12, body="a<i></i>" * 300_000),
        path_of(13): article(13, head=f"<meta name=author content='{'a' * 1_000_000}'>"),
        path_of(14): article(14, body="halaman " + "1" * 50_000 + "x"),
        path_of(15): Answer(b"<h1 class=detail-title>" + b"x" * 1_000_000),
    }
    result = attack(project, pages)
    assert result.titles == {str(number) for number in range(1, 15)}
    assert result.code == 3
    read = {each["title"].split()[-1]: each for each in result.articles}
    assert read["10"]["summary"] == "[2Jya\u200f"
    assert read["10"]["text"].endswith("[2Jya\u200f")
    assert read["13"]["authors"] == []
    assert len(read["11"]["tags"]) <= 200


@pytest.mark.parametrize("name", ["Date", "Content-Type", "Retry-After", "Location", "ETag"])
def test_headers_that_make_no_sense(project: Project, name: str) -> None:
    values = [
        "",
        "\xff\xfe" * 50,
        "9" * 5000,
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "text/html; charset=zlib",
    ]
    pages: dict[str, Page] = {"/indeks/0/0": index_of(1)}
    numbers = range(2, 2 + len(values))
    pages["/indeks/0/0"] = index_of(1, *numbers)
    for number, value in zip(numbers, values, strict=True):
        answer = article(number, body="<p>5 menit yang lalu</p>")
        answer.headers[name] = value
        pages[path_of(number)] = answer
    result = attack(project, pages)
    assert result.code == 0
    assert len(result.titles) == 1 + len(values)


def test_a_pager_of_pages_that_are_not_there(project: Project) -> None:
    urls = [f"{HOST}{path_of(2)}/{n}" for n in range(5, 5000, 5)]
    urls[0] = urls[0].replace(".com/", ".com:22/")
    pager = "".join(f'<a href="{url}">x</a>' for url in urls)
    page = article(2, body=f"</div><div class=paging-artikel>{pager}")
    missing = {f"{path_of(2)}/{n}": Answer(status=404) for n in range(5, 5000, 5)}
    pages: dict[str, Page] = {"/indeks/0/0": index_of(1, 2), path_of(2): page, **missing}
    result = attack(project, pages)
    assert (result.code, result.titles) == (3, {"1"})
    assert failed(result) == {"incomplete": 1}
    assert len([path for _, path in result.portal.asked if path.startswith(path_of(2))]) < 50
