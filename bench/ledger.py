"""A ledger with very many URLs, beside one that is empty at first.

    python -m bench.ledger [--urls 1000000] [--rounds 5]

Both are measured in turn in one process, round by round; the figures are medians of the rounds. A
round is what two runs of a portal do. The first lists 1,000 new links and 1,000 known ones (in the
large ledger from anywhere in it) and ends; the second resumes what the first has left. Peak memory
is that of a separate process that opens the ledger and walks 500 listing pages. Both ledgers are
removed in the end.
"""

from __future__ import annotations

import argparse
import platform
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from newsbot.items import Article
from newsbot.ledger import Ledger
from newsbot.ledger.schema import article, event, run, url
from newsbot.ledger.states import ACCEPTED, DELIVERED, DROPPED, EXCLUDED, FAILED, OUT_OF_RANGE

PORTAL = "sindonews"
PAGE_LINKS, PAGES, WALKED_PAGES = 20, 50, 500
# The states of a hundred URLs in a ledger that is years old.
STATES = [DELIVERED] * 94 + [OUT_OF_RANGE] * 3 + [FAILED, EXCLUDED, DROPPED]
RUN_URLS = 1000
BUILD_BATCH = 20_000
WORDS = "presiden menteri banjir jakarta harga pangan timnas pemilu warga polisi ekonomi".split()
RANGE = ("2026-07-23T08:00:00+00:00", "2026-07-24T08:00:00+00:00")

#: Rows of the table, with the most that the large ledger may take.
ROWS = {
    "look-up of a known link, µs": "30",
    "look-up of a new link, µs": "30",
    "finish(), µs": "",
    "accept() and deliver(), µs": "",
    "start-up, s": "0.2",
    "unfinished(), none, ms": "",
    "unfinished(), 1000, ms": "",
    "counts(), ms": "",
    "watermark(), ms": "",
    "bytes on disk per URL": "",
    "peak memory, MB": "",
}

Figures = dict[str, list[float]]


def moment(number: int) -> str:
    """When the article with that number was published, in the form of the ledger."""
    return datetime.fromtimestamp(1_100_000_000 + 60 * number, UTC).isoformat(timespec="seconds")


def link(number: int) -> tuple[str, str]:
    """Key and address of an article, in the form of sindonews."""
    key = f"{1_000_000 + number}-{1_100_000_000 + 60 * number}"
    slug = "-".join(WORDS[(number >> shift) % len(WORDS)] for shift in range(7))
    serial, second = key.split("-")
    return key, f"https://nasional.sindonews.com/read/{serial}/12/{slug}-{second}"


def page(first: int) -> dict[str, str]:
    """The links of one listing page."""
    return dict(link(number) for number in range(first, first + PAGE_LINKS))


def url_row(number: int) -> dict[str, Any]:
    """The row of a URL that a run of long ago settled."""
    key, address = link(number)
    state, at, by = STATES[number * 37 % 100], moment(number), number // RUN_URLS + 1
    window = at if state == OUT_OF_RANGE else None
    return {
        "portal": PORTAL,
        "key": key,
        "url": address,
        "state": state,
        "reason": None if state == DELIVERED else "published time",
        "tries": 5 if state == FAILED else 0,
        "published_from": window,
        "published_to": window,
        "first_seen": at,
        "last_seen": at,
        "first_run": by,
        "last_run": by,
        "done_run": by,
        "walk": "0|indeks",
        "day": at[:10],
    }


def run_row(number: int) -> dict[str, Any]:
    """A run that ended well."""
    at = moment(number * RUN_URLS)
    return {
        "portal": PORTAL,
        "arguments": "{}",
        "started": at,
        "ended": at,
        "reason": "finished",
        "exit_code": 0,
        "caught_up": True,
    }


def open_ledger(file: Path) -> Ledger:
    return Ledger(f"sqlite:///{file}", PORTAL, file.parent, {}, (1, 6, 24, 72))


