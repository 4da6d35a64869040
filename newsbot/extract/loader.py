"""ArticleLoader: reads a parsed page to a Page. Each field is read in the order of trust (see
extract/evidence.py) and cleaned (see extract/fields.py)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsbot.extract.evidence import ADDRESS, Evidence
from newsbot.extract.fields import CLEAN, TIMES, PageFacts, gives_way, is_coarse, take_bylines
from newsbot.extract.moments import settle_zones
from newsbot.extract.pager import read_pager
from newsbot.extract.rules import Rules
from newsbot.text import bounds, metadata
from newsbot.text.breadcrumbs import is_same
from newsbot.text.clean import Block, read_blocks
from newsbot.text.dates import DateReader
from newsbot.text.guessed_day import guessed_day
from newsbot.text.keywords import cut_from, without_tags
from newsbot.text.markup import Element
from newsbot.text.page_data import named_in_scripts
from newsbot.text.surroundings import is_sentence, without_surroundings
from newsbot.text.urls import web_address

# A text of so many words is no teaser and no login box.
_SANE = 50
# Shared markup that says that it holds the text.
_MARKED = ("[itemprop=articleBody]",)
# Of shorter ones, the first with so much of the words of the longest.
_NEARLY = 0.9


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an article as read: plain data, so that a request can carry it on any queue.

    url: where it was read. canonical: the address of the article's page 1. number: 0 of page 1, the
    page number or offset of a further page (UNNUMBERED until its place in the article is known, see
    text/urls.py).
    fields: cleaned values by field; what the page lacks is absent. won: by field, the rule whose
    value was taken. blocks: of the body, see text/clean.py.
    further: the URLs of the other pages that the pager promises, by page number or name (see
    extract/pager.py). paged: whether there is a pager at all. asked_dateparser: how many texts
    dateparser was asked to read. cut: by field, how many values were beyond text/bounds.py.
    guessed_text: whether general rules found the blocks, although the portal declares a body.
    second_opinion: what the general rules said of a text that the portal's own found, see
    extract/second_opinion.py; "" where they were not asked.
    """

    url: str
    canonical: str
    number: int
    fields: dict[str, Any]
    won: dict[str, str]
    blocks: list[Block]
    further: dict[str, str]
    paged: bool
    asked_dateparser: int
    cut: dict[str, int]
    guessed_text: bool = False
    second_opinion: str = ""

    @property
    def is_article(self) -> bool:
        """Whether it has what makes it an article: title, time and text."""
        return bool(self.blocks) and {"title", "published_at"} <= self.fields.keys()


