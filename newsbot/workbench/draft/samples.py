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

from newsbot.extract.fields import CLEAN
from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.rules import BESIDE, Rules
from newsbot.spiders.families.undeclared import portal_of
from newsbot.text.calendar import ZONES
from newsbot.text.markup import Element, parse_html
from newsbot.text.urls import absolute, strip_tracking
from newsbot.workbench.draft.hosts import registered
from newsbot.workbench.draft.layout import quoted
from newsbot.workbench.reparse.obtaining import Answer

# What the link to a further page, or to a view of all, adds to an article's address.
_ADDED = re.compile(
    r"\?(?P<page_parameter>page|halaman|hal|page_num|paged|p|pg)=\d{1,2}"
    r"|(?P<one_page>\?(?:page|halaman|showpage)=all|\?single=1)"
    r"|(?P<path>/(?:page/|halaman/)?)\d{1,2}"
)


@dataclass(eq=False)
class Sample:
    """An article's page 1.

    When the samples are compared it gets own: its paragraphs that are on no other's page, all if
    none is; and zone: of times that name none.
    """

    answer: Answer
    root: Element
    own: Sequence[str] = ()
    zone: str = "WIB"

    @property
    def url(self) -> str:
        """Its address, without what tells nothing; and escaped, so that it can end no string of
        the portal's file, which is executed."""
        return safe_url_string(strip_tracking(self.answer.url).partition("?")[0])

    def page(self, rules: Rules) -> Page:
        """The page as a portal's rules read it."""
        return self._loader(rules).page()

    def _loader(self, rules: Rules) -> ArticleLoader:
        return ArticleLoader(rules, self.answer.url, self.root, self.answer.answered)

    @cached_property
    def _undeclared(self) -> Rules:
        """The rules where nobody has described the portal."""
        return portal_of(registered(self.answer.url)).rules

    @cached_property
    def _as_any(self) -> Page:
        return self.page(self._undeclared)

    @property
    def title(self) -> str:
        return str(self._as_any.fields.get("title", ""))

    @property
    def published_at(self) -> str | None:
        value = self._as_any.fields.get("published_at")
        return str(value[0]) if value else None

    @property
    def paragraphs(self) -> list[str]:
        return [text for kind, text in self._as_any.blocks if kind == "paragraph"]

    def states(self, moment: str) -> bool:
        """Whether this time (ISO 8601, with a zone) is the one that the page states, as far as
        pages show it; true where it states none."""
        stated = datetime.fromisoformat(self.published_at or moment)
        return abs((stated - datetime.fromisoformat(moment)).total_seconds()) < 60

    def contradiction(self) -> str | None:
        """The time beside the headline, ISO 8601, if it is another than what the page states."""
        loader = self._loader(replace(self._undeclared, zone=self.zone))
        beside = (texts for rule, texts in loader.evidence.of("published_at") if rule == BESIDE)
        shown = CLEAN["published_at"](loader.facts(), next(beside, []))
        if not shown or datetime.fromisoformat(shown[0]).time() == time():  # it names but a day
            return None
        return None if self.states(shown[0]) else str(shown[0])


def sample_of(answer: Answer) -> Sample | None:
    """None for a page that has no title and no text."""
    root = parse_html(answer.body, answer.content_type)
    sample = Sample(answer, root) if root is not None else None
    return sample if sample and sample.title and sample.paragraphs else None


def compare(samples: Sequence[Sample]) -> None:
    """Tell each sample which paragraphs are its own, and the zone in which every page states its
    time: WIB where they do not agree."""
    counts = Counter(text for sample in samples for text in set(sample.paragraphs))
    stated = [sample.published_at for sample in samples]
    offsets = {datetime.fromisoformat(each).utcoffset() for each in stated if each}
    zones = [name for name, zone in ZONES.items() if {zone.utcoffset(None)} == offsets]
    for sample in samples:
        own = [text for text in sample.paragraphs if counts[text] == 1]
        sample.own, sample.zone = own or sample.paragraphs, (zones or ["WIB"])[0]


def further_pages(samples: Sequence[Sample]) -> tuple[str, dict[str, str]]:
    """How an article's further pages are addressed, by the links of its page 1: the pattern of what
    one adds to the path ("" if nothing), and attributes of a portal with their values as Python."""
    found: dict[str, str] = {}
    for sample in samples:
        for match in page_links(sample):
            found = {name: text for name, text in match.groupdict().items() if text} | found
    path = found.pop("path", "")
    if "one_page" in found:
        found["one_page"] = f"{{url}}{found['one_page']}"
    suffix = rf"(?P<suffix>{path}(?P<page>\d{{1,2}}))?" if path else ""
    return suffix, {name: quoted(value) for name, value in found.items()}


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
