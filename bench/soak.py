"""The --soak part of bench.scale: a service that crawls again and again in one process."""

from __future__ import annotations

import gc
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner, Crawler
from scrapy.utils.defer import deferred_from_coro
from scrapy.utils.log import configure_logging
from scrapy.utils.project import get_project_settings
from scrapy.utils.reactor import install_reactor
from twisted.internet import task

from bench.papers import Living
from bench.running import ENVIRONMENT, ROOT
from bench.serving import Server
from newsbot.clock import set_clock

PORTAL, A_DAY, DAYS = "sindonews", 300, 7
QUARTER = timedelta(minutes=15)
WEEK = DAYS * 24 * 4
MARKS = (1, 10, 100, 300, WEEK)


def soaked(runs: int, archive: bool) -> Iterator[str]:
    """The rows of the table: one for each mark, and one for the last run."""
    yield (
        f"{'run':>5} {'memory MB':>10} {'KB a run':>9} {'CPU ms a run':>13} {'articles':>9} "
        f"{'crawlers kept':>14} {'ledger MB':>10} {'archive MB':>11} {'files':>6}"
    )
    before: dict[str, Any] = {"run": 0, "memory": 0.0, "cpu": 0.0}
    first = None
    for row in rows(runs, archive):
        since = row["run"] - before["run"]
        growth = (row["memory"] - before["memory"]) * 1e3 / since if before["run"] else 0
        yield (
            f"{row['run']:5} {row['memory']:10.1f} {growth:9.1f} "
            f"{(row['cpu'] - before['cpu']) * 1e3 / since:13.0f} {row['articles']:9} "
            f"{row['crawlers']:14} {row['ledger']:10.2f} {row['archive']:11.2f} {row['files']:6}"
        )
        first, before = first or row, row
    if first and first is not before:
        grown = (before["memory"] - first["memory"]) * 1e3 / (before["run"] - first["run"])
        yield f"{grown:.0f} KB more memory for each run, from the first to the last"


def rows(runs: int, archive: bool) -> Iterator[dict[str, Any]]:
    """The figures of each run: those that the service prints, and those of its files."""
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryFile() as log,
        Server(partial(Living, A_DAY, DAYS)) as server,
        subprocess.Popen(
            [sys.executable, "-m", "bench.soak", str(server.port), folder, str(int(archive))],
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as service,
    ):
        assert service.stdin
        assert service.stdout
        for number in range(1, runs + 1):
            now = server.facts + number * QUARTER
            articles, mark = server.tell(now), number in (*MARKS, runs)
            print(now.isoformat(), int(mark), file=service.stdin, flush=True)
            figures = json.loads(service.stdout.readline())
            assert figures["exit_code"] == 0
            if mark:
                yield {"run": number, "articles": articles, **figures, **on_disk(Path(folder))}
                feeds = Path(folder).glob("feeds/**/*.jsonl")
                lines = sum(len(feed.read_bytes().splitlines()) for feed in feeds)
                assert articles * 0.98 < lines <= articles  # a hundredth tell the same
        service.stdin.close()


def on_disk(data: Path) -> dict[str, float]:
    """Megabytes of ledger and archive, and the number of all files."""
    files = [path for path in data.rglob("*") if path.is_file()]
    sizes = {"ledger": 0, "archive": 0}
    for path in files:
        kind = path.relative_to(data).parts[0].partition(".")[0]
        if kind in sizes:
            sizes[kind] += path.stat().st_size
    return {"files": len(files), **{kind: size / 1e6 for kind, size in sizes.items()}}


async def serve(port: str, data: str, archive: str) -> None:
    """Crawl once for each line of stdin: what time it is, and "1" to count crawlers."""
    settings = get_project_settings()
    settings.set("NEWSBOT_WIRE", f"replica:{port}")
    settings.set("NEWSBOT_DATA", data)
    settings.set("NEWSBOT_CLOCK_MAX", -1)  # the replica answers by the system's clock
    if archive == "0":
        settings.set("NEWSBOT_ARCHIVE_DAYS", 0)
    configure_logging(settings)
    runner = AsyncCrawlerRunner(settings)
    for line in sys.stdin:
        now, mark = line.split()
        set_clock(datetime.fromisoformat(now))  # what is over and what is new depends on it
        code = await once(runner)
        used = resource.getrusage(resource.RUSAGE_SELF)
        figures = {"exit_code": code, "memory": resident(), "cpu": used.ru_utime + used.ru_stime}
        print(json.dumps({**figures, "crawlers": crawlers() if mark == "1" else 0}), flush=True)


async def once(runner: AsyncCrawlerRunner) -> Any:
    """Crawl once. Returns the exit code; keeps nothing else of the run."""
    crawler = runner.create_crawler(PORTAL)
    await runner.crawl(crawler)
    return crawler.stats.get_value("newsbot/exit_code")


def crawlers() -> int:
    """How many crawlers of runs that have ended are still referred to."""
    gc.collect()
    return sum(isinstance(each, Crawler) for each in gc.get_objects())


def resident() -> float:
    """Megabytes that the process holds now, or has held at most where only this is known."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmRSS:")[2].split()[0]) / 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main() -> None:
    settings = get_project_settings()
    install_reactor(settings["TWISTED_REACTOR"], settings["ASYNCIO_EVENT_LOOP"])
    port, data, archive = sys.argv[1:]
    task.react(lambda _: deferred_from_coro(serve(port, data, archive)))


if __name__ == "__main__":
    main()
