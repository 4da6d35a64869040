"""What can befall articles, how many of a run it befell, and how many are usual."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from newsbot.health.finding import Severity
from newsbot.ledger.reasons import (
    GONE,
    NO_ARTICLE,
    NOT_ARCHIVED,
    ONE_TEXT,
    PUBLISHED,
    REDIRECTED,
    SAME_ARTICLE,
    SAME_CONTENT,
    UNLIKE_LISTING,
    is_refusal,
)
from newsbot.ledger.states import ACCEPTED, DELIVERED, DROPPED, EXCLUDED, FAILED, OUT_OF_RANGE

#: How many URLs, by (state, reason).
Counts = Mapping[tuple[str, str], int]
#: The name under which the articles asked for are counted beside the kinds of what befell them.
ASKED = "asked"

# What is usual is the median over groups of runs with so many articles, of so many groups at least.
_GROUP, _LEAST_GROUPS = 20, 5

# What fails when the portal's pages have another form.
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
    refused = is_refusal(reason) or reason in (*GONE, ONE_TEXT)
    severity = Severity.BLOCKED if refused else Severity.TOLD
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


def usual_shares(history: Iterable[Mapping[str, int]]) -> dict[str, float]:
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
