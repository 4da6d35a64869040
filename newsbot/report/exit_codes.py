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

# Fewer articles than this say nothing about a layout. A listing says something by itself: it names
# dozens.
_DRIFT_LEAST = 5
#: Statistics, without "newsbot/", that count articles whose text general rules found, and listing
#: pages whose links were found by their addresses; "listing/own" counts the pages of such listings
#: that the portal's own selectors could read.
TEXTS, LISTINGS = "guessed/text", "listing/guessed"
# Statistics that count the links to articles.
_OF_ARTICLES = ("articles", "other_channels")
# Parts of a run; what fails of them is to be made good by later runs.
_PARTS = ("listing", "feed", "archive", "record")


@dataclass(frozen=True)
class Outcome:
    """How a run ended. reason: Scrapy's. asked_listings: finding no article link at all means that
    the portal refuses us or has changed (a search may find nothing). stopped_by: a signal's number,
    0 for none. drift_share: the share of the articles read that may lack a required field or have a
    guessed text, and of the listings that may be guessed."""

    reason: str = "finished"
    asked_listings: bool = True
    stopped_by: int = 0
    drift_share: float = 1.0


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
    if Severity.DRIFT in severities or Drift.of(stats, counts, outcome.drift_share).told():
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


@dataclass(frozen=True)
class Drift:
    """Which signs of a new layout a run showed: more than the share that may be.

    lacking: articles lack a required field. texts: texts were found by general rules, where the
    portal's own found none. listings: so were the links of listing pages that are never empty.
    """

    lacking: bool = False
    texts: bool = False
    listings: bool = False

    @classmethod
    def of(cls, stats: Mapping[str, Any], counts: Counts, share: float) -> Drift:
        """The signs that this run showed. share: how many of all may, see Outcome.drift_share."""
        lacking = sum(
            count
            for (state, why), count in counts.items()
            if state == FAILED and why.startswith("missing ")
        )
        read, own = (stats.get(f"newsbot/{name}", 0) for name in ("article/read", "listing/own"))
        texts, pages = (stats.get(f"newsbot/{name}", 0) for name in (TEXTS, LISTINGS))
        enough = read >= _DRIFT_LEAST
        return cls(
            lacking=enough and lacking > share * read,
            texts=enough and texts > share * read,
            listings=pages > share * (pages + own),
        )

    def told(self) -> bool:
        """Whether there is any sign."""
        return self.lacking or self.texts or self.listings
