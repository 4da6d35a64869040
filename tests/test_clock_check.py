"""A clock that is wrong: told by the answers, never believed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import DropItem, IgnoreRequest
from scrapy.http import Request, Response
from scrapy.utils.test import get_crawler

from newsbot.clock import now, set_clock
from newsbot.download.clock_check import ClockCheck
from newsbot.items import Article
from newsbot.ledger import Ledger
from newsbot.ledger.reading import reading
from newsbot.ledger.states import FAILED
from newsbot.ledger.walks import closed_walks
from newsbot.pipelines.validate import ValidatePipeline
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.spiders.sindonews import SindonewsSpider
from tests.conftest import Project, Serving

YEAR, HOUR = timedelta(days=365), timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    yield
    set_clock(None)


# What answers say -------------------------------------------------------------------------------


class Check(ClockCheck):
    """Without a ledger, but for what it is told."""

    told: SimpleNamespace

    @property
    def ledger(self) -> Any:
        return self.told


def checking(**settings: Any) -> tuple[ClockCheck, list[str]]:
    """The check of a run, and the list of the reasons that it closes the spider for."""
    crawler = get_crawler(SindonewsSpider, {"NEWSBOT_CLOCK_MAX": 3600, **settings})
    closed: list[str] = []

    async def close(reason: str) -> None:
        closed.append(reason)

    crawler.engine = SimpleNamespace(close_spider_async=close)  # type: ignore[assignment]
    check = Check(crawler)
    check.told = SimpleNamespace(clock_is_right=False)
    return check, closed


def dated(ahead: timedelta, **headers: str) -> dict[str, str]:
    """Headers of an answer by a clock that is so far ahead of ours."""
    return {"Date": format_datetime(now() + ahead, usegmt=True), **headers}


def passed(check: ClockCheck, headers: dict[str, str], flags: tuple[str, ...] = ()) -> bool:
    """Whether an answer goes on to whoever asked."""
    request = Request("https://www.sindonews.com/", errback=print)
    response = Response(request.url, headers=headers, flags=list(flags))
    try:
        return check.process_response(request, response) is response
    except IgnoreRequest:
        assert request.errback is not print
        return False


async def _judged(answers: list[dict[str, str]], flags: tuple[str, ...], **settings: Any) -> Any:
    check, closed = checking(**settings)
    through = [passed(check, headers, flags) for headers in answers]
    await asyncio.sleep(0)
    return through, closed


def judged(answers: list[dict[str, str]], *flags: str, **settings: Any) -> str:
    """Which answers go on ("+") and which do not ("-"), and "!" where the run is ended."""
    through, closed = asyncio.run(_judged(answers, flags, **settings))
    assert set(closed) <= {"clock"}
    return "".join("-+"[each] for each in through) + "!" * len(closed)


NONE: dict[str, str] = {}


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        pytest.param([dated(YEAR)] * 3, "+--!", id="behind by a year"),
        pytest.param([dated(-YEAR)] * 3, "+--!", id="ahead by a year"),
        pytest.param([dated(1.1 * HOUR)] * 2, "+-!", id="behind by an hour"),
        pytest.param([dated(-1.1 * HOUR)] * 2, "+-!", id="ahead by an hour"),
        pytest.param([dated(0.9 * HOUR), dated(-0.9 * HOUR)] * 2, "++++", id="near enough"),
        pytest.param([dated(0 * HOUR)] + [dated(-YEAR)] * 2, "+++", id="right, then old pages"),
        pytest.param([dated(-YEAR), dated(0 * HOUR), dated(-YEAR)], "+++", id="an old page first"),
        pytest.param(
            [dated(-5 * HOUR), dated(-9 * HOUR), dated(-70 * HOUR)], "+++", id="not alike"
        ),
        pytest.param([NONE, dated(YEAR), NONE, dated(YEAR)], "+++-!", id="now and then a date"),
        pytest.param([dated(-YEAR, Age="77")] * 3, "+++", id="out of a cache that says how old"),
        pytest.param([dated(YEAR, Age="77")] * 3, "+++", id="the same, ahead"),
        pytest.param([dated(-YEAR, Age="0")] * 2, "+-!", id="past a cache"),
        pytest.param([dated(-YEAR, Age="tua")] * 2, "++", id="a cache with an age that is none"),
        pytest.param([dated(-YEAR, **{"X-Cache": "Hit from cloudfront"})] * 3, "+++", id="hit"),
        pytest.param([dated(-YEAR, **{"CF-Cache-Status": "HIT"})] * 3, "+++", id="cloudflare"),
        pytest.param([dated(-YEAR, **{"X-Cache": "MISS"})] * 2, "+-!", id="miss"),
        pytest.param([NONE] * 3, "+++", id="no date"),
        pytest.param([{"Date": "kemarin"}] * 3, "+++", id="no such date"),
        pytest.param([{"Date": "Wed, 99 Oct 2026 07:28:00 GMT"}] * 3, "+++", id="no such day"),
        pytest.param([{"Date": ""}] * 3, "+++", id="an empty date"),
        pytest.param([{"Date": "Thu, 01 Jan 1970 00:00:00 GMT"}] * 3, "+++", id="made up"),
        pytest.param([{"Date": "Mon, 01 Jan 0001 00:00:00 +2359"}] * 3, "+++", id="the first day"),
    ],
)
def test_what_the_answers_say(answers: list[dict[str, str]], verdict: str) -> None:
    assert judged(answers) == verdict


@pytest.mark.parametrize(
    ("settings", "verdict"),
    [
        ({"NEWSBOT_CLOCK_MAX": "-1"}, "++"),
        ({"NEWSBOT_CLOCK_MAX": "31540000"}, "++"),
        ({"NEWSBOT_CLOCK_MAX": "31530000"}, "+-!"),
        ({"NEWSBOT_LIVE": False}, "++"),  # an archive, or saved pages
    ],
)
def test_when_it_is_compared(settings: dict[str, Any], verdict: str) -> None:
    assert judged([dated(YEAR)] * 2, **settings) == verdict


def test_scrapys_own_cache_is_one_too() -> None:
    assert judged([dated(-YEAR)] * 2, "cached") == "++"


@pytest.mark.parametrize("jump", [YEAR, 2 * HOUR, -2 * HOUR, -YEAR])
def test_a_clock_that_jumps(jump: timedelta, caplog: pytest.LogCaptureFixture) -> None:
    async def run() -> tuple[list[bool], list[str]]:
        check, closed = checking()
        through = [passed(check, dated(timedelta()))]
        set_clock(now() + jump)
        through += [passed(check, dated(timedelta())), passed(check, NONE)]
        with pytest.raises(IgnoreRequest):
            check.process_request(Request("https://www.sindonews.com/"))
        await asyncio.sleep(0)
        return through, closed

    assert asyncio.run(run()) == ([True, False, False], ["clock"])
    assert caplog.text.count("The clock was set") == 1


def test_a_request_that_fails_meanwhile_is_left_as_well() -> None:
    async def run() -> Any:
        check, _ = checking()
        request = Request("https://www.sindonews.com/", errback=print)
        check.process_exception(request, TimeoutError())
        before = request.errback
        assert [passed(check, dated(YEAR)) for _ in "12"] == [True, False]
        check.process_exception(request, TimeoutError())
        return before, request.errback

    before, after = asyncio.run(run())
    assert before is print
    assert after(None) is None


# A run that is told -----------------------------------------------------------------------------

SITE = "articles=60,days=2,day=2026-05-15"
#: The replica answers by the clock of the tests, which is set to this.
THEN = datetime(2026, 5, 15, 16, 30, tzinfo=UTC)


def at(moment: datetime) -> tuple[str, str]:
    return "-s", f"NEWSBOT_NOW={moment.isoformat()}"


def rows(project: Project, query: str) -> list[Any]:
    with reading("", project.data) as ledger:
        return [tuple(row) for row in ledger._db.exec_driver_sql(query)]


def one_of_each(truth: list[dict[str, Any]]) -> set[str]:
    """The ids of a replica's articles, of twins only the first."""
    return {each["id"] for each in truth if not each["duplicate_of"]}


