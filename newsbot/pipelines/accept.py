"""Take an article over into the ledger: from here on it will be delivered."""

from __future__ import annotations

from scrapy.crawler import Crawler

from newsbot.items import Article
from newsbot.ledger import ledger_of


class AcceptPipeline:
    """Puts each article into the ledger's outbox, where it stays until its feed is finished."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AcceptPipeline:
        return cls(crawler)

    def process_item(self, item: Article) -> Article:
        ledger_of(self.crawler).outbox.accept(item)
        return item
