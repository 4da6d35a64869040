"""A model of healthy portals, at the level of what the ledger remembers of runs: tens of thousands
of runs in minutes, for the false alarms of each kind of finding.

Portals differ in volume (3 to 500 articles a day), in the profile of day and week, in how often
they are read, and in how much the shares of what their articles have vary from run to run: more
than by chance, since articles of one desk come together.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, repeat
from math import exp, sqrt
from random import Random
from typing import Any

from newsbot.health.distribution import add
from newsbot.health.judgement import findings_of
from newsbot.health.memory import Memory, SourcePages
from newsbot.health.run import Run, SourceFacts
from newsbot.health.usual import Usual
from newsbot.ledger import PastRun
from newsbot.replica.generated.habits import PROFILES
from newsbot.text.calendar import WIB

_QUARTER, _HOUR, _DAY = timedelta(minutes=15), timedelta(hours=1), timedelta(days=1)
_FIELDS = ("authors", "editors", "tags", "section", "summary", "images", "dateline", "modified_at")
_RULED = ("title", "body", "published_at", "authors")
_SOURCES = {
    "0": SourceFacts("index"),
    "1": SourceFacts("feed"),
    "2": SourceFacts("sitemap", required=False),
}
# As the ledger does it, see Reading.history: all of the newest runs, and some of the others.
_NEWEST, _MOST = 100, 800
_BURST = 4
# Of the runs, each such one is judged: to judge one takes longer than to model it.
_EVERY = 3


@dataclass(frozen=True)
class Habits:
    """What a portal is like. a_day: articles. hours: by hours between runs. page, feed: links that
    listings show at most. words, spread: middle and logarithmic deviation of the texts' lengths.
    desk: deviation of a run's texts together. shares: of the articles that have a field, and how
    many articles vary together. rules: shares of the first rule. several: share of the articles
    with several pages. bursts: share of quarters of an hour with a burst. short_nights: whether
    the night's texts are shorter."""

    a_day: float
    profile: str
    night: float
    hours: float
    page: int
    feed: int
    words: float
    spread: float
    desk: float
    shares: dict[str, tuple[float, float]]
    rules: dict[str, float]
    several: float
    bursts: float
    short_nights: bool

    @classmethod
    def drawn(cls, rng: Random) -> Habits:
        """One of the portals that there may be."""
        return cls(
            a_day=rng.choice((3, 8, 20, 60, 150, 300, 500)),
            profile=rng.choice(sorted(PROFILES)),
            night=rng.choice((0, 0.05, 0.3)),
            hours=rng.choice((0.25, 0.5, 1, 1, 1, 2, 3)),
            page=rng.choice((10, 15, 20, 30)),
            feed=rng.choice((10, 20, 50)),
            words=rng.uniform(150, 400),
            spread=rng.uniform(0.3, 0.7),
            desk=rng.uniform(0, 0.15),
            shares={name: (rng.random(), rng.choice((3, 10, 50))) for name in _FIELDS},
            rules={name: rng.choice((0.55, 0.8, 0.95, 1)) for name in _RULED},
            several=rng.choice((0, 0.05, 0.2, 0.4)),
            bursts=rng.choice((0, 0, 0.02)),
            short_nights=rng.random() < 0.5,
        )

    def rate(self, moment: datetime) -> float:
        """Articles an hour."""
        profile = PROFILES[self.profile]
        hours, weekdays = profile["hours"], profile["weekdays"]
        mean = sum(hours) / 24
        hour = max(hours[moment.hour] / mean, self.night)
        return self.a_day / 24 * hour * weekdays[moment.weekday()] * 7 / sum(weekdays)


