"""The exit code that tells the truth about a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from newsbot.ledger.states import ACCEPTED, FAILED, PENDING

OK, NOT_STARTED, USAGE, INCOMPLETE, BLOCKED, DRIFT = range(6)
# As a shell counts a process that a signal ended: 130 for Ctrl-C, 143 for SIGTERM.
SIGNALLED = 128

# By (state, reason), how many URLs.
Counts = Mapping[tuple[str, str], int]

# Fewer articles than this say nothing about a layout.
_DRIFT_LEAST = 5
# Statistics that count the links to articles.
_OF_ARTICLES = ("articles", "other_channels")


@dataclass(frozen=True)
class Outcome:
    """How a run ended. reason: Scrapy's. asked_listings: finding no article link at all means that
    the portal refuses us or has changed (a search may find nothing). stopped_by: a signal's number,
    0 for none. drift_share: of the articles read, how many may lack a required field."""

    reason: str = "finished"
    asked_listings: bool = True
    stopped_by: int = 0
    drift_share: float = 1.0


def exit_code(stats: Mapping[str, Any], counts: Counts, outcome: Outcome) -> int:
    """The exit code of a run that started: that of the worst thing which happened in it."""
    if outcome.stopped_by:
        return SIGNALLED + outcome.stopped_by
    if outcome.reason == "blocked":
        return BLOCKED
    of_articles = any(stats.get(f"newsbot/listing/{name}") for name in _OF_ARTICLES)
    if outcome.asked_listings and not of_articles:
        return BLOCKED
    lost = any(stats.get(f"newsbot/listing/{name}") for name in ("failed", "failed_optional"))
    if lost and not stats.get("newsbot/listing/read") and not of_articles:
        return BLOCKED
    if drifted(stats, counts, outcome.drift_share):
        return DRIFT
    left = {state for (state, _), count in counts.items() if count}
    lost = any(stats.get(f"newsbot/{part}/failed") for part in ("listing", "feed", "archive"))
    if outcome.reason != "finished" or lost or left & {FAILED, PENDING, ACCEPTED}:
        return INCOMPLETE
    return OK


def drifted(stats: Mapping[str, Any], counts: Counts, share: float) -> bool:
    """Whether so many articles lack a required field that the portal has a new layout."""
    read = stats.get("newsbot/article/read", 0)
    lacking = sum(
        count
        for (state, why), count in counts.items()
        if state == FAILED and why.startswith("missing ")
    )
    return bool(lacking) and read >= _DRIFT_LEAST and lacking > share * read
