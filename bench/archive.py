"""An archive of very many pages beside small ones: build, open, look up, replay and reparse.

    python -m bench.archive [--pages 100000] [--rounds 3]

Makes three archives, of a hundredth, a tenth and all of the pages. The pages are those of the
generated replica, gzip-encoded, each under an address of its own. The archives are measured in
turn, round by round; the figures are medians of the rounds. All files are in the system's cache.
Memory is that of separate processes, and most of it is Python's and Scrapy's. Articles a second are
by CPU time of one core, for up to 1,000 articles anywhere in the largest archive. Figures by the
clock include the start of the processes. The archives are removed in the end.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from lxml import html

from bench.ledger import own_peak, timed
from newsbot.archive import Archive, ArchiveWriter, Capture, surt
from newsbot.archive.index import Index
from newsbot.archive.places import find as place_of
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.workbench.reparse.finding import find
from newsbot.workbench.reparse.rereading import Job, Reader, body_of, reread_all

#: How many times several processes read the articles, so that their start has a small share.
AGAIN = 5
PORTAL, DAY = "sindonews", date(2026, 5, 15)
SAMPLE, ASKED, FILES = 1000, 2000, 6
FIRST_NUMBER, FIRST_ANSWER = 1_000_000, datetime(2026, 5, 16, tzinfo=UTC)
# About the size of a record of the replica's pages; it only decides where a file ends.
PAGE_BYTES = 16_000
REQUEST = ((b"Accept", b"text/html"), (b"Accept-Encoding", b"gzip"), (b"User-Agent", b"newsbot"))
ANSWER = (
    (b"Content-Type", b"text/html; charset=UTF-8"),
    (b"Content-Encoding", b"gzip"),
    (b"Server", b"nginx"),
    (b"Vary", b"Accept-Encoding"),
)
PLAIN = tuple(header for header in ANSWER if header[0] != b"Content-Encoding")
#: Rows of the first table, with the most that the largest archive may take.
ROWS = {
    "bodies, MB": "",
    "WARC files, MB": "",
    "ArchiveWriter.write(), ms": "",
    "index, MB": "",
    "index built, s": "",
    "index built, ms a page": "",
    "peak memory of building, MB": "",
    "Archive opened, s": "1",
    "look-up in the index, µs": "",
    "look-up of nothing, µs": "",
    "capture(), µs": "",
    "peak memory of 2,000, MB": "",
    "scrapy crawl of one article, s": "",
}

Figures = dict[str, list[float]]
Pages = dict[str, bytes]


@dataclass
class Stories:
    """As many articles as needed: those of the replica, repeated under new numbers."""

    kinds: int
    made: list[tuple[str, Pages]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # a hundredth of the replica's articles tell a story twice, and a crawl drops these
        site = Site(Options(articles=self.kinds * 11 // 10 + 10, days=10, day=DAY))
        for truth in site.truth():
            if truth["duplicate_of"] is None and len(self.made) < self.kinds:
                number = truth["id"].partition(":")[2].partition("-")[0]
                urls = filter(None, (truth["url"], truth["all_url"]))
                self.made.append((number, {url: self._body(site, url) for url in urls}))

    def _body(self, site: Site, url: str) -> bytes:
        parts = urlsplit(url)
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        return site.answer(parts.netloc, target, {}).body

    def urls(self, serial: int) -> list[str]:
        """The addresses of an article's pages, page 1 first."""
        number, pages = self.made[serial % self.kinds]
        return [url.replace(number, str(FIRST_NUMBER + serial)) for url in pages]

    def pages(self, serial: int) -> Iterator[tuple[str, bytes]]:
        """Addresses and pages of an article."""
        number, pages = self.made[serial % self.kinds]
        own = str(FIRST_NUMBER + serial).encode()
        for url, body in zip(self.urls(serial), pages.values(), strict=True):
            yield url, body.replace(number.encode(), own)


