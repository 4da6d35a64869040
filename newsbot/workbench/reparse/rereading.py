"""Articles read again from archived pages, in several processes."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from scrapy.settings import Settings

from newsbot.archive import Archive, Capture
from newsbot.crawl.run import http_date
from newsbot.crawl.spiderloader import PortalLoader
from newsbot.download.addon import open_archive
from newsbot.download.middlewares import decode_content
from newsbot.extract.doubts import Doubts
from newsbot.extract.loader import Page
from newsbot.extract.progress import FurtherPages, Progress, read_page
from newsbot.extract.rules import Rules
from newsbot.items import Article
from newsbot.spiders.families.undeclared import domain_of, portal_of
from newsbot.text import bounds
from newsbot.text.walls import wall_of
from newsbot.workbench.reparse.finding import ANY, Found
from newsbot.workbench.reparse.obtaining import Answer

# Articles given to a process at a time, and how many such batches wait for each process.
_BATCH, _AHEAD = 20, 3


class WallError(Exception):
    """A page that stands instead of the one asked for, see text/walls.py; in words that can be
    counted."""


@dataclass(frozen=True)
class Reread:
    """What became of one address. fault: why there is no article, in words that can be counted."""

    found: Found
    article: Article | None
    fault: str = ""


@dataclass(frozen=True)
class Reader:
    """Reads articles out of an archive as a crawl would have, by these rules (by portal).

    noted: called with each answer that an article was made of, and before it the number of its page
    as in extract/progress.py's NextPage (of page 1: 1). doubts: what asks for second opinions: of
    every page, since a crawl may have delivered what one of them gave.
    """

    archive: Archive
    portals: Mapping[str, Rules]
    noted: Callable[[int, Answer], object] = lambda number, answer: None
    doubts: Doubts = field(default_factory=partial(Doubts, every=True))

    def reread(self, found: Found) -> Reread:
        """Read page 1 and what it promises; never raises for what a page holds."""
        try:
            return self._reread(found)
        except Exception as error:  # noqa: BLE001  one page must not end the reading of all
            return Reread(found, None, f"error {type(error).__name__}")

    def _reread(self, found: Found) -> Reread:
        capture = self.archive.follow(found.url)
        if capture is None:
            return Reread(found, None, "not in the archive")
        if capture.status != 200:
            return Reread(found, None, f"http_{capture.status}")
        rules = self.portals[found.portal]
        if rules.urls.read(capture.url) is None:
            return Reread(found, None, "redirected to no article")
        if found.portal == ANY.portal:
            rules = portal_of(domain_of(capture.url)).rules
        try:
            page = self._page(rules, found.key, 1, capture)
        except WallError as wall:
            return Reread(found, None, str(wall))
        if page is None:
            return Reread(found, None, "empty page")
        read_at = capture.at.astimezone(UTC).isoformat(timespec="seconds")
        further = FurtherPages(rules, Progress.start(page, read_at))
        for wanted in further:
            capture = self.archive.follow(wanted.url)
            further.gone = capture is None
            if capture and capture.status == 200:
                with suppress(WallError):
                    further.page = self._page(rules, found.key, wanted.number, capture)
        article = further.progress.build_article(rules)
        article.key = found.key
        return Reread(found, article)

    def _page(self, rules: Rules, key: str, number: int, capture: Capture) -> Page | None:
        """An archived page, read; None when it is empty or not whole. Raises WallError."""
        answer = answer_of(capture)
        if answer is None:
            return None
        if wall := wall_of(answer.body, lambda name: _header(capture, name.encode())):
            raise WallError(wall)
        self.noted(number, answer)
        about = (answer.url, answer.body, answer.content_type, answer.answered)
        return read_page(rules, *about, partial(self.doubts.reread, key))


def answer_of(capture: Capture) -> Answer | None:
    """An archived answer; None when it is not whole, or larger than a page may be."""
    body = body_of(capture)
    if body is None:
        return None
    kind = _header(capture, b"content-type").decode("latin-1") or None
    return Answer(capture.url, body, kind, http_date(_header(capture, b"date")) or capture.at)


def body_of(capture: Capture) -> bytes | None:
    """The page itself; None when it is not whole, or larger than a page may be."""
    encodings = _header(capture, b"content-encoding").split(b",")
    return None if capture.truncated else decode_content(encodings, capture.body, bounds.PAGE_BYTES)


def _header(capture: Capture, name: bytes) -> bytes:
    """A header's value (the name in lower case), empty where it is absent."""
    return next((value for key, value in capture.headers if key.lower() == name), b"")


@dataclass(frozen=True)
class Job:
    """What a process needs to read on its own.

    place, data, asof: as open_archive() of download/addon.py takes them. portals: names of portals.
    modules: where the portals are declared.
    """

    place: str
    data: Path
    asof: datetime | None
    portals: tuple[str, ...]
    modules: tuple[str, ...]

    def open(self) -> Archive:
        """Raises archive.ArchiveError."""
        return open_archive(self.place, self.data, self.asof)

    def rules(self) -> dict[str, Rules]:
        """The portals' rules by name, in their order: the first that knows an address reads it."""
        loader = PortalLoader.from_settings(Settings({"SPIDER_MODULES": list(self.modules)}))
        return {
            name: ANY if name == ANY.portal else loader.load(name).rules  # type: ignore[attr-defined]
            for name in self.portals
        }


def reread_all(job: Job, found: Iterable[Found], workers: int) -> Iterator[Reread]:
    """Read every address, in so many processes, in the order given. Memory does not grow with
    their number. Raises BrokenProcessPool when one of the processes is killed."""
    if workers == 1:
        _begin(job)
        yield from map(_reader.reread, found)
        return
    from concurrent.futures import ProcessPoolExecutor  # `scrapy crawl` imports this module, too
    from multiprocessing import get_context

    batches = iter(found)
    waiting: deque[Future[list[Reread]]] = deque()
    # spawn: a fork would share the archive's open files, and their positions
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin_process, (job,))
    try:
        while True:
            while len(waiting) < workers * _AHEAD and (batch := list(islice(batches, _BATCH))):
                waiting.append(pool.submit(_reread_batch, batch))
            if not waiting:
                return
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


_reader: Reader


def _begin_process(job: Job) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that waits for this one
    _begin(job)


def _begin(job: Job) -> None:
    global _reader
    _reader = Reader(job.open(), job.rules())


def _reread_batch(found: list[Found]) -> list[Reread]:
    return [_reader.reread(article) for article in found]
