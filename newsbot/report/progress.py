"""Progress on a terminal, or in the log where there is none."""

from __future__ import annotations

import io
import logging
import sys
from contextlib import ExitStack
from typing import Any

from scrapy.logformatter import LogFormatter, LogFormatterResult
from scrapy.utils.log import get_scrapy_root_handler
from tqdm import tqdm

from newsbot.pipelines import NotDeliveredError

logger = logging.getLogger(__name__)

# They log, at every start, what never changes, and of each answer what the ledger says better.
_CHATTY = (
    "scrapy.addons",
    "scrapy.crawler",
    "scrapy.middleware",
    "scrapy.spidermiddlewares.httperror",
    "scrapy.utils.log",
)


def hush() -> None:
    """Let these parts of Scrapy log only what is wrong."""
    for name in _CHATTY:
        # a filter: Scrapy sets its loggers' levels anew when it starts
        logging.getLogger(name).addFilter(_warnings_only)


def _warnings_only(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


class Progress:
    """A line that is kept up to date on a terminal, with log lines scrolling by above it; else a
    log line at each call of `show`."""

    def __init__(self, *, on_terminal: bool):
        self._ending = ExitStack()
        self._bar: tqdm[Any] | None = None
        if on_terminal:
            self._bar = self._ending.enter_context(tqdm(bar_format="{desc}", leave=False))
            handler = get_scrapy_root_handler()
            if isinstance(handler, logging.StreamHandler):
                self._ending.callback(handler.setStream, handler.setStream(_AboveTheBar()))

    def show(self, line: str) -> None:
        if self._bar is not None:
            self._bar.set_description_str(line)
        else:
            logger.info("%s", line)

    def close(self) -> None:
        self._ending.close()


class _AboveTheBar(io.TextIOBase):
    def write(self, text: str) -> int:
        tqdm.write(text, file=sys.stderr, end="")
        return len(text)


class ShortLogFormatter(LogFormatter):
    """Logs in one line what becomes of an article that is not delivered; Scrapy's own adds the item
    and calls each dropped."""

    def dropped(self, item: Any, exception: Any, response: Any, spider: Any) -> LogFormatterResult:
        level = logging.getLevelName(exception.log_level)
        what = exception.what if isinstance(exception, NotDeliveredError) else "Dropped"
        args = {"what": what, "exception": exception}
        return {"level": level, "msg": "%(what)s: %(exception)s", "args": args}
