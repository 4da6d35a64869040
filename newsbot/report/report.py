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
from newsbot.ledger import Ledger, ledger_of
from newsbot.ledger.states import FAILED, KNOWN
from newsbot.report.exit_codes import (
    BLOCKED,
    INCOMPLETE,
    OK,
    SIGNALLED,
    Counts,
    Outcome,
    exit_code,
)
from newsbot.report.progress import Progress
from newsbot.report.record import outcome_of, record_path, work_of, write_record
from newsbot.report.signals import Signals
from newsbot.report.summary import summary

logger = logging.getLogger(__name__)

# So many URLs are named in a message.
_MOST_NAMED = 5


class Report:
    """Shows progress while the run lasts and closes it: ledger, summary, record, exit code."""

    def __init__(self, crawler: Crawler):
        if not is_portal(crawler):
            raise NotConfigured
        self.crawler = crawler
        self._began, self._reason, self._stopped_by = time.monotonic(), "died", 0
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.spider_closed, signals.spider_closed)
        crawler.signals.connect(self.engine_stopped, signals.engine_stopped)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Report:
        return cls(crawler)

    @property
    def ledger(self) -> Ledger:
        return ledger_of(self.crawler)

    def spider_opened(self) -> None:
        self._signals = Signals(self._stopped)
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
        if self.ledger.broken:  # the next run counts this one as killed
            code = SIGNALLED + self._stopped_by if self._stopped_by else INCOMPLETE
            self.crawler.stats.set_value("newsbot/exit_code", code)
            self.ledger.close()
            return
        spider: Any = self.crawler.spider
        stats, counts = self.crawler.stats.get_stats(), self.ledger.outcomes.counts()
        asked = spider.arguments
        outcome = Outcome(
            reason=self._reason,
            asked_listings=bool(stats.get("newsbot/listing/asked")) and not asked.query,
            stopped_by=self._stopped_by,
            drift_share=self.crawler.settings.getfloat("NEWSBOT_DRIFT_SHARE"),
        )
        code = exit_code(stats, counts, outcome)
        if self._reason == "finished" and not self._balances(counts) and code == OK:
            code = INCOMPLETE
        whole = self._reason == "finished" and code != BLOCKED
        listed = stats.get("newsbot/listing/asked") and not stats.get("newsbot/listing/failed")
        caught_up = bool(asked.plain and whole and listed)
        self._close(code, counts, caught_up=caught_up)
        self.crawler.stats.set_value("newsbot/exit_code", code)
        seconds = time.monotonic() - self._began
        told = {"seconds": seconds, "code": code, "access": spider.access}
        text = summary(spider.name, stats, counts, **told)
        logger.log(logging.INFO if code == OK else logging.WARNING, "%s", text)
        logger.debug("stats: %s", stats)

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
        return False

    def _close(self, code: int, counts: Counts, *, caught_up: bool) -> None:
        ledger, stats = self.ledger, self.crawler.stats.get_stats()
        given_up = ledger.outcomes.failed_for_good()
        ended = ledger.end(reason=self._reason, exit_code=code, caught_up=caught_up)
        facts = {
            "portal": self.crawler.spidercls.name,
            "arguments": dict(ledger.arguments),
            "started": ledger.started,
            "ended": ended,
            "seconds": round(time.monotonic() - self._began, 1),
            "reason": self._reason,
            "exit_code": code,
            "watermark": ledger.watermark(),
            "states": outcome_of(counts),
            **work_of(stats),
        }
        self._write(ledger.started, facts, given_up)
        ledger.close()

    def _write(self, started: str, facts: dict[str, Any], given_up: list[str]) -> None:
        data = Path(self.crawler.settings["NEWSBOT_DATA"])
        path = record_path(data, self.crawler.spidercls.name, started)
        if path.exists():  # of a run that began in the same second
            path = path.with_stem(f"{path.stem}-{self.ledger.run}")
        try:
            write_record(path, facts, given_up)
        except OSError as error:
            logger.error("Cannot write the run record %s: %s", path, error.strerror)
