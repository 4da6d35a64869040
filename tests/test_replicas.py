"""Every portal crawls its own replica, the site that its saved pages make: from the listings to the
feed, and a second time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any

import pytest

from newsbot.crawl.portal import PortalSpider
from newsbot.replica.saved.files import first_pages, read_cases
from newsbot.replica.saved.options import ENDS, CaseOptions
from newsbot.replica.saved.site import CaseSite
from newsbot.sources import CrawlScope
from newsbot.text.calendar import WIB
from newsbot.text.urls import strip_tracking
from tests.conftest import Serving
from tests.forked import scrapy
from tests.saved_portals import PORTALS as EVERY
from tests.saved_portals import SAVED

#: How many listings a crawl may begin with. A range that has more is crawled in parts, cut at the
#: widest gap between its cases.
MOST_WALKS = 100
#: The portals that have cases.
PORTALS = {name: cls for name, cls in EVERY.items() if first_pages(SAVED / name)}


@cache
def site_of(name: str) -> CaseSite:
    """The portal on the day of its newest case, with few articles on a page. The end of listings
    differs from portal to portal."""
    end = ENDS[list(PORTALS).index(name) % len(ENDS)]
    return CaseSite(PORTALS[name], CaseOptions(SAVED / name, items=2, end=end))


@dataclass(frozen=True)
class Stretch:
    """The days from `first` to `last`, both included, and the arguments of a crawl of them."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        return datetime.combine(self.first, time(), WIB)

    @property
    def until(self) -> datetime:
        return datetime.combine(self.last, time(23, 59, 59), WIB)

    def holds(self, moment: datetime) -> bool:
        return self.first <= moment.astimezone(WIB).date() <= self.last

    @property
    def arguments(self) -> tuple[str, ...]:
        return "-a", f"since={self.first}", "-a", f"until={self.last}"


@cache
def stretches(name: str) -> list[Stretch]:
    """Stretches of days that hold all of a portal's cases, oldest first: as few as possible without
    requests for many days that have no case."""
    cases = {case.published.astimezone(WIB).date() for case in site_of(name).cases}
    return _stretches(PORTALS[name], sorted(cases), max(cases))


def _stretches(portal: type[PortalSpider], days: list[date], today: date) -> list[Stretch]:
    whole = Stretch(days[0], days[-1])
    channels = tuple(portal.channels.values())
    now = Stretch(today, today).until
    scope = CrawlScope(whole.since, whole.until, now, every_channel=channels)
    walks = chain.from_iterable(source.listings(scope) for source in portal.sources)
    if len(days) == 1 or len(list(islice(walks, MOST_WALKS + 1))) <= MOST_WALKS:
        return [whole]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    cut = gaps.index(max(gaps)) + 1
    return _stretches(portal, days[:cut], today) + _stretches(portal, days[cut:], today)


@dataclass(frozen=True)
class Crawl:
    """Crawls of a portal's site, into a data folder of their own."""

    name: str
    site: CaseSite
    port: int
    data: Path

    def run(self, *arguments: str) -> str:
        """Crawl once, successfully, and return the output. Nothing is tried again, so that an
        incomplete article is delivered. The time limit is long, for busy machines."""
        options = self.site.options
        settings = {
            "NEWSBOT_WIRE": f"replica:{self.port}",
            "NEWSBOT_REPLICA": f"cases={options.cases},day={options.now():%Y-%m-%d}",
            "NEWSBOT_DATA": str(self.data),
            "NEWSBOT_RETRY_HOURS": "",
            "NEWSBOT_ARCHIVE_DAYS": "0",
            "DOWNLOAD_TIMEOUT": "600",
        }
        given = [part for item in settings.items() for part in ("-s", "=".join(item))]
        self.site.hits.clear()
        self.site.kinds.clear()
        ran = scrapy("crawl", self.name, *given, *arguments)
        assert "Traceback" not in ran.output, ran.output
        assert ran.code == 0, ran.output
        return ran.output

    def read(self, stretch: Stretch) -> None:
        """Crawl a stretch of days from its listings."""
        self.run(*stretch.arguments)
        assert_walked(self.site, stretch)

    def read_again(self, *arguments: str) -> None:
        """Crawl again: nothing is new, and no article is requested to find this out."""
        delivered = self.articles()
        assert "no new articles, no feed written" in self.run(*arguments)
        assert not self.site.kinds["article"]
        assert self.articles() == delivered

    def articles(self) -> list[dict[str, Any]]:
        """All delivered articles, without the times of the crawls."""
        feeds = sorted((self.data / "feeds" / self.name).glob("*.jsonl"))
        lines = [line for feed in feeds for line in feed.read_text("utf-8").splitlines()]
        articles = [json.loads(line) for line in lines]
        for article in articles:
            del article["crawled_at"]
        return articles


