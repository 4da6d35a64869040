"""Of which articles of a run the general rules read the text too: a few of every run, and those
whose text is shorter than their portal's mostly are, or than their own page says."""

from __future__ import annotations

from bisect import insort
from collections import deque
from typing import Any
from zlib import crc32

from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.second_opinion import (
    LONGER,
    UNSOUND,
    Opinion,
    can_be_asked,
    is_far_more,
    opinion_of,
    with_opinion,
)
from newsbot.text.fingerprint import folded
from newsbot.text.going_on import words_of

# Of every run the first articles, and then one in so many, by its key.
_FIRST, _ONE_IN = 3, 100
# Without a memory of what is usual: from so many articles of the run on, a text is short that has
# so much of the words of the one in the middle.
_ENOUGH, _SHORT = 10, 0.33
# Of more articles, no words are kept.
_MOST_KEPT = 2_000
# When so many in a row were asked in vain because they are short, only each tenth is.
_IN_VAIN, _EACH = 20, 10
# When one of the last so many that were asked came out longer, the layout is broken: all are.
_LAST = 5
# Page 1 of an article of several has so many words.
_A_PAGE = 40
# How much of what an opinion adds may stand under other articles too.
_REPEATED = 0.3


def doubt(page: Page, stated: dict[str, Any], low: float) -> str:
    """Why the text of a page may not be whole, in a word; "" where nothing says so. stated: the
    page's JSON-LD article. low: an article of fewer words is unusually short for its portal."""
    words, pages = words_of(page.blocks), len(page.further) + 1
    count = str(stated.get("wordCount") or "")
    if count.isdecimal() and len(count) < 10 and is_far_more(int(count), words * pages):
        return "wordCount"
    body = stated.get("articleBody")
    if isinstance(body, str) and is_far_more(len(body.split()), words):
        return "articleBody"
    summary = folded(page.fields.get("summary") or "")
    if words < 2 * len(summary.split()):
        text = folded(" ".join(text for _, text in page.blocks))
        if len(summary) > len(text) or summary.rstrip(" .…") not in text:
            return "summary"
    if page.number == 0 and page.further and words < _A_PAGE:
        return "pager"
    return "short" if words * pages < low else ""


class Doubts:
    """The doubts of one run, which remember what was asked and what came of it.

    usual_words: how many words an article of the portal has: few (a low quantile), and in the
    middle; None where nothing is known, so that the run's own articles tell. every: whether every
    text is in doubt.
    """

    def __init__(self, usual_words: tuple[float, float] | None = None, *, every: bool = False):
        self._usual, self._every = usual_words, every
        self._articles = self._in_vain = self._passed_over = 0
        self._words: list[int] = []
        self._last: deque[bool] = deque(maxlen=_LAST)
        self._seen: dict[int, str] = {}  # by a paragraph that was added, the text that it went on

    def reread(self, key: str, loader: ArticleLoader, page: Page, *, asked: bool = False) -> Page:
        """A page of an article as read: with a second opinion of its text, if that is in doubt.
        asked: whether there was one of an earlier page of the article."""
        if not can_be_asked(loader, page):
            return page
        sampled = self._every or (not asked and self._is_sample(key))
        why = doubt(page, loader.evidence.article, self._low())
        self._note(page)
        if not (asked or sampled or any(self._last) or (why and self._may_ask())):
            return page
        opinion = self._unless_repeated(page, opinion_of(loader, page))
        is_longer = opinion.verdict == LONGER
        self._last.append(is_longer)
        self._in_vain = 0 if is_longer else self._in_vain + bool(why)
        return with_opinion(page, opinion)

    def _is_sample(self, key: str) -> bool:
        self._articles += 1
        return self._articles <= _FIRST or crc32(key.encode()) % _ONE_IN == 0

    def _low(self) -> float:
        if self._usual:
            return self._usual[0]
        known = self._words
        return known[len(known) // 2] * _SHORT if len(known) >= _ENOUGH else 0

    def _note(self, page: Page) -> None:
        if not self._usual and len(self._words) < _MOST_KEPT:
            insort(self._words, words_of(page.blocks) * (len(page.further) + 1))

    def _may_ask(self) -> bool:
        if self._in_vain < _IN_VAIN:
            return True
        self._passed_over += 1
        return self._passed_over % _EACH == 0

    def _unless_repeated(self, page: Page, opinion: Opinion) -> Opinion:
        """An opinion; UNSOUND where what it adds has come under other texts, too."""
        own = folded(next((text for kind, text in page.blocks if kind == "paragraph"), ""))
        words = repeated = 0
        for line in opinion.added:
            words += len(line.split())
            under = self._seen.get(hash(line), own)
            repeated += len(line.split()) if under != own else 0
            if len(self._seen) < _MOST_KEPT:
                self._seen.setdefault(hash(line), own)
        if opinion.verdict != LONGER or repeated <= words * _REPEATED:
            return opinion
        return Opinion(UNSOUND, opinion.rule, opinion.blocks, opinion.added)