def build(file: Path, urls: int) -> None:
    """A ledger with so many URLs. They are written by SQL, which is faster than the ledger's own
    methods."""
    close(open_ledger(file))
    if not urls:
        return
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as db:
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-1000000"):
            db.exec_driver_sql(f"PRAGMA {setting}")
        db.execute(run.insert(), [run_row(each) for each in range(urls // RUN_URLS + 1)])
        for first in range(0, urls, BUILD_BATCH):
            rows = [url_row(each) for each in range(first, min(first + BUILD_BATCH, urls))]
            db.execute(url.insert(), rows)
        for statement in stories():
            db.execute(statement)
        db.commit()
    engine.dispose()


def stories() -> Iterator[sa.Insert]:
    """Write the rows of the other tables that belong to the URLs: articles and events."""
    delivered, by = url.c.state == DELIVERED, (url.c.done_run, url.c.first_seen)
    content = sa.func.lower(sa.func.hex(sa.func.randomblob(32)))
    yield article.insert().from_select(
        ("portal", "id", "revision", "content_hash", "published_at", "run"),
        sa.select(
            url.c.portal, PORTAL + ":" + url.c.key, sa.literal(1), content, by[1], by[0]
        ).where(delivered),
    )
    columns = ("portal", "key", "run", "at", "what", "detail")
    for what, detail, of in (
        ("listed", url.c.walk, sa.true()),
        (ACCEPTED, sa.literal("revision 1"), delivered),
        (url.c.state, url.c.reason, sa.true()),
    ):
        happened = sa.literal(what) if isinstance(what, str) else what
        rows = sa.select(url.c.portal, url.c.key, *by, happened, detail).where(of)
        yield event.insert().from_select(columns, rows)


def close(ledger: Ledger) -> None:
    ledger.end(reason="finished", exit_code=0, caught_up=True)
    ledger.close()


def size(file: Path) -> int:
    """Bytes of the database and of the files that SQLite keeps beside it."""
    return sum(each.stat().st_size for each in file.parent.glob(f"{file.name}*"))


def timed(call: Callable[[], object]) -> float:
    """Seconds that a call took."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def known_pages(urls: int, new: list[dict[str, str]]) -> list[dict[str, str]]:
    """Pages of links that the ledger has: anywhere in the large one, else those just listed."""
    if urls < PAGE_LINKS:
        return new
    return [page(random.randrange(urls - PAGE_LINKS + 1)) for _ in new]


def articles(links: list[tuple[str, str]]) -> list[Article]:
    """Articles of the usual length."""
    made = []
    for key, address in links:
        item = Article(
            id=f"{PORTAL}:{key}",
            portal=PORTAL,
            url=address,
            title="Banjir di Jakarta",
            published_at=RANGE[0],
            text=" ".join(random.choices(WORDS, k=450)),
            content_hash=f"{random.getrandbits(256):064x}",
        )
        item.key = key
        made.append(item)
    return made


class Bench:
    """A ledger that is measured. figures: by row, a value for each round."""

    def __init__(self, file: Path, urls: int):
        self.file, self.urls = file, urls
        self.figures: Figures = defaultdict(list)
        self._next = urls + 1_000_000  # numbers of links that the ledger has never seen

    def round(self) -> None:
        ledger = self._open()
        self._unfinished(ledger, "none")
        self._list(ledger)
        close(ledger)
        ledger = self._open()
        self._settle(ledger, self._unfinished(ledger, "1000"))
        for name in ("counts", "watermark"):
            call = ledger.outcomes.counts if name == "counts" else ledger.watermark
            self.figures[f"{name}(), ms"].append(timed(call) * 1e3)
        close(ledger)

    def walk(self) -> None:
        """List pages whose links are half known and half new."""
        ledger = open_ledger(self.file)
        for number in range(WALKED_PAGES):
            new = self.urls + 10_000_000 + number * PAGE_LINKS
            old = random.randrange(self.urls) if self.urls else new
            ledger.links.add("0|indeks", page(old if number % 2 else new), *RANGE)
        close(ledger)

    def _open(self) -> Ledger:
        """Open the ledger, up to its first answer."""
        begun = time.perf_counter()
        ledger = open_ledger(self.file)
        ledger.caught_up()
        self.figures["start-up, s"].append(time.perf_counter() - begun)
        return ledger

    def _list(self, ledger: Ledger) -> None:
        new = [page(self._next + PAGE_LINKS * number) for number in range(PAGES)]
        self._next += PAGES * PAGE_LINKS
        for name, pages in (("new", new), ("known", known_pages(self.urls, new))):
            begun = time.perf_counter()
            for links in pages:
                ledger.links.add("0|indeks", links, *RANGE)
            each = (time.perf_counter() - begun) / PAGES / PAGE_LINKS
            self.figures[f"look-up of a {name} link, µs"].append(each * 1e6)

    def _unfinished(self, ledger: Ledger, name: str) -> list[tuple[str, str]]:
        begun = time.perf_counter()
        found = list(ledger.links.unfinished(*RANGE, lambda _: True))
        self.figures[f"unfinished(), {name}, ms"].append((time.perf_counter() - begun) * 1e3)
        assert len(found) == (0 if name == "none" else PAGES * PAGE_LINKS)
        return found

    def _settle(self, ledger: Ledger, found: list[tuple[str, str]]) -> None:
        """Settle links: half of them dropped, half delivered."""
        half = len(found) // 2
        begun = time.perf_counter()
        for key, _ in found[:half]:
            ledger.outcomes.finish(key, DROPPED, "duplicate")
        self.figures["finish(), µs"].append((time.perf_counter() - begun) / half * 1e6)
        items = articles(found[half:])
        begun = time.perf_counter()
        for item in items:
            ledger.outbox.accept(item)
        assert ledger.outbox.deliver() == len(items)
        each = (time.perf_counter() - begun) / len(items)
        self.figures["accept() and deliver(), µs"].append(each * 1e6)
        assert not list(ledger.outbox.waiting())


def peak_memory(bench: Bench) -> float:
    """The most megabytes that a separate process takes to walk listings with the ledger."""
    arguments = [f"--walk={bench.file}", f"--urls={bench.urls}"]
    command = [sys.executable, "-m", "bench.ledger", *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def walk_and_tell(file: Path, urls: int) -> None:
    Bench(file, urls).walk()
    print(own_peak())


def own_peak() -> float:
    """The most megabytes that this process took.

    On Linux this is read from /proc, as getrusage counts what the parent held before exec.
    """
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def measured(folder: Path, urls: int, rounds: int) -> Iterator[dict[str, float]]:
    """The medians of the empty ledger and of the large one."""
    empty, large = Bench(folder / "empty.sqlite3", 0), Bench(folder / "large.sqlite3", urls)
    for bench in (empty, large):
        begun = time.perf_counter()
        build(bench.file, bench.urls)
        if bench.urls:
            print(f"built in {time.perf_counter() - begun:.0f} s, {size(bench.file) / 1e6:.0f} MB")
            bench.figures["bytes on disk per URL"].append(size(bench.file) / bench.urls)
    for _ in range(rounds):
        for bench in (empty, large):
            bench.round()
    for bench in (empty, large):
        bench.figures["peak memory, MB"] = [peak_memory(bench) for _ in range(3)]
        yield {name: statistics.median(values) for name, values in bench.figures.items()}


def show(empty: dict[str, float], large: dict[str, float], urls: int) -> None:
    print(f"{'':30} {'empty':>10} {urls:>12,} {'ratio':>7} {'target':>7}")
    for name, target in ROWS.items():
        few, many = empty.get(name), large.get(name)
        beside = f"{many / few:7.2f}" if few and many else " " * 7
        shown = [f"{value:.4g}" if value is not None else "" for value in (few, many)]
        print(f"{name:30} {shown[0]:>10} {shown[1]:>12} {beside} {target:>7}".rstrip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--walk", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.walk:
        walk_and_tell(arguments.walk, arguments.urls)
        return
    python = f"Python {platform.python_version()}, SQLAlchemy {sa.__version__}"
    print(f"{python}, SQLite {sqlite3.sqlite_version}")
    with tempfile.TemporaryDirectory() as folder:
        empty, large = measured(Path(folder), arguments.urls, arguments.rounds)
    show(empty, large, arguments.urls)


if __name__ == "__main__":
    main()
