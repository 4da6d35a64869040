"""Whether the listing of a day was plausibly read whole, so that the day may be closed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from newsbot.health.broken_sources import of_broken_sources
from newsbot.health.doubt import Doubt
from newsbot.health.finding import Finding, Severity
from newsbot.health.other_days import of_other_days, repeated
from newsbot.health.usual_days import AROUND, most_around, usual_day
from newsbot.ledger.day_walks import DayWalk, DayWalks
from newsbot.ledger.walks import listing_of

# A page that another one follows names at least so many links.
_FULL_PAGE = 5
# Other listings may name so many articles that a day lacks, or this share of those that they name;
# and any number where the day has at least this share of what is usual: then that is usual, too.
_FEW, _FEW_SHARE, _AS_USUAL = 3, 0.1, 0.7
# So many times the most that a day around has are no articles of the day, but a flood.
_FLOOD = 3
# Thin days are no holidays where there are so many of them, and more than this share of the days of
# their source.
_MANY, _MOST = 3, 0.5


#: By listing and day, how many articles it named. A listing is a walk's name without its day.
_Listed = dict[str, dict[date, int]]


def judge_days(
    days: DayWalks, concerned: Collection[int] = (), *, blocked: bool = False
) -> list[Doubt]:
    """Judge the days' listings that a run read, and write into the ledger which days stay open and
    why. concerned: numbers of the sources that a finding of the run concerns. blocked: whether the
    portal as a whole refused the run, or named no article."""
    walks = days.to_judge()
    if not walks:
        return []
    before = _listed_before(days, walks)
    doubts = _missed(walks, days, before, concerned)
    doubts |= _thin([own for own in walks if own.name not in doubts], before)
    doubts = of_broken_sources(walks, doubts, blocked=blocked)
    doubts = {
        own.name: doubts[own.name]
        for own in walks
        if own.name in doubts and (doubts[own.name].stands or not own.as_before)
    }
    days.settle({own.name: doubts[own.name].why if own.name in doubts else None for own in walks})
    return list(doubts.values())


def thin_days(doubts: Iterable[Doubt], names: Mapping[int, str]) -> Iterator[Finding]:
    """A finding for each source that leaves days open. names: of the sources, by number."""
    by_source: dict[int, list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        by_source[doubt.source].append(doubt)
    for source, found in sorted(by_source.items()):
        found.sort(key=lambda doubt: (not doubt.certain, doubt.day))
        worst, more = found[0], len({doubt.day for doubt in found}) - 1
        told = f", and {more} more day{'s' if more > 1 else ''}" if more else ""
        stays = "the day stays open"
        again = stays if worst.stands else f"{stays} until a second reading names as many"
        yield Finding(
            kind="thin day",
            severity=Severity.DRIFT if worst.certain else Severity.TOLD,
            about=names[source],
            present=f"{worst.day}: {worst.why}{told}",
            advice="look at the listing, mend its source and run again" if worst.certain else again,
            samples=tuple(doubt.url for doubt in found[:3]),
            source=source if worst.certain else None,
        )


def _missed(
    walks: Sequence[DayWalk],
    days: DayWalks,
    before: _Listed,
    concerned: Collection[int],
) -> dict[str, Doubt]:
    """The listings that show by themselves, or by other ones, that they were not read whole; by
    the names of their walks."""
    again = repeated(days.read())
    named: dict[date, set[int]] = defaultdict(set)
    for own in walks:
        named[own.day] |= own.named
    doubts = {}
    for own in walks:
        usual = usual_day(own.day, before[own.listing])
        as_usual = usual is not None and len(own.named) >= _AS_USUAL * usual.median
        others = days.elsewhere.get(own.day, set())
        lacking = 0 if as_usual else len(others - named[own.day])
        unread = len(own.beside - named[own.day])
        doubt = Doubt(own.source, own.day, own.url, "", certain=True, stands=True)
        if own.source in concerned:
            doubt = replace(doubt, why="a finding of the run concerns its source")
        elif not own.whole:
            why = "its reading began before the day was over"
            doubt = replace(doubt, why=why, certain=False)
        elif why := of_other_days(own, again):
            doubt = replace(doubt, why=why)
        elif (fewest := _fewest_on_a_full_page(own)) < _FULL_PAGE:
            why = f"a page names {fewest} links, and another page follows"
            doubt = replace(doubt, why=why)
        elif unread > max(_FEW, len(own.named)):
            why = f"the list holds {unread} articles beside the {len(own.named)} that are found"
            doubt = replace(doubt, why=why)
        elif lacking > max(_FEW, _FEW_SHARE * len(others)):
            why = f"other listings name {lacking} articles of the day beside its {len(own.named)}"
            most = most_around(own.day, before[own.listing])
            flooded = most is not None and lacking > _FLOOD * most
            certain = lacking > len(named[own.day]) and not flooded
            doubt = replace(doubt, why=why, certain=certain, stands=False)
        else:
            continue
        doubts[own.name] = doubt
    return doubts


def _fewest_on_a_full_page(own: DayWalk) -> int:
    """The least number of links on a page that another one with new articles follows."""
    full = [links for (links, _), (_, new) in zip(own.pages, own.pages[1:], strict=False) if new]
    return min(full, default=_FULL_PAGE)


def _thin(walks: Sequence[DayWalk], before: _Listed) -> dict[str, Doubt]:
    """The listings that name far fewer articles than for the days around, by the names of their
    walks."""
    listed: _Listed = defaultdict(dict, {name: dict(known) for name, known in before.items()})
    for own in walks:
        listed[own.listing][own.day] = len(own.named)
    doubts = {}
    for own in walks:
        number, usual = len(own.named), usual_day(own.day, listed[own.listing])
        if usual is not None and usual.is_thin(number):
            why = f"{number} articles, usually {usual.median:g}"
            certain = usual.is_too_thin_for_a_holiday(number)
            doubts[own.name] = Doubt(own.source, own.day, own.url, why, certain)
    thin = Counter(doubt.source for doubt in doubts.values())
    all_of = Counter(own.source for own in walks)
    for name, doubt in doubts.items():
        if thin[doubt.source] >= max(_MANY, _MOST * all_of[doubt.source]):
            doubts[name] = replace(doubt, certain=True, stands=True)
    return {**_unfounded(walks, before, doubts), **doubts}


def _unfounded(walks: Sequence[DayWalk], before: _Listed, but: Collection[str]) -> dict[str, Doubt]:
    """The listings whose source names hardly any article of a day, where nothing tells whether that
    is usual; by the names of their walks. but: names of others."""
    named: Counter[tuple[int, date]] = Counter()
    for own in walks:
        named[own.source, own.day] += len(own.named)
    return {
        own.name: Doubt(own.source, own.day, own.url, f"{number} articles, with no day to compare")
        for own in walks
        if own.name not in but and (number := named[own.source, own.day]) < _FULL_PAGE
        if usual_day(own.day, before[own.listing]) is None
    }


def _listed_before(days: DayWalks, walks: Sequence[DayWalk]) -> _Listed:
    """What earlier runs soundly read for the days around those of these walks."""
    first, last = (pick(own.day for own in walks) for pick in (min, max))
    listed: _Listed = defaultdict(dict)
    for past in days.sound(first - AROUND, last + AROUND, {own.name for own in walks}):
        listed[listing_of(past.name)][date.fromisoformat(past.day)] = past.listed or 0
    return listed
