"""Counts the articles of a run, beside what is usual for its portal."""

from __future__ import annotations

from functools import cached_property

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from newsbot.health.counting import ArticleCounts
from newsbot.health.usual import Usual
from newsbot.items import Article
from newsbot.ledger import PastRun
from newsbot.ledger.component import Component


class Gathering(Component):
    """Gathers what a run is judged by. counts: of the articles that it has accepted."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self.counts = ArticleCounts()
        crawler.signals.connect(self.spider_opened, signals.spider_opened)
        crawler.signals.connect(self.item_scraped, signals.item_scraped)

    @cached_property
    def history(self) -> list[PastRun]:
        """The portal's runs before this one, see Ledger.history()."""
        return self.ledger.history()

    @cached_property
    def usual(self) -> Usual:
        """What is usual for the portal."""
        return Usual.of(self.history)

    def spider_opened(self, spider: Spider) -> None:
        """Let the run know how long texts usually are."""
        if hasattr(spider, "usual_words"):  # of a portal
            spider.usual_words = self.usual.words()

    def item_scraped(self, item: Article) -> None:
        if isinstance(item, Article):  # a spider that is no portal has others
            self.counts.add(item)