@dataclass
class Bench:
    """An archive that is measured. figures: by row, a value for each round. articles: how many are
    in the archive."""

    folder: Path
    pages: int
    stories: Stories
    figures: Figures = field(default_factory=lambda: defaultdict(list))
    articles: int = 0

    def build(self) -> None:
        """Write the archive, then build its index."""
        writer = ArchiveWriter(self.folder, PORTAL, {}, self.pages * PAGE_BYTES // FILES)
        written, size, seconds = 0, 0, 0.0
        while written < self.pages:
            for url, page in self.stories.pages(self.articles):
                body = gzip.compress(page, 1, mtime=0)  # as nginx does by default
                at = FIRST_ANSWER + timedelta(milliseconds=written * 300)
                seconds += timed(partial(put, writer, url, body, at))
                written, size = written + 1, size + len(body)
            self.articles += 1
        seconds += timed(writer.close)
        files = sum(file.stat().st_size for file in writer.files)
        built, peak = alone("--index", self.folder)
        index = (self.folder / "index.warcindex").stat().st_size
        self.pages = written
        self.figures["bodies, MB"] = [size / 1e6]
        self.figures["WARC files, MB"] = [files / 1e6]
        self.figures["ArchiveWriter.write(), ms"] = [seconds / written * 1e3]
        self.figures["index, MB"] = [index / 1e6]
        self.figures["index built, s"] = [built]
        self.figures["index built, ms a page"] = [built / written * 1e3]
        self.figures["peak memory of building, MB"] = [peak]

    def open(self) -> Archive:
        return Archive(str(self.folder), fallback=self.folder / "spare")

    def some(self, count: int) -> list[str]:
        """Addresses from anywhere in the archive."""
        serials = random.choices(range(self.articles), k=count)
        return [random.choice(self.stories.urls(serial)) for serial in serials]

    def round(self) -> None:
        index = Index(place_of(str(self.folder), self.folder / "spare"))
        urls = self.some(ASKED)
        look_up = partial(mean, lambda url: index.captures(surt(url)))
        self.figures["look-up in the index, µs"].append(look_up(urls))
        self.figures["look-up of nothing, µs"].append(look_up([f"{url}x" for url in urls]))
        index.close()
        begun = time.perf_counter()
        archive = self.open()
        self.figures["Archive opened, s"].append(time.perf_counter() - begun)
        self.figures["capture(), µs"].append(mean(archive.capture, urls))
        archive.close()
        (self.folder / "asked").write_text("\n".join(urls))
        self.figures["peak memory of 2,000, MB"].append(alone("--ask", self.folder)[1])
        took, _ = crawl(self.folder, self.stories.urls(0)[:1])
        self.figures["scrapy crawl of one article, s"].append(took)


@dataclass
class Held:
    """Stands for an archive whose pages are in memory, decompressed, so that reading it costs
    extraction alone."""

    pages: dict[str, Capture]

    def follow(self, url: str) -> Capture | None:
        return self.pages.get(url)


class Speed:
    """Ways to read the same articles of an archive. seconds: by way, a value for each round."""

    def __init__(self, bench: Bench):
        self.folder, self.archive = bench.folder, bench.open()
        self.job = Job(str(bench.folder), bench.folder, None, (PORTAL,), ("newsbot.spiders",))
        self.rules = self.job.rules()
        self.seconds: Figures = defaultdict(list)
        kinds = bench.stories.kinds
        # one article of each kind: a crawl drops what tells the same
        serials = (random.randrange(kind, bench.articles, kinds) for kind in range(kinds))
        wanted = {bench.stories.urls(serial)[0] for serial in serials}
        begun = time.process_time()
        everything = list(find(self.archive, self.rules))
        self.finding = (time.process_time() - begun) / bench.pages * 1e6
        assert len(everything) == bench.articles
        self.found = [each for each in everything if each.url in wanted]
        urls: list[str] = []
        self._check(Reader(self.archive, self.rules, lambda _, it: urls.append(it.url)))
        self.captures = [it for url in urls if (it := self.archive.capture(url))]
        self.bodies = [body for each in self.captures if (body := body_of(each))]
        unpacked = zip(self.captures, self.bodies, strict=True)
        self.held = Held({it.url: replace(it, headers=PLAIN, body=body) for it, body in unpacked})

    def _check(self, reader: Reader) -> None:
        """Read all once, so that what is measured later is whole articles."""
        for found in self.found:
            article = reader.reread(found).article
            assert article, found.url
            assert article.complete, found.url

    def round(self) -> None:
        reader = Reader(self.archive, self.rules)
        self._time("reparse", reader.reread, self.found)
        extraction = Reader(cast(Archive, self.held), self.rules)
        self._time("  extraction alone", extraction.reread, self.found)
        self._time("  capture() alone", self.archive.capture, [it.url for it in self.captures])
        self._time("  and unpacking", body_of, self.captures)
        self._time("lxml parsing alone", html.document_fromstring, self.bodies)
        for workers in (1, 2):
            begun = time.perf_counter()
            count = sum(1 for _ in reread_all(self.job, self.found * AGAIN, workers))
            assert count == len(self.found) * AGAIN
            name = f"reparse by the clock, {workers} at once"
            self.seconds[name].append((time.perf_counter() - begun) / AGAIN)
        _, start = crawl(self.folder, [self.found[0].url])
        _, whole = crawl(self.folder, [each.url for each in self.found])
        self.seconds["crawl"].append(whole)
        self.seconds["crawl but for its start"].append(whole - start)

    def _time(self, name: str, call: Callable[[Any], object], over: Sequence[object]) -> None:
        begun = time.process_time()
        for each in over:
            call(each)
        self.seconds[name].append(time.process_time() - begun)

    def show(self) -> None:
        print(f"{len(self.found)} articles, {len(self.bodies)} pages", end="")
        print(f"; to find articles, {self.finding:.1f} µs a page of the archive")
        print(f"{'':34} {'articles/s':>10} {'ratio':>7}")
        base = statistics.median(self.seconds["reparse"])
        for name, values in self.seconds.items():
            took = statistics.median(values)
            print(f"{name:34} {len(self.found) / took:10.4g} {base / took:7.2f}")


def put(writer: ArchiveWriter, url: str, body: bytes, at: datetime) -> None:
    writer.write(
        method="GET",
        url=url,
        request_headers=REQUEST,
        request_body=b"",
        status=200,
        headers=(*ANSWER, (b"Date", format_datetime(at, usegmt=True).encode())),
        body=body,
        at=at,
        ip="127.0.0.1",
    )


def mean(call: Callable[[str], object], urls: list[str]) -> float:
    """Microseconds that one call takes, on average."""
    begun = time.perf_counter()
    for url in urls:
        call(url)
    return (time.perf_counter() - begun) / len(urls) * 1e6


def crawl(folder: Path, urls: list[str]) -> tuple[float, float]:
    """Crawl these articles from the archive. Returns seconds by the clock and of CPU."""
    with tempfile.TemporaryDirectory() as data:
        (listed := Path(data, "urls")).write_text("\n".join(urls))
        settings = (f"NEWSBOT_WIRE={folder}", f"NEWSBOT_DATA={data}")
        given = [part for setting in settings for part in ("-s", setting)]
        command = [sys.executable, "-m", "scrapy", "crawl", PORTAL, *given, "-a", f"urls=@{listed}"]
        begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[1],
            env={k: v for k, v in os.environ.items() if not k.startswith("NEWSBOT_")},
        )
        took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
        feeds = Path(data, "feeds").rglob("*.jsonl")
        assert sum(len(feed.read_bytes().splitlines()) for feed in feeds) == len(urls)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def alone(what: str, folder: Path) -> tuple[float, float]:
    """Run ask() in a separate process. Returns its seconds and its most megabytes."""
    command = [sys.executable, "-m", "bench.archive", f"{what}={folder}"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(output[0]), float(output[1])


def ask(folder: Path, urls: list[str]) -> None:
    """Open an archive, read these pages, and print the seconds and the most megabytes taken."""
    begun = time.perf_counter()
    archive = Archive(str(folder), fallback=folder / "spare")
    for url in urls:
        assert archive.capture(url)
    print(time.perf_counter() - begun, own_peak())


def show(benches: list[Bench]) -> None:
    sizes = "".join(f"{bench.pages:>10,}" for bench in benches)
    print(f"{'pages':32}{sizes} {'ratio':>7} {'target':>7}")
    for name, target in ROWS.items():
        values = [statistics.median(bench.figures[name]) for bench in benches]
        shown = "".join(f"{value:10.4g}" for value in values)
        print(f"{name:32}{shown} {values[-1] / values[0]:7.2f} {target:>7}".rstrip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.index or args.ask:
        urls = (args.ask / "asked").read_text().split() if args.ask else []
        ask(args.index or args.ask, urls)
        return
    python, scrapy = platform.python_version(), version("scrapy")
    print(
        f"Python {python}, Scrapy {scrapy}, lxml {version('lxml')}, FastWARC {version('fastwarc')}"
    )
    stories = Stories(min(SAMPLE, max(args.pages // 2, 1)))
    with tempfile.TemporaryDirectory() as folder:
        sizes = [max(args.pages // part, 1) for part in (100, 10, 1)]
        benches = [Bench(Path(folder, str(part)), size, stories) for part, size in enumerate(sizes)]
        for bench in benches:
            bench.build()
        speed = Speed(benches[-1])
        for _ in range(args.rounds):
            for bench in benches:
                bench.round()
            speed.round()
        speed.archive.close()
    show(benches)
    print()
    speed.show()


if __name__ == "__main__":
    main()
