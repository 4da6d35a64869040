"""Which articles exist: numbers, times, kanals and titles of every day, without their texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from random import Random

from newsbot.clock import today
from newsbot.replica.generated.channels import BY_NAME, KANALS, Kanal, Rubric
from newsbot.replica.generated.options import FIRST_DAY, Options
from newsbot.replica.generated.titles import slug_of, title_of
from newsbot.replica.generated.words import DATA
from newsbot.text.calendar import WIB

_VISIT_TITLE: str = DATA["visit"]["story"]["title"]
_INTERNATIONAL = BY_NAME["international"]
_VISIT_TIME = time(13, 45)
_DAY = 86400


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as listings know it.

    number: the id in its address. epoch: when it was created, a Unix time. published: the minute
    that pages show, in WIB. story_number: the number of the article whose story it tells: its own,
    or that of the article it repeats. visit: whether it is the one article that is always there.
    """

    number: int
    epoch: int
    published: datetime
    kanal: Kanal
    rubric: Rubric
    story_number: int
    visit: bool = False

    @property
    def key(self) -> str:
        return f"sindonews:{self.number}-{self.epoch}"

    @property
    def title(self) -> str:
        return _VISIT_TITLE if self.visit else title_of(self.story_number // 2, self.kanal).text

    @property
    def path(self) -> str:
        return f"{self.number}/{self.rubric.number}/{slug_of(self.title)}-{self.epoch}"

    @property
    def url(self) -> str:
        return f"https://{self.kanal.host}/read/{self.path}"


class Catalogue:
    """All articles of a site. by_day: newest day first, newest article first. newest: the last
    day."""

    def __init__(self, options: Options) -> None:
        self.newest = options.day or today()
        self.seed = options.seed
        busiest = -(-options.articles // options.days)
        # A day has so many slots, and the number of an article is that of its slot: odd, and
        # rising with time. So a day keeps its articles when the site's days move on. A quarter of
        # the slots stays empty, as in life.
        self._slots = max(175, busiest * 13 // 10 + 24)
        self.by_day: dict[date, list[Entry]] = {}
        for age in range(options.days):
            count = options.articles // options.days + (age < options.articles % options.days)
            day = self.newest - timedelta(days=age)
            entries = self._entries(day, count, with_visit=age == 0)
            self.by_day[day] = sorted(entries, key=lambda e: (e.published, e.number))[::-1]
        self.newest_first = [entry for entries in self.by_day.values() for entry in entries]
        self.by_number = {entry.number: entry for entry in self.newest_first}

    def of(self, kanal: Kanal | None, day: date | None = None) -> list[Entry]:
        """The articles of a kanal (None: of all) on a day (None: on all days), newest first."""
        entries = self.newest_first if day is None else self.by_day.get(day, [])
        return [e for e in entries if e.kanal is kanal] if kanal else entries

    def original(self, entry: Entry) -> Entry | None:
        """The earlier article with the same story; None where there is none."""
        repeats = entry.story_number != entry.number
        return self.by_number[entry.story_number] if repeats else None

    def _entries(self, day: date, count: int, with_visit: bool) -> list[Entry]:
        """A day's articles. The visit replaces the last one."""
        rng = Random(f"{self.seed}:{day}")
        visit_slot = self._slots * 5 // 9
        overnight = 0 if count < 8 else max(1, count // 60)
        daytime = count - overnight
        evening = self._slots * 11 // 12
        slots = [s - self._slots + evening for s in range(overnight)]
        edges = [-(-(evening - 1) * k // daytime) for k in range(daytime + 1)] if daytime else []
        slots += [rng.randrange(low, high) for low, high in pairwise(edges)]
        entries = [self._entry(rng, day, slot + (slot >= visit_slot)) for slot in slots]
        entries.sort(key=lambda entry: (entry.published, entry.number))
        self._repeat_one(day, entries)
        if with_visit:
            entries[-1] = self._visit(day, visit_slot)
        return entries

    def _number(self, day: date, slot: int) -> int:
        return 2 * ((day - FIRST_DAY).days * self._slots + slot) + 1

    def _entry(self, rng: Random, day: date, slot: int) -> Entry:
        midnight = datetime.combine(day, time(), WIB)
        width = _DAY / self._slots
        created = midnight + timedelta(seconds=int((slot + rng.random()) * width))
        lag = rng.choice((-4, -2, 0, 1, 5, 12, 25, 38, 38, 55, 90, 140, 220, 300))
        published = max(created, midnight) + timedelta(minutes=lag)
        if created < midnight:
            published = midnight + timedelta(minutes=rng.randrange(1, 40))
        latest = midnight + timedelta(hours=23, minutes=59)
        published = min(max(published, midnight), latest).replace(second=0)
        kanal = rng.choice(KANALS)
        number = self._number(day, slot)
        rubric = rng.choice(kanal.rubrics)
        return Entry(number, int(created.timestamp()), published, kanal, rubric, number)

    def _visit(self, day: date, slot: int) -> Entry:
        published = datetime.combine(day, _VISIT_TIME, WIB)
        number = self._number(day, slot)
        epoch = int(published.timestamp()) - 1431
        rubric = _INTERNATIONAL.rubrics[0]
        return Entry(number, epoch, published, _INTERNATIONAL, rubric, number, visit=True)

    def _repeat_one(self, day: date, entries: list[Entry]) -> None:
        """Let about one in a hundred articles tell the story of an earlier one."""
        for place in range(5, len(entries)):
            if (day.toordinal() * len(entries) + place) % 100 == 50:
                source = entries[place - 5]
                entries[place] = replace(
                    entries[place],
                    kanal=source.kanal,
                    rubric=source.rubric,
                    story_number=source.number,
                )
