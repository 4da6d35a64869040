"""What newsbot reads from a page, as far as a crawl would deliver it, and what trafilatura does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from bench.net.scores import Expected, Read
from newsbot.clock import now
from newsbot.extract.progress import Progress, read_page
from newsbot.extract.rules import Rules
from newsbot.pipelines.validate import fault_of

# A crawl of one-page articles reads each page once; the better of these times is a warm one.
_TIMES = 2


@dataclass(frozen=True)
class Sample:
    """A page to read. name: of its case or file, after its portal's. guessed: whether a crawl takes
    it for an article only if it looks like one. expected: what is right, None where it is not
    known."""

    name: str
    url: str
    body: bytes
    rules: Rules
    content_type: str | None = None
    answered: datetime | None = None
    guessed: bool = False
    expected: Expected | None = None

    @property
    def portal(self) -> str:
        return self.name.partition("/")[0]

    def changed(self, **changes: Any) -> Sample:
        return replace(self, **changes)


def ours(sample: Sample) -> Read:
    """What newsbot reads from it as page 1 of an article."""
    return _timed(partial(_article, sample))


def theirs(sample: Sample) -> Read:
    """What trafilatura reads from it, without being told anything. It knows no time of the day."""
    return _timed(partial(_trafilatura, sample))


def _timed(read: Callable[[], Read]) -> Read:
    took = []
    for _ in range(_TIMES):
        begun = time.process_time()
        try:
            found = read()
        except Exception as error:  # noqa: BLE001  a crawl fails at that page alone
            found = Read(fault=f"error {type(error).__name__}: {error}")
        took.append(time.process_time() - begun)
    return replace(found, milliseconds=min(took) * 1e3)


def _article(sample: Sample) -> Read:
    if sample.rules.urls.read(sample.url) is None:
        return Read(fault="no article's address")
    kind, answered = sample.content_type, sample.answered
    page = read_page(sample.rules, sample.url, sample.body, kind, answered)
    if page is None:
        return Read(fault="empty page")
    article = Progress.start(page, "").build_article(sample.rules)
    doubted = sample.guessed and not page.is_article
    return Read(
        title=article.title,
        published=article.published_at,
        authors=article.authors,
        paragraphs=article.text.split("\n\n") if article.text else (),
        fault=fault_of(article, now()) or ("no article" if doubted else ""),
        won=page.won,
    )


def _trafilatura(sample: Sample) -> Read:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(sample.body, url=sample.url, with_metadata=True)
    if found is None:
        return Read(fault="nothing")
    lines = (line.removeprefix("- ").strip() for line in (found.text or "").split("\n"))
    missing = [name for name in ("title", "date", "text") if not getattr(found, name)]
    return Read(
        title=found.title,
        published=found.date,
        authors=[name.strip() for name in (found.author or "").split(";") if name.strip()],
        paragraphs=[line for line in lines if line],
        fault=f"missing {missing[0]}" if missing else "",
    )
