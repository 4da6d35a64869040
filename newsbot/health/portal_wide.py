"""Whether what befell articles of a run befell the portal as a whole: counts in, changes out.

An article that is redirected, forbidden or named twice is done with. When far more are than is
usual, it is the portal that has changed, and none of them is done with: see taken_back.py."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from newsbot.health.finding import Severity
from newsbot.health.outcome_kinds import ASKED, OUT, Counts, Kind, kind_of, tally

# Without a history, fewer articles say nothing.
_LEAST = 10
# So many of all have to fail for one reason.
_NEARLY_ALL = 0.8
# No share is usual that is below the first or above the second: a few links are wrong on any
# portal, and one of which half cannot be had is never well.
_FLOOR, _CEILING = 0.1, 0.5
# How many times the usual a share must be; and how unlikely, if the usual were true, as a natural
# logarithm: e^-12 is once in 160,000 runs.
_FAR, _UNLIKELY = 1.5, 12.0


@dataclass(frozen=True)
class Change:
    """What befell the portal as a whole: `count` of the `asked` articles that the run, or the row
    of `runs` up to it, asked for. reasons: how many for each. usual: the usual share, None where
    it is not known."""

    kind: Kind
    count: int
    asked: int
    reasons: Mapping[str, int]
    runs: tuple[int, ...]
    usual: float | None = None


def suspects(counts: Counts, share: float, *, refused: bool = False) -> dict[Kind, Counter[str]]:
    """What befell more than `share` of the articles of a run, and for which reasons. refused: the
    portal's refusals ended the run, which speaks for all of it."""
    kinds: dict[Kind, Counter[str]] = {}
    for (state, reason), count in counts.items():
        if kind := kind_of(state, reason):
            kinds.setdefault(kind, Counter())[reason] += count
    asked = tally(counts)[ASKED]

    def is_many(kind: Kind, count: int) -> bool:
        if refused and kind.failed and kind.severity == Severity.BLOCKED:
            return True
        return count > share * asked

    return {kind: why for kind, why in kinds.items() if is_many(kind, why.total())}


def portal_wide(
    counts: Counts,
    before: Sequence[tuple[int, Counts]],
    *,
    listed: Sequence[tuple[int, Counts]] = (),
    share: float,
    usual: Mapping[str, float],
    refused: bool = False,
) -> list[Change]:
    """What befell the portal as a whole in a run with these counts.

    before: the runs just before it, newest first: their numbers and counts. A few articles say
    nothing, but those of a row of runs may; what began in the row is taken back from there on.
    listed: what became of the articles that were listed first by this run, by the one before, …
    share: how many may be redirected, … where nothing is known to be usual. usual: the usual share
    of kinds, by label. refused: see suspects.
    """
    changes = []
    for kind in suspects(counts, share, refused=refused):
        known = usual.get(kind.label, 0.0 if usual and kind.failed else None)
        change = None
        if refused or not kind.failed or known is None or _is_of_new_ones(kind, listed):
            held = partial(_is_far_above, kind, share=share, usual=known)
            change = _change(kind, counts, before, known, held, at_once=refused and kind.failed)
        if change is None and kind.failed and known is not None and listed:
            # Nearly all would be more. Articles that are tried again and again say little.
            some = replace(kind, severity=Severity.TOLD)
            held = partial(_is_unusual, usual=known)
            change = _change(some, listed[0][1], listed[1:], known, held)
        if change is not None:
            changes.append(change)
    return changes


def _change(
    kind: Kind,
    counts: Counts,
    before: Sequence[tuple[int, Counts]],
    usual: float | None,
    is_change: Callable[[int, int], bool],
    *,
    at_once: bool = False,
) -> Change | None:
    """The change where the numbers of the run, or of the row of runs up to it, are those of one."""
    row = _row(kind, before)
    own = [_numbers(kind, each) for each in (counts, *(each for _, each in row))]
    for found, asked in accumulate(own, lambda sums, one: (sums[0] + one[0], sums[1] + one[1])):
        if at_once or is_change(found, asked):
            why = sum((_reasons(kind, each) for _, each in row), _reasons(kind, counts))
            return Change(kind, found, asked, why, tuple(number for number, _ in row), usual)
    return None


def _is_of_new_ones(kind: Kind, listed: Sequence[tuple[int, Counts]]) -> bool:
    """Whether nearly all failed also of those that no run before had listed, if there are any."""
    found, asked = _numbers(kind, listed[0][1]) if listed else (0, 0)
    return found >= _NEARLY_ALL * asked


def _row(kind: Kind, before: Sequence[tuple[int, Counts]]) -> list[tuple[int, Counts]]:
    """The runs just before, without a gap, in which it befell any article."""
    row = []
    for number, counts in before:
        count, asked = _numbers(kind, counts)
        if asked and not count:
            break
        if asked:
            row.append((number, counts))
    return row


def _reasons(kind: Kind, counts: Counts) -> Counter[str]:
    reasons: Counter[str] = Counter()
    for (state, reason), count in counts.items():
        found = kind_of(state, reason)
        if found and found.label == kind.label:
            reasons[reason] += count
    return reasons


def _numbers(kind: Kind, counts: Counts) -> tuple[int, int]:
    """How many articles it befell, of how many that were asked for."""
    return _reasons(kind, counts).total(), tally(counts)[ASKED]


def _is_far_above(kind: Kind, count: int, asked: int, *, share: float, usual: float | None) -> bool:
    if kind.failed:
        return asked >= _LEAST and count >= _NEARLY_ALL * asked
    if usual is None:
        return kind != OUT and asked >= _LEAST and count > share * asked
    return _is_unusual(count, asked, usual=usual, least=0)


def _is_unusual(count: int, asked: int, *, usual: float, least: int = _LEAST) -> bool:
    if asked < max(least, 1):
        return False
    expected = min(max(usual, _FLOOR), _CEILING)
    return count > _FAR * expected * asked and _surprise(count, asked, expected) > _UNLIKELY


def _surprise(count: int, asked: int, expected: float) -> float:
    """How unlikely so many are where each is met with the expected share, as a natural logarithm
    without its sign (Chernoff's bound)."""
    found = count / asked
    rest = (1 - found) * math.log((1 - found) / (1 - expected)) if found < 1 else 0.0
    return asked * (found * math.log(found / expected) + rest)
