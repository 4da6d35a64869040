"""What speaks against a day's listing, what closes the day all the same, and what is a gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from newsbot.clock import now, set_clock, today
from newsbot.health.days import judge_days, thin_days
from newsbot.health.doubt import Doubt
from newsbot.health.finding import Severity
from newsbot.ledger import Ledger
from newsbot.ledger.day_walks import NOT_JUDGED
from newsbot.ledger.days import Day
from newsbot.ledger.reading import reading
from newsbot.ledger.states import DELIVERED
from newsbot.sources.walks import needed_walks
from newsbot.text.dates import WIB
from tests.saved_portals import PORTALS

DAY = timedelta(days=1)
# An early morning in WIB: the day before yesterday has just been over.
MORNING = datetime.fromisoformat("2026-05-20T01:00+07:00")


@pytest.fixture(autouse=True)
def morning() -> Iterator[None]:
    set_clock(MORNING)
    yield
    set_clock(None)


def opened(folder: Path, **given: str) -> Ledger:
    return Ledger(f"sqlite:///{folder / 'ledger.sqlite3'}", "p", folder, given, (1,))


def read(
    ledger: Ledger,
    day: date,
    count: int,
    *,
    pages: Sequence[tuple[int, int]] = (),
    beside: int = 0,
    channel: str = "",
) -> None:
    """Have a run read a day's index, which names so many articles."""
    name = f"0|{channel}|{day}|"
    walk = ledger.days.of(name, 0, f"https://p.id/{day}", again=True)
    assert walk is not None
    walk.add((f"{channel}{day}-{number}" for number in range(count)), count)
    walk.beside.update(hash(f"{day}-{number}") for number in range(count + beside))
    walk.pages = list(pages)
    ledger.days.end(name)


def judged(ledger: Ledger, *concerned: int, blocked: bool = False) -> list[Doubt]:
    """What the end of the run makes of its days."""
    doubts = judge_days(ledger.days, concerned, blocked=blocked)
    ledger.end(reason="finished", exit_code=0, caught_up=not ledger.arguments)
    ledger.close()
    return doubts


@pytest.fixture
def monday() -> date:
    return date(2026, 5, 18)  # the day before yesterday


def before(folder: Path, monday: date, count: int = 40) -> None:
    """Runs have soundly read three weeks."""
    ledger = opened(folder, since="2026-04-27")
    for number in range(1, 22):
        read(ledger, monday - number * DAY, count)
    assert judged(ledger) == []


Pages = list[tuple[int, int]]
# Links and new articles of each page; articles in the list that are not found; sources with a
# finding; and what is said of it.
HARD: dict[str, tuple[Pages, int, set[int], str]] = {
    "a finding": ([], 0, {0}, "a finding of the run concerns its source"),
    "another source": ([], 0, {1}, ""),
    "few on a page": ([(20, 20), (2, 2), (4, 4)], 0, set(), "a page names 2 links, and another"),
    "few on the last page": ([(20, 20), (2, 2)], 0, set(), ""),
    "the last page repeated": ([(20, 20), (2, 2), (2, 0)], 0, set(), ""),
    "most of the list": ([], 50, set(), "the list holds 50 articles beside the 40"),
    "some links in the list": ([], 30, set(), ""),
}


@pytest.mark.parametrize(("pages", "beside", "concerned", "why"), HARD.values(), ids=HARD)
def test_what_shows_by_itself_is_certain_and_stands(
    tmp_path: Path, monday: date, pages: Pages, beside: int, concerned: set[int], why: str
) -> None:
    for _ in range(2):  # a second reading with the same result changes nothing
        ledger = opened(tmp_path)
        read(ledger, monday, 40, pages=pages, beside=beside)
        doubts = judged(ledger, *concerned)
        assert [doubt.why[: len(why)] for doubt in doubts] == ([why] if why else [])
        assert all(doubt.certain for doubt in doubts)


@pytest.mark.parametrize(
    ("count", "lacking", "certain"),
    [(40, 3, None), (40, 4, None), (10, 3, None), (10, 9, False), (6, 30, True)],
)
@pytest.mark.parametrize("known", [False, True])
def test_what_others_name_of_the_day(
    tmp_path: Path, monday: date, count: int, lacking: int, certain: bool | None, known: bool
) -> None:
    if known:
        before(tmp_path, monday, count)
    ledger = opened(tmp_path)
    read(ledger, monday, count)
    for number in range(count + lacking):
        ledger.days.hear(monday, f"{monday}-{number}")
        ledger.days.hear(today(), f"{number}")  # not over yet
    # Where the index has as many articles as ever, others have always named more.
    expected = [] if certain is None or known else [certain]
    assert [doubt.certain for doubt in judged(ledger)] == expected