@dataclass
class Portal:
    """A portal in time."""

    habits: Habits
    rng: Random

    def runs(self, since: datetime, days: int) -> Iterator[tuple[datetime, Memory]]:
        """Its runs over so many days: when each began (WIB), and what is remembered of it."""
        of_day: Counter[date] = Counter()
        before, moment = since - 30 * _HOUR, since
        first = True
        while moment < since + days * _DAY:
            new = self._published(before, moment, of_day)
            hours = 0.0 if first else (moment - before) / _HOUR
            yield moment, self._memory(moment, hours, new, of_day)
            before, first = moment, False
            moment += self._pause()

    def _pause(self) -> timedelta:
        """Until the next run: nearly always the same time, and now and then the machine is off."""
        off = self.rng.uniform(3, 60) if self.rng.random() < 0.004 else 0
        return timedelta(hours=self.habits.hours * self.rng.uniform(0.98, 1.05) + off)

    def _published(self, since: datetime, until: datetime, of_day: Counter[date]) -> int:
        total = 0
        while since < until:
            share = min((until - since) / _HOUR, 0.25)
            burst = _BURST if self.rng.random() < self.habits.bursts else 1
            count = poisson(self.rng, self.habits.rate(since) * share * burst)
            of_day[since.date()] += count
            total, since = total + count, since + _QUARTER
        return total

    def _memory(self, at: datetime, hours: float, new: int, of_day: Counter[date]) -> Memory:
        habits, rng = self.habits, self.rng
        words: Counter[int] = Counter()
        together = rng.gauss(0, habits.desk)
        night = 0.7 if habits.short_nights and at.hour < 6 else 1.0
        for _ in range(new):
            add(words, night * habits.words * exp(rng.gauss(together, habits.spread)))
        rules = {name: self._split(share, new) for name, share in habits.rules.items()}
        filled = {name: self._having(*share, new) for name, share in habits.shares.items()}
        several = sum(rng.random() < habits.several for _ in range(new))
        return Memory(
            hours=hours,
            new=new,
            read=new,
            requests=6 + 2 * new,
            articles=new,
            states={"delivered": new} if new else {},
            sources=self._listings(of_day[at.date() - _DAY], of_day[at.date()]),
            rules=rules if new else {},
            filled={name: count for name, count in filled.items() if count},
            words=dict(words),
            pages={number: n for number, n in ((1, new - several), (2, several)) if n},
        )

    def _listings(self, yesterday: int, today: int) -> dict[str, dict[str, SourcePages]]:
        page, feed = self.habits.page, self.habits.feed
        shown = min(yesterday, page), min(today, page)
        both = yesterday + today
        return {
            "0": {"1": SourcePages(2, sum(shown), max(shown))},
            "1": {"1": SourcePages(1, feed, feed)},
            "2": {"1": SourcePages(1, both, both)},
        }

    def _having(self, share: float, together: float, number: int) -> int:
        rng = self.rng
        own = rng.betavariate(max(share * together, 0.01), max((1 - share) * together, 0.01))
        return sum(rng.random() < own for _ in range(number))

    def _split(self, share: float, number: int) -> dict[str, int]:
        first = sum(self.rng.random() < share for _ in range(number))
        split = {"own 1": first, "own 2": number - first}
        return {rule: count for rule, count in split.items() if count}


def poisson(rng: Random, mean: float) -> int:
    """A number of events of which so many are to be expected."""
    if mean > 50:
        return max(0, round(rng.gauss(mean, sqrt(mean))))
    number, chance = 0, rng.random()
    while chance > exp(-mean):
        number, chance = number + 1, chance * rng.random()
    return number


def found_on(seed: int, days: int, every: int) -> Iterator[tuple[datetime, list[str]]]:
    """What is found on one healthy portal, in each run of so many that is judged: when it began,
    and the kinds of its findings with the code ("flood of news 0")."""
    rng = Random(f"{seed}:model")
    portal, past = Portal(Habits.drawn(rng), rng), list[PastRun]()
    since = datetime(2026, 1, 1, tzinfo=WIB) + timedelta(hours=rng.randrange(8000))
    for number, (moment, memory) in enumerate(portal.runs(since, days)):
        step = max(1, -(-len(past) // _MOST))
        chosen = past[:-_NEWEST][::step] + past[-_NEWEST:]
        findings = _judged(memory, moment, chosen) if number % every == 0 else []
        if number % every == 0:
            yield moment, [f"{each['kind']} ({each['about']})" for each in findings]
        kept = json.loads(json.dumps(memory.as_json()))
        at = moment.isoformat()
        past.append(PastRun(number, at, "finished", 0, True, kept, findings))


def _judged(memory: Memory, moment: datetime, past: list[PastRun]) -> list[dict[str, object]]:
    news = [run for run in past if run.memory.get("new")]
    run = Run(
        portal="modelled",
        memory=memory,
        usual=Usual.of(past),
        started=moment,
        before=datetime.fromisoformat(past[-1].started) if past else None,
        last_news=datetime.fromisoformat(news[-1].started) if news else None,
        sources=_SOURCES,
    )
    return [each.as_json() for each in findings_of(run)]


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """Print the table. Returns its figures, and whether all is as it is to be."""
    runs, with_findings, found = 0, 0, Counter[str]()
    seeds = [1000 * given.seed + number for number in range(given.models)]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for seed, kinds in zip(seeds, pool.map(_found, seeds, repeat(given.days)), strict=True):
            runs += len(kinds)
            with_findings += sum(map(bool, kinds))
            for kind in chain.from_iterable(kinds):
                found[kind] += 1
                print(f"  portal {seed}: {kind}", flush=True)
    print(f"{with_findings} of {runs} modelled healthy runs with findings:")
    for kind, count in found.most_common():
        print(f"  {count / runs:8.4%} {kind}")
    return {
        "runs": runs,
        "with_findings": with_findings,
        "found": dict(found),
        "well": with_findings <= runs / 1000,
    }


def _found(seed: int, days: int) -> list[list[str]]:
    return [kinds for _, kinds in found_on(seed, days, _EVERY)]
