"""What befalls a whole source, or a whole run: a second reading of its days shows nothing then."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from newsbot.health.doubt import Doubt
from newsbot.ledger.day_walks import DayWalk

# A source is broken that certainly missed articles in more than this share of its listings, in so
# many at least where nothing shows in the listings themselves; or that names nothing for more than
# this share of its days, of so many at least.
_MOST, _MANY, _DAYS = 0.5, 3, 2


def of_broken_sources(
    walks: Sequence[DayWalk], doubts: Mapping[str, Doubt], *, blocked: bool
) -> dict[str, Doubt]:
    """The doubts (by the names of their walks), with those of all that is read of a broken source.
    blocked: whether the whole run is; a listing that names nothing tells nothing then."""
    by_source: dict[int, list[DayWalk]] = defaultdict(list)
    for own in walks:
        by_source[own.source].append(own)
    found = dict(doubts)
    for of_source in by_source.values():
        misses, silent = _misses(of_source, doubts), _is_silent(of_source)
        for own in of_source if misses or silent or blocked else ():
            if known := doubts.get(own.name):
                found[own.name] = replace(known, stands=True)
            elif misses:
                why = "most listings of its source were not read whole"
                found[own.name] = Doubt(own.source, own.day, own.url, why, stands=True)
            elif blocked and not own.named:
                why = "no articles, and the run was blocked"
                found[own.name] = Doubt(own.source, own.day, own.url, why, stands=True)
    return found


def _misses(walks: Sequence[DayWalk], doubts: Mapping[str, Doubt]) -> bool:
    """Whether articles are certainly missing from most listings of a source."""
    certain = [doubts[own.name] for own in walks if own.name in doubts
               if doubts[own.name].certain]  # fmt: skip
    shown = len(certain) >= _MANY or any(doubt.stands for doubt in certain)
    return shown and len(certain) > _MOST * len(walks)


def _is_silent(walks: Sequence[DayWalk]) -> bool:
    """Whether a source names nothing for most of its days."""
    named: Counter[date] = Counter()
    for own in walks:
        named[own.day] += len(own.named)
    empty = sum(not number for number in named.values())
    return len(named) >= _DAYS and empty > _MOST * len(named)
