"""Drop what has been delivered or accepted already, under this address or another."""

from __future__ import annotations

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsbot.items import Article
from newsbot.ledger import DROPPED, ledger_of


class DedupePipeline:
    """One article is delivered once per revision. A changed one (title, text or published_at) is
    its next revision; the same content under another id is dropped, with that id recorded."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> DedupePipeline:
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        ledger = ledger_of(self.crawler)
        accepted_in = ledger.outbox.accepted(item.id)
        if accepted_in == ledger.run:
            self._drop(item, f"same article as {item.id}")
        if (
            accepted_in is not None
        ):  # by a run that could not deliver it: it goes out now, as it was taken
            return item
        before = ledger.outbox.delivered(item.id)
        if before is not None:
            same = (before.content_hash, before.published_at)
            if same == (item.content_hash, item.published_at):
                self._drop_known(item)
            item.revision = before.revision + 1
        elif twin := ledger.outbox.twin(item):
            self._drop(item, f"same content as {twin}")
        return item

    def _drop_known(self, item: Article) -> None:
        if item.id == f"{item.portal}:{item.key}":
            ledger_of(self.crawler).links.unchanged(item.key)
            raise DropItem(f"unchanged: {item.url}", log_level="DEBUG")
        self._drop(item, f"same article as {item.id}")

    def _drop(self, item: Article, reason: str) -> None:
        ledger_of(self.crawler).links.finish(item.key, DROPPED, reason)
        raise DropItem(f"{reason}: {item.url}", log_level="DEBUG")
