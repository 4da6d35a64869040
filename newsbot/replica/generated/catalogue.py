"""Which articles there are at the site's time, newest first, without their texts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from newsbot.clock import now
from newsbot.replica.generated.channels import Kanal
from newsbot.replica.generated.days import Days, EndlessDays, FixedDays
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.options import FIRST_DAY, Options
from newsbot.text.calendar import WIB

_DAY = timedelta(days=1)
_END_OF_TIME = datetime(9999, 1, 1, tzinfo=WIB)
_AROUND = 60  # how many articles a page can link to beside its text
_DAYS_AROUND = 4


class Day:
    """The articles of a calendar day, and how they are at any moment."""

    def __init__(self, entries: list[Entry]) -> None:
        self.by_number = {entry.number: entry for entry in entries}
        self._newest_first = entries[::-1]
        moments = [entry.listed_from for entry in entries]
        moments += [entry.edit.at for entry in entries if entry.edit]
        moments += [entry.withdrawal.at for entry in entries if entry.withdrawal]
        self._changes = sorted(moments)
        self._turn, self._listed = -1, list[Entry]()
        self._kept: dict[Kanal | None, tuple[list[Entry], list[datetime]]] = {}

    def listed(self, moment: datetime) -> list[Entry]:
        """The articles that were there at this moment or before, as they are then, newest first.
        Those that are withdrawn are among them."""
        turn = bisect_right(self._changes, moment)
        if turn != self._turn:
            there = (entry for entry in self._newest_first if entry.listed_from <= moment)
            self._turn, self._listed = turn, [entry.at(moment) for entry in there]
        return self._listed

    def next_change(self, moment: datetime) -> datetime:
        turn = bisect_right(self._changes, moment)
        return self._changes[turn] if turn < len(self._changes) else _END_OF_TIME

    def before(self, moment: datetime, kanal: Kanal | None) -> Iterator[Entry]:
        """The articles of a kanal (None: of all) that were there before the moment and are never
        withdrawn, as they were at first; those that came last first."""
        if kanal not in self._kept:
            of_kanal = [e for e in self._newest_first if kanal in (None, e.kanal)]
            kept = [entry for entry in of_kanal if not entry.withdrawal]
            kept.sort(key=lambda entry: (entry.listed_from, entry.number))
            self._kept[kanal] = kept, [entry.listed_from for entry in kept]
        kept, moments = self._kept[kanal]
        return reversed(kept[: bisect_left(moments, moment)])


class Catalogue:
    """The articles of a site at its time.

    moment: that time, in WIB; refresh() lets it go on. newest: the newest day. everything: the
    newest articles that there are or were by now, newest first, those withdrawn since among them.
    newest_first, by_day: the same without the withdrawn ones.
    """

    def __init__(self, options: Options) -> None:
        self.seed = options.seed
        self._limit = options.articles
        self._last = options.day
        self._days: Days = FixedDays(options, options.day) if options.day else EndlessDays(options)
        self._made: dict[date, Day] = {}
        self._set = options.now
        self._until = self._since = datetime.min.replace(tzinfo=WIB)
        self.refresh()

    def set_now(self, moment: datetime | None) -> None:
        self._set = moment
        self.refresh()

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole day's, and no time counts."""
        return self._last is not None and self._set is None

    def refresh(self) -> None:
        """Let it be now, by the clock unless a moment was set."""
        moment = _END_OF_TIME if self.is_whole else (self._set or now()).astimezone(WIB)
        if moment != self._since and not self._since <= moment < self._until:
            self._look(moment)
        self.moment = moment

    def _look(self, moment: datetime) -> None:
        """Find the articles of the moment, and until when they stay what they are."""
        self.newest = day = min(self._last or moment.date(), moment.date())
        changes = [datetime.combine(moment.date() + _DAY, time(), WIB)]
        found, by_day = list[Entry](), dict[date, list[Entry]]()
        while self._days.has(day) and len(found) < self._limit:
            listed = self._day(day).listed(moment)[: self._limit - len(found)]
            found += listed
            by_day[day] = [entry for entry in listed if not entry.is_withdrawn(moment)]
            changes.append(self._day(day).next_change(moment))
            day -= _DAY
        self.everything, self.by_day = found, by_day
        self.newest_first = [entry for entries in by_day.values() for entry in entries]
        self._of = dict[tuple[Kanal, date | None], list[Entry]]()
        self._since, self._until = moment, min(changes)

    def _day(self, day: date) -> Day:
        if day not in self._made:
            self._made[day] = Day(self._days.entries(day))
        return self._made[day]

    def of(self, kanal: Kanal | None, day: date | None = None) -> list[Entry]:
        """The articles of a kanal (None: of all) on a day (None: on all days), newest first."""
        entries = self.newest_first if day is None else self.by_day.get(day, [])
        if not kanal:
            return entries
        if (kanal, day) not in self._of:
            self._of[kanal, day] = [entry for entry in entries if entry.kanal is kanal]
        return self._of[kanal, day]

    def find(self, number: int) -> Entry | None:
        """The article with a number as it is now, though it may no longer be among the newest, or
        be withdrawn; None when there is none yet."""
        entry = self._entry(number)
        return entry.at(self.moment) if entry and entry.listed_from <= self.moment else None

    def _entry(self, number: int) -> Entry | None:
        days = number // 2 // self._days.slots
        if days > (self.newest - FIRST_DAY).days + 1:
            return None
        # An article that was made on the eve has one of the eve's numbers.
        for day in (FIRST_DAY + timedelta(days=days), FIRST_DAY + timedelta(days=days + 1)):
            if self._days.has(day) and (entry := self._day(day).by_number.get(number)):
                return entry
        return None

    def original(self, entry: Entry) -> Entry | None:
        """The earlier article with the same story; None where there is none."""
        return self._entry(entry.story_number) if entry.story_number != entry.number else None

    def around(self, entry: Entry, kanal: Kanal | None) -> list[Entry]:
        """What an article's page links to, now and ever: articles of a kanal (None: of all) that
        were there before it, or those of all, or it alone where there were none."""
        day = entry.listed_from.date()
        days = [day - timedelta(days=age) for age in range(_DAYS_AROUND)]
        before = (
            each
            for day in days
            if self._days.has(day)
            for each in self._day(day).before(entry.listed_from, kanal)
        )
        found = list(islice(before, _AROUND))
        return found or (self.around(entry, None) if kanal else [entry])
