"""The forms of discovery that the replica has not, against a server of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsbot.text.dates import WIB
from tests.contoh import Portal, serving

DAY = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")
Crawl = Callable[..., Any]


@pytest.fixture
def portal() -> Portal:
    return Portal(60)


@pytest.fixture
def crawl(house: Any, portal: Portal) -> Iterator[Crawl]:
    """Run a portal of contoh.py; wire: another than its server."""
    with ExitStack() as stack:
        port = stack.enter_context(serving(portal))

        def run(name: str, *arguments: str, wire: str = "", into: Any = house) -> Any:
            answers = ("-s", f"NEWSBOT_WIRE={wire or f'replica:{port}'}")
            ran = into.scrapy(
                "crawl", name, "-s", "SPIDER_MODULES=tests.contoh", *answers, *arguments
            )
            assert "Traceback" not in ran.output, ran.output
            return ran

        yield run


def delivered(house: Any, name: str) -> list[int]:
    """The numbers of the articles in a portal's feeds."""
    feeds = sorted((house.data / "feeds" / name).glob("*.jsonl"))
    lines = [line for feed in feeds for line in feed.read_text().splitlines()]
    return sorted(
        int(line.partition('"id": "')[2].partition('"')[0].partition(":")[2]) for line in lines
    )


def test_an_undated_listing_is_walked_back_to_since(
    house: Any, portal: Portal, crawl: Crawl
) -> None:
    ran = crawl("contoh", *DAY)
    assert ran.code == 0, ran.output
    assert delivered(house, "contoh") == list(range(24))
    assert portal.pages() == ["1", "2", "3", "4"]  # 4 is older
    further = crawl("contoh", "-a", "since=2026-05-14", "-a", "until=2026-05-15")
    assert further.code == 0, further.output
    assert delivered(house, "contoh") == list(range(48))
    assert portal.pages()[4:] == ["1", "2", "3", "4", "5", "6"]  # what was read before is no end
    portal.asked.clear()
    assert crawl("contoh", "-a", "since=2026-05-14", "-a", "until=2026-05-15").code == 0
    assert portal.pages() == ["1"]
    assert len(portal.asked) == 2  # robots.txt


def test_what_is_listed_in_days_is_read_up_to_the_range(house: Any) -> None:
    """Whatever lies between 24 and 47 hours back is "1 hari lalu"."""
    now = datetime.now(WIB).replace(microsecond=0)
    since, until = (now - timedelta(hours=hours, minutes=30) for hours in (46, 25))
    asked = ("-a", f"since={since.isoformat()}", "-a", f"until={until.isoformat()}")
    with serving(Portal(100, now)) as port:
        answers = ("-s", "SPIDER_MODULES=tests.contoh", "-s", f"NEWSBOT_WIRE=replica:{port}")
        ran = house.scrapy("crawl", "tadi", *answers, *asked)
    assert ran.code == 0, ran.output
    assert delivered(house, "tadi") == list(range(26, 47))


def test_a_listing_that_repeats_its_last_page_ends(
    house: Any, portal: Portal, crawl: Crawl
) -> None:
    ran = crawl("contoh", "-a", "since=2026-05-01")
    assert ran.code == 0, ran.output
    assert delivered(house, "contoh") == list(range(60))
    assert portal.pages()[-2:] == ["6", "7"]


def test_pages_of_other_channels_are_no_end(house: Any, portal: Portal, crawl: Crawl) -> None:
    ran = crawl("contoh", *DAY, "-a", "channels=ekonomi")
    assert ran.code == 0, ran.output
    assert delivered(house, "contoh") == list(range(10, 24))
    assert portal.pages() == ["1", "2", "3", "4"]
    portal.asked.clear()
    assert crawl("contoh", *DAY, "-a", "channels=ekonomi").code == 0
    assert portal.pages() == ["1", "2"]  # 2 has nothing new


def test_a_channel_without_news_is_no_block(crawl: Crawl) -> None:
    ran = crawl("contoh", "-a", "since=2026-05-15T20:00", "-a", "channels=ekonomi")
    assert ran.code == 0, ran.output
    assert "blocked" not in ran.output


def test_where_a_listing_ends_is_no_loss(house: Any, portal: Portal, crawl: Crawl) -> None:
    ran = crawl("pendek", *DAY)
    assert ran.code == 0, ran.output
    assert "listings that ended before their news did: 1" in ran.output
    assert portal.pages() == ["1", "2"]
    portal.asked.clear()
    assert crawl("pendek", *DAY).code == 0
    assert portal.pages() == ["1"]


