"""What one sees of a run: its progress, its summary, and the exit code that tells the truth."""

from __future__ import annotations

import io
import logging
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.log import get_scrapy_root_handler
from tqdm import tqdm

from newsbot.ledger import ACCEPTED, FAILED, PENDING, Ledger, ledger_of

logger = logging.getLogger(__name__)

OK, NOT_STARTED, USAGE, INCOMPLETE, BLOCKED = 0, 1, 2, 3, 4

_NOTES = {
    "newsbot/date/conflict": "times that the address contradicts",
    "newsbot/dateparser": "times in a form unknown here",
}

Counts = Mapping[tuple[str, str], int]


def exit_code(
    stats: Mapping[str, Any], counts: Counts, *, reason: str, asked_listings: bool
) -> int:
    """The code of a run that started. asked_listings: finding no article link at all means that
    the portal refuses us or has changed (a search may find nothing)."""
    if asked_listings and not stats.get("newsbot/listing/articles"):
        return BLOCKED
    left = {state for (state, _), count in counts.items() if count}
    lost = stats.get("newsbot/listing/failed") or stats.get("newsbot/feed/failed")
    if reason != "finished" or lost or left & {FAILED, PENDING, ACCEPTED}:
        return INCOMPLETE
    return OK


def summary(
    portal: str, stats: Mapping[str, Any], counts: Counts, *, seconds: float, code: int
) -> str:
    """The run in a few lines: what was listed, known, delivered, failed and why, and the feed."""
    requests = stats.get("downloader/request_count", 0)
    listed, known = sum(counts.values()), counts.get(("known", ""), 0)
    lines = [
        f"{portal}: {listed} listed, {known} known, {listed - known} new; "
        f"{requests} requests in {seconds:.1f} s; exit code {code}"
    ]
    states = sorted({state for state, _ in counts} - {"known"})
    for state in states:
        reasons: Counter[str] = Counter()
        for (each, why), count in counts.items():
            if each == state:  # "same content as <id>": which one is in the ledger
                reasons[why.partition(" as ")[0]] += count
        why = ", ".join(f"{count} {name}" for name, count in sorted(reasons.items()) if name)
        total = reasons.total()
        lines.append(f"  {state.replace('_', ' ')}: {total}{f' ({why})' if why else ''}")
    for name, count in sorted(stats.items()):
        if name.startswith("newsbot/listing/failed") and name.count("/") == 3:
            lines.append(f"  listings lost: {count} ({name.rpartition('/')[2]})")
    for name, what in _NOTES.items():
        if stats.get(name):
            lines.append(f"  {what}: {stats[name]}")
    files = stats.get("newsbot/feed/files", [])
    delivered = stats.get("newsbot/feed/delivered", 0)
    lines += [f"  feed: {_relative(name)} ({delivered} articles)" for name in files]
    if not delivered:
        lines.append("  no new articles, no feed written")
    return "\n".join(lines)


@contextmanager
def _log_above_the_bar() -> Iterator[None]:
    """Let log lines scroll by above the progress line instead of through it."""
    handler = get_scrapy_root_handler()
    if isinstance(handler, logging.StreamHandler):
        before = handler.setStream(_AboveTheBar())
        try:
            yield
        finally:
            handler.setStream(before)
    else:
        yield


class _AboveTheBar(io.TextIOBase):
    def write(self, text: str) -> int:
        tqdm.write(text, file=sys.stderr, end="")
        return len(text)


def _relative(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


class ShortLogFormatter(LogFormatter):
    """Logs a dropped article in one line; Scrapy's own adds the item."""

    def dropped(self, item: Any, exception: Any, response: Any, spider: Any) -> LogFormatterResult:
        level = logging.getLevelName(exception.log_level)
        return {"level": level, "msg": "Dropped: %(exception)s", "args": {"exception": exception}}


class Report:
    """Shows progress while the run lasts and closes it: ledger, summary, exit code."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler
        self._shown = ExitStack()
        self._bar: tqdm[Any] | None = None
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
        self._began, self._reason = time.monotonic(), "died"
        if self.ledger.recovered:
            logger.info("%d articles of a killed run are in its feed", self.ledger.recovered)
        settings = self.crawler.settings
        on_terminal = sys.stderr.isatty() and not settings["LOG_FILE"]
        if on_terminal and settings.getbool("LOG_ENABLED"):
            self._bar = self._shown.enter_context(tqdm(bar_format="{desc}", leave=False))
            self._shown.enter_context(_log_above_the_bar())
        self._task = create_looping_call(self._progress)
        seconds = 0.5 if self._bar is not None else settings.getfloat("NEWSBOT_PROGRESS_SECONDS")
        self._task.start(seconds, now=False)

    def _progress(self) -> None:
        stats, tally = self.crawler.stats, self.ledger.links.tally
        requests = stats.get_value("downloader/request_count", 0)
        rate = requests / (time.monotonic() - self._began)
        line = (
            f"{self.crawler.spidercls.name}: {stats.get_value('item_scraped_count', 0)} delivered, "
            f"{tally['known']} known, {tally[FAILED]} failed, {requests} requests ({rate:.1f}/s)"
        )
        if self._bar is not None:
            self._bar.set_description_str(line)
        else:
            logger.info("%s", line)

    def spider_closed(self, reason: str) -> None:
        self._reason = reason
        if self._task.running:
            self._task.stop()
        self._shown.close()

    def engine_stopped(self) -> None:
        spider: Any = self.crawler.spider
        stats, counts = self.crawler.stats.get_stats(), self.ledger.links.counts()
        asked_listings = not (spider.arguments.urls or spider.arguments.query)
        code = exit_code(stats, counts, reason=self._reason, asked_listings=asked_listings)
        caught_up = (
            spider.arguments.plain
            and self._reason == "finished"
            and code != BLOCKED
            and not stats.get("newsbot/listing/failed")
        )
        self.ledger.close(reason=self._reason, exit_code=code, caught_up=caught_up)
        self.crawler.stats.set_value("newsbot/exit_code", code)
        seconds = time.monotonic() - self._began
        text = summary(spider.name, stats, counts, seconds=seconds, code=code)
        logger.log(logging.INFO if code == OK else logging.WARNING, "%s", text)
        logger.debug("stats: %s", stats)
