"""Signs of a new layout that need no history: what the portal's own rules did not find."""

from __future__ import annotations

from collections.abc import Iterator

from newsbot.health.finding import Finding, Severity
from newsbot.health.run import Run

# Fewer articles than this say nothing about a layout. A listing says something by itself: it names
# dozens.
_LEAST = 5
_LACKING = "failed/missing "


def missing_fields(run: Run) -> Iterator[Finding]:
    """Too many of the articles that were read lack a required field."""
    lacking = {
        state.removeprefix(_LACKING): count
        for state, count in run.memory.states.items()
        if state.startswith(_LACKING)
    }
    if run.memory.read >= _LEAST and sum(lacking.values()) > run.drift_share * run.memory.read:
        field = max(lacking, key=lambda name: lacking[name])
        rule = "body" if field == "text" else field
        yield Finding(
            kind="missing field",
            severity=Severity.DRIFT,
            about=", ".join(sorted(lacking)),
            present=f"{sum(lacking.values())} of {run.memory.read} articles lack it",
            advice=f"mend the portal's `{rule}`; they are tried again",
            samples=run.samples(f"failed/missing {field}"),
        )


def guessed_texts(run: Run) -> Iterator[Finding]:
    """Too many texts were found by general rules, where the portal's own found none."""
    texts, read = run.memory.guessed.get("text", 0), run.memory.read
    if read >= _LEAST and texts > run.drift_share * read:
        yield Finding(
            kind="guessed texts",
            severity=Severity.DRIFT,
            about="text",
            present=f"{texts} of {read} texts, found by general rules",
            advice=f"mend the portal's `body`, then run scrapy reparse {run.portal} --deliver",
            samples=run.samples("last"),
        )


def guessed_listings(run: Run) -> Iterator[Finding]:
    """So were the links of too many listing pages that are never empty."""
    pages, own = run.memory.listings.get("guessed", 0), run.memory.listings.get("own", 0)
    if pages > run.drift_share * (pages + own):
        yield Finding(
            kind="guessed listings",
            severity=Severity.DRIFT,
            about="links",
            present=f"links of {pages} of {pages + own} listing pages, found by their addresses",
            advice="mend the portal's `links`",
            samples=run.samples("guessed listings"),
        )


JUDGES = (missing_fields, guessed_texts, guessed_listings)
