"""The end of a run: ledger, summary, record and exit code; and its progress before."""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newsbot.crawl.run import is_portal
from newsbot.health.finding import Finding
from newsbot.health.memory import Memory
from newsbot.health.taken_back import take_back
from newsbot.ledger.component import Component
from newsbot.ledger.states import FAILED, KNOWN
from newsbot.report.causes import Ended
from newsbot.report.exit_codes import (
    BLOCKED,
    DRIFT,
    INCOMPLETE,
    OK,
    SIGNALLED,
    Outcome,
    exit_code,
)
from newsbot.report.judging import judged
from newsbot.report.kinds import OncePerKind
from newsbot.report.ledger_failure import end_with_ledger
from newsbot.report.progress import Progress
from newsbot.report.reasons import limit_of, why
from newsbot.report.record import outcome_of, record_path, work_of, write_record
from newsbot.report.refusals import UNREACHED, Counts, is_gone, lost_network
from newsbot.report.signals import Signals
from newsbot.report.summary import summary

logger = logging.getLogger(__name__)

# What needs a person is an error: with `-L ERROR` only that is heard.
_LEVELS = {OK: logging.INFO, BLOCKED: logging.ERROR, DRIFT: logging.ERROR}
# So many URLs are named in a message.
_MOST_NAMED = 5


class Report(Component):
    """Shows progress while the run lasts and closes it: ledger, summary, record, exit code."""

    def __init__(self, crawler: Crawler):
        if not is_portal(crawler):
            raise NotConfigured
        super().__init__(crawler)
        self._began, self._reason, self._stopped_by = time.monotonic(), "died", 0
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    def spider_opened(self) -> None:
        end_with_ledger(self.crawler)
        self._signals = Signals(self._stopped)
        self._kinds = OncePerKind(self.crawler.settings["LOG_LEVEL"])
        self._record_killed_runs()
        settings = self.crawler.settings
        terminal = sys.stderr.isatty() and not settings["LOG_FILE"]
        terminal = terminal and settings.getbool("LOG_ENABLED")
        self._progress = Progress(on_terminal=terminal)
        self._task = create_looping_call(self._show)
        seconds = 0.5 if terminal else settings.getfloat("NEWSBOT_PROGRESS_SECONDS")
        self._task.start(seconds, now=False)

    def _stopped(self, number: int) -> None:
        self._stopped_by = number
        self.crawler.stats.set_value("newsbot/stopped_by", number)

    def _record_killed_runs(self) -> None:
        """Write the records of runs that were killed, which could not."""
        for killed in self.ledger.killed:
            counts = self.ledger.outcomes.counts(killed.id)
            for finding in self._take_back(counts, killed.id):
                logger.warning("In the killed run of %s: %s", killed.started, finding)
            facts = {
                "portal": self.crawler.spidercls.name,
                "arguments": killed.arguments,
                "started": killed.started,
                "ended": None,
                "reason": "killed",
                "exit_code": None,
                "states": outcome_of(counts),
            }
            self._write(killed.started, facts, [])
            logger.warning("The run of %s was killed; this one goes on from there", killed.started)
        if self.ledger.recovered:
            logger.info("%d articles of a killed run are in its feed", self.ledger.recovered)

    def _show(self) -> None:
        stats, tally = self.crawler.stats, self.ledger.tally
        requests = stats.get_value("downloader/request_count", 0)
        rate = requests / (time.monotonic() - self._began)
        self._progress.show(
            f"{self.crawler.spidercls.name}: {stats.get_value('item_scraped_count', 0)} delivered, "
            f"{tally[KNOWN]} known, {tally[FAILED]} failed, {requests} requests ({rate:.1f}/s)"
        )

    def spider_closed(self, reason: str) -> None:
        self._reason = reason
        if self._task.running:
            self._task.stop()
        self._progress.close()

    def engine_stopped(self) -> None:
        self._signals.close()
        self._kinds.close()
        if self.ledger.broken:  # the next run counts this one as killed
            code = SIGNALLED + self._stopped_by if self._stopped_by else INCOMPLETE
        else:
            code = self._end()
        self.ledger.close()
        self.crawler.stats.set_value("newsbot/exit_code", code)

    def _end(self) -> int:
        """Judge the run, end it, and tell of it; returns its exit code."""
        spider: Any = self.crawler.spider
        stats, seconds = self.crawler.stats.get_stats(), time.monotonic() - self._began
        lost_it = lost_network(stats)
        if lost_it or is_gone(stats):
            self.ledger.outcomes.forgive(UNREACHED)
        taken_back = self._take_back(self.ledger.outcomes.counts())
        counts, outcome = self.ledger.outcomes.counts(), self._outcome()
        finished, lost = self._reason == "finished", stats.get("newsbot/listing/failed")
        balanced = not finished or self._balances(counts)
        whole = finished and not lost
        memory, findings = judged(self.crawler, self.ledger, counts, taken_back, whole=whole)
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

    def _take_back(self, counts: Counts, run: int | None = None) -> list[Finding]:
        """Have the next run ask again for what befell the portal as a whole in this run, or in
        another that was killed."""
        share = self.crawler.settings.getfloat("NEWSBOT_DRIFT_SHARE")
        refused = run is None and self._reason == "blocked"
        return take_back(self.ledger, counts, share=share, run=run, refused=refused)

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
        self._write(ledger.started, facts, given_up)

    def _write(self, started: str, facts: dict[str, Any], given_up: list[str]) -> None:
        data = Path(self.crawler.settings["NEWSBOT_DATA"])
        path = record_path(data, self.crawler.spidercls.name, started)
        if path.exists():  # of a run that began in the same second
            path = path.with_stem(f"{path.stem}-{self.ledger.run}")
        try:
            write_record(path, facts, given_up)
        except OSError as error:
            self.crawler.stats.inc_value("newsbot/record/failed")
            self.crawler.stats.set_value("newsbot/record/why", f"{path}: {error.strerror}")
            logger.error("Cannot write the run record %s: %s", path, error.strerror)
