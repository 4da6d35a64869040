"""Kills real crawls at random moments and checks that nothing is lost, repeated or torn.

    python -m bench.crash [--kills 100] [--seed 1] [--feeds default|two|gzip|csv|append]

One replica has one past day for each cycle. A cycle starts `scrapy crawl` on a new day, kills it
with SIGKILL after a random number of requests and some random milliseconds, runs it to its end on
the same ledger, and compares all finished feeds with the replica's truth. A crawl that ended before
it could be killed is repeated on another day. The exit code is 1 when anything was wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import IO, Any

from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.replica.server import serve

LAST_DAY, ARTICLES = date(2026, 5, 15), 16
# A few more requests than a day's crawl has, so that some kills hit the end of a run.
REQUESTS, MILLISECONDS = 50, 350
ENDINGS = (".jsonl", ".csv", ".gz")
GZIP = "scrapy.extensions.postprocessing.GzipPlugin"
NAME = "%(data)s/feeds/%(started)s"
FEEDS: dict[str, dict[str, dict[str, Any]]] = {
    "default": {},
    "two": {
        f"{NAME}.jsonl": {"format": "jsonlines"},
        "%(data)s/feeds/all.csv.gz": {"format": "csv", "postprocessing": [GZIP]},
    },
    "gzip": {"%(data)s/feeds/all.jsonl.gz": {"format": "jsonlines", "postprocessing": [GZIP]}},
    "csv": {
        f"{NAME}-%(batch_id)d.csv": {"format": "csv", "batch_item_count": 5},
    },
    "append": {"%(data)s/feeds/all.jsonl": {"format": "jsonlines"}},
}


@dataclass
class Bench:
    """A data folder, a replica, and counts of what was wrong."""

    data: Path
    feeds: str
    random: Random
    site: Site
    port: int
    trouble: Counter[str] = field(default_factory=Counter)

    def start(self, day: date) -> subprocess.Popen[bytes]:
        """Start a crawl of one day; its log is kept in the data folder."""
        settings = {"NEWSBOT_WIRE": f"replica:{self.port}", "NEWSBOT_DATA": str(self.data)}
        if FEEDS[self.feeds]:
            settings["FEEDS"] = json.dumps(FEEDS[self.feeds])
        given = [part for item in settings.items() for part in ("-s", "=".join(item))]
        arguments = ["-a", f"since={day}", "-a", f"until={day}"]
        code = "from scrapy.cmdline import execute; execute()"
        with (self.data / "log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-c", code, "crawl", "sindonews", *given, *arguments],
                cwd=Path(__file__).parents[1],
                env={k: v for k, v in os.environ.items() if not k.startswith("NEWSBOT_")},
                stdout=log,
                stderr=log,
            )

    def kill_one(self, day: date) -> bool:
        """Kill a crawl of that day. False when the crawl ended first."""
        before, requests = sum(self.site.kinds.values()), self.random.randint(0, REQUESTS)
        later = self.random.uniform(0, MILLISECONDS) / 1000
        process = self.start(day)
        still = time.monotonic()
        seen = 0
        # a day may have fewer requests than were drawn: then nothing moves any more
        while seen < requests and process.poll() is None:
            time.sleep(0.001)
            now = sum(self.site.kinds.values()) - before
            if now > seen:
                seen, still = now, time.monotonic()
            elif seen and time.monotonic() - still > 0.1:
                break
        time.sleep(later)
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL

    def check(self, cycle: int, days: list[date]) -> None:
        """Compare the finished feeds with the truth of these days."""
        trouble: Counter[str] = Counter()
        feeds = [path for path in (self.data / "feeds").rglob("*") if path.is_file()]
        crawled = {day.isoformat() for day in days}
        wanted = {self.original[key] for key, day in self.day_of.items() if day in crawled}
        for kind in {each["format"] for each in FEEDS[self.feeds].values()} or {"jsonlines"}:
            ids: Counter[str] = Counter()
            for path in feeds:
                if (".csv" in path.name) == (kind == "csv") and path.suffix in ENDINGS:
                    ids.update(read_ids(path, trouble))
            seen = {self.original[key] for key in ids}
            trouble["repeated"] += sum(count - 1 for count in ids.values())
            trouble["lost"] += len(wanted - seen)
            trouble["of other days"] += len(seen - wanted)
        leftovers = [path for path in feeds if path.suffix not in ENDINGS]
        trouble["left over"] += len(leftovers) + len(list(self.data.glob("*.unfinished")))
        if +trouble:
            print(f"cycle {cycle}: {dict(+trouble)}", flush=True)
        self.trouble += trouble

    def learn(self) -> None:
        """Read the replica's truth: the day of each article, and the article that it repeats."""
        truth = self.site.truth()
        self.day_of = {each["id"]: each["day"] for each in truth}
        self.original = {each["id"]: each["duplicate_of"] or each["id"] for each in truth}


def opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def read_ids(path: Path, trouble: Counter[str]) -> Iterator[str]:
    """The ids in a feed. Counts what is torn: lines, and files that cannot be read to the end."""
    try:
        with opened(path) as file:
            if ".csv" in path.name:
                for row in csv.DictReader(file, strict=True):
                    trouble["torn"] += None in row or None in row.values()
                    yield str(row["id"])
                return
            for line in file:
                trouble["torn"] += not line.endswith("\n")
                yield json.loads(line)["id"]
    except (EOFError, OSError, ValueError, csv.Error):
        trouble["torn"] += 1


def serve_in_thread(site: Site) -> int:
    """Serve the replica until the process ends. Returns the port."""
    port: Future[int] = Future()

    async def run() -> None:
        async with await serve(site) as server:
            port.set_result(server.sockets[0].getsockname()[1])
            await server.serve_forever()

    threading.Thread(target=asyncio.run, args=(run(),), daemon=True).start()
    return port.result(timeout=10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--feeds", choices=FEEDS, default="default")
    args = parser.parse_args()
    cycles = args.kills * 2  # some crawls end before they are killed
    options = f"articles={ARTICLES * cycles},days={cycles},day={LAST_DAY},latency=0.005"
    site = Site(Options.parse(options))
    begun, kills, days = time.monotonic(), 0, []
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), args.feeds, Random(args.seed), site, serve_in_thread(site))
        bench.learn()
        for cycle in range(cycles):
            if kills == args.kills:
                break
            day = LAST_DAY - timedelta(days=cycle)
            days.append(day)
            kills += bench.kill_one(day)
            code = bench.start(day).wait()
            if code:
                print(f"cycle {cycle}: exit code {code}", flush=True)
                bench.trouble["exit code"] += 1
            bench.check(cycle, days)
        if +bench.trouble:
            print((bench.data / "log").read_text(encoding="utf-8")[-5000:])
    print(f"feeds {args.feeds}, seed {args.seed}, {time.monotonic() - begun:.0f} s")
    wrong = ("lost", "repeated", "torn", "left over", "of other days", "exit code")
    rows = {"kills": kills, "cycles": len(days), "articles": ARTICLES * len(days)}
    for name, count in {**rows, **{name: bench.trouble[name] for name in wrong}}.items():
        print(f"{name:14} {count:6}")
    sys.exit(1 if +bench.trouble or kills < args.kills else 0)


if __name__ == "__main__":
    main()
