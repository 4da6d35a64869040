"""A day is closed only if its listing was plausibly read whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate, repeat, takewhile
from random import Random

import pytest

from newsbot.health.usual_days import usual_day
from newsbot.ledger.chance import is_beyond_chance
from newsbot.replica.answer import Answer
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from tests.conftest import Project, Serving

DAY = timedelta(days=1)
RANGE = ("-a", "since=2026-05-12", "-a", "until=2026-05-15")
ROW, OTHER = b'class="title-article', b'class="judul'
Change = Callable[[bytes], bytes]


class Changed(Site):
    """A portal whose pages of the index are changed, until it is mended."""

    def __init__(self, options: str, change: Change):
        super().__init__(Options.parse(options))
        self.change: Change | None = change

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        answer = super().answer(host, target, headers, posted)
        if self.change and "/indeks/" in target:
            return replace(answer, body=self.change(answer.body))
        return answer


def renamed(body: bytes) -> bytes:
    """All rows but two are marked otherwise than they were."""
    head, *rows = body.split(ROW)
    return OTHER.join([ROW.join([head, *rows[:2]]), *rows[2:]])


def dropped(body: bytes) -> bytes:
    """All rows but two are gone."""
    head, *rows = body.split(b'<div class="warp-article">')
    after = rows[-1].partition(b"</div></div></div>")[2] if len(rows) > 2 else b""
    return b'<div class="warp-article">'.join([head, *rows[:2]]) + after


def test_a_changed_page_has_two_articles() -> None:
    site = Changed("articles=20,days=1,day=2026-05-15", lambda body: body)
    for change in (renamed, dropped):
        site.change = change
        page = site.answer("www.sindonews.com", "/indeks/0/0?t=2026-05-15", {})
        assert page.body.count(b'class="title-article') == 2
        assert page.body.endswith(b"</html>\n")


# How the whole index shows two articles of twenty, and how the first run that meets it ends.
CHANGES = {
    "other markup": (renamed, "articles=38,days=2,day=2026-05-15", 5),
    "pages that others follow": (dropped, "articles=160,days=4,day=2026-05-15", 5),
    "nothing tells": (dropped, "articles=38,days=2,day=2026-05-15", 0),
}


@pytest.mark.parametrize(("change", "options", "code"), CHANGES.values(), ids=CHANGES)
def test_days_of_which_two_articles_of_twenty_show_stay_open(
    project: Project, serving: Serving, change: Change, options: str, code: int
) -> None:
    site = Changed(options, change)
    wire = f"replica:{serving(site)}"
    ran = project.crawl(*RANGE, wire=wire)
    assert ran.code == code, ran.output
    assert 0 < len(project.articles()) < 25
    assert project.scrapy("gaps", "sindonews").code == 3
    site.change = None
    assert project.crawl(*RANGE, wire=wire).code == 0
    truth = {each["id"]: each["duplicate_of"] or each["id"] for each in site.truth()}
    delivered = [truth[article["id"]] for article in project.articles()]  # whichever twin
    assert sorted(delivered) == sorted(set(truth.values()))
    days = {line.split()[0] for line in project.scrapy("gaps", "sindonews").output.splitlines()}
    assert days.isdisjoint(each["day"] for each in site.truth())


def emptied(body: bytes) -> bytes:
    """A page in the place of all."""
    return b"<html><head><title>Situs</title></head><h1>Sedang dalam perbaikan</h1></html>"


class OneDay(Changed):
    """A portal whose index shows the same day whatever day is asked for, until it is mended."""

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        if self.change:
            target = re.sub(r"\bt=2026-05-\d\d", "t=2026-05-20", target)
        return super().answer(host, target, headers, posted)


# An index that tells nothing of its days, and how each run that meets it ends.
MUTE: dict[str, tuple[type[Changed], Change, int]] = {
    "a page in its place": (Changed, emptied, 4),
    "it ignores the date": (OneDay, lambda body: body, 5),
}


@pytest.mark.parametrize(("kind", "change", "code"), MUTE.values(), ids=MUTE)
def test_days_of_an_index_that_is_mute_are_never_closed(
    project: Project, serving: Serving, kind: type[Changed], change: Change, code: int
) -> None:
    site = kind("articles=90,days=9,day=2026-05-20", change)
    wire = f"replica:{serving(site)}"
    for _ in range(3):
        ran = project.crawl(*RANGE, wire=wire)
        assert ran.code == code, ran.output
        assert project.articles() == []
    gaps = project.scrapy("gaps", "sindonews")
    assert [line.split()[0] for line in gaps.output.splitlines() if line.startswith("20")] == [
        f"2026-05-{number}" for number in range(12, 16)
    ]
    site.change = None
    assert project.crawl(*RANGE, wire=wire).code == 0
    of_range = [each for each in site.truth() if "2026-05-12" <= each["day"] <= "2026-05-15"]
    assert len(project.articles()) == len({each["duplicate_of"] or each["id"] for each in of_range})
    assert project.scrapy("gaps", "sindonews").code == 0


# Each a set of 14 days, a Monday first, and a day after them (a Monday) with so many articles.
WEEKS = {
    "as usual": ([40] * 14, 38, False),
    "a tenth": ([40] * 14, 4, True),
    "half of usual": ([40] * 14, 20, False),
    "a third": ([40] * 14, 13, True),
    "the least was low": ([40, 40, 18] + [40] * 11, 16, False),
    "thin days are no measure": ([40, 40, 4] + [40] * 11, 4, True),
    "five a day, none": ([5] * 14, 0, False),
    "twelve a day, none": ([12] * 14, 0, True),
    "weekends do not count": ([40, 40, 40, 40, 40, 4, 4] * 2, 4, True),
    "two days say nothing": ([40] * 2, 1, False),
    "300 a day": ([300] * 14, 30, True),
    "5000 a day": ([5000] * 14, 1900, True),
}


@pytest.mark.parametrize(("before", "listed", "thin"), WEEKS.values(), ids=WEEKS)
def test_a_thin_day_is_told_by_those_around_it(before: list[int], listed: int, thin: bool) -> None:
    monday = date(2026, 5, 18)
    first = monday - len(before) * DAY
    usual = usual_day(monday, {first + number * DAY: each for number, each in enumerate(before)})
    assert (usual is not None and usual.is_thin(listed)) is thin


@pytest.mark.parametrize(
    ("listed", "usual"),
    [(2, 10), (0, 6), (1, 9), (4, 14), (70, 100), (930, 1020), (9, 1e5), (0, 501)],
)
def test_chance_hardly_makes_so_few(listed: int, usual: float) -> None:
    assert is_beyond_chance(listed, usual)


@pytest.mark.parametrize(
    ("listed", "usual"), [(0, 0), (0, 5), (3, 10), (1, 7), (75, 100), (940, 1020), (11, 10), (9, 9)]
)
def test_chance_may_make_so_few(listed: int, usual: float) -> None:
    assert not is_beyond_chance(listed, usual)


@pytest.mark.parametrize("weekend", [1, 0.5, 0.15])
@pytest.mark.parametrize("mean", [5, 40, 300])
def test_few_healthy_days_are_doubted(mean: float, weekend: float) -> None:
    """Days differ by a fifth beyond chance. As they come, one by one, and all of them at once."""
    random = Random(f"{mean} {weekend}")
    doubted = days = 0
    for _ in range(40):
        listed: dict[date, int] = {}
        for number in range(60):
            day = date(2026, 1, 1) + number * DAY
            expected = (
                mean * (weekend if day.weekday() > 4 else 1) * random.gammavariate(25, 1 / 25)
            )
            listed[day] = drawn(random, expected)
        doubted += thin_ones(listed)
        days += len(listed)
    assert doubted < 0.005 * days


def drawn(random: Random, mean: float) -> int:
    """A number of a Poisson distribution: how many waits of a mean of 1 fit in."""
    waits = accumulate(random.expovariate(1) for _ in repeat(None))
    return sum(1 for _ in takewhile(lambda moment: moment <= mean, waits))


def thin_ones(listed: dict[date, int]) -> int:
    """How many days would be doubted."""
    found = 0
    for day, number in listed.items():
        for known in (listed, {other: each for other, each in listed.items() if other < day}):
            usual = usual_day(day, known)
            found += usual is not None and usual.is_thin(number)
    return found
