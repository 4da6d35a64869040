"""Drop what has been delivered or accepted already, under this address or another."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from newsbot.items import Article
from newsbot.ledger.component import Component, keep_sample
from newsbot.ledger.reasons import SAME_ARTICLE, SAME_CONTENT
from newsbot.ledger.states import DROPPED
from newsbot.pipelines import UnchangedError
from newsbot.text.zones import is_same_moment

# A revision has shrunk that has less than this share of the words, and so many words less.
_SHRUNK, _LEAST = 0.5, 40


class DedupePipeline(Component):
    """One article is delivered once per revision. A changed one (title, text or published_at, which
    is the same in any zone) is its next revision; the same content under another id is dropped,
    with that id recorded."""

    def process_item(self, item: Article) -> Article:
        accepted_in = self.ledger.outbox.accepted(item.id)
        if accepted_in == self.ledger.run:
            self._drop(item, f"{SAME_ARTICLE}{item.id}")
        if accepted_in is not None:
            return item  # of a run that could not deliver it: it goes out now, as it was taken
        before = self.ledger.outbox.delivered(item.id)
        if before is not None:
            same = before.content_hash == item.content_hash
            same = same and is_same_moment(before.published_at, item.published_at)
            if same and not item.differs:
                self._drop_known(item)
            item.revision = before.revision + 1
            self._compare(item, before.words)
        elif twin := self.ledger.outbox.twin(item):
            self._drop(item, f"{SAME_CONTENT}{twin}")
        return item

    def _compare(self, item: Article, words: int | None) -> None:
        """Count a revision, and whether its text is far shorter than the one before: one may have
        been shortened by its editors, but many are cut."""
        stats = self.crawler.stats
        stats.inc_value("newsbot/revision/all")
        if words and item.word_count < _SHRUNK * words and words - item.word_count >= _LEAST:
            stats.inc_value("newsbot/revision/shrunk")
            keep_sample(self.crawler, "shrunk", item.url)

    def _drop_known(self, item: Article) -> None:
        if item.id == f"{item.portal}:{item.key}":
            self.ledger.outcomes.unchanged(item.key)
            raise UnchangedError(f"known as it is: {item.url}")
        self._drop(item, f"{SAME_ARTICLE}{item.id}")

    def _drop(self, item: Article, reason: str) -> None:
        self.ledger.outcomes.finish(item.key, DROPPED, reason)
        raise DropItem(f"{reason}: {item.url}", log_level="DEBUG")
