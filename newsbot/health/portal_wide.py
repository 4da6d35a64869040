"""Whether what befell articles of a run befell the portal as a whole: counts in, changes out.

An article that is redirected, forbidden or named twice is done with. When far more are than is
usual, it is the portal that has changed, and none of them is done with: see taken_back.py."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from statistics import median

from newsbot.health.finding import Severity
from newsbot.ledger.reasons import (
    NO_ARTICLE,
    NOT_ARCHIVED,
    PUBLISHED,
    REDIRECTED,
    SAME_ARTICLE,
    SAME_CONTENT,
    UNLIKE_LISTING,
)
from newsbot.ledger.states import ACCEPTED, DELIVERED, DROPPED, EXCLUDED, FAILED, OUT_OF_RANGE

#: How many URLs, by (state, reason).
Counts = Mapping[tuple[str, str], int]
#: The name under which the articles asked for are counted beside the kinds of what befell them.
ASKED = "asked"

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
# What is usual is the median over groups of runs with so many articles, of so many groups at least.
_GROUP, _LEAST_GROUPS = 20, 5

# Why a request fails that the portal refuses, and what fails when its pages have another form.
_REFUSED = re.compile(
    r"http_4(?:01|03|04|10|29|51)|http_503|\w+ page|one text under several headlines"
)
_UNREAD = re.compile(r"(?:missing|implausible|error) .*|empty page|published_at without a zone")
# An incomplete article is delivered when its tries are used up; what an archive lacks never comes.
_LEFT_ALONE = ("incomplete", NOT_ARCHIVED)
_FINAL = (DELIVERED, EXCLUDED, DROPPED, FAILED)


@dataclass(frozen=True)
class Kind:
    """What can befall an article. name, severity, about: those of a finding that it befalls the
    portal as a whole. failed: whether the article failed."""

    name: str
    severity: Severity
    about: str = ""
    failed: bool = False

    @property
    def label(self) -> str:
        """By which its share is remembered."""
        return f"{self.name} ({self.about})" if self.about else self.name


FORBIDDEN = Kind("articles forbidden", Severity.BLOCKED)
OFF_SITE = Kind("articles off the portal", Severity.BLOCKED)
LED_AWAY = Kind("articles redirected", Severity.BLOCKED)
MISDATED = Kind("articles dated anew", Severity.DRIFT)
OUT = Kind("articles out of range", Severity.DRIFT)
_OFTEN = (FORBIDDEN, OFF_SITE, LED_AWAY, MISDATED, OUT)  # such as befall single ones on any portal
_BY_REASON = {"robots": FORBIDDEN, "off-site": OFF_SITE, UNLIKE_LISTING: MISDATED, PUBLISHED: OUT}


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


def kind_of(state: str, reason: str) -> Kind | None:
    """What befell an article that ended so; None for what befalls single ones only. What was taken
    back keeps its reason, and with that its kind."""
    if reason.startswith(REDIRECTED):
        return LED_AWAY
    if reason.startswith((SAME_ARTICLE, SAME_CONTENT)):
        return Kind("one article for many", Severity.BLOCKED, reason)
    if reason in _BY_REASON:
        return _BY_REASON[reason]
    if state != FAILED or reason in _LEFT_ALONE:
        return None
    severity = Severity.BLOCKED if _REFUSED.fullmatch(reason) else Severity.TOLD
    severity = Severity.DRIFT if _UNREAD.fullmatch(reason) else severity
    return Kind("articles failed", severity, reason, failed=True)


def tally(counts: Counts) -> Counter[str]:
    """A run's counts in short, to be remembered: the articles that it asked for as ASKED, and how
    many of them there are of each kind (by its label) that can be usual."""
    numbers: Counter[str] = Counter()
    for (state, reason), count in counts.items():
        if (kind := kind_of(state, reason)) and (kind in _OFTEN or kind.failed):
            numbers[kind.label] += count
        numbers[ASKED] += count if _was_asked(state, reason) else 0
    return numbers


def came_to_nothing(counts: Counts) -> bool:
    """Whether all that a run asked for ended so as it does where the portal as a whole has changed,
    however few articles these are."""
    asked = [each for each, count in counts.items() if count and _is_over(*each)]
    return bool(asked) and all(kind_of(*each) for each in asked)


def _is_over(state: str, reason: str) -> bool:
    return state == ACCEPTED or _was_asked(state, reason)


def counts_of(states: Mapping[str, int]) -> dict[tuple[str, str], int]:
    """The counts of a run from what is remembered of them, by "state" and "state/reason"."""
    counts: Counter[tuple[str, str]] = Counter()
    for name, count in states.items():
        state, _, reason = name.partition("/")
        counts[state, reason] += count
        if reason:
            counts[state, ""] -= count
    return dict(counts)


def _was_asked(state: str, reason: str) -> bool:
    if state == OUT_OF_RANGE:  # others were not asked for: their listings or addresses told
        return reason in (PUBLISHED, UNLIKE_LISTING)
    return state in _FINAL and reason != NO_ARTICLE


def usual_of(history: Iterable[Mapping[str, int]]) -> dict[str, float]:
    """The usual share of each kind, from what was remembered of earlier runs (see tally), in their
    order; empty without enough of them. A share that lasts for half of the history is usual, unless
    it is that of most articles."""
    groups: list[Counter[str]] = [Counter()]
    for each in history:
        groups[-1].update({name: int(count) for name, count in each.items()})
        if groups[-1][ASKED] >= _GROUP:
            groups.append(Counter())
    groups.pop()
    if len(groups) < _LEAST_GROUPS:
        return {}
    labels = {label for group in groups for label in group} | {kind.label for kind in _OFTEN}
    return {
        label: median(group[label] / group[ASKED] for group in groups) for label in labels - {ASKED}
    }


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
