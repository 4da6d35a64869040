"""The forms of discovery that the replica has not, against a server of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsbot.text.dates import WIB
from tests.conftest import Project
from tests.example_portal import ExampleSite, serve_example
from tests.forked import Ran

DAY = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")
Crawl = Callable[..., Ran]


@pytest.fixture
def site() -> ExampleSite:
    return ExampleSite(60)


@pytest.fixture
def crawl(project: Project, site: ExampleSite) -> Iterator[Crawl]:
    """Run a portal of example_portal.py; wire: another than its server."""
    with ExitStack() as stack:
        port = stack.enter_context(serve_example(site))

        def run(name: str, *arguments: str, wire: str = "", into: Project = project) -> Ran:
            answers = ("-s", f"NEWSBOT_WIRE={wire or f'replica:{port}'}")
            ran = into.scrapy(
                "crawl", name, "-s", "SPIDER_MODULES=tests.example_portal", *answers, *arguments
            )
            assert "Traceback" not in ran.output, ran.output
            return ran

        yield run


def delivered(project: Project, name: str) -> list[int]:
    """The numbers of the articles in a portal's feeds."""
    feeds = sorted((project.data / "feeds" / name).glob("*.jsonl"))
    lines = [line for feed in feeds for line in feed.read_text().splitlines()]
    return sorted(
        int(line.partition('"id": "')[2].partition('"')[0].partition(":")[2]) for line in lines
    )


def test_an_undated_listing_is_walked_back_to_since(
    project: Project, site: ExampleSite, crawl: Crawl
) -> None:
    ran = crawl("example", *DAY)
    assert ran.code == 0, ran.output
    assert delivered(project, "example") == list(range(24))
    assert site.pages() == ["1", "2", "3", "4"]  # 4 is older
    further = crawl("example", "-a", "since=2026-05-14", "-a", "until=2026-05-15")
    assert further.code == 0, further.output
    assert delivered(project, "example") == list(range(48))
    assert site.pages()[4:] == ["1", "2", "3", "4", "5", "6"]  # what was read before is no end
    site.asked.clear()
    assert crawl("example", "-a", "since=2026-05-14", "-a", "until=2026-05-15").code == 0
    assert site.pages() == ["1"]
    assert len(site.asked) == 2  # robots.txt


@pytest.mark.parametrize("moment", ["2026-08-11T17:30Z", "2026-12-31T23:58Z"], indirect=True)
def test_what_is_listed_in_days_is_read_up_to_the_range(project: Project, moment: datetime) -> None:
    """Whatever lies between 24 and 47 hours back is "1 hari lalu"."""
    newest = moment.astimezone(WIB).replace(microsecond=0)
    since, until = (newest - timedelta(hours=hours, minutes=30) for hours in (46, 25))
    asked = ("-a", f"since={since.isoformat()}", "-a", f"until={until.isoformat()}")
    with serve_example(ExampleSite(100, newest)) as port:
        answers = (
            "-s",
            "SPIDER_MODULES=tests.example_portal",
            "-s",
            f"NEWSBOT_WIRE=replica:{port}",
        )
        ran = project.scrapy("crawl", "daysago", *answers, *asked)
    assert ran.code == 0, ran.output
    assert delivered(project, "daysago") == list(range(26, 47))


def test_a_listing_that_repeats_its_last_page_ends(
    project: Project, site: ExampleSite, crawl: Crawl
) -> None:
    ran = crawl("example", "-a", "since=2026-05-01")
    assert ran.code == 0, ran.output
    assert delivered(project, "example") == list(range(60))
    assert site.pages()[-2:] == ["6", "7"]


def test_pages_of_other_channels_are_no_end(
    project: Project, site: ExampleSite, crawl: Crawl
) -> None:
    ran = crawl("example", *DAY, "-a", "channels=ekonomi")
    assert ran.code == 0, ran.output
    assert delivered(project, "example") == list(range(10, 24))
    assert site.pages() == ["1", "2", "3", "4"]
    site.asked.clear()
    assert crawl("example", *DAY, "-a", "channels=ekonomi").code == 0
    assert site.pages() == ["1", "2"]  # 2 has nothing new


def test_a_channel_without_news_is_no_block(crawl: Crawl) -> None:
    ran = crawl("example", "-a", "since=2026-05-15T20:00", "-a", "channels=ekonomi")
    assert ran.code == 0, ran.output
    assert "blocked" not in ran.output


def test_where_a_listing_ends_is_no_loss(project: Project, site: ExampleSite, crawl: Crawl) -> None:
    ran = crawl("ending", *DAY)
    assert ran.code == 0, ran.output
    assert "listings that ended before their news did: 1" in ran.output
    assert site.pages() == ["1", "2"]
    site.asked.clear()
    assert crawl("ending", *DAY).code == 0
    assert site.pages() == ["1"]


