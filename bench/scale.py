"""The cost of a crawl by its number of articles, and of a service by its number of runs.

    python -m bench.scale [--sizes 1000,10000,100000] [--no-archive]
    python -m bench.scale --soak [--runs 672]

A real `scrapy crawl` reads a range of days, a thousand articles a day, from a portal in another
process. The portal repeats some hundred stories of the replica under new numbers, addresses, titles
and texts. Its pages are small (some 8 KB, the article without its surroundings), so that the
largest crawl ends within minutes; bench.crawl has whole pages. The second run looks for new
articles when the ledger knows all. The ratio is that of the last size to the first.

--soak: a week of a service that reads the portal every quarter of an hour in one process, with
Scrapy's AsyncCrawlerRunner: 672 runs without a pause, and 300 articles a day with whole pages.
Memory is what the process holds after a run. The other figures are means of the runs since the row
above.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from bench.papers import Crowd
from bench.running import Used, run, scrapy
from bench.serving import Server
from bench.soak import WEEK, soaked

PORTAL, A_DAY, STORIES = "sindonews", 1000, 300


def megabytes(folder: Path, pattern: str) -> float:
    return sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file()) / 1e6


def crawl(server: Server, data: Path, archive: bool, *given: str) -> Used:
    settings = {"NEWSBOT_WIRE": f"replica:{server.port}", "NEWSBOT_DATA": data}
    if not archive:
        settings["NEWSBOT_ARCHIVE_DAYS"] = 0
    return run(scrapy("crawl", PORTAL, *given, settings=settings), server)


def delivered(data: Path) -> int:
    """Articles in the feeds, each counted once."""
    ids: set[str] = set()
    for path in data.glob(f"feeds/{PORTAL}/*.jsonl"):
        with path.open() as lines:
            ids.update(json.loads(line)["id"] for line in lines)
    return len(ids)


def measured(articles: int, archive: bool) -> dict[str, float]:
    """The figures of one size, by row."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(partial(Crowd, articles, A_DAY, STORIES)) as server,
    ):
        data = Path(folder)
        first = crawl(server, data, archive, "-a", f"since={server.facts}")
        assert delivered(data) == articles
        second = crawl(server, data, archive)
        assert delivered(data) == articles
        return {
            "CPU, ms an article": first.cpu * 1e3 / articles,
            "CPU but for the start, ms": first.work * 1e3 / articles,
            "by the clock, ms an article": first.wall * 1e3 / articles,
            "requests an article": len(first.requested) / articles,
            "peak memory, MB": first.peak,
            "second run: requests": len(second.requested),
            "second run: CPU, s": second.cpu,
            "second run: peak memory, MB": second.peak,
            "ledger, MB": megabytes(data, "ledger.sqlite3*"),
            "archive, MB": megabytes(data, "archive/**/*"),
            "feed, MB": megabytes(data, "feeds/**/*"),
        }


def show(sizes: list[int], columns: list[dict[str, float]]) -> Iterator[str]:
    yield f"{'articles':29}" + "".join(f"{size:>10,}" for size in sizes) + f"{'ratio':>8}"
    for name in columns[0]:
        values = [column[name] for column in columns]
        beside = f"{values[-1] / values[0]:8.2f}" if values[0] else ""
        yield f"{name:29}" + "".join(f"{value:10.4g}" for value in values) + beside
    more, peaks = sizes[-1] - sizes[0], [column["peak memory, MB"] for column in columns]
    if more:
        yield f"{(peaks[-1] - peaks[0]) / more * 1e3:.2f} KB of peak memory for each article more"


def sizes_of(text: str) -> list[int]:
    return sorted(int(each) for each in text.split(","))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", type=sizes_of, default=[1000, 10_000, 100_000])
    parser.add_argument("--no-archive", action="store_true", help="as NEWSBOT_ARCHIVE_DAYS=0")
    parser.add_argument("--soak", action="store_true", help="a week of runs in one process")
    parser.add_argument("--runs", type=int, default=WEEK, help="of the service")
    args = parser.parse_args()
    names = ("scrapy", "twisted", "lxml", "SQLAlchemy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"Python {platform.python_version()}, {versions}")
    if args.soak:
        for line in soaked(args.runs, archive=not args.no_archive):
            print(line, flush=True)
        return
    columns = [measured(size, archive=not args.no_archive) for size in args.sizes]
    print(*show(args.sizes, columns), sep="\n")


if __name__ == "__main__":
    main()
