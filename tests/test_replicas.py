"""Every portal crawls its own replica: the site that its saved pages make, from its listings to the
feed, and once more."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newsbot.cases.options import ENDS, CaseOptions
from newsbot.cases.saved import read_cases
from newsbot.cases.site import CaseSite
from newsbot.portal import PortalSpider
from newsbot.sources import Question
from newsbot.text.calendar import WIB
from newsbot.text.urls import strip_tracking

ROOT = Path(__file__).parents[1]
SAVED = Path(__file__).with_name("portals")
#: A range of more days is read in parts, each up to the widest gap between its cases.
LONG = timedelta(days=200)
Serving = Callable[[CaseSite], int]

# Reads command lines, and runs each as `scrapy` in a fork of itself: what takes long, Python's
# imports, is done once. Answers with exit codes.
_FORKING = """
import importlib, json, os, pkgutil, sys, warnings
from scrapy.exceptions import ScrapyDeprecationWarning
warnings.simplefilter("error", ScrapyDeprecationWarning)
import aiohttp.web, newsbot, scrapy.commands, tldextract
for package in newsbot, scrapy.commands:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
from scrapy.cmdline import execute
for line in sys.stdin:
    arguments, output = json.loads(line)
    child = os.fork()
    if not child:
        log = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1), os.dup2(log, 2)
        execute(["scrapy", *arguments])
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True)
class Ran:
    """A finished command: its exit code and all that it printed."""

    code: int
    output: str


Scrapy = Callable[..., Ran]


@pytest.fixture(scope="module")
def scrapy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scrapy]:
    """`scrapy` as a user would run it, in a tenth of the time."""
    log = tmp_path_factory.mktemp("scrapy") / "output.txt"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", _FORKING], cwd=ROOT, stdin=pipe, stdout=pipe, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        write, read = process.stdin, process.stdout

        def run(*arguments: str) -> Ran:
            print(json.dumps([arguments, str(log)]), file=write, flush=True)
            code, output = int(read.readline()), log.read_text(encoding="utf-8")
            assert "Traceback" not in output, output
            return Ran(code, output)

        yield run
        process.stdin.close()


def _portals() -> dict[str, type[PortalSpider]]:
    """The portals that have cases."""
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["newsbot.spiders"]}))
    spiders = {name: loader.load(name) for name in sorted(loader.list())}
    return {
        name: cls
        for name, cls in spiders.items()
        if issubclass(cls, PortalSpider) and any((SAVED / name).glob("*.html"))
    }


PORTALS = _portals()


@dataclass(frozen=True)
class Stretch:
    """The days from `first` to `last`, both included, as a run asks for them."""

    first: date
    last: date

    def holds(self, moment: datetime) -> bool:
        return self.first <= moment.astimezone(WIB).date() <= self.last

    @property
    def arguments(self) -> tuple[str, ...]:
        return "-a", f"since={self.first}", "-a", f"until={self.last}"


def stretches(days: list[date]) -> list[Stretch]:
    """Stretches of days that hold all of these (in order) and few others."""
    if days[-1] - days[0] <= LONG:
        return [Stretch(days[0], days[-1])]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    cut = gaps.index(max(gaps)) + 1
    return stretches(days[:cut]) + stretches(days[cut:])


@dataclass(frozen=True)
class Crawl:
    """A portal, read from its cases into a data folder of its own."""

    name: str
    data: Path
    scrapy: Scrapy
    serving: Serving
    end: str = ENDS[0]

    def site(self, stretch: Stretch) -> CaseSite:
        """The portal on the last day of a stretch."""
        options = CaseOptions(SAVED / self.name, day=stretch.last, end=self.end)
        return CaseSite(PORTALS[self.name], options)

    def run(self, site: CaseSite, port: int, stretch: Stretch) -> Ran:
        """One crawl. No tries are left for what fails: an incomplete article is delivered."""
        options = f"cases={site.options.cases},day={stretch.last}"
        settings = {
            "NEWSBOT_WIRE": f"replica:{port}",
            "NEWSBOT_REPLICA": options,
            "NEWSBOT_DATA": str(self.data),
            "NEWSBOT_RETRY_HOURS": "",
        }
        given = [part for item in settings.items() for part in ("-s", "=".join(item))]
        return self.scrapy("crawl", self.name, *given, *stretch.arguments)

    def read(self, stretch: Stretch) -> None:
        """Crawl a stretch, and once more."""
        site = self.site(stretch)
        port = self.serving(site)
        first = self.run(site, port, stretch)
        assert first.code == 0, first.output
        assert_walked(PORTALS[self.name], site, stretch)
        fetched, delivered = site.kinds["article"], self.articles()
        second = self.run(site, port, stretch)
        assert second.code == 0, second.output
        assert "no new articles, no feed written" in second.output
        assert site.kinds["article"] == fetched
        assert self.articles() == delivered

    def articles(self) -> list[dict[str, Any]]:
        """All that was delivered, without the time of the crawl."""
        feeds = sorted((self.data / "feeds" / self.name).glob("*.jsonl"))
        lines = [line for feed in feeds for line in feed.read_text("utf-8").splitlines()]
        articles = [json.loads(line) for line in lines]
        for article in articles:
            del article["crawled_at"]
        return articles


