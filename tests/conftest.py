"""What tests stand on: a replica's server in a thread, `scrapy` on a data folder of its own."""

from __future__ import annotations

import asyncio
import json
import re
import resource
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from newsbot.clock import now, set_clock
from newsbot.replica.server import Site, serve
from tests.expectations import UNREADABLE, WRITTEN, Expectations
from tests.forked import Ran, clean_environment, scrapy

Serving = Callable[[Site], int]
_SAVED = Path(__file__).with_name("portals")


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "rewrite what saved pages are expected to give as they are read now, and mark it unread"
    parser.addoption("--update", action="store_true", help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let `-k kompas` run the tests of kompas, but none of kompasid: the name of a portal is a
    whole word."""
    name = config.getoption("keyword")
    if not name.isalnum() or not (_SAVED / name).is_dir():
        return
    word = re.compile(rf"(?<![a-z0-9]){name}(?![a-z0-9])")
    chosen = {item for item in items if word.search(item.nodeid)}
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = [item for item in items if item in chosen]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which files of saved pages were written, and why others could not be."""
    reports = [each for kind in terminalreporter.stats.values() for each in kind]
    told = [
        property_
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for property_ in report.user_properties
    ]
    for kind, title in (
        (WRITTEN, "written: compare each value with its page, then delete the line unread"),
        (UNREADABLE, "cannot be read, and left as they are"),
    ):
        if names := sorted(str(value) for name, value in told if name == kind):
            terminalreporter.section(title)
            terminalreporter.write_line("\n".join(names))


@contextmanager
def _running(site: Site) -> Iterator[int]:
    started: Future[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = Future()

    async def run() -> None:
        ended = asyncio.Event()
        async with await serve(site) as server:
            port = server.sockets[0].getsockname()[1]
            started.set_result((port, asyncio.get_running_loop(), ended))
            await ended.wait()

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    port, loop, ended = started.result(timeout=10)
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()


@pytest.fixture
def serving() -> Iterator[Serving]:
    """Call it with a site; it returns the port."""
    with ExitStack() as stack:
        yield lambda site: stack.enter_context(_running(site))


CRAWLED = "articles=30,day=2026-05-15,days=1"
# What `scrapy` runs, with Scrapy's deprecations as errors in its own process too.
_SCRAPY = """
import sys, warnings
from scrapy.exceptions import ScrapyDeprecationWarning
warnings.simplefilter("error", ScrapyDeprecationWarning)
from scrapy.cmdline import execute
sys.argv[0] = "scrapy"
execute()
"""
REPOSITORY = Path(__file__).parents[1]


@dataclass(frozen=True)
class Project:
    """A data folder of its own, and `scrapy` run on it as a user would, by this process's clock."""

    data: Path
    environment: ClassVar[dict[str, str]] = {}

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start `scrapy` with these arguments; its output is piped as text."""
        return subprocess.Popen(
            [sys.executable, "-c", _SCRAPY, *arguments],
            cwd=REPOSITORY,
            env=clean_environment(self._given),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def scrapy(self, *arguments: str) -> Ran:
        """Run `scrapy` to its end."""
        if resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY:
            return scrapy(*arguments, environment=self._given)
        process = self.start(*arguments)  # what this process may not do is for its own children
        output, _ = process.communicate(timeout=300)
        return Ran(process.returncode, output)

    @property
    def _given(self) -> dict[str, str]:
        given = {"NEWSBOT_DATA": str(self.data), "NEWSBOT_NOW": now().isoformat()}
        return {**given, **self.environment}

    def crawl(self, *arguments: str, site: str = "", wire: str = "replica") -> Ran:
        """Run `scrapy crawl sindonews` on the replica. site: the replica's options."""
        settings = ("-s", f"NEWSBOT_WIRE={wire}", "-s", f"NEWSBOT_REPLICA={site}")
        ran = self.scrapy("crawl", "sindonews", *settings, *arguments)
        assert "Traceback" not in ran.output, ran.output
        return ran

    @property
    def feeds(self) -> list[Path]:
        """The finished default feeds, oldest first."""
        return sorted((self.data / "feeds" / "sindonews").glob("*.jsonl"))

    def articles(self) -> list[dict[str, Any]]:
        """All articles of the default feeds."""
        return [article for feed in self.feeds for article in read_lines(feed)]

    def leftovers(self) -> list[Path]:
        """Part files, which no finished run leaves."""
        return list(self.data.rglob("*.part"))


def read_lines(feed: Path) -> list[dict[str, Any]]:
    """A JSON Lines file, strictly: every line whole, the last one ended."""
    text = feed.read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder after a crawl of CRAWLED: feed, ledger, run record and archive. Not to be
    changed."""
    project = Project(tmp_path_factory.mktemp("crawled") / "data")
    asked = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")
    assert project.crawl(*asked, site=CRAWLED).code == 0
    return project.data


@pytest.fixture
def expectations(
    request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> Expectations:
    return Expectations(request.config.getoption("update"), record_property)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path / "data")


# A morning and a late evening in WIB; twice a new day in WIB that is none yet in UTC, and so with
# the year.
MOMENTS = (
    "2026-08-11T03:00Z",
    "2026-08-11T16:59Z",
    "2026-08-11T17:30Z",
    "2026-08-11T23:58Z",
    "2026-12-31T16:59Z",
    "2026-12-31T23:58Z",
)


@pytest.fixture(params=MOMENTS)
def moment(request: pytest.FixtureRequest) -> Iterator[datetime]:
    """It is this moment, here and for all that the project runs. For tests that ask what day it is:
    they pass at any time of day, not only when somebody runs them."""
    set_clock(datetime.fromisoformat(request.param))
    yield now()
    set_clock(None)
