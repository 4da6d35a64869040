"""Ways to know what was seen: the ledger, Scrapy's filter, a set, and near-duplicate indexes."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from scrapy import Request
from scrapy.dupefilters import RFPDupeFilter
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from bench.ledger import PORTAL, RANGE, STATES, build, close, link
from newsbot.items import Article
from newsbot.ledger import ledger_of
from newsbot.pipelines.dedupe import DedupePipeline
from newsbot.spiders.sindonews import SindonewsSpider
from newsbot.text.fingerprint import content_hash

#: One of so many stories is looked up again. It is the number of STATES, so that this story is a
#: delivered one.
EVERY = len(STATES)
WORDS_OF_TEXT, VOCABULARY = 450, [f"kata{number}" for number in range(5000)]
PERMUTATIONS, BANDS, THRESHOLD = 128, 16, 0.8


class Story(NamedTuple):
    """An article, made from its number."""

    number: int
    key: str
    url: str
    text: str


class Way:
    """Knows what was seen. `seen` and `keep` are measured.

    keep: keeps what is new; None where `seen` does so itself.
    """

    keep: Callable[[Any], object] | None = None

    def fill(self, count: int) -> None:
        """Keep the stories of all numbers below `count`. A way that knows texts may keep only every
        EVERYth."""
        raise NotImplementedError

    def question(self, story: Story) -> Any:
        """The argument of `seen` and `keep` for a story."""
        raise NotImplementedError

    def seen(self, question: Any) -> bool:
        raise NotImplementedError

    def settle(self) -> None:
        """End a round."""


def story(number: int) -> Story:
    """The story of a number: always the same, and similar to no other."""
    words = random.Random(number).choices(VOCABULARY, k=WORDS_OF_TEXT)
    return Story(number, *link(number), " ".join(words))


class Keys(Way):
    """A Python set of the articles' keys."""

    def __init__(self, _: Path):
        self._keys: set[str] = set()
        self.keep = self._keys.add

    def fill(self, count: int) -> None:
        self._keys.update(link(number)[0] for number in range(count))

    def question(self, story: Story) -> str:
        return story.key

    def seen(self, key: str) -> bool:
        return key in self._keys


class Filter(Way):
    """Scrapy's filter, in memory or with a JOBDIR. Its look-up keeps what is new."""

    def __init__(self, folder: Path, jobs: bool = False):
        self._filter = RFPDupeFilter(str(folder) if jobs else None)

    def fill(self, count: int) -> None:
        for number in range(count):
            self._filter.request_seen(Request(link(number)[1]))

    def question(self, story: Story) -> Request:
        return Request(story.url)

    def seen(self, request: Request) -> bool:
        return self._filter.request_seen(request)


class Dedupe(Way):
    """The pipeline, with a real ledger."""

    def __init__(self, folder: Path):
        self.folder = folder

    def fill(self, count: int) -> None:
        file = self.folder / "ledger.sqlite3"
        if not file.exists():
            build(file, count)
        settings = {"NEWSBOT_DATA": str(self.folder), "NEWSBOT_RETRY_HOURS": "1,6,24,72"}
        self._crawler = get_crawler(SindonewsSpider, settings)
        self._ledger = ledger_of(self._crawler)
        self._pipeline = DedupePipeline(self._crawler)
        self.keep = self._ledger.outbox.accept

    def question(self, story: Story) -> Article:
        """The article as it was delivered, or a new one, whose link is listed first."""
        known = self._ledger.outbox.delivered(f"{PORTAL}:{story.key}")
        if not known:
            self._ledger.links.add("0|indeks", {story.key: story.url}, *RANGE)
        item = Article(
            id=f"{PORTAL}:{story.key}",
            portal=PORTAL,
            url=story.url,
            title="Banjir di Jakarta",
            published_at=known.published_at if known else RANGE[0],
            text=story.text,
            content_hash=known.content_hash if known else content_hash("", story.text),
        )
        item.key = story.key
        return item

    def seen(self, item: Article) -> bool:
        try:
            self._pipeline.process_item(item)
        except DropItem:
            return True
        return False

    def settle(self) -> None:
        self._ledger.outbox.deliver()

    def close(self) -> None:
        close(self._ledger)


class Near(Way):
    """An index of near-duplicates. sign: makes a signature of words. index: has insert() and
    query()."""

    def __init__(self, sign: Callable[[list[str]], Any], index: Any):
        self._sign, self._index = sign, index
        self._new: dict[int, Any] = {}
        self.keep = self._insert

    def fill(self, count: int) -> None:
        for number in range(count):
            # a signature of one word is as large as that of a text, and made a hundred times faster
            words = [link(number)[0]] if number % EVERY else _threes(story(number))
            self._index.insert(number, self._sign(words))

    def question(self, story: Story) -> Story:
        return story

    def seen(self, story: Story) -> bool:
        signature = self._sign(_threes(story))
        if self._index.query(signature):
            return True
        self._new[story.number] = signature
        return False

    def _insert(self, story: Story) -> None:
        self._index.insert(story.number, self._new.pop(story.number))


def _threes(story: Story) -> list[str]:
    words = story.text.split()
    return [" ".join(words[first : first + 3]) for first in range(len(words) - 2)]


def _rensa(_: Path) -> Near:
    from rensa import RMinHash, RMinHashLSH

    def sign(words: list[str]) -> Any:
        signature = RMinHash(num_perm=PERMUTATIONS, seed=1)
        signature.update(words)
        return signature

    return Near(sign, RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS))


def _datasketch(_: Path) -> Near:
    from datasketch import MinHash, MinHashLSH

    empty = MinHash(num_perm=PERMUTATIONS)

    def sign(words: list[str]) -> Any:
        signature = empty.copy()
        signature.update_batch([word.encode() for word in words])
        return signature

    return Near(sign, MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS))


LEDGER = "DedupePipeline, accept()"
#: By their names in the table. The libraries of the last two need not be installed.
WAYS: dict[str, Callable[[Path], Way]] = {
    LEDGER: Dedupe,
    "set of keys": Keys,
    "RFPDupeFilter": Filter,
    "RFPDupeFilter, JOBDIR": partial(Filter, jobs=True),
    "rensa": _rensa,
    "datasketch": _datasketch,
}
