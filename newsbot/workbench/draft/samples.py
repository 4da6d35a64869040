"""The article pages that a portal is drafted from, as `scrapy crawl any` reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property
from typing import Any

from w3lib.url import safe_url_string

from newsbot.extract.evidence import BESIDE
from newsbot.extract.fields import CLEAN
from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.progress import Progress
from newsbot.extract.rules import Rules
from newsbot.spiders.families.undeclared import portal_of
from newsbot.text.dates import DateReader
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, parse_html, texts
from newsbot.text.urls import strip_tracking
from newsbot.workbench.draft.hosts import registered
from newsbot.workbench.reparse.obtaining import Answer


@dataclass(frozen=True)
class Sample:
    """An article's page 1."""

    answer: Answer
    root: Element

    @property
    def url(self) -> str:
        """Its address, without what tells nothing; and escaped, so that it can end no string of
        the portal's file, which is executed."""
        return safe_url_string(strip_tracking(self.answer.url).partition("?")[0])

    def page(self, rules: Rules) -> Page:
        """As a portal's rules read it."""
        return ArticleLoader(rules, self.answer.url, self.root, self.answer.answered).page()

    @cached_property
    def _undeclared(self) -> ArticleLoader:
        rules = portal_of(registered(self.answer.url)).rules
        return ArticleLoader(rules, self.answer.url, self.root, self.answer.answered)

    @cached_property
    def told(self) -> Page:
        """As it is read where nobody has described the portal."""
        return self._undeclared.page()

    def shown_at(self, zone: str) -> str | None:
        """The time that stands beside the headline, ISO 8601. zone: of one that names none."""
        loader = self._undeclared
        found = dict(loader.evidence.of("published_at")).get(BESIDE, [])
        facts = replace(loader.facts(), dates=DateReader(loader.now, zone))
        told = CLEAN["published_at"](facts, found)
        return told[0] if told else None

    @property
    def title(self) -> str:
        return str(self.told.fields.get("title", ""))

    @property
    def published_at(self) -> str | None:
        value = self.told.fields.get("published_at")
        return str(value[0]) if value else None

    def contradicts_itself(self, zone: str) -> bool:
        """Whether the time beside the headline is another than what the page states."""
        shown, stated = self.shown_at(zone), self.published_at
        by_day = shown is None or datetime.fromisoformat(shown).time() == time()
        return bool(stated and not by_day and not same_moment(shown, stated))

    @property
    def paragraphs(self) -> list[str]:
        return [text for kind, text in self.told.blocks if kind == "paragraph"]

    def article(self, rules: Rules) -> Any:
        """The article that this page alone makes."""
        return Progress.start(self.page(rules), "").build_article(rules)


def sample_of(answer: Answer) -> Sample | None:
    """None for a page that has no title and no text."""
    root = parse_html(answer.body, answer.content_type)
    if root is None:
        return None
    sample = Sample(answer, root)
    return sample if sample.title and sample.paragraphs else None


def own_paragraphs(samples: Sequence[Sample]) -> dict[str, list[str]]:
    """The paragraphs of each sample (by address) that are on no other's page; all, if none is."""
    counts = Counter(text for sample in samples for text in set(sample.paragraphs))
    own = {
        sample.url: [text for text in sample.paragraphs if counts[text] == 1] for sample in samples
    }
    return {sample.url: own[sample.url] or sample.paragraphs for sample in samples}


def same_moment(one: str | None, other: str | None) -> bool:
    """Whether two times (ISO 8601) are one, as far as pages show it."""
    if one is None or other is None:
        return one is other
    apart = datetime.fromisoformat(one) - datetime.fromisoformat(other)
    return abs(apart.total_seconds()) < 60


def plain(element: Element) -> str:
    """An element's text as texts are compared."""
    return folded(" ".join(texts([element])))
