"""A whole crawl beside a bare spider that downloads the same pages and does nothing with them.

    python -m bench.crawl [--articles 600] [--rounds 5]

`scrapy crawl sindonews` reads two days of the generated portal, whose pages have some 93 KB, with
an archive and without. A spider without a parser requests the same addresses (robots.txt, listings,
articles and their further pages), once with Scrapy's default settings and once with those settings
of newsbot that matter for downloading. So do aiohttp and lxml where aiohttp is installed. All make
eight requests at a time, without delays. Another process, on another CPU if there is one, serves
pages that it has made and compressed beforehand. All run in turn, round by round; the figures are
medians of the rounds. CPU time is that of the crawling process. A process counts as started when
its first request reaches the server. Each crawl is checked to deliver every article.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Any

from bench.running import Used, run, scrapy
from bench.serving import Page, Server, message
from newsbot import settings
from newsbot.clock import today
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site

PORTAL, DAYS, CONCURRENCY = "sindonews", 2, 8
# Scrapy would log a line for each page, and open a port.
QUIET = {"LOG_LEVEL": "INFO", "REMOTE_CONTROL_ENABLED": False, "TELNETCONSOLE_ENABLED": False}
STOCK = {**QUIET, "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENCY}
#: Settings of newsbot that change the cost of downloading, among them components left out.
LEAN = {
    **{
        name: getattr(settings, name)
        for name in (
            "CONCURRENT_ITEMS",
            "WARN_ON_GENERATOR_RETURN_VALUE",
            "DUPEFILTER_CLASS",
            "DOWNLOAD_TIMEOUT",
            "DOWNLOAD_MAXSIZE",
            "STATS_DUMP",
        )
    },
    **dict.fromkeys(("COOKIES_ENABLED", "METAREFRESH_ENABLED", "LOGSTATS_INTERVAL"), 0),
    "LOG_VERSIONS": "",
}
OURS, UNKEPT = "scrapy crawl sindonews", "  without the archive"
BARE, LEANER, LOOP = "bare spider, Scrapy's settings", "  newsbot's settings", "aiohttp and lxml"


class Newspaper:
    """The generated replica; each page is made once. facts: by the id of an article, the id of the
    article whose story it tells. A crawl may drop all but one of those with one story."""

    def __init__(self, articles: int):
        site = Site(Options(articles=articles, days=DAYS, day=today()))
        truths = site.truth()
        self.facts = {each["id"]: each["duplicate_of"] or each["id"] for each in truths}
        self._site, self._made = site, dict[str, bytes]()

    def page(self, address: str) -> bytes:
        if address not in self._made:
            host, slash, target = address.partition("/")
            answer = self._site.answer(host, slash + target, {})
            page = Page(answer.status, answer.content_type, answer.body)
            self._made[address] = message(page)
        return self._made[address]

    def tell(self, message: Any) -> None:
        """It takes no messages."""


class Bench:
    """The server, and the resources that each kind of process used in each round."""

    def __init__(self, server: Server, folder: Path):
        self._server, self._folder = server, folder
        self.whole: dict[str, list[Used]] = defaultdict(list)
        self.idle: dict[str, list[Used]] = defaultdict(list)
        self._runs = 0
        self.requested = self._ours(OURS, self.whole).requested  # makes the pages
        self.whole.clear()
        self.idle.clear()
        self._list("urls", self.requested)
        self._list("none", [])

    def _list(self, name: str, addresses: list[str]) -> None:
        urls = [f"http://127.0.0.1:{self._server.port}/{address}" for address in addresses]
        (self._folder / name).write_text("\n".join(urls))

    def round(self) -> None:
        for name in (OURS, UNKEPT):
            assert sorted(self._ours(name, self.whole).requested) == sorted(self.requested)
        for name in (BARE, LEANER, LOOP):
            self._other(name)

    def _ours(self, name: str, kept: dict[str, list[Used]]) -> Used:
        """Crawl when nothing is known, and again when everything is."""
        self._runs += 1
        data = self._folder / f"data{self._runs}"
        given = {"NEWSBOT_WIRE": f"replica:{self._server.port}", "NEWSBOT_DATA": data}
        if name == UNKEPT:
            given["NEWSBOT_ARCHIVE_DAYS"] = 0
        command = scrapy("crawl", PORTAL, settings=given)
        used = run(command, self._server)
        self._check(data)
        kept[name].append(used)
        self.idle[name].append(run(command, self._server))
        return used

    def _check(self, data: Path) -> None:
        """Every story is in the feed once, and complete."""
        feeds = [path.read_text().splitlines() for path in data.glob(f"feeds/{PORTAL}/*.jsonl")]
        articles = [json.loads(line) for line in chain.from_iterable(feeds)]
        stories = sorted(self._server.facts[article["id"]] for article in articles)
        assert stories == sorted(set(self._server.facts.values()))
        assert all(article["complete"] for article in articles)

    def _other(self, name: str) -> None:
        if name == LOOP and find_spec("aiohttp") is None:
            return
        for kept, file in ((self.whole, "urls"), (self.idle, "none")):
            used = run(self._command(name, self._folder / file), self._server, self._folder)
            assert len(used.requested) == (len(self.requested) if file == "urls" else 0)
            kept[name].append(used)

    def _command(self, name: str, urls: Path) -> list[str]:
        here = Path(__file__).parent
        if name == LOOP:
            return [sys.executable, str(here / "aiohttp_loop.py"), str(urls)]
        lean = LEAN if name == LEANER else {}
        spider = str(here / "bare_spider.py")
        return scrapy("runspider", spider, "-a", f"file={urls}", settings={**STOCK, **lean})


def median(runs: list[Used], field: str) -> float:
    return statistics.median(float(getattr(each, field)) for each in runs)


def table(bench: Bench, articles: int) -> Iterator[str]:
    names = list(bench.whole)
    cpu = {name: median(bench.whole[name], "cpu") * 1e3 / articles for name in names}
    work = {name: median(bench.whole[name], "work") * 1e3 / articles for name in names}
    yield f"{'':32} {'CPU ms':>8} {'/bare':>6} {'no start':>9} {'/bare':>6} {'wall ms':>8}"
    for name in names:
        wall = median(bench.whole[name], "wall") * 1e3 / articles
        yield (
            f"{name:32} {cpu[name]:8.2f} {cpu[name] / cpu[BARE]:6.2f} "
            f"{work[name]:9.2f} {work[name] / work[BARE]:6.2f} {wall:8.2f}"
        )
    yield ""
    yield f"{'':32} {'to request':>10} {'idle run':>9} {'requests':>9} {'peak MB':>8}"
    for name in names:
        idle = bench.idle[name]
        yield (
            f"{name:32} {median(bench.whole[name], 'start'):10.2f} {median(idle, 'cpu'):9.2f} "
            f"{len(idle[0].requested):9} {median(bench.whole[name], 'peak'):8.0f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    names = ("scrapy", "twisted", "lxml", *(["aiohttp"] if find_spec("aiohttp") else []))
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"Python {platform.python_version()}, {versions}")
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(partial(Newspaper, args.articles)) as server,
    ):
        bench = Bench(server, Path(folder))
        for _ in range(args.rounds):
            bench.round()
        delivered = len(set(server.facts.values()))
        used = [each for runs in bench.whole.values() for each in runs]
        print(
            f"{delivered} articles delivered, {len(bench.requested)} requests; the server takes "
            f"{statistics.median(each.server for each in used) * 1e3 / delivered:.2f} ms of "
            "another CPU an article"
        )
        for line in table(bench, delivered):
            print(line.rstrip())


if __name__ == "__main__":
    main()
