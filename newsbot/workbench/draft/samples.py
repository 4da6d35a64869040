"""The article pages that a portal is drafted from, as `scrapy crawl any` reads them, and how their
further pages are addressed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property

from w3lib.url import safe_url_string

from newsbot.extract.evidence import BESIDE
from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.progress import Progress
from newsbot.extract.rules import Rules
from newsbot.items import Article
from newsbot.spiders.families.undeclared import portal_of
from newsbot.text.markup import Element, parse_html
from newsbot.text.urls import absolute, strip_tracking
from newsbot.workbench.draft.hosts import registered
from newsbot.workbench.look import look
from newsbot.workbench.reparse.obtaining import Answer

# What the link to a further page, or to a view of all, adds to an article's address.
_ADDED = re.compile(
    r"\?(?P<parameter>page|halaman|hal|page_num|paged|p|pg)=\d{1,2}"
    r"|(?P<whole>\?(?:page|halaman|showpage)=all|\?single=1|/all)"
    r"|(?P<path>/(?P<word>page/|halaman/)?\d{1,2})"
)


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

    def loader(self, rules: Rules) -> ArticleLoader:
        return ArticleLoader(rules, self.answer.url, self.root, self.answer.answered)

    def page(self, rules: Rules) -> Page:
        """As a portal's rules read it."""
        return self.loader(rules).page()

    def article(self, rules: Rules) -> Article:
        """The article that this page alone makes."""
        return Progress.start(self.page(rules), "").build_article(rules)

    @property
    def _undeclared(self) -> Rules:
        return portal_of(registered(self.answer.url)).rules

    @cached_property
    def told(self) -> Page:
        """As it is read where nobody has described the portal."""
        return self.page(self._undeclared)

    @property
    def title(self) -> str:
        return str(self.told.fields.get("title", ""))

    @property
    def published_at(self) -> str | None:
        value = self.told.fields.get("published_at")
        return str(value[0]) if value else None

    @property
    def paragraphs(self) -> list[str]:
        return [text for kind, text in self.told.blocks if kind == "paragraph"]

    def contradiction(self, zone: str) -> str | None:
        """The time beside the headline, ISO 8601, if it is another than what the page states.
        zone: of a time that names none."""
        rules = replace(self._undeclared, zone=zone)
        seen = look(rules, self.answer.url, self.root, self.answer.answered)
        beside = (each for each in seen["fields"]["published_at"] if each["rule"] == BESIDE)
        shown = next((str(each["value"]) for each in beside if each["value"]), None)
        by_day = shown is None or datetime.fromisoformat(shown).time() == time()
        return None if by_day or same_moment(shown, self.published_at or shown) else shown


def sample_of(answer: Answer) -> Sample | None:
    """None for a page that has no title and no text."""
    root = parse_html(answer.body, answer.content_type)
    sample = Sample(answer, root) if root is not None else None
    return sample if sample and sample.title and sample.paragraphs else None


def own_paragraphs(samples: Sequence[Sample]) -> dict[str, list[str]]:
    """The paragraphs of each sample (by address) that are on no other's page; all, if none is."""
    counts = Counter(text for sample in samples for text in set(sample.paragraphs))
    own = {each.url: [text for text in each.paragraphs if counts[text] == 1] for each in samples}
    return {each.url: own[each.url] or each.paragraphs for each in samples}


def same_moment(one: str | None, other: str | None) -> bool:
    """Whether two times (ISO 8601) are one, as far as pages show it."""
    if one is None or other is None:
        return one is other
    apart = datetime.fromisoformat(one) - datetime.fromisoformat(other)
    return abs(apart.total_seconds()) < 60


@dataclass(frozen=True)
class Pages:
    """path: the pattern of what a further page adds to the path, empty where it adds nothing.
    parameter: of the query. whole: what the one-page view adds."""

    path: str = ""
    parameter: str | None = None
    whole: str | None = None


def pages_of(samples: Sequence[Sample]) -> Pages:
    """By the links of an article's page that add something to its own address."""
    found = [match for sample in samples for match in page_links(sample)]
    first = {name: next((match[name] for match in found if match[name]), None)
             for name in ("parameter", "whole", "path", "word")}  # fmt: skip
    number = rf"{first['word'] or ''}(?P<page>\d{{1,2}})" if first["path"] else ""
    if first["whole"] == "/all":
        path = f"(?P<suffix>/{f'(?:{number}|all)' if number else 'all'})?"
    else:
        path = f"({'?P<suffix>' if first['word'] else '?:'}/{number})?" if number else ""
    return Pages(path, first["parameter"], first["whole"])


def page_links(sample: Sample) -> list[re.Match[str]]:
    """What the links of a page to further pages and views of its article add to its address."""
    own = _bare(sample.url)
    links = (link.attributes["href"] or "" for link in sample.root.css("a[href]"))
    targets = sorted({_bare(absolute(sample.answer.url, link) or "") for link in links})
    added = (each.removeprefix(own).replace("/?", "?") for each in targets if each.startswith(own))
    return [match for each in added if (match := _ADDED.fullmatch(each))]


def _bare(url: str) -> str:
    """An address without scheme, fragment and final slash."""
    return re.sub(r"^https?://(?:www\.)?", "", url.partition("#")[0]).rstrip("/")