def assert_walked(portal: type[PortalSpider], site: CaseSite, stretch: Stretch) -> None:
    """Every listing page with a case of these days was asked for; and where listings go on (to
    their end, if that is no 404), more than their first pages."""
    since, until = (
        datetime.combine(day, datetime.min.time(), WIB)
        for day in (stretch.first, stretch.last + timedelta(days=1))
    )
    until -= timedelta(seconds=1)
    sheets = site.listings.between(since, until)
    for place, sheet in sheets.items():
        if any(stretch.holds(case.published) for case in sheet.cases):
            assert site.hits[place], f"{place} was not asked for"
    question = Question(since, until, until)
    listed = {sheet.source for sheet in sheets.values() if sheet.cases}
    if any(
        source.following(listing)
        for source in portal.sources
        for listing in source.listings(question)
    ) and any(sheet.page > 1 and sheet.source in listed for sheet in sheets.values()):
        assert max(sheet.page for place, sheet in sheets.items() if site.hits[place]) > 1


def expected_of(name: str) -> dict[str, list[dict[str, Any]]]:
    """What the cases of a portal expect, by id. Cases of one id are one article, of which the site
    shows one. A crawl asks for page 1 at the article's own address, wherever it was saved."""
    expected: dict[str, list[dict[str, Any]]] = {}
    for case in read_cases(SAVED / name):
        target = PORTALS[name].rules.urls.read(strip_tracking(case.url))
        assert target, f"{case.name}: {case.url} is no article's address"
        pages = [target.url if page == case.url else page for page in case.expected["pages"]]
        article = {**case.expected, "pages": pages}
        expected.setdefault(article["id"], []).append(article)
    return expected


def assert_delivered(name: str, articles: list[dict[str, Any]]) -> None:
    """Each case once, exactly as expected. Of several with the same content under different ids
    one is delivered, the others are dropped."""
    expected = expected_of(name)
    ids = [article["id"] for article in articles]
    assert len(ids) == len(set(ids))
    for article in articles:
        wanted = expected[article["id"]]
        assert article in wanted if len(wanted) > 1 else article == wanted[0]
    contents = [article["content_hash"] for article in articles]
    assert len(contents) == len(set(contents))
    shown = {id_: {each["content_hash"] for each in wanted} for id_, wanted in expected.items()}
    missing = [id_ for id_ in shown if id_ not in ids and not shown[id_] & set(contents)]
    assert not missing


def days_of(name: str) -> list[date]:
    moments = [
        datetime.fromisoformat(each["published_at"])
        for same in expected_of(name).values()
        for each in same
    ]
    return sorted({moment.astimezone(WIB).date() for moment in moments})


# Portals whose saved listings the replica cannot serve yet, and why. Each must fail until it can.
UNSERVED = {
    "idxchannel": "one of its cases is listed under an address that the replica does not answer",
    "jawapos": "its listings are answers to POST, and the replica answers GET",
}
EVERY = [
    pytest.param(name, marks=pytest.mark.xfail(reason=UNSERVED[name], strict=True))
    if name in UNSERVED
    else name
    for name in PORTALS
]


@pytest.mark.parametrize("name", EVERY)
def test_a_portal_reads_its_own_replica(
    name: str, tmp_path: Path, scrapy: Scrapy, serving: Serving
) -> None:
    crawl = Crawl(name, tmp_path / "data", scrapy, serving, ENDS[list(PORTALS).index(name) % 3])
    for stretch in stretches(days_of(name)):
        crawl.read(stretch)
    assert_delivered(name, crawl.articles())


@pytest.mark.parametrize("name", sorted(PORTALS.keys() - {"jawapos"}))
def test_every_source_that_a_portal_needs_has_a_listing(name: str) -> None:
    site = CaseSite(PORTALS[name], CaseOptions(SAVED / name))
    silent = [number for number in site.listings.silent if PORTALS[name].sources[number].required]
    assert not silent, f"save a listing of source {silent} as portals/{name}/<name>.listing.html"


@pytest.mark.parametrize("end", ENDS)
def test_a_walk_ends_however_a_portal_ends_it(
    end: str, tmp_path: Path, scrapy: Scrapy, serving: Serving
) -> None:
    crawl = Crawl("sindonews", tmp_path / "data", scrapy, serving, end)
    crawl.read(Stretch(date(2025, 6, 10), date(2025, 6, 12)))
    assert len(crawl.articles()) > 30
