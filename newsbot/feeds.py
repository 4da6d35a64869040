"""Feeds that are whole or not there: local storage, and what Scrapy's exporters lack."""

from __future__ import annotations

import fcntl
import io
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exporters import CsvItemExporter
from scrapy.extensions.feedexport import FeedExporter
from w3lib.url import file_uri_to_path

from newsbot.items import Article
from newsbot.ledger import Rename, ledger_of

logger = logging.getLogger(__name__)


def uri_params(params: dict[str, Any], spider: Spider) -> dict[str, Any]:
    """Placeholders of a feed's name: `data` (NEWSBOT_DATA), `started` (UTC, 20261123T081500Z)."""
    started = spider.started.strftime("%Y%m%dT%H%M%SZ")  # type: ignore[attr-defined]
    return {**params, "data": spider.settings["NEWSBOT_DATA"], "started": started}


class PartFile(io.FileIO):
    """A file that remembers that a write failed, whoever swallowed the error."""

    failed = False

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError:
            self.failed = True
            raise


class AtomicFileStorage:
    """Writes `<name>.<portal>.part` and leaves the renaming to ArticleFeeds.

    Appending copies the file first: readers see the old file or the new one, nothing between.
    """

    def __init__(self, crawler: Crawler, uri: str, feed_options: dict[str, Any] | None):
        self.final = Path(file_uri_to_path(uri) if uri.startswith("file:") else uri).absolute()
        self.part = self.final.with_name(f"{self.final.name}.{crawler.spidercls.name}.part")
        self.append = not (feed_options or {}).get("overwrite", False)
        self._crawler = crawler
        self._copied: tuple[int, int] | None = None

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, uri: str, *, feed_options: dict[str, Any] | None = None
    ) -> AtomicFileStorage:
        return cls(crawler, uri, feed_options)

    def open(self, spider: Spider) -> IO[bytes]:
        self.final.parent.mkdir(parents=True, exist_ok=True)
        self.part.unlink(missing_ok=True)
        if self.append and self.final.exists():
            shutil.copyfile(self.final, self.part)
            self._copied = _identity(self.final)
        self._raw = PartFile(self.part, "ab")
        return io.BufferedWriter(self._raw)

    def store(self, file: IO[bytes]) -> None:
        """Make the part file durable. Raises OSError when any of its bytes could not be written."""
        file.flush()
        os.fsync(file.fileno())
        file.close()
        if self._raw.failed:
            raise OSError(f"a write to {self.part} failed")
        feeds = self._crawler.get_extension(ArticleFeeds)
        assert feeds is not None
        feeds.stored.append(self)

    def rename_plan(self) -> Rename:
        """What renaming will do; takes in what others appended to the file in the meantime."""
        if self.append and self.final.exists() and _identity(self.final) != self._copied:
            self._append_anew()
        return Rename(str(self.part), str(self.final), self.part.stat().st_ino)

    def _append_anew(self) -> None:
        own = self.part.with_suffix(".own")
        self.part.replace(own)
        shutil.copyfile(self.final, self.part)
        with own.open("rb") as lines, self.part.open("ab") as target:
            lines.seek(self._copied[1] if self._copied else 0)
            shutil.copyfileobj(lines, target)
            target.flush()
            os.fsync(target.fileno())
        own.unlink()

    def rename(self) -> None:
        self.part.replace(self.final)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keep other runs from renaming files in `folder` at the same moment."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
        os.fsync(descriptor)  # the new names are on the disk
    finally:
        os.close(descriptor)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_ino, status.st_size


class ArticleFeeds(FeedExporter):
    """Scrapy's feed exports, with the ledger told what is in a finished feed and what is not."""

    def open_spider(self, spider: Spider) -> None:
        super().open_spider(spider)
        #: Local files that are whole and wait for their names.
        self.stored: list[AtomicFileStorage] = []
        for slot in self.slots:
            if isinstance(slot.storage, AtomicFileStorage):
                for left in slot.storage.final.parent.glob(f"*.{spider.name}.part"):
                    left.unlink()  # of a run that was killed; the ledger has what was in it

    def item_scraped(self, item: Article, spider: Spider) -> None:
        written = False
        try:
            super().item_scraped(item, spider)
            written = True
        except OSError as error:
            self._failed(f"cannot write {item.id} to its feed: {error}")
        finally:
            if not written:  # Scrapy would go on without it; it waits for the next run instead
                ledger_of(self.crawler).outbox.postpone(item.id)

    async def close_spider(self, spider: Spider) -> None:
        await super().close_spider(spider)
        if any(
            name.startswith("feedexport/failed_count") for name in self.crawler.stats.get_stats()
        ):
            self._failed("a feed could not be stored; its articles wait for the next run")
            return
        try:
            self._finish()
        except OSError as error:
            self._failed(f"cannot finish the feed: {error}; its articles wait for the next run")

    def _finish(self) -> None:
        """Rename all local files and mark their articles as delivered."""
        outbox = ledger_of(self.crawler).outbox
        with ExitStack() as locks:
            for folder in sorted({storage.final.parent for storage in self.stored}):
                locks.enter_context(_alone_in(folder))
            plans = [storage.rename_plan() for storage in self.stored]
            outbox.intend(plans)
            for storage in self.stored:
                storage.rename()
        delivered = outbox.deliver()
        self.crawler.stats.set_value("newsbot/feed/delivered", delivered)
        self.crawler.stats.set_value("newsbot/feed/files", [plan.final for plan in plans])

    def _failed(self, message: str) -> None:
        self.crawler.stats.inc_value("newsbot/feed/failed")
        logger.error("%s", message)


class CsvArticles(CsvItemExporter):
    """CSV with one header line also when appended to, and nested values as JSON."""

    def __init__(self, file: Any, **kwargs: Any):
        kwargs.setdefault("include_headers_line", file.tell() == 0)
        super().__init__(file, **kwargs)

    def serialize_field(self, field: Any, name: str, value: Any) -> Any:
        if isinstance(value, list) and any(not isinstance(each, str) for each in value):
            return json.dumps(value, ensure_ascii=False)
        return super().serialize_field(field, name, value)
