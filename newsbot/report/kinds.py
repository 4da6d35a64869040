"""A kind of trouble is told once, and at the end how often it came."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from scrapy.utils.log import get_scrapy_root_handler

logger = logging.getLogger(__name__)

# Their records are of single requests and articles: what one line of code says is of one kind.
_OF_REQUESTS = ("scrapy.core.", "scrapy.downloadermiddlewares.", "scrapy.spidermiddlewares.")
# So much of a message stands for all of its kind.
_MOST_TEXT = 200


class _First(NamedTuple):
    """The first record of a kind: its level, and what is said at the end, before and behind the
    number of records."""

    level: int
    before: str
    behind: str


class OncePerKind(logging.Filter):
    """Lets the first record of each kind through to the log, and counts the others; close() tells
    their numbers. At level DEBUG everything is let through.

    Records of newsbot name their kind: extra={"kind": "http_404", "of": "articles", "address": …}.
    """

    def __init__(self, level: str | int):
        super().__init__()
        self._counts: Counter[str] = Counter()
        self._first: dict[str, _First] = {}
        self._handler = None
        if level not in ("DEBUG", logging.DEBUG):
            self._handler = get_scrapy_root_handler()
        if self._handler is not None:
            self._handler.addFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is the first of its kind, or of none."""
        kind = _kind_of(record)
        if kind is None:
            return True
        self._counts[kind] += 1
        self._first.setdefault(kind, _First(record.levelno, *_told_of(record)))
        return self._counts[kind] == 1

    def close(self) -> None:
        """Tell how many there were of each kind of which there was more than one."""
        if self._handler is not None:
            self._handler.removeFilter(self)
        for level, line in self._lines():
            logger.log(level, "%s", line)

    def _lines(self) -> Iterator[tuple[int, str]]:
        for kind, first in self._first.items():
            if self._counts[kind] > 1:
                yield first.level, f"{first.before}{self._counts[kind]} {first.behind}"


def _kind_of(record: logging.LogRecord) -> str | None:
    named: str | None = getattr(record, "kind", None)
    if named is not None:
        return f"{named} {getattr(record, 'of', '')}"
    if not record.name.startswith(_OF_REQUESTS):
        return None
    raised = type(record.exc_info[1]).__name__ if record.exc_info else ""
    return f"{record.name}:{record.lineno} {raised}"


def _told_of(record: logging.LogRecord) -> tuple[str, str]:
    named = getattr(record, "kind", None)
    if named is None:
        first = record.getMessage().partition("\n")[0][:_MOST_TEXT]
        return "", f"times: {first}"
    of, address = getattr(record, "of", "times"), getattr(record, "address", "")
    return f"{named}: ", f"{of}, first {address}" if address else of
