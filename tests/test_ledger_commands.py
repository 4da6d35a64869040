"""What one asks the ledger: `scrapy status`, `scrapy gaps`, `scrapy why`; and closed days."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from newsbot.clock import today
from newsbot.ledger import Ledger
from newsbot.ledger.days import Day, Needed
from newsbot.ledger.reading import Reading, reading
from newsbot.ledger.states import FAILED
from newsbot.ledger.walks import listed_day
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.sources import DatedIndex, Rss
from newsbot.sources.walks import needed_walks, walk_in_words
from newsbot.spiders.sindonews import SindonewsSpider
from tests.conftest import Project, Serving

SITE = "articles=80,days=4,day=2026-05-15"
RANGE = ("-a", "since=2026-05-12", "-a", "until=2026-05-15")


def test_a_range_is_resumed_without_reading_closed_days(project: Project, serving: Serving) -> None:
    site = Site(Options.parse(SITE))
    wire = f"replica:{serving(site)}"
    assert project.crawl("-a", "since=2026-05-12", "-a", "until=2026-05-13", wire=wire).code == 0
    listed = {url for url in site.hits if "/indeks/" in url}
    assert project.crawl(*RANGE, wire=wire).code == 0
    again = {url for url in site.hits if "/indeks/" in url} - listed
    assert {url[-10:] for url in again} == {"2026-05-14", "2026-05-15"}
    before = site.kinds["listing"]
    nothing = project.crawl(*RANGE, wire=wire)
    assert nothing.code == 0
    assert site.kinds["listing"] == before


@pytest.mark.parametrize(("order", "first"), [("newest", "2026-05-15"), ("oldest", "2026-05-12")])
def test_days_in_the_order_asked_for(
    project: Project, serving: Serving, order: str, first: str
) -> None:
    site = Site(Options.parse(SITE))
    serial = ("-s", "CONCURRENT_REQUESTS=1")
    project.crawl(*RANGE, *serial, "-a", f"order={order}", wire=f"replica:{serving(site)}")
    days = [url[-10:] for url in site.hits if "/indeks/" in url]
    assert list(dict.fromkeys(days)) == sorted(set(days), reverse=order == "newest")
    assert days[0] == first


def test_status_of_every_portal(project: Project) -> None:
    project.crawl(*RANGE, site=f"{SITE},http_404=0.1")
    ran = project.scrapy("status")
    head, line = ran.output.splitlines()
    assert ran.code == 0
    assert head.split()[:3] == ["portal", "last", "run"]
    assert line.split()[0] == "sindonews"
    assert "finished  3" in line


def test_gaps_names_open_days(project: Project) -> None:
    site = f"{SITE},http_404=0.05"
    project.crawl(*RANGE, site=site)
    faulty = {
        each["day"] for each in Site(Options.parse(site)).truth() if each["fault"] == "http_404"
    }
    ran = project.scrapy("gaps", "sindonews")
    lines = [line.split() for line in ran.output.splitlines()[1:]]
    days = {line[0]: line for line in lines if line[0] <= "2026-05-15"}
    assert ran.code == 3
    assert set(days) == faulty
    assert all(line[5:7] == ["open:", line[4]] for line in days.values())
    assert all(line[-5:-2] in (["articles", "still", "to"], ["article", "still", "to"])
               for line in days.values())  # fmt: skip


def test_why_tells_the_story_of_any_variant(project: Project) -> None:
    site = f"{SITE},http_404=0.1"
    project.crawl(*RANGE, site=site)
    truth = Site(Options.parse(site)).truth()
    article = project.articles()[0]
    told = project.scrapy("why", article["url"].replace("/read/", "/newsread/") + "/5?utm_source=x")
    assert told.code == 0
    assert told.output.startswith(f"{article['id']}\n{article['url']}\ndelivered; revision 1")
    assert "listed (source 0, DatedIndex; all channels; day 2026-05-1" in told.output
    assert f"in {project.feeds[0]}" in told.output
    gone = next(each["url"] for each in truth if each["fault"])
    assert "failed (http_404), tries so far: 1, again from 20" in project.scrapy("why", gone).output


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["why"], 2, "scrapy why: give the address of one article"),
        (["why", "https://example.com/"], 2, "is not the address of an article of any portal"),
        (["gaps"], 2, "scrapy gaps: name a portal; `scrapy list` names them"),
        (["gaps", "xyzzy"], 2, "'xyzzy' is not a portal; `scrapy list` names them"),
        (["status", "x"], 2, "scrapy status: 'x' is not a portal; `scrapy list` names them"),
        (["status", "detik", "x"], 2, "scrapy status: 'detik x' is not a portal"),
        (["gaps", "sindonews", "--format", "x"], 2, "unknown option --format; `-h` names those"),
        (["crawl", "sindonews", "--sinse", "x"], 2, "scrapy crawl: unknown option --sinse"),
        (["reparse", "sindonews", "-q"], 2, "scrapy reparse: unknown option -q"),
        (["status"], 1, "nothing has been run here yet"),
        (["gaps", "sindonews"], 1, "nothing has been run here yet"),
    ],
)
def test_wrong_questions(project: Project, arguments: list[str], code: int, message: str) -> None:
    ran = project.scrapy(*arguments)
    assert ran.code == code
    assert message in ran.output
    assert ran.output.count("\n") == 1


def test_why_of_what_no_listing_has_named(project: Project) -> None:
    project.crawl(*RANGE, site="articles=5,days=2,day=2026-05-15")
    ran = project.scrapy("why", "https://nasional.sindonews.com/read/1/2/judul-1781400000")
    assert ran.code == 1
    assert "is not in the ledger: no listing has named it" in ran.output


# Days ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("walk", "day", "whole"),
    [
        ("0|0|2026-05-15|", "2026-05-15", "2026-05-15"),
        ("0|5|2026-05-15||nasional", "2026-05-15", None),
        ("3|||banjir", None, None),
        ("3|||2026-05-15", None, None),
        ("1|https://p.id/feed", None, None),
        ("", None, None),
    ],
)
def test_the_day_of_a_walk(walk: str, day: str | None, whole: str | None) -> None:
    assert (listed_day(walk), listed_day(walk, whole=True)) == (day, whole)


@pytest.mark.parametrize(
    ("walk", "words"),
    [
        ("0|0|2026-05-15|", "source 0, DatedIndex; all channels; day 2026-05-15"),
        ("0|5|2026-05||nasional", "source 0, DatedIndex; channel nasional; month 2026-05; "
         "only nasional"),
        ("0|5|2026-05-15||nasional|daerah", "source 0, DatedIndex; channel nasional; "
         "day 2026-05-15; only nasional, daerah"),
        ("0|77|2026-05-15|", "source 0, DatedIndex; channel 77; day 2026-05-15"),
        ("1|||", "source 1, Rss"),
        ("1||since 2026-05-01T00:00:00+07:00|", "source 1, Rss; since 2026-05-01T00:00:00+07:00"),
        ("3|||banjir|daerah", "source 3, Search; search for 'banjir'; only daerah"),
        ("3|||a|b", "source 3, Search; search for 'a|b'"),
        ("2|https://p.id/map?a=1|daerah", "source 2, Sitemap; https://p.id/map?a=1; only daerah"),
        ("9||2026-05-15|", "source 9; day 2026-05-15"),  # a source that the portal has no longer
        ("urls", "asked for by its address"),
        ("reparse", "read again from an archive"),
        ("w", "w"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_walk_in_words(walk: str, words: str) -> None:
    assert walk_in_words(walk, SindonewsSpider.sources, SindonewsSpider.channels) == words


def no_walks(first: date, last: date) -> dict[date, set[str]]:
    return {}


def days_of(tmp_path: Path, ledger: Ledger, needed: Needed = no_walks) -> list[Day]:
    ledger.close()
    with reading("", tmp_path) as asked:
        assert isinstance(asked, Reading)
        return asked.days("p", needed)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(f"sqlite:///{tmp_path / 'ledger.sqlite3'}", "p", tmp_path, {}, (1,))


def fill(ledger: Ledger, day: date, count: int, channel: str = "0") -> None:
    walk = f"0|{channel}|{day}|"
    links = {f"{day}-{number}": f"https://p.id/{day}/{number}" for number in range(count)}
    ledger.links.add(walk, links, "0", "9")
    for key in links:
        ledger.outcomes.finish(key, "dropped")
    ledger.days.end(walk)


@pytest.mark.usefixtures("moment")
def test_thin_days_are_told_by_their_weekday(ledger: Ledger, tmp_path: Path) -> None:
    for week in range(1, 7):
        fill(ledger, today() - timedelta(days=7 * week), 2 if week == 3 else 10)
    thin = [each.day for each in days_of(tmp_path, ledger) if each.thin and each.listed]
    assert thin == [today() - timedelta(days=21)]


@pytest.mark.usefixtures("moment")
def test_a_day_is_closed_when_nothing_of_it_is_left(ledger: Ledger, tmp_path: Path) -> None:
    done, waiting, fresh = (today() - timedelta(days=number) for number in (9, 8, 1))
    for day in (done, waiting, fresh):
        fill(ledger, day, 3)
    ledger.outcomes.finish(f"{waiting}-1", FAILED, "timeout")
    days = days_of(tmp_path, ledger)
    assert {each.day for each in days if each.closed} == {done}
    assert (days[0].day, days[-1].day) == (done, fresh)  # to yesterday, in WIB as all days


@pytest.mark.usefixtures("moment")
def test_a_day_is_closed_when_every_walk_that_it_needs_is(ledger: Ledger, tmp_path: Path) -> None:
    whole, half = today() - timedelta(days=9), today() - timedelta(days=8)
    for day, channel in ((whole, "a"), (whole, "b"), (half, "a")):
        fill(ledger, day, 3, channel)
    optional = Rss("https://p.id/feed", required=False)
    index = DatedIndex("https://p.id/{channel}/{date}", "a")
    needed = partial(needed_walks, (index, optional), ("a", "b"))
    assert {each.day for each in days_of(tmp_path, ledger, needed) if each.closed} == {whole}
    assert needed(half, half) == {half: {f"0|a|{half}|", f"0|b|{half}|"}}
    assert needed_walks((optional,), (), half, half) == {}
