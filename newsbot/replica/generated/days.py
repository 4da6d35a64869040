"""Which articles each calendar day has, whatever the hour: numbers, times, kanals and titles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Protocol

from newsbot.replica.generated.channels import BY_NAME, KANALS
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.habits import PROFILES, Pace, seconds_of, with_fate
from newsbot.replica.generated.options import FIRST_DAY, Options
from newsbot.text.calendar import WIB

_INTERNATIONAL = BY_NAME["international"]
_VISIT_TIME = time(13, 45)
_DAY = 86400
_LAGS = (-4, -2, 0, 1, 5, 12, 25, 38, 38, 55, 90, 140, 220, 300)  # minutes
_LAST_SECOND = timedelta(seconds=59)
_BEFORE = 5  # an article repeats the one published so many before it


class Days(Protocol):
    """Where a catalogue has its days from. slots: how many numbers a day has."""

    slots: int

    def has(self, day: date) -> bool:
        """Whether there is such a day."""

    def entries(self, day: date) -> list[Entry]:
        """The articles of a day, as they are at first, by their time of publication."""


class _Drawn:
    """Draws the articles of a day, without fate and before any repeats another."""

    def __init__(self, options: Options, busiest: int) -> None:
        """busiest: the most articles that a day has."""
        self.options = options
        # A day has so many slots, and the number of an article is that of its slot: odd, and
        # rising with time. So a day keeps its articles when the site's days move on. A quarter of
        # the slots stays empty, as in life.
        self.slots = max(175, busiest * 13 // 10 + 24)

    def number(self, day: date, slot: int) -> int:
        return 2 * ((day - FIRST_DAY).days * self.slots + slot) + 1

    def steady(self, rng: Random, day: date, count: int, kept_free: int) -> list[Entry]:
        """Articles that are created evenly until 22 o'clock, and a few on the eve. kept_free: a
        slot that none of them has."""
        overnight = 0 if count < 8 else max(1, count // 60)
        daytime = count - overnight
        evening = self.slots * 11 // 12
        slots = [s - self.slots + evening for s in range(overnight)]
        edges = [-(-(evening - 1) * k // daytime) for k in range(daytime + 1)] if daytime else []
        slots += [rng.randrange(low, high) for low, high in pairwise(edges)]
        return [self._created(rng, day, slot + (slot >= kept_free)) for slot in slots]

    def _created(self, rng: Random, day: date, slot: int) -> Entry:
        midnight = datetime.combine(day, time(), WIB)
        width = _DAY / self.slots
        created = midnight + timedelta(seconds=int((slot + rng.random()) * width))
        published = max(created, midnight) + timedelta(minutes=rng.choice(_LAGS))
        if created < midnight:
            published = midnight + timedelta(minutes=rng.randrange(1, 40))
        latest = midnight + timedelta(hours=23, minutes=59)
        published = min(max(published, midnight), latest).replace(second=0)
        return self._entry(rng, self.number(day, slot), created, published)

    def by_hours(
        self, rng: Random, day: date, hours: list[float], count: int, kept_free: int
    ) -> list[Entry]:
        """Articles that are published at hours with these weights. kept_free: as in steady()."""
        midnight = datetime.combine(day, time(), WIB)
        times: list[tuple[datetime, datetime]] = []
        for seconds in seconds_of(rng, hours, count):
            published = midnight + timedelta(seconds=seconds // 60 * 60)
            created = published - timedelta(minutes=rng.choice(_LAGS), seconds=rng.randrange(60))
            times.append((max(created, midnight), published))
        slots = [rank * (self.slots - 1) // count for rank in range(count)]
        return [
            self._entry(rng, self.number(day, slot + (slot >= kept_free)), created, published)
            for slot, (created, published) in zip(slots, sorted(times), strict=True)
        ]

    def _entry(self, rng: Random, number: int, created: datetime, published: datetime) -> Entry:
        kanal = rng.choice(KANALS)
        rubric = rng.choice(kanal.rubrics)
        epoch, listed = int(created.timestamp()), max(created, published + _LAST_SECOND)
        return Entry(
            number, epoch, published, kanal, rubric, number, published.date(), listed
        )  # fmt: skip


class FixedDays(_Drawn):
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
            day, published + _LAST_SECOND, visit=True,
        )  # fmt: skip


class EndlessDays(_Drawn):
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
    latest = entry.published + _LAST_SECOND
    return replace(entry, epoch=min(entry.epoch, int(latest.timestamp())), listed_from=latest)


def in_order(entries: list[Entry]) -> list[Entry]:
    """By time of publication; those of a minute by number."""
    return sorted(entries, key=lambda entry: (entry.published, entry.number))


def repeat(entry: Entry, source: Entry) -> Entry:
    """The article with the story of another one."""
    return replace(
        entry,
        kanal=source.kanal,
        rubric=source.rubric,
        story_number=source.story_number,
        story_day=source.story_day,
    )
