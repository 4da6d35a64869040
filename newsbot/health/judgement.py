"""All that a run is judged for."""

from __future__ import annotations

from newsbot.health.finding import Finding
from newsbot.health.judges import articles, drift, listings, volume
from newsbot.health.run import Run

JUDGES = (*drift.JUDGES, *listings.JUDGES, *articles.JUDGES, *volume.JUDGES)


def findings_of(run: Run) -> list[Finding]:
    """What is wrong with a run, or other than usual: the worst first."""
    found = [finding for judge in JUDGES for finding in judge(run)]
    return sorted(found, key=lambda finding: -finding.severity)
