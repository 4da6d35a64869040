"""The listings of single days as one run reads them: what they name, and what else the run hears of
these days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from newsbot.clock import now, today
from newsbot.ledger.schema import walk
from newsbot.ledger.store import Store, utc_now
from newsbot.ledger.walks import PastWalk, listed_day, listing_of, over, past_walk, past_walks

#: What the ledger says of a walk until its run has come to its end and judged it.
NOT_JUDGED = "the run that read it did not come to its end"
# A doubted day is read again by a run that asks for what is new, once so many hours have passed, as
# long as it is no older than so many days.
_AGAIN_AFTER, _AGAIN_DAYS = timedelta(hours=12), 8


@dataclass
class DayWalk:
    """One reading of a day's listing. Articles appear in it as numbers that stand for their keys.

    name: of the walk. source: the number of its source. url: of its first page. before: the last
    reading of it, by an earlier run. whole: whether all pages are read, which is so where the day
    is over and not yet closed; else the walk ends at what is known. named: the articles. dated: the
    day (of WIB) of those of which the listing or the address tells it. beside: those that stand in
    the same box as named ones, whatever the declared selectors say. pages: how many links each page
    had, and how many articles no page before had named. fresh: how many no earlier reading had
    named. ended: whether it was read to its end.
    """

    name: str
    source: int
    day: date
    url: str
    before: PastWalk | None
    whole: bool
    named: set[int] = field(default_factory=set)
    dated: dict[int, date] = field(default_factory=dict)
    beside: set[int] = field(default_factory=set)
    pages: list[tuple[int, int]] = field(default_factory=list)
    fresh: int = 0
    ended: bool = False

    def add(self, keys: Iterable[str], fresh: int) -> int:
        """Take over the articles that a page names. fresh: how many of them no earlier reading has
        named. Returns how many are a reason to go on with the walk."""
        before = len(self.named)
        self.named.update(map(hash, keys))
        self.fresh += fresh
        return len(self.named) - before if self.whole else fresh

    def tell(self, day: date, key: str) -> None:
        """An article that the listing names is of this day."""
        self.dated[hash(key)] = day

    @property
    def listing(self) -> str:
        """The name of the listing, whatever the day."""
        return listing_of(self.name)

    @property
    def listed(self) -> int | None:
        """How many articles the listing holds, as far as it has been read; None where nobody
        knows."""
        if self.whole or self.before is None:
            return len(self.named)
        return None if self.before.listed is None else self.before.listed + self.fresh

    @property
    def as_before(self) -> bool:
        """Whether an earlier run named as many articles, after the day was over as well."""
        before = self.before
        return before is not None and before.after_all and before.listed == self.listed


class DayWalks:
    """The days' listings that a run of a portal reads. elsewhere: the articles of single days that
    other listings name."""

    def __init__(self, store: Store, run: int):
        self._store, self._run = store, run
        self._walks: dict[str, DayWalk] = {}
        self.elsewhere: dict[date, set[int]] = defaultdict(set)

    def of(self, name: str, source: int, url: str, *, again: bool) -> DayWalk | None:
        """The reading of a walk, which begins with `url`; None if it is not of a day, or not of all
        channels. again: whether it is read whole even if its day is closed."""
        if name not in self._walks:
            named = listed_day(name, whole=True)
            if named is None:
                return None
            day, before = date.fromisoformat(named), self._past(name)
            due = again or before is None or not before.sound
            whole = due and now() >= over(day)
            self._walks[name] = DayWalk(name, source, day, url, before, whole)
        return self._walks[name]

    def _past(self, name: str) -> PastWalk | None:
        return past_walk(self._store.db, self._store.portal, name)

    def hear(self, day: date, key: str) -> None:
        """Another listing names an article of this day."""
        if now() >= over(day):
            self.elsewhere[day].add(hash(key))

    def end(self, name: str) -> None:
        """Record that this run read a listing to its end, or to what earlier walks had read."""
        own = self._walks.get(name)
        if own is None:
            self.record(name, None, None)
            return
        own.ended = True
        after_all = now() >= over(own.day)
        keeps = own.before is not None and own.before.sound and not own.whole
        self.record(name, own.listed, NOT_JUDGED if after_all and not keeps else None)

    def record(self, name: str, listed: int | None, doubt: str | None) -> None:
        """Write that a listing was read: see PastWalk."""
        own, day = self._store.portal, listed_day(name, whole=True)
        facts = {"run": self._run, "at": utc_now(), "listed": listed, "doubt": doubt}
        self._store.write(
            walk.delete().where(walk.c.portal == own, walk.c.name == name),
            walk.insert().values(portal=own, name=name, day=day, **facts),
        )

    def read(self) -> Collection[DayWalk]:
        """The readings of this run, of whatever days."""
        return self._walks.values()

    def to_judge(self) -> list[DayWalk]:
        """The readings of this run with which days may be closed."""
        return [
            own
            for own in self._walks.values()
            if own.ended and (own.whole or own.before is None or not own.before.sound)
            if now() >= over(own.day)
        ]

    def sound(self, first: date, last: date, but: Collection[str]) -> list[PastWalk]:
        """The sound and counted walks of earlier runs in a range of days. but: names of others."""
        found = past_walks(self._store.db, self._store.portal, first, last)
        return [each for each in found if each.sound and each.listed is not None
                if each.name not in but]  # fmt: skip

    def settle(self, doubts: Mapping[str, str | None]) -> None:
        """Write down, by the names of walks, why their days stay open; None where they do not."""
        own = walk.c.portal == self._store.portal
        self._store.write(
            *(
                walk.update().where(own, walk.c.name == name).values(doubt=doubt)
                for name, doubt in doubts.items()
            )
        )

    def to_read_again(self) -> date | None:
        """The first of the latest days that were doubted long enough ago to be read once more."""
        since = today() - timedelta(days=_AGAIN_DAYS)
        found = past_walks(self._store.db, self._store.portal, since, today())
        last = now() - _AGAIN_AFTER
        due = [each for each in found if each.doubt and datetime.fromisoformat(each.at) <= last]
        return min((date.fromisoformat(each.day) for each in due), default=None)