def test_a_bound_on_a_listing_that_goes_on_is_a_loss(crawl: Crawl) -> None:
    ran = crawl("potong", *DAY)
    assert ran.code == 3
    assert "Listing lost (still new links on page 2)" in ran.output


def test_an_empty_listing_of_everything_is_a_loss(portal: Portal, crawl: Crawl) -> None:
    portal.times.clear()
    ran = crawl("contoh", *DAY)
    assert ran.code == 4
    assert "Listing lost (no links)" in ran.output


def archive_of(house: Any, name: str) -> str:
    return str(house.data / "archive" / name)


@pytest.fixture
def other(house: Any, tmp_path: Path) -> Any:
    return type(house)(tmp_path / "other")


def test_a_search_is_posted_and_replayed(
    house: Any, other: Any, portal: Portal, crawl: Crawl
) -> None:
    for word in ("7", "1"):
        assert crawl("contoh", "-a", f"query={word}", "-a", "since=2026-05-01").code == 0
    found = [7, 17, 27, 37, 47, 57, 1, 11, 21, 31, 41, 51]
    assert delivered(house, "contoh") == sorted(found)
    assert ("POST", "www.contoh.id/cari", "kata=7&hal=1") in portal.asked
    portal.asked.clear()
    ran = crawl("contoh", "-a", "query=7", wire=archive_of(house, "contoh"), into=other)
    assert ran.code == 0, ran.output
    assert delivered(other, "contoh") == sorted(found[:6])
    lost = crawl("contoh", "-a", "query=9", wire=archive_of(house, "contoh"), into=other)
    assert lost.code == 4, "the answer to another search is none to this"
    assert portal.asked == []


def test_a_cursor_is_posted_and_replayed(
    house: Any, other: Any, portal: Portal, crawl: Crawl
) -> None:
    ran = crawl("graf", *DAY)
    assert ran.code == 0, ran.output
    assert delivered(house, "graf") == list(range(24))
    bodies = [body for method, _, body in portal.asked if method == "POST"]
    assert [body.partition('"after": ')[2] for body in bodies] == [
        "null}}", '"10"}}', '"20"}}', '"30"}}'
    ]  # fmt: skip
    assert crawl("graf", *DAY, wire=archive_of(house, "graf"), into=other).code == 0
    assert delivered(other, "graf") == list(range(24))
    assert len(bodies) == sum(method == "POST" for method, _, _ in portal.asked)


def test_a_portal_that_refuses_is_asked_as_any_other_and_told_of(
    house: Any, portal: Portal, crawl: Crawl
) -> None:
    ran = crawl("tolak")
    assert ran.code == 4
    assert ran.output.count("blocked: ") == 1
    told = "blocked: no listing could be read; the portal is known for this: refused"
    assert told in ran.output
    first, *listings = (url for _, url, _ in portal.asked)
    assert first == "tolak.contoh.id/robots.txt"
    assert sorted(listings) == ["tolak.contoh.id/rss", "tolak.contoh.id/terkini?page=1"]
    assert all(agent.startswith("newsbot/") for agent in portal.agents)


@pytest.mark.parametrize(
    ("name", "asked", "said"),
    [
        ("graf", "query=banjir", "query: graf cannot be searched; it can answer latest"),
        ("graf", "channels=politik", "unknown channel 'politik'; this portal has none"),
        (
            "tolak",
            "since=2026-05-15",
            "since: tolak lists no more than the last 1 day; it can answer latest",
        ),
        (
            "pendek",
            "query=banjir",
            "query: pendek cannot be searched; it can answer latest, channels",
        ),
    ],
)
def test_what_a_portal_cannot_do_is_one_line(
    portal: Portal, crawl: Crawl, name: str, asked: str, said: str
) -> None:
    ran = crawl(name, "-a", asked)
    assert ran.code == 2
    assert ran.output == f"scrapy crawl: {said}\n"
    assert portal.asked == []


def test_an_archive_of_long_ago_may_be_asked_for_its_time(
    house: Any, other: Any, crawl: Crawl
) -> None:
    assert crawl("tolak").code == 4
    ran = crawl("tolak", "-a", "since=2026-01-01", wire=archive_of(house, "tolak"), into=other)
    assert ran.code == 4, ran.output