class ArticleLoader:
    """Reads one page. Of each field, the values of the first rule that survive cleaning are kept,
    never a union; but a time like "2 hari lalu" gives way to an exact one that agrees with it.

    root: the parsed page. url: its own address. now: when it was answered (aware), for relative
    times.
    """

    def __init__(self, rules: Rules, url: str, root: Element, now: datetime | None = None):
        self.rules, self.url, self.root, self.now = rules, url, root, now
        self.evidence = Evidence(rules, url, root)

    def facts(self) -> PageFacts:
        """What cleaning has to know of the page."""
        rules, brands = self.rules, self.evidence.brands
        dates = DateReader(self.now, rules.zone)
        credits_ = (*rules.own.get("credit", ()), *rules.shared["credit"])
        return PageFacts(self.url, dates, brands, rules.false_utc, credits_)

    def page(self) -> Page:
        """Read everything that this page has; what it lacks is absent from `fields`."""
        facts = self.facts()
        fields, won = self._read_fields(facts)
        self._guess_day(facts, fields, won)
        settle_zones(self.evidence, facts, fields, won)
        dated = not won.get("published_at", "").startswith((ADDRESS, "htmldate"))
        rule, blocks = self._body(facts, fields.get("title", ""), dated=dated)
        take_bylines("editors", facts, fields, won)
        _compare(fields, won)
        self._without_editors(facts, fields, won)
        take_bylines("authors", facts, fields, won)
        if not self.evidence.nodes:
            facts.cut["json-ld"] += metadata.too_large(self.root)
        if blocks:
            won["body"] = rule
        identity = self.evidence.identity
        canonical = self.evidence.canonical()
        pager = read_pager(self.rules, self.url, canonical, self.root)
        return Page(
            url=self.url,
            canonical=canonical,
            number=identity.page if identity else 0,
            fields=fields,
            won=won,
            blocks=blocks,
            further={name: link for name, link in pager.items() if name != "0"},
            paged=bool(pager),
            asked_dateparser=facts.dates.asked,
            cut={name: count for name, count in facts.cut.items() if count},
            guessed_text=bool(blocks) and "body" in self.rules.guessed({"body": rule}),
        )

    def _read_fields(self, facts: PageFacts) -> tuple[dict[str, Any], dict[str, str]]:
        """The values of the fields that have evidence on the page, and which rule won each."""
        fields: dict[str, Any] = {}
        won: dict[str, str] = {}
        for name, clean in CLEAN.items():
            for rule, found in self.evidence.of(name):
                if not found:
                    continue
                if len(found) > bounds.VALUES:
                    facts.cut[name] += len(found) - bounds.VALUES
                    found = found[: bounds.VALUES]
                value = facts.bounded(name, clean(facts, found))
                if not value:
                    continue
                if name == "section" and is_same(value, fields.get("channel", "")):
                    break  # it only repeats the channel
                address = won.get(name, "").startswith(ADDRESS)
                if name not in fields or gives_way(fields[name], value, address=address):
                    fields[name], won[name] = value, rule
                if name not in TIMES or not is_coarse(fields[name]):
                    break
        return fields, won

    def _guess_day(self, facts: PageFacts, fields: dict[str, Any], won: dict[str, str]) -> None:
        """Of an undeclared portal's article without any time, the day that htmldate finds."""
        if "published_at" in fields or not self.rules.undeclared:
            return
        if not self.evidence.may_be_undated:
            return
        day = guessed_day(self.root, self.url, self.now)
        if day and (value := CLEAN["published_at"](facts, [day])):
            fields["published_at"], won["published_at"] = value, "htmldate"

    def _without_editors(
        self, facts: PageFacts, fields: dict[str, Any], won: dict[str, str]
    ) -> None:
        """Take out authors in metadata where they are the editors, whom some portals name there;
        unless the page's data says that they wrote it, too."""
        stated = won.get("authors", "").startswith(("json-ld", "meta"))
        if stated and set(fields["authors"]) <= set(fields.get("editors", ())):
            del fields["authors"], won["authors"]
            if writers := CLEAN["authors"](
                facts, named_in_scripts(self.evidence.scripts, "author")
            ):
                fields["authors"], won["authors"] = writers, "page data"

    def _body(self, facts: PageFacts, title: str, *, dated: bool) -> tuple[str, list[Block]]:
        """The rule that finds the body, and its blocks: the first of the portal's own that finds
        any. Of the rules for any page, the first that finds enough words in sentences, else the
        first that finds nearly as many as any does; what has no sentence is no text. title,
        dated: see Evidence.has_grounds."""
        for rule, bodies in self.evidence.own_bodies():
            if blocks := self.blocks(bodies, facts):
                return rule, blocks
        if not self.evidence.has_grounds(title, dated=dated):
            return "", []
        found: list[tuple[str, list[Block]]] = []
        for rule, bodies in self.evidence.general_bodies():
            blocks = self.blocks(bodies, facts, general=True)
            if _words(blocks) >= _SANE:
                return rule, blocks
            found.append((rule, blocks))
        most = max((_words(blocks) for _, blocks in found), default=0)
        if most:
            return next(read for read in found if _words(read[1]) >= most * _NEARLY)
        # markup that is made for the text may hold a line that is no sentence
        return next((read for read in found if read[1] and read[0] in _MARKED), ("", []))

    def blocks(
        self, bodies: list[Element], facts: PageFacts, *, general: bool = False
    ) -> list[Block]:
        """The blocks of a body; none where it has no paragraph, or more than text/bounds.py allows.
        Addresses of images are made absolute. general: whether a rule for any page found it, so
        that what stands above and below the text may be in it."""
        blocks = self.raw_blocks(bodies, facts, exact=not general)
        if not any(kind == "paragraph" for kind, _ in blocks):
            return []
        if general:
            blocks = without_surroundings(blocks, self.evidence.headline, facts.brands)
        return self.absolute(blocks)

    def raw_blocks(
        self,
        bodies: list[Element],
        facts: PageFacts,
        *,
        exact: bool,
        junk: list[str] | None = None,
    ) -> list[Block]:
        """The same with what stands above and below the text. exact, junk: see read_blocks() of
        text/clean.py."""
        blocks: list[Block] = []
        for body in bodies[: bounds.BODIES]:
            dropped = self.rules.dropped(body)
            blocks += read_blocks(body, dropped, junk, exact=exact, bylines=facts.bylines)
        size = sum(len(text) for _, text in blocks)
        if len(bodies) > bounds.BODIES or len(blocks) > bounds.BLOCKS or size > bounds.TEXT:
            facts.cut["body"] += 1  # half a text would pass for a whole one
            return []
        return blocks

    def absolute(self, blocks: list[Block]) -> list[Block]:
        """The blocks with whole addresses of images, without images that have none."""
        absolute = (
            (kind, web_address(self.url, text) if kind == "image" else text)
            for kind, text in blocks
        )
        return [(kind, text) for kind, text in absolute if text]


def _words(blocks: list[Block]) -> int:
    """The number of words in sentences."""
    return sum(len(text.split()) for kind, text in blocks if is_sentence(kind, text))


def _compare(fields: dict[str, Any], won: dict[str, str]) -> None:
    """Take out values of metadata that only repeat another field."""
    from_metadata = {name for name, rule in won.items() if rule.startswith(("json-ld", "meta"))}
    title, summary = fields.get("title", ""), fields.get("summary", "")
    if "tags" in from_metadata and cut_from(fields["tags"], title, summary):
        del fields["tags"], won["tags"]
    if "summary" in from_metadata:
        fields["summary"] = without_tags(summary, fields.get("tags", ()))
