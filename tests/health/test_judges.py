"""Runs are judged by what is usual: each kind of finding, and what is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest

from newsbot.health.distribution import add, below, number_of, quantile, size_of
from newsbot.health.finding import Finding, Severity, settle
from newsbot.health.judgement import findings_of
from newsbot.health.memory import Memory, SourcePages
from newsbot.health.run import Run, SourceFacts
from newsbot.health.usual import Usual, chance_of
from newsbot.ledger import PastRun
from newsbot.text.calendar import WIB
from tests.conftest import REPOSITORY

HOUR = timedelta(hours=1)
NOW = datetime(2026, 5, 15, 12, tzinfo=WIB)
FULL, FEED = SourcePages(2, 40, 20), SourcePages(1, 50, 50)
SOURCES = {
    "0": SourceFacts("source 0, DatedIndex"),
    "1": SourceFacts("source 1, Rss", required=False),
}


def of_articles(rng: Random, number: int) -> Memory:
    """A healthy run with so many new articles."""
    words: dict[int, int] = {}
    for _ in range(number):
        add(words, rng.lognormvariate(5.6, 0.5))
    several = sum(rng.random() < 0.3 for _ in range(number))
    named = sum(rng.random() < 0.8 for _ in range(number))
    rules = {"h1": number} if number else {}
    return Memory(
        hours=1,
        new=number,
        read=number,
        requests=5 + 2 * number,
        articles=number,
        sources={"0": {"1": FULL}, "1": {"1": FEED}},
        rules={"title": rules, "authors": {".author": named} if named else {}},
        filled={"authors": named, "tags": number},
        words=words,
        pages={1: number - several, 2: several},
    )


def month(seed: int = 1, days: int = 30) -> Iterator[PastRun]:
    """A run each hour, with some dozen articles by day and none in the small hours."""
    rng = Random(seed)
    for number in range(days * 24):
        started = NOW - (days * 24 - number) * HOUR
        memory = of_articles(rng, rng.randrange(8, 17) if started.hour >= 5 else 0)
        kept = json.loads(json.dumps(memory.as_json()))
        yield PastRun(number, started.isoformat(), "finished", 0, True, kept, [])


MONTH = list(month())
HEALTHY = of_articles(Random(2), 12)


def judged(memory: Memory, history: list[PastRun] = MONTH, **facts: Any) -> list[Finding]:
    news = [run for run in history if run.memory.get("new")]
    given = {
        "started": NOW,
        "before": NOW - HOUR,
        "last_news": datetime.fromisoformat(news[-1].started) if news else None,
        "drift_share": 0.2,
        "sources": SOURCES,
    }
    return findings_of(Run("p", memory=memory, usual=Usual.of(history), **{**given, **facts}))


def kinds(findings: list[Finding]) -> list[tuple[str, str, int]]:
    return [(each.kind, each.about, each.severity) for each in findings]


def short(number: int, words: int = 40) -> dict[int, int]:
    return {size_of(words): number}


CHANGES = [
    ("an index that shows 2 of its 20 links", {"sources": {"0": {"1": SourcePages(2, 4, 2)}}},
     ("thin listing", "source 0, DatedIndex", 5)),
    ("a feed that shows 9 of its 50", {"sources": {"1": {"1": SourcePages(1, 9, 9)}}},
     ("thin listing", "source 1, Rss", 0)),
    ("a required source that names nothing", {"sources": {"0": {"1": SourcePages(2, 0, 0)}}},
     ("silent source", "source 0, DatedIndex", 4)),
    ("another that names nothing", {"sources": {"1": {"1": SourcePages(1, 0, 0)}}},
     ("silent source", "source 1, Rss", 0)),
    ("texts of a fifth", {"words": short(12)}, ("short texts", "text", 5)),
    ("no further pages", {"pages": {1: 60}, "articles": 60, "words": {}},
     ("vanished pager", "pages", 5)),
    ("no authors", {"filled": {"tags": 12}}, ("empty field", "authors", 0)),
    ("no tags", {"filled": {"authors": 9}}, ("empty field", "tags", 0)),
    ("another rule for the title", {"rules": {"title": {"og:title": 12}}},
     ("another rule", "title", 0)),
    ("far more news", {"new": 400}, ("flood of news", "", 0)),
    ("news that costs", {"requests": 900}, ("dear news", "", 0)),
    ("headlines that lead elsewhere", {"headlines": {"foto.a.id/{n}": 30}},
     ("new form of address", "foto.a.id/{n}", 0)),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "found"), CHANGES, ids=[each[0] for each in CHANGES])
def test_a_change_is_found_in_the_first_run_after_it(
    what: str, change: dict[str, Any], found: tuple[str, str, int]
) -> None:
    assert kinds(judged(replace(HEALTHY, **change))) == [found]


def test_a_healthy_run_has_no_findings() -> None:
    assert judged(HEALTHY) == []


NO_CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("few articles without an author", {"filled": {"tags": 3}, "articles": 3}),
    ("a thin page that is not the fullest", {"sources": {"0": {"1": SourcePages(2, 22, 20)}}}),
    ("a page that is a little thinner", {"sources": {"0": {"1": SourcePages(2, 28, 14)}}}),
    ("a source that was not asked", {"sources": {}}),
    ("two short texts", {"words": {**short(2), size_of(300): 10}}),
    ("short texts, but few", {"words": short(3), "articles": 3, "filled": {}, "pages": {2: 1}}),
    ("nothing new for an hour", {"new": 0, "read": 0, "articles": 0, "words": {}, "rules": {}}),
    ("twice the news", {"new": 30}),
]


@pytest.mark.parametrize(("what", "change"), NO_CHANGES, ids=[each[0] for each in NO_CHANGES])
def test_what_may_be_is_no_finding(what: str, change: dict[str, Any]) -> None:
    assert judged(replace(HEALTHY, **change)) == []


@pytest.mark.parametrize(("what", "change", "found"), CHANGES, ids=[each[0] for each in CHANGES])
def test_without_history_little_is_found(
    what: str, change: dict[str, Any], found: tuple[str, str, int]
) -> None:
    """Only that a required source is silent while others have news."""
    plain = found[0] == "silent source" and found[2] == 4
    assert kinds(judged(replace(HEALTHY, **change), [])) == ([found] if plain else [])


def lacking(**counts: int) -> dict[str, Any]:
    return {"states": {f"failed/missing {name}": count for name, count in counts.items()}}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"read": 10, **lacking(text=3)}, [("missing field", "text", 5)]),
        ({"read": 10, **lacking(text=1, title=2)}, [("missing field", "text, title", 5)]),
        ({"read": 10, **lacking(text=2)}, []),
        ({"read": 3, **lacking(text=3)}, []),
        ({"read": 10, "guessed": {"text": 3}}, [("guessed texts", "text", 5)]),
        ({"read": 10, "guessed": {"text": 2}}, []),
        ({"read": 4, "guessed": {"text": 4}}, []),
        ({"read": 10, "guessed": {"title": 10}}, []),
        ({"opinions": {"asked": 5}}, []),
        ({"opinions": {"asked": 5, "longer": 1}}, [("cut texts", "text", 0)]),
        ({"opinions": {"asked": 9, "longer": 2, "unsound": 1}}, [("cut texts", "text", 5)]),
        ({"opinions": {"asked": 30, "longer": 3}}, [("cut texts", "text", 0)]),
        ({"revisions": {"all": 5}}, []),
        ({"revisions": {"all": 5, "shrunk": 1}}, [("shrunk texts", "text", 0)]),
        ({"revisions": {"all": 9, "shrunk": 3}}, [("shrunk texts", "text", 5)]),
        ({"listings": {"guessed": 1}}, [("guessed listings", "links", 5)]),
        ({"listings": {"guessed": 1, "own": 3}}, [("guessed listings", "links", 5)]),
        ({"listings": {"guessed": 1, "own": 4}}, []),
    ],
)
@pytest.mark.parametrize("history", [[], MONTH], ids=["first run", "after a month"])
def test_signs_of_a_new_layout_need_no_history(
    history: list[PastRun], change: dict[str, Any], found: list[tuple[str, str, int]]
) -> None:
    assert kinds(judged(replace(HEALTHY, **change), history)) == found


@pytest.mark.parametrize(
    ("hours", "stands"),
    [(1, False), (5, False), (8, False), (10, True), (30, True), (24 * 9, True)],
)
def test_a_silence_is_judged_by_what_was_to_be_expected_in_it(hours: int, stands: bool) -> None:
    silence = replace(HEALTHY, new=0, articles=0, words={}, rules={}, filled={}, pages={}, read=0)
    found = judged(silence, last_news=NOW - hours * HOUR)
    assert kinds(found) == ([("no news", "", 4)] if stands else [])


def test_the_small_hours_are_quiet() -> None:
    silence = replace(HEALTHY, new=0, articles=0, words={}, rules={}, filled={}, pages={}, read=0)
    morning = NOW.replace(hour=5)
    assert judged(silence, started=morning, last_news=morning - 6 * HOUR) == []


def test_a_silence_of_days_counts_without_history() -> None:
    quiet = replace(HEALTHY, new=0)
    few = MONTH[9:12]
    assert kinds(judged(quiet, few, last_news=NOW - 73 * HOUR)) == [("no news", "", 4)]
    assert judged(quiet, few, last_news=NOW - 71 * HOUR) == []


@pytest.mark.parametrize(
    ("floors", "change", "kind"),
    [
        ({"links": 10}, {"sources": {"0": {"1": SourcePages(2, 9, 8)}}}, "thin listing"),
        ({"words": 80}, {"words": short(12)}, "short texts"),
        ({"hours": 5}, {"new": 0}, "no news"),
    ],
)
def test_what_a_portal_declares_counts_from_the_first_run_on(
    floors: dict[str, float], change: dict[str, Any], kind: str
) -> None:
    memory, facts = replace(HEALTHY, **change), {"last_news": NOW - 6 * HOUR}
    assert [each.kind for each in judged(memory, [], floors=floors, **facts)] == [kind]
    assert judged(memory, [], **facts) == []


def test_few_articles_a_run_add_up() -> None:
    """A portal with two articles an hour loses its authors: no single run can tell."""
    two = replace(HEALTHY, new=2, read=2, articles=2, words=short(2, 300), pages={1: 1, 2: 1})
    rules = {"title": {"h1": 2}}
    history = [
        run_of(replace(two, rules=rules, filled={"authors": 1 + (n % 3 > 0), "tags": 2}), n)
        for n in range(200)
    ]
    without = replace(two, rules=rules, filled={"tags": 2})
    found: list[Finding] = []
    while not found and len(history) < 230:
        found = judged(without, history)
        history.append(run_of(without, len(history)))
    assert kinds(found) == [("empty field", "authors", 0)]
    assert 203 < len(history) < 212


def run_of(memory: Memory, number: int, severity: int = 0) -> PastRun:
    found = [{"kind": "x", "about": "", "severity": severity}] if severity else []
    started = (NOW - (300 - number) * HOUR).isoformat()
    return PastRun(number, started, "finished", 0, True, memory.as_json(), found)


def test_what_was_wrong_does_not_become_usual() -> None:
    thin = replace(HEALTHY, sources={"0": {"1": SourcePages(2, 4, 2)}, "1": {"1": FEED}})
    history = [run_of(HEALTHY, n) for n in range(30)] + [run_of(thin, n, 5) for n in range(30, 90)]
    assert kinds(judged(thin, history)) == [("thin listing", "source 0, DatedIndex", 5)]
    told = [run_of(HEALTHY, n) for n in range(30)] + [run_of(thin, n) for n in range(30, 290)]
    assert judged(thin, told) == []


def test_runs_that_asked_for_other_things_or_were_stopped_tell_nothing() -> None:
    run = run_of(HEALTHY, 1)
    others = [
        replace(run, plain=False),
        replace(run, reason="killed"),
        replace(run, reason="closespider_timeout"),
        replace(run, memory={}),
    ]
    assert len(Usual.of([run, *others]).runs) == 1


def test_a_memory_is_kept_as_it_is() -> None:
    kept = json.loads(json.dumps(HEALTHY.as_json()))
    assert Memory.read_json(kept) == HEALTHY
    assert Memory.read_json({**kept, "of a later version": 1}) == HEALTHY
    assert Memory.read_json({}) == Memory()


def test_sizes_are_as_exact_as_they_say() -> None:
    for number in range(1, 5000, 7):
        assert 0.9 < number_of(size_of(number)) / number < 1.1
    counts: dict[int, int] = {}
    for number in range(1, 1001):
        add(counts, number)
    assert 450 < quantile(counts, 0.5) < 550
    assert 90 < below(counts, 100) < 110
    assert quantile({}, 0.5) == 0


@pytest.mark.parametrize(
    ("hits", "number", "share", "chance"),
    [(0, 10, 0.5, 1.0), (10, 10, 0.5, 2**-10), (6, 6, 0.05, 0.05**6), (1, 2, 0.5, 0.75)],
)
def test_chances(hits: int, number: int, share: float, chance: float) -> None:
    assert chance_of(hits, number, share) == pytest.approx(chance)


def test_a_finding_says_since_when() -> None:
    finding, other = (Finding(kind, Severity.DRIFT, "a") for kind in ("thin", "short"))
    found, both = [finding.as_json()], [finding.as_json(), other.as_json()]
    before = [("t3", both), ("t2", found), ("t1", []), ("t0", both)]
    settled = settle([finding, other], "t4", before)
    assert [
        Finding.read_json(json.loads(json.dumps(each.as_json()))) for each in settled
    ] == settled
    assert [each.since for each in settled] == ["t2", "t3"]
    assert [each.since for each in settle([finding], "t4", [])] == ["t4"]
    assert settle([], "t4", before) == []
    assert "thin (a)" in str(settled[0])
    assert "since t2" in str(settled[0])


QUIET = replace(HEALTHY, new=0, articles=0, words={}, rules={}, filled={}, pages={}, read=0)


def test_a_machine_that_was_off_heard_no_silence() -> None:
    off = [replace(run, id=n) for n, run in enumerate(MONTH) if not 400 <= n < 430]
    back = replace(HEALTHY, hours=31, new=300, articles=300)
    off[400] = replace(off[400], memory=back.as_json())
    assert kinds(judged(QUIET, off, last_news=NOW - 10 * HOUR)) == [("no news", "", 4)]
    assert judged(QUIET, off, last_news=NOW - 8 * HOUR) == []


def test_a_silence_that_goes_on_is_no_usual_one() -> None:
    silent = [*MONTH, *(run_of(QUIET, 300 + hour) for hour in range(12))]
    later, news = NOW + 12 * HOUR, {"last_news": NOW - HOUR}
    assert kinds(judged(QUIET, silent, started=later, **news)) == [("no news", "", 4)]


@pytest.mark.parametrize(("hours", "found"), [(1, True), (2, False), (20, False)])
def test_what_comes_after_an_outage_is_no_flood(hours: int, found: bool) -> None:
    """before: the last run that counts for what is usual."""
    flooded = kinds(judged(replace(HEALTHY, new=150), before=NOW - hours * HOUR))
    assert flooded == ([("flood of news", "", 0)] if found else [])
    news = NOW - hours * HOUR
    assert kinds(judged(replace(HEALTHY, new=150), last_news=news)) == flooded


def test_a_portal_that_is_read_once_a_day_can_stand_still() -> None:
    daily = [
        replace(run, memory={**run.memory, "hours": 24, "new": 150}, id=n)
        for n, run in enumerate(MONTH[::24])
    ]
    assert kinds(judged(QUIET, daily, last_news=NOW - 48 * HOUR)) == [("no news", "", 4)]
    assert judged(QUIET, daily, last_news=NOW - 24 * HOUR) == []


WALLS = [
    ("challenge page", True),
    ("login page", True),
    ("http_403", True),
    ("http_503", False),
    ("timeout", False),
]


@pytest.mark.parametrize(("reason", "walled"), WALLS)
def test_a_required_source_behind_a_wall_is_refused(reason: str, walled: bool) -> None:
    """Though the other answers; one page of several may be refused, and so may an optional one."""
    lost = replace(HEALTHY, sources={"1": {"1": FEED}}, lost={"0": {reason: 2}})
    found = [("refused source", "source 0, DatedIndex", 4)] if walled else []
    assert kinds(judged(lost, plain=False)) == found
    assert kinds(judged(replace(HEALTHY, lost={"0": {reason: 1}}), plain=False)) == []
    optional = replace(HEALTHY, sources={"0": {"1": FULL}}, lost={"1": {reason: 1}})
    assert kinds(judged(optional, plain=False)) == []


def magazine(days: int) -> list[PastRun]:
    """A portal whose listing of a day names 60 articles on working days and 9 at weekends."""
    history = []
    for number in range(days * 24):
        started = NOW - timedelta(days=3) - (days * 24 - number) * HOUR  # up to a Tuesday
        day = started.astimezone(WIB).weekday()
        most = 9 if day in (6, 0) else 60  # the fullest page is that of the day before
        memory = replace(HEALTHY, sources={"0": {"1": SourcePages(2, 2 * most, most)}})
        history.append(
            PastRun(number, started.isoformat(), "finished", 0, True, memory.as_json(), [])
        )
    return history


@pytest.mark.parametrize(("days", "most"), [(4, 30), (4, 13), (28, 9), (28, 5)])
def test_a_weekend_is_thin_for_some_portals(days: int, most: int) -> None:
    """Nobody knows so before the first one."""
    weekend = replace(HEALTHY, sources={"0": {"1": SourcePages(2, most, most)}})
    assert judged(weekend, magazine(days)) == []


@pytest.mark.parametrize(("days", "most", "thin"), [(4, 5, False), (4, 2, True), (12, 5, True)])
def test_a_full_page_is_never_thin(days: int, most: int, thin: bool) -> None:
    """It names as many as it can on any day, so far; in its first week, some is left to chance."""
    empty = replace(HEALTHY, sources={"0": {"1": SourcePages(2, most, most)}, "1": {"1": FEED}})
    found = [("thin listing", "source 0, DatedIndex", 5)] if thin else []
    assert kinds(judged(empty, MONTH[-days * 24 :])) == found


def test_the_docs_name_every_kind_of_finding() -> None:
    named = re.compile(r"""(?:kind=|Kind\(\s*)"([^"]+)\"""")
    files = (REPOSITORY / "newsbot" / "health").rglob("*.py")
    kinds = {kind for file in files for kind in named.findall(file.read_text(encoding="utf-8"))}
    docs = (REPOSITORY / "docs" / "operating.md").read_text(encoding="utf-8")
    _, _, table = docs.partition("| finding | ends the run with |\n")
    rows = [
        line.split("|")[1].partition(":")[0] for line in table.partition("\n\n")[0].splitlines()
    ]
    told = {kind.strip() for row in rows[1:] for kind in row.split(",")}
    assert kinds == told


def test_a_source_stays_silent_until_it_names_something() -> None:
    silent = replace(HEALTHY, sources={"0": {"1": SourcePages(2, 0, 0)}}, new=4)
    few = [run_of(HEALTHY, number) for number in range(6)]
    found = [("silent source", "source 0, DatedIndex", 4)]
    before = frozenset({found[0][:2]})
    assert kinds(judged(silent, few)) == found
    quiet = replace(silent, new=0)
    lately = {"last_news": NOW - HOUR}
    assert kinds(judged(quiet, few, **lately)) == []
    assert kinds(judged(quiet, few, found_before=before, **lately)) == found
    assert kinds(judged(replace(HEALTHY, new=0), few, found_before=before, **lately)) == []


def test_short_texts_of_small_runs_add_up() -> None:
    two = replace(HEALTHY, new=2, read=2, articles=2, words=short(2, 300), pages={1: 2}, rules={})
    history = [run_of(two, number) for number in range(100)]
    cut, found = replace(two, words=short(2, 40)), list[Finding]()
    while not found and len(history) < 120:
        found = judged(cut, history, sources={})
        history.append(run_of(cut, len(history)))
    assert ("short texts", "text", 5) in kinds(found)
    assert 102 <= len(history) <= 105
