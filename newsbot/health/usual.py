"""What is usual for a portal: what its earlier runs were like, by robust statistics.

A run counts for what is usual when it asked for nothing but what is new, came to its end, and
nothing was found that lost or cut articles. (What stays other than it was for good is made usual by
`scrapy forget`.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from math import comb
from statistics import median
from typing import Any

from newsbot.health import distribution
from newsbot.health.memory import Memory, merged
from newsbot.ledger import PastRun
from newsbot.text.calendar import WIB

_NONE, _HOUR = timedelta(), timedelta(hours=1)
#: Fewer runs say nothing about what is usual, and fewer articles nothing about articles.
LEAST_RUNS, LEAST_ARTICLES = 20, 50
#: Texts are short below the length that this share of them usually has at most.
SHORT = 0.05
# Of so many of all a second opinion is asked, which costs a third of what reading an article does.
_VERY_SHORT = 0.02
# The rate of an hour is judged by so many runs of such hours at least.
_LEAST_OF_HOUR = 6
# After so long, each day of a week has been seen, and the one after it.
_WEEK = timedelta(days=8)
# A run that comes so long after the one before says nothing about a single hour, unless all do.
_LONGEST = 3.0  # hours
# By this a median deviation is that of a normal distribution.
_NORMAL = 1.4826


@dataclass(frozen=True)
class Past:
    """An earlier run. started: aware."""

    started: datetime
    memory: Memory


@dataclass(frozen=True)
class Usual:
    """What is usual for a portal. runs: those that count for it, oldest first."""

    runs: Sequence[Past] = ()

    @classmethod
    def of(cls, history: Sequence[PastRun]) -> Usual:
        """history: the portal's runs of the last weeks, oldest first."""
        return cls(
            [
                Past(datetime.fromisoformat(run.started), Memory.read_json(run.memory))
                for run in history
                if was_healthy(run)
            ]
        )

    def words(self) -> tuple[float, float] | None:
        """How many words an article has: few (fewer than nearly all have), and in the middle; None
        where there is no history."""
        counts = self.total(lambda memory: memory.words)
        if counts.total() < LEAST_ARTICLES:
            return None
        return distribution.quantile(counts, _VERY_SHORT), distribution.quantile(counts, 0.5)

    @property
    def enough(self) -> bool:
        """Whether there are enough runs to tell."""
        return len(self.runs) >= LEAST_RUNS

    @property
    def knows_weekends(self) -> bool:
        """Whether there are runs of all days of a week."""
        return bool(self.runs) and self.runs[-1].started - self.runs[0].started >= _WEEK

    def values(self, value: Callable[[Memory], float | None]) -> list[float]:
        """A number of each run that has it, sorted."""
        found = [value(run.memory) for run in self.runs]
        return sorted(each for each in found if each is not None)

    def total(self, counts: Callable[[Memory], dict[Any, int]]) -> Counter[Any]:
        """Counts of all runs together."""
        return merged(counts(run.memory) for run in self.runs)

    def total_of_rules(self) -> dict[str, Counter[str]]:
        """How often which rule gave each field in all runs together, by field."""
        names = {name for run in self.runs for name in run.memory.rules}
        return {
            name: merged(run.memory.rules.get(name, {}) for run in self.runs)
            for name in sorted(names)
        }

    def droughts(
        self, hits: Callable[[Memory], int], of: Callable[[Memory], int]
    ) -> tuple[int, int]:
        """How many articles in a row, by whole runs, were no hit: the most there were, before the
        newest hit; and those since. of: how many articles of a run there are to hit."""
        longest = row = 0
        for run in self.runs:
            if hits(run.memory):
                longest, row = max(longest, row), 0
            else:
                row += of(run.memory)
        return longest, row

    def rates(self, moment: datetime) -> list[float]:
        """New links an hour in runs at such an hour (an hour before to one after) on such days
        (working days or weekends; all days where these are few), sorted."""
        local = moment.astimezone(WIB)
        near = [run for run in self._timed if _hours_apart(run.started, local) <= 1]
        same = [run for run in near if _is_weekend(run.started) == _is_weekend(local)]
        chosen = same if len(same) >= _LEAST_OF_HOUR else near
        if len(chosen) < _LEAST_OF_HOUR:
            chosen = self._timed
        return sorted(run.memory.new / run.memory.hours for run in chosen)

    @cached_property
    def _timed(self) -> list[Past]:
        return [run for run in self.runs if 0 < run.memory.hours <= self._ordinary]

    def expected(self, since: datetime, until: datetime) -> tuple[float, float]:
        """How many new links such a stretch of time usually has: the median, and the most that is
        still usual (median and eight deviations, hour by hour). (0, infinity) without history."""
        if len(self._timed) < LEAST_RUNS:
            return 0.0, float("inf")
        middle = most = 0.0
        for start, share in _hours(since, until):
            rates = self.rates(start)
            deviation = _NORMAL * median(abs(rate - median(rates)) for rate in rates)
            middle += share * median(rates)
            most += share * max(median(rates) + 8 * deviation, rates[-1])
        return middle, most

    @cached_property
    def longest_silence(self) -> timedelta:
        """The longest time between two runs that had new links; where the second of them came late,
        up to the one before it. (While nobody asks, nothing is known to be silent.)"""
        longest, news, before = _NONE, None, None
        for run in self.runs:
            if run.memory.new:
                end = run.started if run.memory.hours <= self._ordinary else before
                if news is not None and end is not None:
                    longest = max(longest, end - news)
                news = run.started
            before = run.started
        return longest

    @cached_property
    def _ordinary(self) -> float:
        """How many hours after the one before a run may come, to be as usual."""
        hours = [run.memory.hours for run in self.runs if run.memory.hours]
        return max(_LONGEST, 1.5 * median(hours)) if hours else _LONGEST


def was_healthy(run: PastRun) -> bool:
    """Whether an earlier run counts for what is usual."""
    whole = run.plain and run.reason == "finished" and bool(run.memory)
    return whole and not any(found["severity"] for found in run.findings)


def _is_weekend(moment: datetime) -> bool:
    return moment.astimezone(WIB).weekday() >= 5


def _hours_apart(one: datetime, other: datetime) -> float:
    """Between their times of day, in hours: 0 to 12."""
    apart = abs(_time_of_day(one) - _time_of_day(other))
    return min(apart, 24 - apart)


def _time_of_day(moment: datetime) -> float:
    local = moment.astimezone(WIB)
    return local.hour + local.minute / 60


def _hours(since: datetime, until: datetime) -> Iterator[tuple[datetime, float]]:
    """The stretch cut into hours: the beginning of each, and its length in hours. Of a long stretch
    the first four weeks."""
    while since < min(until, since + 28 * 24 * _HOUR):
        yield since, min((until - since) / _HOUR, 1.0)
        since += _HOUR


def quantile(values: Sequence[float], share: float) -> float:
    """Of sorted values, the one below which this share of them lies."""
    return values[int(share * (len(values) - 1))]


def chance_of(hits: int, number: int, share: float) -> float:
    """The chance of at least so many hits among a number of articles, when each is one with this
    share."""
    if number > 2000:  # what is far off is far off among fewer, too
        hits, number = round(hits * 2000 / number), 2000
    return sum(
        comb(number, k) * share**k * (1 - share) ** (number - k) for k in range(hits, number + 1)
    )