@pytest.mark.parametrize(
    ("count", "certain"), [(40, None), (17, None), (13, False), (9, False), (7, True), (0, True)]
)
def test_a_thin_day_is_closed_when_it_was_read_twice(
    tmp_path: Path, monday: date, count: int, certain: bool | None
) -> None:
    before(tmp_path, monday)
    for expected in ([] if certain is None else [certain], []):
        ledger = opened(tmp_path)
        read(ledger, monday, count)
        assert [doubt.certain for doubt in judged(ledger)] == expected
        ledger = opened(tmp_path)
        closed = ledger.closed_walks(monday, monday)
        ledger.close()
        assert bool(closed) is not bool(expected)


def test_other_numbers_are_no_second_reading(tmp_path: Path, monday: date) -> None:
    before(tmp_path, monday)
    for count in (5, 6, 5):
        ledger = opened(tmp_path)
        read(ledger, monday, count)
        assert [doubt.day for doubt in judged(ledger)] == [monday]


def test_most_days_of_a_source_are_no_holidays(tmp_path: Path, monday: date) -> None:
    before(tmp_path, monday - 7 * DAY)
    for _ in range(2):
        ledger = opened(tmp_path, since="2026-05-12")
        for number in range(4):
            read(ledger, monday - number * DAY, 13)
        doubts = judged(ledger)
        assert len(doubts) >= 3
        assert all(doubt.certain and doubt.stands for doubt in doubts)


# How many articles each of some days names, one after the other from a Monday back; whether the run
# is blocked; and the days that are doubted by the first reading and by a second one.
BROKEN: dict[str, tuple[list[int], bool, list[int], list[int]]] = {
    "all empty": ([0, 0, 0, 0, 0], False, [0, 1, 2, 3, 4], [0, 1, 2, 3, 4]),
    "most empty": ([0, 20, 0, 3, 0], False, [0, 2, 3, 4], [0, 2, 3, 4]),
    "one empty of three": ([0, 20, 20], False, [0], []),
    "a single empty day": ([0], False, [0], []),
    "blocked, a single empty day": ([0], True, [0], [0]),
    "blocked, an empty one of three": ([0, 20, 20], True, [0], [0]),
}


@pytest.mark.parametrize(("counts", "blocked", "first", "second"), BROKEN.values(), ids=BROKEN)
def test_no_second_reading_closes_days_of_a_source_that_names_nothing(
    tmp_path: Path,
    monday: date,
    counts: list[int],
    blocked: bool,
    first: list[int],
    second: list[int],
) -> None:
    for expected in (first, second, second):
        ledger = opened(tmp_path)
        for number, count in enumerate(counts):
            read(ledger, monday - number * DAY, count)
        doubts = judged(ledger, blocked=blocked)
        assert sorted((monday - doubt.day).days for doubt in doubts) == expected
    (finding, *_) = [*thin_days(doubts, {0: "index"}), None]
    assert finding is None or finding.severity == Severity.TOLD


def test_an_empty_day_of_a_blocked_run_is_no_day_off(tmp_path: Path, monday: date) -> None:
    before(tmp_path, monday, 5)  # of five a day, none may be chance
    for blocked in (True, True, False):
        ledger = opened(tmp_path)
        read(ledger, monday, 0)
        assert bool(judged(ledger, blocked=blocked)) is blocked


# Of five days, how many have a page with two links that another one follows, and how many days are
# doubted whatever is read again. The others name as many as every day.
@pytest.mark.parametrize(("cut", "doubted"), [(4, 5), (3, 5), (2, 2), (1, 1), (0, 0)])
def test_most_days_of_a_source_are_certainly_not_whole(
    tmp_path: Path, monday: date, cut: int, doubted: int
) -> None:
    for _ in range(2):
        ledger = opened(tmp_path)
        for number in range(5):
            pages = [(2, 2), (8, 8)] if number < cut else []
            read(ledger, monday - number * DAY, 10, pages=pages)
        doubts = judged(ledger)
        assert len(doubts) == doubted
        assert sum(doubt.certain for doubt in doubts) == cut


# Of forty articles of a day, how many are dated how many days after it; and whether these are
# those of a day.
DATES: dict[str, tuple[dict[int, int], bool]] = {
    "nothing tells": ({}, True),
    "its own": ({0: 40}, True),
    "late ones": ({0: 30, 1: 5, -1: 5}, True),
    "a day before": ({-1: 40}, True),
    "some old ones": ({0: 20, -30: 20}, True),
    "another day": ({5: 40}, False),
    "old ones": ({-700: 37}, False),
}