def test_a_bound_on_a_listing_that_goes_on_is_a_loss(crawl: Crawl) -> None:
    ran = crawl("cutoff", *DAY)
    assert ran.code == 3
    assert "Listing lost (still new links on page 2)" in ran.output


def test_an_empty_listing_of_everything_is_a_loss(site: ExampleSite, crawl: Crawl) -> None:
    site.times.clear()
    ran = crawl("example", *DAY)
    assert ran.code == 4
    assert "Listing lost (no links)" in ran.output


def test_a_listing_that_is_not_as_declared_is_read_by_addresses(
    project: Project, site: ExampleSite, crawl: Crawl
) -> None:
    ran = crawl("redesigned", "-a", "since=2026-05-01")
    assert ran.code == 5, ran.output
    assert delivered(project, "redesigned") == list(range(60))
    assert site.pages() == ["1", "2", "3", "4", "5", "6", "7"], "7 repeats 6"
    assert ran.output.count("The selectors of source 0 find no article; 10 are found by") == 1
    assert "guessed: the links of 7 of 7 listing pages, found by their addresses" in ran.output
    site.asked.clear()
    assert crawl("redesigned", "-a", "since=2026-05-01").code == 5
    assert site.pages() == ["1"], "nothing new"


def archive_of(project: Project, name: str) -> str:
    return str(project.data / "archive" / name)


@pytest.fixture
def other(project: Project, tmp_path: Path) -> Project:
    return Project(tmp_path / "other")


def test_a_search_is_posted_and_replayed(
    project: Project, other: Project, site: ExampleSite, crawl: Crawl
) -> None:
    for word in ("7", "1"):
        assert crawl("example", "-a", f"query={word}", "-a", "since=2026-05-01").code == 0
    found = [7, 17, 27, 37, 47, 57, 1, 11, 21, 31, 41, 51]
    assert delivered(project, "example") == sorted(found)
    assert ("POST", "www.contoh.id/cari", "kata=7&hal=1") in site.asked
    site.asked.clear()
    ran = crawl("example", "-a", "query=7", wire=archive_of(project, "example"), into=other)
    assert ran.code == 0, ran.output
    assert delivered(other, "example") == sorted(found[:6])
    lost = crawl("example", "-a", "query=9", wire=archive_of(project, "example"), into=other)
    assert lost.code == 4, "the answer to another search is none to this"
    assert site.asked == []


def test_a_cursor_is_posted_and_replayed(
    project: Project, other: Project, site: ExampleSite, crawl: Crawl
) -> None:
    ran = crawl("graphql", *DAY)
    assert ran.code == 0, ran.output
    assert delivered(project, "graphql") == list(range(24))
    bodies = [body for method, _, body in site.asked if method == "POST"]
    assert [body.partition('"after": ')[2] for body in bodies] == [
        "null}}", '"10"}}', '"20"}}', '"30"}}'
    ]  # fmt: skip
    assert crawl("graphql", *DAY, wire=archive_of(project, "graphql"), into=other).code == 0
    assert delivered(other, "graphql") == list(range(24))
    assert len(bodies) == sum(method == "POST" for method, _, _ in site.asked)


def test_a_portal_that_refuses_is_asked_as_any_other_and_told_of(
    project: Project, site: ExampleSite, crawl: Crawl
) -> None:
    ran = crawl("refusing")
    assert ran.code == 4
    assert ran.output.count("blocked: ") == 1
    told = (
        "blocked: no listing could be read (2 http_403); the portal is known for this: refused; "
        "since this run; open its listings in a browser"
    )
    assert told in ran.output
    first, *listings = (url for _, url, _ in site.asked)
    assert first == "refusing.contoh.id/robots.txt"
    assert sorted(listings) == ["refusing.contoh.id/rss", "refusing.contoh.id/terkini?page=1"]
    assert all(agent.startswith("newsbot/") for agent in site.agents)


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("graphql", "query=banjir", "query: graphql cannot be searched; it can answer latest"),
        ("graphql", "channels=politik", "unknown channel 'politik'; this portal has none"),
        (
            "refusing",
            "since=2026-05-15",
            "since: refusing lists no more than the last 1 day; it can answer latest",
        ),
        (
            "ending",
            "query=banjir",
            "query: ending cannot be searched; it can answer latest, channels",
        ),
    ],
)
def test_what_a_portal_cannot_do_is_one_line(
    site: ExampleSite, crawl: Crawl, name: str, asked: str, said: str
) -> None:
    ran = crawl(name, "-a", asked)
    assert ran.code == 2
    assert ran.output == f"scrapy crawl: {said}\n"
    assert site.asked == []


def test_an_archive_of_long_ago_may_be_asked_for_its_time(
    project: Project, other: Project, crawl: Crawl
) -> None:
    assert crawl("refusing").code == 4
    ran = crawl(
        "refusing", "-a", "since=2026-01-01", wire=archive_of(project, "refusing"), into=other
    )
    assert ran.code == 4, ran.output
