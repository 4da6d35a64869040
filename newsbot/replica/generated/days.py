"""Which articles each calendar day has, whatever the hour: on a few fixed days, or for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Protocol

from newsbot.replica.generated.channels import BY_NAME
from newsbot.replica.generated.drawing import LAST_SECOND, DrawnDays, in_order
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.habits import PROFILES, Pace, with_fate
from newsbot.replica.generated.options import FIRST_DAY, Options
from newsbot.text.calendar import WIB

_INTERNATIONAL = BY_NAME["international"]
_VISIT_TIME = time(13, 45)
_BEFORE = 5  # an article repeats the one published so many before it


class Days(Protocol):
    """Where a catalogue has its days from. slots: how many numbers a day has."""

    slots: int

    def has(self, day: date) -> bool:
        """Whether there is such a day."""

    def entries(self, day: date) -> list[Entry]:
        """The articles of a day, as they are at first, by their time of publication."""


class FixedDays(DrawnDays):
    """So many articles on so many days up to the newest one, which has the visit."""

    def __init__(self, options: Options, newest: date) -> None:
        super().__init__(options, -(-options.articles // options.span))
        self._newest = newest

    def has(self, day: date) -> bool:
        return 0 <= (self._newest - day).days < self.options.span

    def entries(self, day: date) -> list[Entry]:
        age, options = (self._newest - day).days, self.options
        count = options.articles // options.span + (age < options.articles % options.span)
        rng = Random(f"{options.seed}:{day}")
        visit_slot = self.slots * 5 // 9
        if options.profile in PROFILES or options.bursts:
            hours = Pace(options, 1).hours(day)
            entries = in_order(self.by_hours(rng, day, hours, count, visit_slot))
        else:
            entries = in_order(self.steady(rng, day, count, visit_slot))
        repeats = {
            place
            for place in range(_BEFORE, count)
            if (day.toordinal() * count + place) % 100 == 50
        }  # about one in a hundred
        settled = [
            repeat(entry, entries[place - _BEFORE])
            if place in repeats
            else entry
            if place + _BEFORE in repeats
            else with_fate(options, entry)
            for place, entry in enumerate(entries)
        ]
        if age == 0:
            settled[-1] = self._visit(day, visit_slot)
        return in_order(settled)

    def _visit(self, day: date, slot: int) -> Entry:
        """The visit, which replaces the last article of its day."""
        published = datetime.combine(day, _VISIT_TIME, WIB)
        number, rubric = self.number(day, slot), _INTERNATIONAL.rubrics[0]
        return Entry(
            number, int(published.timestamp()) - 1431, published, _INTERNATIONAL, rubric, number,
            day, published + LAST_SECOND, visit=True,
        )  # fmt: skip


class EndlessDays(DrawnDays):
    """Days without end, of which a site shows the newest articles. Of any so many articles in a
    row, N, one at least is the visit, and the same number repeat the story of another one."""

    def __init__(self, options: Options) -> None:
        self._pace = Pace(options, options.articles / options.span)
        super().__init__(options, self._pace.most)
        newest = options.articles
        # Articles N - 5 apart repeat: when a repeated article is no longer among the newest N, the
        # next pair is. So each N in a row have as many pairs.
        self._pairs = round((newest - _BEFORE) / 100)
        self._period = newest - _BEFORE if self._pairs > 0 else newest
        self._cache: dict[date, list[Entry]] = {}

    def has(self, day: date) -> bool:
        return day >= FIRST_DAY

    def entries(self, day: date) -> list[Entry]:
        first, drawn = self._pace.before(day), self._drawn(day)
        return [self._settled(day, first, place) for place in range(len(drawn))]

    def _settled(self, day: date, first: int, place: int) -> Entry:
        """The article at a place of the day. first: the place of the day's first article among all
        there ever were."""
        entry, at = self._drawn(day)[place], first + place
        if self._is_visit(at):
            rubric = _INTERNATIONAL.rubrics[0]
            return replace(entry, kanal=_INTERNATIONAL, rubric=rubric, visit=True)
        if self._is_repeat(at):
            return repeat(entry, self._at(day, place - _BEFORE))
        return entry if self._is_repeat(at + _BEFORE) else with_fate(self.options, entry)

    def _at(self, day: date, place: int) -> Entry:
        """The article at a place of a day, or of an earlier day where the place is below 0."""
        while place < 0:
            day -= timedelta(days=1)
            place += len(self._drawn(day))
        return self._drawn(day)[place]

    def _is_visit(self, at: int) -> bool:
        return at % self._period == min(3, self._period - 1)

    def _is_repeat(self, at: int) -> bool:
        if not self._pairs:
            return False
        turn = -(-(at % self._period) * self._pairs // self._period)
        return turn * self._period // self._pairs == at % self._period

    def _drawn(self, day: date) -> list[Entry]:
        if day not in self._cache:
            count = self._pace.before(day + timedelta(days=1)) - self._pace.before(day)
            rng = Random(f"{self.options.seed}:{day}")
            if self.options.profile in PROFILES or self.options.bursts:
                entries = self.by_hours(rng, day, self._pace.hours(day), count, self.slots)
            else:
                entries = self.steady(rng, day, count, self.slots)
            self._cache[day] = in_order([_created_by_then(entry) for entry in entries])
        return self._cache[day]


def _created_by_then(entry: Entry) -> Entry:
    """The article, created in the minute of its publication at the latest: otherwise those that are
    there would not be the first so many in the order of publication."""
    latest = entry.published + LAST_SECOND
    return replace(entry, epoch=min(entry.epoch, int(latest.timestamp())), listed_from=latest)


def repeat(entry: Entry, source: Entry) -> Entry:
    """The article with the story of another one."""
    return replace(
        entry,
        kanal=source.kanal,
        rubric=source.rubric,
        story_number=source.story_number,
        story_day=source.story_day,
    )