@pytest.mark.parametrize(("dates", "own"), DATES.values(), ids=DATES)
def test_a_listing_names_the_articles_of_its_day(
    tmp_path: Path, monday: date, dates: dict[int, int], own: bool
) -> None:
    for _ in range(2):
        ledger = opened(tmp_path)
        read(ledger, monday, 40)
        walk = ledger.days.of(f"0||{monday}|", 0, "u", again=True)
        assert walk is not None
        keys = iter(f"{monday}-{number}" for number in range(40))
        for after, count in dates.items():
            for _ in range(count):
                walk.tell(monday + after * DAY, next(keys))
        doubts = judged(ledger)
        assert [doubt.certain and doubt.stands for doubt in doubts] == ([] if own else [True])


@pytest.mark.parametrize(
    ("same", "of_monday", "doubted"),
    [(0, False, 0), (20, False, 0), (36, False, 3), (40, False, 3), (40, True, 2)],
)
def test_listings_that_name_the_same_articles_for_every_day(
    tmp_path: Path, monday: date, same: int, of_monday: bool, doubted: int
) -> None:
    for _ in range(2):
        ledger = opened(tmp_path)
        for back in range(3):
            day = monday - back * DAY
            walk = ledger.days.of(f"0||{day}|", 0, "u", again=True)
            assert walk is not None
            walk.add([f"{0 if number < same else back}-{number}" for number in range(40)], 40)
            for number in range(same if of_monday else 0):
                walk.tell(monday, f"0-{number}")
            ledger.days.end(walk.name)
        doubts = judged(ledger)
        assert sum(doubt.certain for doubt in doubts) == doubted
        assert [doubt.stands for doubt in doubts] == [True] * (3 if doubted else 0)


@pytest.mark.parametrize(("surplus", "certain"), [(25, True), (50, True), (200, False)])
@pytest.mark.parametrize("known", [0, 2, 3])
def test_a_flood_of_other_listings_is_not_certain(
    tmp_path: Path, monday: date, surplus: int, certain: bool, known: int
) -> None:
    ledger = opened(tmp_path)
    for number in range(2, 2 + known):
        read(ledger, monday - number * DAY, 20)
    assert judged(ledger) == []
    ledger = opened(tmp_path)
    sunday = monday - DAY
    read(ledger, sunday, 20)
    for number in range(20 + surplus):
        ledger.days.hear(sunday, f"{sunday}-{number}")
    assert [doubt.certain for doubt in judged(ledger)] == [certain or known < 3]


def test_few_articles_with_nothing_to_compare(tmp_path: Path, monday: date) -> None:
    ledger = opened(tmp_path)
    read(ledger, monday, 2, channel="a")
    read(ledger, monday, 1, channel="b")
    read(ledger, monday - DAY, 30, channel="a")
    read(ledger, monday - DAY, 0, channel="b")
    doubts = judged(ledger)
    assert [(doubt.day, doubt.certain) for doubt in doubts] == 2 * [(monday, False)]
    (finding,) = thin_days(doubts, {0: "source 0, DatedIndex"})
    assert (finding.severity, finding.source) == (Severity.TOLD, None)
    assert str(finding).startswith(
        "thin day (source 0, DatedIndex): 2026-05-18: 3 articles, with no day to compare; "
    )


def test_a_day_of_a_run_that_was_killed_stays_open(tmp_path: Path, monday: date) -> None:
    ledger = opened(tmp_path)
    read(ledger, monday, 40)
    ledger.close()
    ledger = opened(tmp_path)
    assert ledger.closed_walks(monday, monday) == set()
    assert ledger.days.to_read_again() is None  # the run that goes on asks for it by itself
    set_clock(MORNING + DAY)
    assert ledger.days.to_read_again() == monday
    ledger.close()
    assert f"doubted: {NOT_JUDGED}" in {day.gap for day in days_of(tmp_path, "sindonews", "p")}


def test_a_day_that_is_not_over_is_not_judged(tmp_path: Path) -> None:
    ledger = opened(tmp_path)
    read(ledger, today() - DAY, 1)
    assert judged(ledger) == []


# Gaps ------------------------------------------------------------------------------------------


def days_of(folder: Path, portal: str, name: str) -> list[Day]:
    cls = PORTALS[portal]
    with reading("", folder) as ledger:
        needed = partial(needed_walks, cls.sources, tuple(cls.channels.values()))
        return ledger.days(name, needed)


