"""Draws the articles of a calendar day: their numbers, times, kanals and rubrics."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from newsbot.replica.generated.channels import KANALS
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.habits import seconds_of
from newsbot.replica.generated.options import FIRST_DAY, Options
from newsbot.text.calendar import WIB

LAST_SECOND = timedelta(seconds=59)  # of the minute that a page shows
_DAY = 86400
_LAGS = (-4, -2, 0, 1, 5, 12, 25, 38, 38, 55, 90, 140, 220, 300)  # minutes


class DrawnDays:
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
        epoch, listed = int(created.timestamp()), max(created, published + LAST_SECOND)
        return Entry(
            number, epoch, published, kanal, rubric, number, published.date(), listed
        )  # fmt: skip


def in_order(entries: list[Entry]) -> list[Entry]:
    """By time of publication; those of a minute by number."""
    return sorted(entries, key=lambda entry: (entry.published, entry.number))
