"""A machine that crawls a replica again and again, at the moments that it is told."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.utils.project import get_project_settings

from bench.health.truth import read_feed
from newsbot.clock import set_clock
from newsbot.health.memory import Memory
from newsbot.ledger.reading import reading
from newsbot.replica.answer import Answer
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.replica.server import serve

PORTAL = "sindonews"
#: The answer to a request, given the host, the target and the answer that it had.
Rewrite = Callable[[str, str, Answer], Answer]


class ChangingSite:
    """A generated portal whose answers may be rewritten. rewrite: what changes them, None where
    nothing does. requests: how many there were. at_request: what to call at which of them."""

    def __init__(self, site: Site):
        self.site = site
        self.rewrite: Rewrite | None = None
        self.requests = 0
        self.at_request: tuple[int, Callable[[], object]] | None = None

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        """See Site in newsbot/replica/server.py."""
        self.requests += 1
        if self.at_request and self.at_request[0] == self.requests:
            self.at_request[1]()
        answer = self.site.answer(host, target, headers, posted)
        return self.rewrite(host, target, answer) if self.rewrite else answer


@dataclass(frozen=True)
class Ran:
    """A run that ended. at: when it began. findings, memory: as the ledger keeps them. delivered:
    the articles of feeds that were finished by its end and not before. watermark: as the ledger
    has it then, ISO 8601 UTC. states: URLs by "state" and "state/reason"."""

    at: datetime
    code: int
    findings: list[dict[str, Any]]
    memory: Memory
    delivered: list[dict[str, Any]]
    watermark: str | None

    def found(self) -> list[str]:
        """The findings in short: "thin listing (source 0, DatedIndex)"."""
        return [
            f"{each['kind']} ({each['about']})" if each["about"] else str(each["kind"])
            for each in self.findings
        ]


@dataclass
class Machine:
    """A data folder and the replica's port. seen: names of the feeds that are known already."""

    site: ChangingSite
    port: int
    data: Path
    seen: set[str] = field(default_factory=set)

    async def run(self, at: datetime, **arguments: str) -> Ran:
        """Let it be this moment, on the machine and on the portal, and crawl once."""
        self.site.requests = 0
        self.site.site.set_now(at)
        set_clock(at)
        settings = get_project_settings()
        settings.set("NEWSBOT_WIRE", f"replica:{self.port}")
        settings.set("NEWSBOT_DATA", str(self.data))
        settings.set("NEWSBOT_LEDGER", "")
        settings.set("NEWSBOT_ARCHIVE_DAYS", 0)
        runner = AsyncCrawlerRunner(settings)
        crawler = runner.create_crawler(PORTAL)
        await runner.crawl(crawler, **arguments)
        return self._ended(at, crawler.stats.get_value("newsbot/exit_code"))

    def _ended(self, at: datetime, code: int) -> Ran:
        with reading("", self.data) as ledger:
            last, watermark = ledger.history(PORTAL)[-1], ledger.watermark(PORTAL)
        memory = Memory.read_json(last.memory)
        return Ran(at, code, last.findings, memory, self._new_articles(), watermark)

    def _new_articles(self) -> list[dict[str, Any]]:
        feeds = sorted((self.data / "feeds").rglob("*.jsonl"))
        new = [feed for feed in feeds if feed.name not in self.seen]
        self.seen.update(feed.name for feed in new)
        return [article for feed in new for article in read_feed(feed)]

    def kill_at(self, requests: int, seconds: float) -> None:
        """Have this process killed so many seconds after that request of the next run."""
        kill = (os.getpid(), signal.SIGKILL)
        timer = threading.Timer(seconds, os.kill, kill)
        self.site.at_request = (requests, timer.start)


@asynccontextmanager
async def machine(options: Options, data: Path) -> AsyncIterator[Machine]:
    """A machine with this data folder, and the replica of these options."""
    site = ChangingSite(Site(options))
    async with await serve(site) as server:
        yield Machine(site, server.sockets[0].getsockname()[1], data)
    set_clock(None)
