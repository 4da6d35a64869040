"""How many articles a portal publishes on which day and at what hour, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import accumulate
from math import floor
from random import Random
from typing import Any

from newsbot.replica.generated.entry import Edit, Entry, Withdrawal
from newsbot.replica.generated.faults import draw
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.words import read_table

_TABLES = read_table("habits.toml")
_HABITS: dict[str, Any] = _TABLES["habits"]
#: The profiles that have weights. "steady", which has none, is no key.
PROFILES: dict[str, dict[str, list[int]]] = _TABLES["profiles"]
_MOST_BROUGHT_FORWARD = 0.5  # of a day's articles


class Pace:
    """How many articles there are from day to day, for ever: so that the number of an article, in
    the order of days, can be told without the days before."""

    def __init__(self, options: Options, a_day: float) -> None:
        """a_day: articles on the mean day."""
        self._seed, self._bursts, self._a_day = options.seed, options.bursts, a_day
        profile = PROFILES.get(options.profile)
        self._hours = profile["hours"] if profile else [1] * 24
        weekdays = profile["weekdays"] if profile else [1] * 7
        self._weekdays = [weight * 7 / sum(weekdays) for weight in weekdays]
        self._weeks = [0.0, *accumulate(self._weekdays)]

    @property
    def most(self) -> int:
        """More articles than any day has."""
        forward = 1 + (_MOST_BROUGHT_FORWARD if self._bursts else 0)
        return int(self._a_day * max(self._weekdays) * forward) + 2

    def before(self, day: date) -> int:
        """How many articles the days before this one have, counted from the year 1."""
        weeks, weekday = divmod(day.toordinal() - 1, 7)
        usual = self._a_day * (weeks * 7 + self._weeks[weekday])
        return floor(usual + self._brought_forward(day) + 1e-6)

    def hours(self, day: date) -> list[float]:
        """The weight of each hour of a day."""
        if not self._bursts:
            return [float(weight) for weight in self._hours]
        rng, burst = Random(f"{self._seed}:{day}:bursts"), _HABITS["burst"]
        return [w * (burst if rng.random() < self._bursts else 1.0) for w in self._hours]

    def _brought_forward(self, day: date) -> float:
        """How many of this day's articles the bursts of the day before took: a burst makes a day
        fuller, and the next one emptier."""
        if not self._bursts:
            return 0.0
        eve = day - timedelta(days=1)
        wanted = sum(self.hours(eve)) / sum(self._hours) - 1
        fewest = min(self._weekdays[eve.weekday()], self._weekdays[day.weekday()])
        most = _MOST_BROUGHT_FORWARD * fewest
        return self._a_day * min(wanted * self._weekdays[eve.weekday()], most)


def seconds_of(rng: Random, hours: list[float], count: int) -> list[int]:
    """So many moments of a day, as seconds since its midnight, by the weight of each hour. They
    rise."""
    sums = [0.0, *accumulate(hours)]
    seconds, hour = [], 0
    for k in range(count):
        place = (k + rng.random()) / count * sums[-1]
        while place >= sums[hour + 1] and hour < len(hours) - 1:
            hour += 1
        within = (place - sums[hour]) / hours[hour] if hours[hour] else 0.0
        seconds.append(int((hour + min(within, 0.9999)) * 3600))
    return seconds


def with_fate(options: Options, entry: Entry) -> Entry:
    """The article with the fate that is drawn for it: late, edited or withdrawn."""
    late = _minutes(options, entry, "late")
    listed = entry.listed_from + late if late else entry.listed_from
    edited, withdrawn = _minutes(options, entry, "edit"), _minutes(options, entry, "withdrawal")
    return replace(
        entry,
        listed_from=listed,
        edit=_edit(options.seed, entry.number, listed + edited) if edited else None,
        withdrawal=Withdrawal(
            listed + withdrawn, _chosen(options, entry, "withdrawal status", "withdrawal_statuses")
        )
        if withdrawn
        else None,
    )


def _minutes(options: Options, entry: Entry, what: str) -> timedelta | None:
    """After which time it happens to an article; None when it does not."""
    if draw(options.seed, entry.number, what) >= getattr(options, _SHARES[what]):
        return None
    return timedelta(minutes=_chosen(options, entry, f"{what} after", f"{what}_minutes"))


_SHARES = {"late": "late", "edit": "edits", "withdrawal": "withdrawals"}


def _chosen(options: Options, entry: Entry, what: str, table: str) -> Any:
    choices = _HABITS[table]
    return choices[int(draw(options.seed, entry.number, what) * len(choices))]


def _edit(seed: int, number: int, at: datetime) -> Edit:
    """An edit of title and text, of one of the two, or of the time of modification alone."""
    kind = draw(seed, number, "edited what")
    silent = draw(seed, number, "edited silently") < 0.25 and kind < 0.9
    return Edit(at, title=kind < 0.5, text=0.25 <= kind < 0.9, silent=silent)
