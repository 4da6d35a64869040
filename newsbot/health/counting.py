"""What the articles of a run are like, in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import nsmallest

from newsbot.health.distribution import add
from newsbot.items import Article
from newsbot.ledger.component import SAMPLES

#: Fields that a portal may lose without losing the article.
OPTIONAL = (
    "published_raw", "modified_at", "authors", "editors", "channel", "section", "tags", "dateline",
    "summary", "images",
)  # fmt: skip


class ArticleCounts:
    """What the articles that a run accepts are like.

    articles: how many they are. words, paragraphs: how many have how many, see distribution.py.
    pages: articles by the number of pages that they have or promise. filled: how many have an
    optional field. days: articles by day of publication (in the portal's zone). newest: the newest
    time of publication, ISO 8601.
    """

    def __init__(self) -> None:
        self.articles = 0
        self.words: Counter[int] = Counter()
        self.paragraphs: Counter[int] = Counter()
        self.pages: Counter[int] = Counter()
        self.filled: Counter[str] = Counter()
        self.days: Counter[str] = Counter()
        self.newest = ""
        self._shortest: list[tuple[int, str]] = []
        self._without: dict[str, list[str]] = defaultdict(list)
        self._last: list[str] = []

    def add(self, item: Article) -> None:
        """Count an article."""
        self.articles += 1
        add(self.words, item.word_count)
        add(self.paragraphs, item.text.count("\n\n") + 1)
        self.pages[max(1, len(item.pages), item.pages_expected or 1)] += 1
        self.days[item.published_at[:10]] += 1
        self.newest = max(self.newest, item.published_at)
        self._shortest = nsmallest(SAMPLES, [*self._shortest, (item.word_count, item.url)])
        self._last = [*self._last[-SAMPLES + 1 :], item.url]
        for name in OPTIONAL:
            if getattr(item, name):
                self.filled[name] += 1
            elif len(self._without[name]) < SAMPLES:
                self._without[name].append(item.url)

    def shortest(self) -> tuple[str, ...]:
        """The addresses of the articles with the shortest texts."""
        return tuple(url for _, url in self._shortest)

    def without(self, field: str) -> tuple[str, ...]:
        """The addresses of articles that lack an optional field."""
        return tuple(self._without.get(field, ()))

    def last(self) -> tuple[str, ...]:
        """The addresses of the articles that were accepted last."""
        return tuple(self._last)
