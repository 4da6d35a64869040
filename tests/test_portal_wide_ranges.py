"""A portal that changes as a whole, as runs see it that ask for a part of it or for it again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from newsbot.clock import set_clock
from newsbot.replica.answer import Answer
from tests.conftest import Project, Serving
from tests.test_portal_wide import (
    DAY,
    RANGE,
    WALL,
    WWW,
    Changed,
    assert_all_delivered,
    led,
    record_of,
    replica,
    two_years_ago,
)

SOME = [each["url"] for each in replica().truth()][:12]
FEW = SOME[:2]


@pytest.fixture
def site() -> Changed:
    return Changed(replica())


def another_page(host: str, target: str) -> Answer:
    """Every address shows the oldest article."""
    address = replica().truth()[-1]["url"].removeprefix("https://")
    oldest, _, path = address.partition("/")
    return replica().answer(oldest, f"/{path}", {})


@pytest.mark.parametrize(
    "arguments", [("urls", ",".join(FEW)), ("query", "ekspor"), ("channels", "nasional")]
)
def test_a_few_that_came_to_nothing_are_asked_for_once_more(
    project: Project, serving: Serving, site: Changed, arguments: tuple[str, str]
) -> None:
    name, value = arguments
    since = () if name == "urls" else RANGE
    asked = ("-a", f"{name}={value}", *(since if name == "channels" else ()))
    wire = f"replica:{serving(site)}"
    set_clock(datetime.fromisoformat(f"{DAY}T23:55+07:00"))
    try:
        site.article = led(f"{WWW}/")
        ran = project.crawl(*asked, wire=wire)
        assert ran.code == 0, ran.output
        assert (led_away := set(site.led_away))
        told = project.scrapy("why", site.led_away[0]).output
        assert "excluded (redirected to the home page), asked for once more by the next" in told
        assert "asked for once more (nothing else was delivered in that run)" in told
        site.be_as_before()
        assert project.crawl(wire=wire).code == 0
    finally:
        set_clock(None)
    stories = {each["url"] for each in project.articles()}
    twins = {each["url"] for each in replica().truth() if each["duplicate_of"]}
    assert led_away <= stories | twins
    assert_all_delivered(project)


@pytest.mark.parametrize(
    ("article", "number", "code", "told"),
    [
        (led(f"{WWW}/"), 12, 4, "blocked: articles redirected: all 12 articles lead to the home"),
        (led(f"{WWW}/"), 1, 0, None),
        (lambda host, target: Answer(200, WALL), 12, 4, "blocked: "),
        (lambda host, target: Answer(404, b"Tidak ada"), 1, 3, "incomplete: 1 article failed"),
    ],
)
def test_addresses_that_were_asked_for(
    project: Project,
    serving: Serving,
    site: Changed,
    article: Callable[[str, str], Answer],
    number: int,
    code: int,
    told: str | None,
) -> None:
    site.article = article
    ran = project.crawl("-a", f"urls={','.join(SOME[:number])}", wire=f"replica:{serving(site)}")
    assert ran.code == code, ran.output
    assert "listing" not in str(record_of(project)["why"])
    assert str(record_of(project)["why"]).startswith(str(told))


@pytest.mark.parametrize("article", [two_years_ago, another_page])
def test_known_articles_that_are_others_when_read_again(
    project: Project, serving: Serving, site: Changed, article: Callable[[str, str], Answer]
) -> None:
    wire = f"replica:{serving(site)}"
    assert project.crawl("-a", f"since={DAY}T02:00", "-a", f"until={DAY}", wire=wire).code == 0
    before = project.articles()
    site.article = article
    ran = project.crawl(*RANGE, "-a", "again=yes", wire=wire)
    assert ran.code in (4, 5), ran.output
    oldest = replica().truth()[-1]["id"]  # which the address of that page may show
    assert [each for each in project.articles() if each["id"] != oldest] == before
    assert "out_of_range" not in record_of(project)["states"]
    if article is two_years_ago:  # the others may fail, and are tried again
        told = project.scrapy("why", before[0]["url"]).output
        assert "delivered; revision 1 delivered" in told
    site.be_as_before()
    assert project.crawl(*RANGE, "-a", "again=yes", wire=wire).code == 0
    assert_all_delivered(project)


def undated(host: str, target: str) -> Answer:
    """Only the address tells when the article was begun: hours may lie between."""
    answer = replica().answer(host, target, {})
    return replace(answer, body=re.sub(rb"\b2026\b(?!\d)", b"1970", answer.body))


def test_a_time_that_only_the_address_tells_is_a_window(
    project: Project, serving: Serving, site: Changed
) -> None:
    site.article = undated
    noon = ("-a", f"since={DAY}T12:00", "-a", f"until={DAY}T18:00")
    wire = f"replica:{serving(site)}"
    ran = project.crawl(*noon, wire=wire)
    assert "published time" not in ran.output
    assert site.led_away
    site.be_as_before()
    project.crawl(*RANGE, wire=wire)
    assert_all_delivered(project)
