"""Feeds that are whole or not there, and the ledger told which they are."""

from __future__ import annotations

import io
import logging
import os
from contextlib import ExitStack
from typing import Any

from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.exporters import JsonItemExporter, JsonLinesItemExporter
from scrapy.extensions.feedexport import FeedExporter, FeedSlot
from scrapy.utils.misc import build_from_crawler

from newsbot.crawl.run import is_portal
from newsbot.feeds.exporters import ArticleLines
from newsbot.feeds.storage import AtomicFileStorage, alone_in
from newsbot.feeds.unfinished import Leftovers
from newsbot.items import Article
from newsbot.ledger import LedgerError, ledger_of

logger = logging.getLogger(__name__)

# Exporters that take whatever JSON can hold.
_JSON = (ArticleLines, JsonItemExporter, JsonLinesItemExporter)


def uri_params(params: dict[str, Any], spider: Spider) -> dict[str, Any]:
    """Placeholders of a feed's name: `data` (NEWSBOT_DATA), `started` (UTC, 20261123T081500Z)."""
    started = spider.started.strftime("%Y%m%dT%H%M%SZ")  # type: ignore[attr-defined]
    return {**params, "data": spider.settings["NEWSBOT_DATA"], "started": started}


class ArticleFeeds(FeedExporter):
    """Scrapy's feed exports, all or none of a run: no local file gets its name before all feeds are
    whole, and if one fails, every article of the run waits in the outbox for the next."""

    def __init__(self, crawler: Crawler):
        if not is_portal(crawler):
            raise NotConfigured
        super().__init__(crawler)
        self._files: list[AtomicFileStorage] = []
        self._failed = self._intended = False
        self._leftovers = Leftovers(crawler)
        logging.getLogger("scrapy.extensions.feedexport").addFilter(_in_one_line)

    def open_spider(self, spider: Spider) -> None:
        # opened first: it finishes what a killed run had begun to deliver
        ledger_of(self.crawler)
        self._leftovers.remove()
        super().open_spider(spider)

    def _start_new_batch(self, *args: Any, **kwargs: Any) -> FeedSlot:
        slot = super()._start_new_batch(*args, **kwargs)
        if isinstance(slot.storage, AtomicFileStorage):
            if slot.storage.final in {file.final for file in self._files}:
                self._fail(f"two feeds are called {slot.storage.final}")
            self._files.append(slot.storage)
        return slot

    def item_scraped(self, item: Article, spider: Spider) -> None:
        if self._failed:
            return
        try:
            self._rehearse(item)
        except Exception as error:  # noqa: BLE001  exporters may raise anything
            told = f"cannot export {item.id}: {error!r}; it waits for the next run"
            self._report(told, repr(error), kind="no export", of="articles", address=item.url)
            ledger_of(self.crawler).outbox.postpone(item.id)
            return
        try:
            super().item_scraped(item, spider)
        except Exception as error:  # noqa: BLE001
            self._fail(f"cannot write {item.id} to its feed: {error}", error)

    def _rehearse(self, item: Article) -> None:
        """Export the article to nowhere: one that an exporter cannot take is to be in no feed."""
        for slot in self.slots:
            # what the ledger has taken is JSON already
            if self.exporters[slot.format] not in _JSON and slot.filter.accepts(item):
                options = slot.feed_options
                exporter = build_from_crawler(
                    self.exporters[slot.format],
                    self.crawler,
                    io.BytesIO(),
                    fields_to_export=options["fields"],
                    encoding=options["encoding"],
                    indent=options["indent"],
                    **options["item_export_kwargs"],
                )
                exporter.start_exporting()
                exporter.export_item(item)

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        if self._failed:
            return
        try:
            await super()._close_slot(slot, spider)
        except Exception as error:  # noqa: BLE001  Scrapy would not notice
            self._fail(f"cannot end the feed {slot.uri}: {error}", error)

    async def close_spider(self, spider: Spider) -> None:
        await super().close_spider(spider)
        stats = self.crawler.stats.get_stats()
        unstored = any(file.opened and not file.stored for file in self._files)
        if unstored or any(name.startswith("feedexport/failed_count") for name in stats):
            self._fail("a feed could not be stored")
        if not self._failed:
            try:
                self._finish()
            except (OSError, LedgerError) as error:
                self._fail(f"cannot finish the feed: {error}", error)
        if not (self._failed and self._intended):  # renames that were announced can still be done
            self._leftovers.remove()

    def _finish(self) -> None:
        """Rename all local files and mark their articles as delivered."""
        outbox = ledger_of(self.crawler).outbox
        files = [file for file in self._files if file.stored]
        with ExitStack() as locks:
            folders = [
                locks.enter_context(alone_in(folder))
                for folder in sorted({file.final.parent for file in files})
            ]
            wanted = [file.final for file in files]
            plans = [file.prepare() for file in files]
            self._intended = True
            outbox.intend(plans)
            for file in files:
                file.rename()
            for folder in folders:
                os.fsync(folder)  # the new names are on the disk
            delivered = outbox.deliver()
            for file in files:
                file.pending.unlink(missing_ok=True)
        if [file.final for file in files] != wanted:  # said by the storage
            self.crawler.stats.inc_value("newsbot/feed/failed")
        self.crawler.stats.set_value("newsbot/feed/delivered", delivered)
        self.crawler.stats.set_value("newsbot/feed/files", [plan.final for plan in plans])

    def _fail(self, message: str, error: Exception | None = None) -> None:
        """No feed of this run gets its name: an article is in all of them or in none."""
        if not self._failed:
            self._failed = True
            told = f"{message}; all articles of this run wait for the next"
            self._report(told, str(error or message))

    def _report(self, message: str, why: str, **kind: str) -> None:
        """Say what is wrong; the summary says but why."""
        stats = self.crawler.stats
        if not stats.get_value("newsbot/feed/failed"):
            stats.set_value("newsbot/feed/why", why)
        stats.inc_value("newsbot/feed/failed")
        logger.error("%s", message, extra=kind)


def _in_one_line(record: logging.LogRecord) -> bool:
    """Tell of a full disk without a traceback."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, OSError):
        record.msg, record.args, record.exc_info = f"{record.getMessage()}: {error}", (), None
    return True
