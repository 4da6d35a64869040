"""What one sees of a run: its progress while it lasts, and its end."""

from __future__ import annotations

import sys
import time

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from newsbot.crawl.run import is_portal
from newsbot.ledger.component import Component
from newsbot.ledger.states import FAILED, KNOWN
from newsbot.report.closing import Closing, close_killed_runs
from newsbot.report.exit_codes import INCOMPLETE, SIGNALLED
from newsbot.report.kinds import OncePerKind
from newsbot.report.ledger_failure import end_with_ledger
from newsbot.report.progress import Progress
from newsbot.report.signals import Signals


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
        close_killed_runs(self.crawler, self.ledger)
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
            seconds = time.monotonic() - self._began
            code = Closing(self.crawler, self.ledger, self._reason, self._stopped_by).end(seconds)
        self.ledger.close()
        self.crawler.stats.set_value("newsbot/exit_code", code)
