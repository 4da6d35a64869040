"""Refuse one text that comes back under many headlines: a challenge or an error page that looks
like an article."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.utils.defer import deferred_from_coro

from newsbot.items import Article
from newsbot.ledger.component import REFUSED, Component
from newsbot.ledger.reasons import ONE_TEXT
from newsbot.ledger.states import FAILED
from newsbot.pipelines import FailedError, HeldBackError
from newsbot.text.fingerprint import are_alike

logger = logging.getLogger(__name__)

# From so many addresses on, with as many headlines: two may be a mistake of the portal's.
_LEAST = 3
# More articles are not held: some portals list their articles by other words than their headlines.
_MOST_HELD = 500


class RepeatedTextPipeline(Component):
    """An article whose headline is another than the one it was listed by is held until the run has
    read everything, or until the same text has come back under three addresses that were listed by
    different headlines: then none of these is delivered, all are tried again, and each counts as an
    answer that refuses us. Two addresses of one article are left to the dedupe pipeline.

    A run that is stopped leaves what it holds as pending to the next.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._held: dict[str, dict[str, Article]] = {}  # by content, then by key
        self._refused: set[str] = set()
        crawler.signals.connect(self.spider_idle, signals.spider_idle)

    def process_item(self, item: Article) -> Article:
        if not item.listed or are_alike(item.listed, item.title):
            return item
        content = item.content_hash
        held = self._held.setdefault(content, {})
        held[item.key] = item
        if content in self._refused or self._headlines(held.values()) >= _LEAST:
            self._refuse(content)
            raise FailedError(f"{ONE_TEXT}: {item.url}")
        if sum(map(len, self._held.values())) > _MOST_HELD:
            self._release([next(iter(self._held))])
        raise HeldBackError(f"listed as {item.listed!r}: {item.url}")

    def _headlines(self, held: Iterable[Article]) -> int:
        """Under how many headlines, each different from the others, the held articles and one that
        was accepted before were listed."""
        different: list[Article] = []
        for item in held:
            if not any(are_alike(item.listed, other.listed) for other in different):
                different.append(item)
        # what was accepted under this text has its headline, which that of none here is like
        return len(different) + any(self._is_accepted_elsewhere(item) for item in different)

    def _is_accepted_elsewhere(self, item: Article) -> bool:
        """Whether another address has the article, or another article the text."""
        outbox = self.ledger.outbox
        if outbox.twin(item):
            return True
        has = outbox.accepted(item.id) is not None or outbox.delivered(item.id) is not None
        return has and item.id != f"{item.portal}:{item.key}"

    def _refuse(self, content: str) -> None:
        if content not in self._refused:
            self._refused.add(content)
            logger.warning("The same text comes back under several headlines: no article")
        for item in self._held.pop(content).values():
            self.ledger.outcomes.finish(item.key, FAILED, ONE_TEXT)
            self.crawler.stats.inc_value(f"newsbot/refused/{ONE_TEXT}")
            self.crawler.signals.send_catch_log(REFUSED)

    def spider_idle(self) -> None:
        """Let go what is held: nothing more will come that could show it to be no article."""
        if self._held:
            self._release(list(self._held))
            raise DontCloseSpider

    def _release(self, contents: Iterable[str]) -> None:
        items = [item for content in contents for item in self._held.pop(content).values()]
        deferred_from_coro(self._deliver(items))

    async def _deliver(self, items: Iterable[Article]) -> None:
        """Send articles through all pipelines again, as articles that nothing is held against."""
        engine = self.crawler.engine
        assert engine is not None
        scraper = engine.scraper
        for item in items:
            if scraper.slot is None or scraper.slot.closing:  # stopped: the rest stays pending
                break
            item.listed = ""
            await scraper.start_itemproc_async(item, response=None)
        closing = scraper.slot and scraper.slot.closing
        if closing and not closing.called:  # a stop waits for these items, and hears of no end
            scraper._check_if_closing()
        elif engine._slot is not None:  # it looks again in five seconds otherwise
            engine._slot.nextcall.schedule()