def run(folder: Path, portal: str, count: int = 12) -> None:
    """A run that asks for what is new, and finds so many articles of yesterday."""
    cls, ledger, yesterday = PORTALS[portal], opened(folder), today() - DAY
    needed = needed_walks(cls.sources, tuple(cls.channels.values()), today() - 2 * DAY, today())
    for day, names in needed.items():
        for name in sorted(names):
            walk = ledger.days.of(name, int(name.partition("|")[0]), "u", again=False)
            assert walk is not None
            walk.add((f"{name}{number}" for number in range(count)), count)
            ledger.days.end(name)
        assert day <= today()
    for number in range(count):
        key = f"{yesterday}-{number}"
        ledger.links.add("1|||", {key: f"https://p.id/{key}"}, "0", "9")
        ledger.outcomes.accepted(key, 1, f"{yesterday}T10:00:00+07:00")
        ledger.outcomes.finish(key, DELIVERED)
    assert judged(ledger) == []


@pytest.mark.parametrize("portal", sorted(PORTALS))
def test_a_healthy_portal_has_no_gaps_whatever_its_sources(tmp_path: Path, portal: str) -> None:
    for number in range(4):
        set_clock(MORNING + number * DAY)
        run(tmp_path, portal)
        assert [day for day in days_of(tmp_path, portal, "p") if day.gap] == []
    set_clock(now() + 3 * DAY)  # it is not read any more
    gaps = {day.day: day.gap for day in days_of(tmp_path, portal, "p") if day.gap}
    assert sorted(gaps)[-2:] == [today() - 2 * DAY, today() - DAY]
    assert all(why == "open: not read since it ended" for why in gaps.values())


@pytest.mark.parametrize("portal", sorted(PORTALS))
def test_what_no_run_has_read_is_a_gap(tmp_path: Path, portal: str) -> None:
    ledger = opened(tmp_path)
    ledger.end(reason="finished", exit_code=4, caught_up=False)
    ledger.close()
    set_clock(MORNING + 3 * DAY)
    gaps = [(day.day, day.gap) for day in days_of(tmp_path, portal, "p")]
    first = MORNING.date() - DAY
    assert gaps == [(first + number * DAY, "open: no run has read it") for number in range(4)]


def test_a_range_that_no_run_has_read_is_a_gap(tmp_path: Path) -> None:
    ledger = opened(tmp_path, since="2026-05-02", until="2026-05-03")
    ledger.end(reason="finished", exit_code=4, caught_up=False)
    ledger.close()
    gaps = {f"{day.day}": day.gap for day in days_of(tmp_path, "sindonews", "p") if day.gap}
    assert gaps == dict.fromkeys(("2026-05-02", "2026-05-03"), "open: no run has read it")


# The runs before, by how many days ago, with their arguments and whether they caught up; and
# since when a plain run is to ask.
RUNS: dict[str, tuple[list[tuple[int, dict[str, str], bool]], int]] = {
    "none": ([], 0),
    "the first saw nothing": ([(3, {}, False), (1, {}, False)], 3),
    "a later one caught up": ([(3, {}, False), (1, {}, True)], 1),
    "others are no first run": ([(9, {"query": "a"}, False), (8, {"since": "2026-05-01"}, False),
                                 (7, {"channels": "a"}, False), (2, {}, False)], 2),
    "long ago": ([(80, {}, False)], 30),
}  # fmt: skip


@pytest.mark.parametrize(("runs", "ago"), RUNS.values(), ids=RUNS)
def test_a_plain_run_asks_for_all_that_none_before_has_seen(
    tmp_path: Path, runs: list[tuple[int, dict[str, str], bool]], ago: int
) -> None:
    for days, given, caught_up in runs:
        set_clock(MORNING - days * DAY)
        ledger = opened(tmp_path, **given)
        ledger.end(reason="finished", exit_code=4, caught_up=caught_up)
        ledger.close()
    set_clock(MORNING)
    ledger = opened(tmp_path)
    since = ledger.asked_since()
    assert since is not None
    assert since.astimezone(WIB).date() == MORNING.date() - ago * DAY
    ledger.close()


def test_a_thin_day_of_a_portal_without_an_index_is_a_gap(tmp_path: Path) -> None:
    portal = next(name for name, cls in PORTALS.items()
                  if not needed_walks(cls.sources, (), today(), today()))  # fmt: skip
    for number in range(36):
        set_clock(MORNING + number * DAY)
        run(tmp_path, portal, 2 if number == 30 else 12)
    gaps = [(day.day, day.gap) for day in days_of(tmp_path, portal, "p") if day.gap]
    assert gaps == [(date(2026, 6, 18), "thin: 2 articles, usually 12")]
