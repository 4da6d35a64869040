"""Whether the listing of a day names the articles of that day, or those of other ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from newsbot.ledger.day_walks import DayWalk

# The articles of a day may be dated a day before or behind.
_NEAR = timedelta(days=1)
# A listing is of other days if this share of its articles is, and so many.
_NEARLY_ALL, _SOME = 0.9, 3
# A listing is its day's own if this share of its articles is dated so, whatever others name.
_OWN = 0.5

#: By listing, the articles that it names for more than one day.
Repeated = Mapping[str, set[int]]


def repeated(walks: Iterable[DayWalk]) -> Repeated:
    """What listings name for several days."""
    first: dict[tuple[str, int], date] = {}
    found: dict[str, set[int]] = defaultdict(set)
    for own in walks:
        for key in own.named:
            if first.setdefault((own.listing, key), own.day) != own.day:
                found[own.listing].add(key)
    return found


def of_other_days(own: DayWalk, again: Repeated) -> str:
    """In words, why a listing is not that of its day; "" where nothing shows it. again: see
    repeated()."""
    most = max(_SOME, _NEARLY_ALL * len(own.named))
    outside = sum(abs(day - own.day) > _NEAR for day in own.dated.values())
    if outside >= most:
        return f"{outside} of its {len(own.named)} articles are dated on other days"
    dated_so = sum(day == own.day for day in own.dated.values())
    also = len(own.named & again.get(own.listing, set()))
    if also >= most and dated_so < _OWN * len(own.named):
        return f"{also} of its {len(own.named)} articles are named for other days as well"
    return ""