def delivered(project: Project, truth: list[dict[str, Any]]) -> set[str]:
    """Those that are in the feeds, where none may be twice."""
    twins = {each["id"]: each["duplicate_of"] or each["id"] for each in truth}
    ids = [twins[article["id"]] for article in project.articles() if article["id"] in twins]
    assert len(ids) == len(set(ids))
    return set(ids)


def files(project: Project) -> set[Path]:
    return set((project.data / "archive").rglob("*.warc.gz"))


@pytest.mark.parametrize(
    ("ahead", "told"),
    [(YEAR, "365 days ahead"), (-YEAR, "365 days behind"), (3 * HOUR, "3.0 hours ahead")],
)
def test_a_run_by_a_wrong_clock_does_no_harm(
    project: Project, serving: Serving, ahead: timedelta, told: str
) -> None:
    set_clock(THEN)
    site = Site(Options.parse(SITE))
    wire = f"replica:{serving(site)}"
    assert project.crawl("-a", "since=2026-05-14", "-a", "until=2026-05-14", wire=wire).code == 0
    taken, archived = len(project.articles()), files(project)
    before = rows(project, "SELECT key, state, tries, next_try FROM url ORDER BY key")
    walks = rows(project, "SELECT name, at, day FROM walk ORDER BY name")

    ran = project.crawl(*at(THEN + ahead), "-s", "NEWSBOT_ARCHIVE_DAYS=1", wire=wire)

    assert ran.code == 3
    (line,) = [line for line in ran.output.splitlines() if "This machine says" in line]
    assert told in line
    assert "ERROR" in line
    assert rows(project, "SELECT key, state, tries, next_try FROM url ORDER BY key") == before
    assert rows(project, "SELECT name, at, day FROM walk ORDER BY name") == walks
    assert files(project) >= archived
    record = max((project.data / "runs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    facts = json.loads(record.read_text())
    assert (facts["reason"], facts["exit_code"]) == ("clock", 3)

    assert project.crawl(wire=wire).code == 0
    assert delivered(project, site.truth()) == one_of_each(site.truth())
    assert len(project.articles()) > taken


def test_what_was_to_be_tried_again_still_is(project: Project, serving: Serving) -> None:
    set_clock(THEN)
    site = Site(Options.parse(f"{SITE},http_404=0.2"))
    wire = f"replica:{serving(site)}"
    assert project.crawl(wire=wire).code == 3
    before = rows(project, "SELECT key, state, tries, next_try FROM url WHERE state = 'failed'")
    assert before

    assert project.crawl(*at(THEN + YEAR), wire=wire).code == 3

    assert (
        rows(project, "SELECT key, state, tries, next_try FROM url WHERE state = 'failed'")
        == before
    )


# The ledger -------------------------------------------------------------------------------------

DAY = timedelta(days=1)


class Told:
    """Runs of a portal on one ledger, each at a moment of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.ledger: Ledger | None = None

    def begin(self, moment: datetime) -> Ledger:
        set_clock(moment)
        address = f"sqlite:///{self.folder / 'ledger.sqlite3'}"
        self.ledger = Ledger(address, "p", self.folder, {}, retries=(1, 72))
        return self.ledger

    def end(self, *, caught_up: bool = True, right: bool = True) -> None:
        assert self.ledger
        self.ledger.clock_is_right = right
        self.ledger.end(reason="finished", exit_code=0, caught_up=caught_up)
        self.ledger.close()

    def run(
        self, moment: datetime, *, caught_up: bool = True, right: bool = True, listed: str = ""
    ) -> None:
        ledger = self.begin(moment)
        if listed:
            ledger.links.add("w", {listed: f"https://p.id/{listed}"}, "0", "9")
        self.end(caught_up=caught_up, right=right)


@pytest.fixture
def told(tmp_path: Path) -> Iterator[Told]:
    told = Told(tmp_path)
    yield told
    if told.ledger:
        told.ledger.close()


@pytest.mark.parametrize(
    ("runs", "caught_up", "future"),
    [
        pytest.param([(-2, True), (-1, True)], -1, None, id="as usual"),
        pytest.param([(-2, True), (365, True)], -2, 365, id="ahead"),
        pytest.param([(365, True)], None, 365, id="ahead from the first"),
        pytest.param([(365, False)], None, 365, id="ahead, and not caught up"),
        pytest.param([(-2, True), (365, False), (-1, True)], -1, None, id="ahead, then right"),
        pytest.param([(-2, True), (365, True), (-1, True)], -1, None, id="caught up ahead, then"),
        pytest.param([(-2, True), (365, True), (-1, False)], -2, 365, id="right, not caught up"),
        pytest.param([(-2, True), (5 / 1440, True)], 5 / 1440, None, id="set right by minutes"),
        pytest.param([(-2, True), (7 / 1440, True)], -2, 7 / 1440, id="by more than that"),
    ],
)
def test_what_is_believed_of_runs(
    told: Told, runs: list[tuple[float, bool]], caught_up: float | None, future: float | None
) -> None:
    for days, whole in runs:
        told.run(THEN + days * DAY, caught_up=whole)

    ledger = told.begin(THEN)

    moment = ledger.caught_up()
    assert moment == (None if caught_up is None else THEN + caught_up * DAY)
    assert ledger.watermark() == (moment and moment.isoformat())
    ahead = ledger.from_the_future()
    assert ahead == (None if future is None else (THEN + future * DAY).isoformat())
    with reading("", told.folder) as asked:
        standing = asked.standing("p", None)
        assert standing.watermark == ledger.watermark()
        assert standing.started == ledger.started
        assert [each.id for each in asked.history("p")] == [
            number for number, (days, _) in enumerate(runs, start=1) if days <= 5 / 1440
        ]


def test_a_run_whose_clock_nobody_knows_makes_nothing_untrue(told: Told) -> None:
    told.run(THEN - 2 * DAY)
    told.run(THEN - 365 * DAY, right=False)  # its clock was behind, and so was not told
    assert told.begin(THEN).caught_up() == THEN - 2 * DAY


def test_what_lay_in_the_future_is_not_believed_when_it_has_come(told: Told) -> None:
    told.run(THEN - DAY)
    told.run(THEN + 9 * DAY)
    told.run(THEN)
    assert told.begin(THEN + 20 * DAY).caught_up() == THEN


def test_what_a_run_of_the_future_listed_was_seen_after_the_run_before(told: Told) -> None:
    told.run(THEN - 2 * DAY)
    told.run(THEN + 365 * DAY, listed="1")
    told.run(THEN - DAY)
    assert told.begin(THEN).watermark() == (THEN - 2 * DAY).isoformat()


def test_the_first_run_of_all_was_of_the_future(told: Told) -> None:
    told.run(THEN + 365 * DAY, listed="1")
    told.run(THEN - DAY)
    assert told.begin(THEN).watermark() is None


def test_a_walk_of_the_future_closes_no_day(told: Told) -> None:
    day, walk = THEN.date(), f"0||{THEN.date()}|"
    told.begin(THEN + 3 * DAY).days.end(walk)
    told.end()
    assert told.begin(THEN).closed_walks(day, day) == set()
    told.end()
    # the next run has seen that it lay in the future
    ledger = told.begin(THEN + 4 * DAY)
    assert ledger.closed_walks(day, day) == set()
    ledger.days.end(walk)
    assert ledger.closed_walks(day, day) == {walk}
    assert closed_walks(ledger._store.db, "p", day, day) == {walk: day}


@pytest.mark.parametrize(
    ("after", "due"), [(-24 * 365, True), (0, False), (1.5, True), (24, True), (-24, False)]
)
def test_a_failure_of_a_wrong_clock_is_due(told: Told, after: float, due: bool) -> None:
    """It was to be tried again an hour after it failed; `after` is when the next run is, in hours.
    72 hours are the longest wait, so that a try which lies further ahead is not believed."""
    links = {"1": "https://p.id/1"}
    ledger = told.begin(THEN)
    ledger.links.add("w", links, "0", "9")
    ledger.outcomes.finish("1", FAILED, "timeout")
    told.end()

    ledger = told.begin(THEN + after * HOUR)
    assert [key for key, _ in ledger.links.unfinished("0", "9", lambda url: True)] == ["1"] * due
    told.end()
    ledger = told.begin(THEN + after * HOUR)
    assert ledger.links.add("w", links, "0", "9")["1"].fetch is due


class Validate(ValidatePipeline):
    """On a ledger that is given."""

    def __init__(self, ledger: Ledger):
        self.given, stats = ledger, SimpleNamespace(inc_value=lambda name: None)
        self.crawler = SimpleNamespace(stats=stats)  # type: ignore[assignment]

    @property
    def ledger(self) -> Ledger:
        return self.given


@pytest.mark.parametrize(
    ("published", "for_good"),
    [
        (THEN + 365 * DAY, False),  # or it is the clock that is a year behind
        (THEN + 2 * DAY, False),
        (datetime(1970, 1, 1, tzinfo=UTC), True),
    ],
)
def test_an_article_of_the_future_is_never_given_up(
    told: Told, published: datetime, for_good: bool
) -> None:
    ledger = told.begin(THEN)
    ledger.links.add("w", {"1": "https://p.id/1"}, "0", "9")
    item = Article(
        id="p:1",
        portal="p",
        url="https://p.id/1",
        title="Panen",
        published_at=published.isoformat(),
        text="Petani pulang.",
    )
    item.key = "1"
    for _ in range(5):
        with pytest.raises(DropItem, match="implausible published_at"):
            Validate(ledger).process_item(item)
    assert ledger.outcomes.failed_for_good() == ["https://p.id/1"] * for_good


def test_a_failure_that_may_not_be_the_last(told: Told) -> None:
    ledger = told.begin(THEN)
    ledger.links.add("w", {"1": "https://p.id/1"}, "0", "9")
    for _ in range(9):
        ledger.outcomes.finish("1", FAILED, "implausible published_at", for_good=False)
    assert ledger.outcomes.failed_for_good() == []
    assert ledger.outcomes.last_try("1")
    ledger.outcomes.finish("1", FAILED, "http_404")
    assert ledger.outcomes.failed_for_good() == ["https://p.id/1"]


# A run that is not ------------------------------------------------------------------------------


def test_a_run_of_the_future_is_not_believed(project: Project) -> None:
    """The fifth case of the issue: the replica has the same wrong clock, so nothing tells. Every
    article of the days that follow is delivered, an outage of a week included."""
    day = datetime(2026, 5, 4, 10, tzinfo=UTC)
    project.crawl(*at(day), site="articles=40,days=2,day=2026-05-04")
    old = files(project)
    assert project.crawl(*at(day + YEAR), site="articles=40,days=2,day=2026-05-04").code == 0
    assert files(project) > old

    status = project.scrapy("status", *at(day + HOUR)).output
    assert "sindonews  2026-05-04T10:00" in status
    assert "complete up to" in status
    assert "the ledger has a run of 2027-05-04T10:00" in status
    assert status.count("2027-05") == 1

    later = day + timedelta(days=6)
    site = "articles=140,days=7,day=2026-05-10"
    ran = project.crawl(*at(later), site=site)

    assert ran.code == 0
    (line,) = [line for line in ran.output.splitlines() if "lies in the future" in line]
    assert "WARNING" in line
    truth = Site(Options.parse(site)).truth()
    assert delivered(project, truth) == one_of_each(truth)
    status = project.scrapy("status", *at(later + HOUR)).output
    assert "2027" not in status
    assert status.splitlines()[1].count("2026-05-10T10:00") == 2
    again = project.crawl(*at(later + HOUR), site=site)
    assert (again.code, "future" in again.output) == (0, False)
    assert old <= files(project)