@pytest.fixture
def crawl(tmp_path: Path, serving: Serving) -> Callable[..., Crawl]:
    """Call it with a portal's name, and with a site other than its usual one if wanted."""

    def serve(name: str, site: CaseSite | None = None) -> Crawl:
        site = site or site_of(name)
        return Crawl(name, site, serving(site), tmp_path / "data")

    return serve


def assert_walked(site: CaseSite, stretch: Stretch) -> None:
    """Every listing page with a case of these days was requested, and so was the page after it,
    which might have more."""
    for place, sheet in site.listings.between(stretch.since, stretch.until).items():
        if any(stretch.holds(case.published) for case in sheet.cases):
            for wanted in (place, sheet.following or place):
                assert site.hits[wanted], f"{wanted} was not requested"


def expected_of(name: str) -> dict[str, list[dict[str, Any]]]:
    """The articles that the cases of a portal expect, by id. Cases with one id are one article, and
    the site shows one of them. A crawl requests page 1 at the article's own address, wherever it
    was saved."""
    expected: dict[str, list[dict[str, Any]]] = {}
    for case in read_cases(SAVED / name):
        target = PORTALS[name].rules.urls.read(strip_tracking(case.url))
        assert target, f"{case.name}: {case.url} is no article's address"
        pages = [target.url if page == case.url else page for page in case.expected["pages"]]
        article = {**case.expected, "pages": pages}
        expected.setdefault(article["id"], []).append(article)
    return expected


def assert_delivered(name: str, articles: list[dict[str, Any]], days: Stretch) -> None:
    """Each case of these days was delivered once, exactly as expected. Of several ids with the same
    content one is delivered, and the others are dropped."""
    expected = {
        id_: wanted
        for id_, wanted in expected_of(name).items()
        if days.holds(datetime.fromisoformat(wanted[0]["published_at"]))
    }
    ids = [article["id"] for article in articles]
    assert len(ids) == len(set(ids))
    for article in articles:
        wanted = expected[article["id"]]
        assert article in wanted if len(wanted) > 1 else article == wanted[0]
    contents = [article["content_hash"] for article in articles]
    assert len(contents) == len(set(contents))
    shown = {id_: {case["content_hash"] for case in cases} for id_, cases in expected.items()}
    missing = [id_ for id_ in shown if id_ not in ids and not shown[id_] & set(contents)]
    assert not missing


@pytest.mark.parametrize("name", PORTALS)
def test_a_portal_reads_all_of_its_own_replica(name: str, crawl: Callable[..., Crawl]) -> None:
    portal = crawl(name)
    days = stretches(name)
    for stretch in days:
        portal.read(stretch)
    assert_delivered(name, portal.articles(), Stretch(days[0].first, days[-1].last))
    portal.read_again(*days[-1].arguments)


@pytest.mark.parametrize("name", PORTALS)
def test_a_portal_reads_what_is_new_on_its_own_replica(
    name: str, crawl: Callable[..., Crawl]
) -> None:
    """A crawl without arguments: of the newest case's day and the day before, so that there is
    something new."""
    portal = crawl(name)
    portal.run()
    today = stretches(name)[-1].last
    assert portal.articles()
    assert_delivered(name, portal.articles(), Stretch(today - timedelta(days=1), today))
    portal.read_again()


@pytest.mark.parametrize("name", PORTALS)
def test_every_source_that_a_portal_needs_has_a_listing(name: str) -> None:
    silent = site_of(name).listings.silent
    silent = [number for number in silent if PORTALS[name].sources[number].required]
    assert not silent, f"save a listing of source {silent} as portals/{name}/<name>.listing.*"


@pytest.mark.parametrize("end", ENDS)
def test_a_walk_ends_however_a_portal_ends_it(end: str, crawl: Callable[..., Crawl]) -> None:
    days = Stretch(date(2025, 6, 10), date(2025, 6, 12))
    options = CaseOptions(SAVED / "sindonews", day=days.last, end=end)
    portal = crawl("sindonews", CaseSite(PORTALS["sindonews"], options))
    portal.read(days)
    assert len(portal.articles()) > 30
    portal.read_again(*days.arguments)
