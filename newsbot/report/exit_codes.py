"""The exit code that tells the truth about a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsbot.health.finding import Finding, Severity
from newsbot.ledger.states import ACCEPTED, FAILED, PENDING
from newsbot.report.refusals import Counts, is_gone, lost_network, wall_of_run

OK, NOT_STARTED, USAGE, INCOMPLETE, BLOCKED, DRIFT = range(6)
# Another run is going on: EX_TEMPFAIL of sysexits.h, "try again later".
BUSY = 75
# As a shell counts a process that a signal ended: 130 for Ctrl-C, 143 for SIGTERM.
SIGNALLED = 128

# Statistics that count the links to articles.
_OF_ARTICLES = ("articles", "other_channels")
# Parts of a run; what fails of them is to be made good by later runs.
_PARTS = ("listing", "feed", "archive", "record")


@dataclass(frozen=True)
class Outcome:
    """How a run ended. reason: Scrapy's. asked_listings: finding no article link at all means that
    the portal refuses us or has changed (a search may find nothing). stopped_by: a signal's number,
    0 for none."""

    reason: str = "finished"
    asked_listings: bool = True
    stopped_by: int = 0


def exit_code(
    stats: Mapping[str, Any],
    counts: Counts,
    outcome: Outcome,
    findings: Sequence[Finding] = (),
) -> int:
    """The exit code of a run that started: that of the worst thing which happened in it."""
    if outcome.stopped_by:
        return SIGNALLED + outcome.stopped_by
    if outcome.reason == "blocked":
        return BLOCKED
    if outcome.reason == "clock":  # nothing that it saw says anything of the portal
        return INCOMPLETE
    unreached = lost_network(stats)
    if not unreached and _is_blocked(stats, counts, outcome):
        return BLOCKED
    severities = {finding.severity for finding in findings}
    if Severity.BLOCKED in severities:
        return BLOCKED
    if Severity.DRIFT in severities:
        return DRIFT
    left = {state for (state, _), count in counts.items() if count}
    lost = any(stats.get(f"newsbot/{part}/failed") for part in _PARTS)
    if outcome.reason != "finished" or lost or unreached or left & {FAILED, PENDING, ACCEPTED}:
        return INCOMPLETE
    return OK


def _is_blocked(stats: Mapping[str, Any], counts: Counts, outcome: Outcome) -> bool:
    """Whether the portal is gone, behind walls, or names no article."""
    if is_gone(stats) or wall_of_run(stats, counts):
        return True
    of_articles = any(stats.get(f"newsbot/listing/{name}") for name in _OF_ARTICLES)
    lost = any(stats.get(f"newsbot/listing/{name}") for name in ("failed", "failed_optional"))
    answered = lost or stats.get("newsbot/listing/read")  # a run that is ended early may have none
    if outcome.asked_listings and not of_articles and (answered or outcome.reason == "finished"):
        return True
    return lost and not stats.get("newsbot/listing/read") and not of_articles
