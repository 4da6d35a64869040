"""The end of a run: judged, ended in the ledger, recorded, and told in a few lines."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from scrapy.crawler import Crawler

from newsbot.health.finding import Finding
from newsbot.health.memory import Memory
from newsbot.health.taken_back import take_back
from newsbot.ledger import Ledger
from newsbot.report.causes import Ended
from newsbot.report.exit_codes import (
    BLOCKED,
    DRIFT,
    INCOMPLETE,
    OK,
    Outcome,
    exit_code,
)
from newsbot.report.judging import judged
from newsbot.report.reasons import limit_of, why
from newsbot.report.record import outcome_of, record_path, work_of, write_record
from newsbot.report.refusals import UNREACHED, Counts, is_gone, lost_network
from newsbot.report.summary import summary

logger = logging.getLogger(__name__)

# What needs a person is an error: with `-L ERROR` only that is heard.
_LEVELS = {OK: logging.INFO, BLOCKED: logging.ERROR, DRIFT: logging.ERROR}
# So many URLs are named in a message.
_MOST_NAMED = 5


class Closing:
    """Closes a run that came to its end. reason: Scrapy's. stopped_by: a signal's number, 0 for
    none."""

    def __init__(self, crawler: Crawler, ledger: Ledger, reason: str, stopped_by: int):
        self.crawler, self.ledger = crawler, ledger
        self._reason, self._stopped_by = reason, stopped_by

    def end(self, seconds: float) -> int:
        """Judge the run, end it, and tell of it; returns its exit code. seconds: that it took."""
        spider: Any = self.crawler.spider
        stats = self.crawler.stats.get_stats()
        lost_it = lost_network(stats)
        if lost_it or is_gone(stats):
            self.ledger.outcomes.forgive(UNREACHED)
        refused = self._reason == "blocked"
        taken_back = _take_back(self.crawler, self.ledger, refused=refused)
        counts, outcome = self.ledger.outcomes.counts(), self._outcome()
        finished, lost = self._reason == "finished", stats.get("newsbot/listing/failed")
        balanced = not finished or self._balances(counts)
        whole = finished and not lost
        of_run = self.crawler, self.ledger, counts, taken_back, outcome
        memory, findings = judged(*of_run, whole=whole)
        code = exit_code(stats, counts, outcome, findings)
        if not balanced and code == OK:
            code = INCOMPLETE
        whole = whole and code != BLOCKED and not lost_it
        whole = whole and not any(each.severity and each.source is not None for each in findings)
        asked = spider.arguments.plain and bool(stats.get("newsbot/listing/asked"))
        limit = limit_of(self._reason, self.crawler.settings)
        run = Ended(stats, counts, outcome, spider.name, spider.access, limit, findings)
        self._record(code, run, memory, seconds, caught_up=asked and whole)
        if code == OK and stats.get("newsbot/record/failed"):
            code = INCOMPLETE
            self.ledger.correct(code)
        told = self._why(code, run)
        text = summary(
            spider.name, stats, counts, seconds=seconds, code=code, why=told, findings=findings
        )
        logger.log(_LEVELS.get(code, logging.WARNING), "%s", text)
        logger.debug("stats: %s", stats)
        return code

    def _outcome(self) -> Outcome:
        spider: Any = self.crawler.spider
        asked = bool(self.crawler.stats.get_value("newsbot/listing/asked"))
        return Outcome(
            reason=self._reason,
            asked_listings=asked and not spider.arguments.query,
            stopped_by=self._stopped_by,
        )

    def _why(self, code: int, run: Ended) -> str | None:
        return why(code, run, self.ledger.in_a_row(code))

    def _balances(self, counts: Counts) -> bool:
        """Whether every URL that was listed has an outcome; says which have none."""
        listed, unresolved = self.ledger.tally["listed"], self.ledger.outcomes.unresolved()
        if listed == sum(counts.values()) and not unresolved:
            return True
        named = ", ".join(unresolved[:_MOST_NAMED])
        logger.error(
            "%d URLs were listed and %d have an outcome; without one: %s",
            listed,
            sum(counts.values()) - len(unresolved),
            named or "none that the ledger knows",
        )
        self.crawler.stats.set_value("newsbot/unbalanced", True)
        return False

    def _record(
        self, code: int, run: Ended, memory: Memory, seconds: float, *, caught_up: bool
    ) -> None:
        """End the run in the ledger, and write its record."""
        ledger = self.ledger
        given_up = ledger.outcomes.failed_for_good()
        found = [finding.as_json() for finding in run.findings]
        ended = ledger.end(
            reason=self._reason,
            exit_code=code,
            caught_up=caught_up,
            memory=memory.as_json(),
            findings=found,
        )
        facts = {
            "portal": self.crawler.spidercls.name,
            "arguments": dict(ledger.arguments),
            "started": ledger.started,
            "ended": ended,
            "seconds": round(seconds, 1),
            "reason": self._reason,
            "exit_code": code,
            "why": self._why(code, run),
            "watermark": ledger.watermark(),
            "findings": found,
            "memory": memory.as_json(),
            "states": outcome_of(run.counts),
            **work_of(run.stats),
        }
        _write(self.crawler, ledger, ledger.started, facts, given_up)


def close_killed_runs(crawler: Crawler, ledger: Ledger) -> None:
    """Judge runs that were killed, and write their records, which they could not."""
    for killed in ledger.killed:
        counts = ledger.outcomes.counts(killed.id)
        for finding in _take_back(crawler, ledger, killed.id):
            logger.warning("In the killed run of %s: %s", killed.started, finding)
        facts = {
            "portal": crawler.spidercls.name,
            "arguments": killed.arguments,
            "started": killed.started,
            "ended": None,
            "reason": "killed",
            "exit_code": None,
            "states": outcome_of(counts),
        }
        _write(crawler, ledger, killed.started, facts, [])
        logger.warning("The run of %s was killed; this one goes on from there", killed.started)
    if ledger.recovered:
        logger.info("%d articles of a killed run are in its feed", ledger.recovered)


def _take_back(
    crawler: Crawler, ledger: Ledger, run: int | None = None, *, refused: bool = False
) -> list[Finding]:
    """Have the next run ask again for what befell the portal as a whole in this run, or in another
    that was killed. refused: whether refusals ended the run."""
    share = crawler.settings.getfloat("NEWSBOT_DRIFT_SHARE")
    counts = ledger.outcomes.counts(run)
    return take_back(ledger, counts, share=share, run=run, refused=refused)


def _write(
    crawler: Crawler, ledger: Ledger, started: str, facts: dict[str, Any], given_up: list[str]
) -> None:
    """Write a run's record, or say that it cannot be written. given_up: see write_record."""
    data = Path(crawler.settings["NEWSBOT_DATA"])
    path = record_path(data, crawler.spidercls.name, started)
    if path.exists():  # of a run that began in the same second
        path = path.with_stem(f"{path.stem}-{ledger.run}")
    try:
        write_record(path, facts, given_up)
    except OSError as error:
        crawler.stats.inc_value("newsbot/record/failed")
        crawler.stats.set_value("newsbot/record/why", f"{path}: {error.strerror}")
        logger.error("Cannot write the run record %s: %s", path, error.strerror)
