"""Why a run ended with exit code 3, 4 or 5, in one line: what, since when, and what to do."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from newsbot.report.causes import Cause, Ended, found, gaps, refusals
from newsbot.report.exit_codes import BLOCKED, DRIFT, INCOMPLETE

_WORDS = {INCOMPLETE: "incomplete", BLOCKED: "blocked", DRIFT: "new layout"}


def why(code: int, run: Ended, before: tuple[str | None, int]) -> str | None:
    """The line of a run that ended with this exit code; None for the codes that need none. before:
    since when (UTC) runs of the portal end so, and how many there were before this one."""
    if code not in _WORDS:
        return None
    own = {INCOMPLETE: gaps, BLOCKED: refusals}.get(code)
    causes = list(own(run)) if own else []
    causes = causes or list(found(run, code)) or [Cause(run.outcome.reason, "see the summary")]
    what = ", ".join(cause.what for cause in causes)
    return f"{_WORDS[code]}: {what}; {_since(*before)}; {causes[0].advice}"


def _since(first: str | None, number: int) -> str:
    if first is None:
        return "since this run"
    return f"since the run of {first[:19]} UTC, {number + 1} runs in a row"


def limit_of(reason: str, settings: BaseSettings) -> str:
    """The setting that ends runs for this reason of Scrapy's, with its value; "" for reasons of
    other kinds."""
    name = "MEMUSAGE_LIMIT_MB" if reason == "memusage_exceeded" else reason.upper()
    limits = name.startswith(("CLOSESPIDER_", "MEMUSAGE_"))
    return f"{name}={settings[name]}" if limits else ""
