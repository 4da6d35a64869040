"""ArticleLoader: each field of one page, read in the order of trust (cleaned in fields.py)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any, TypedDict

from newsbot.fields import CLEAN, PageFacts
from newsbot.pager import read_pager
from newsbot.rules import Rules
from newsbot.text import bounds, metadata
from newsbot.text.clean import Block, read_blocks
from newsbot.text.json_data import dig, read_json
from newsbot.text.keywords import cut_from, without_tags
from newsbot.text.markup import Element, ancestors, compile_selector, parse_html, texts
from newsbot.text.urls import ArticleUrl, absolute, web_address

# Where JSON-LD's NewsArticle and <meta> carry a field.
_JSON_LD = {
    "title": "headline",
    "published_at": "datePublished",
    "modified_at": "dateModified",
    "authors": "author",
    "editors": "editor",
    "section": "articleSection",
    "tags": "keywords",
    "summary": "description",
}
_META = {
    "title": ("og:title", "twitter:title"),
    "published_at": ("article:published_time", "datepublished", "publishdate", "pubdate"),
    "modified_at": ("article:modified_time", "datemodified", "og:updated_time"),
    "authors": ("article:author", "author"),
    "section": ("article:section",),
    "tags": ("news_keywords", "keywords"),
    "summary": ("og:description", "description", "twitter:description"),
}
# Fields of one value.
_ONE = frozenset({"title", "published_at", "modified_at", "section", "summary"})
_CANONICAL = compile_selector("link[rel=canonical]::attr(href)")


class Page(TypedDict):
    """One page of an article as read: plain data, so that a request can carry it on any queue.

    url: where it was read. number: 0, or the page number or offset of a later page.
    fields: cleaned values. won: by field, the rule that found it. blocks: see text/clean.py.
    further: by page number, the URLs of the other pages that the pager promises; paged: whether
    there is a pager at all. asked_dateparser: how many times only it could read, if it could.
    cut: by field, how many values were beyond text/bounds.py.
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


class ArticleLoader:
    """Reads one page. Trust: the portal's selectors, its JSON, JSON-LD NewsArticle, `<meta>`,
    selectors that portals share, the URL. The first evidence that survives cleaning is kept, never
    a union.

    root: the parsed page; url: its own address; now: the answer's time, for relative dates.
    """

    def __init__(self, rules: Rules, url: str, root: Element, now: datetime | None = None):
        self.rules, self.url, self.root, self.now = rules, url, root, now

    def page(self) -> Page:
        """Read everything that this page has; what it lacks is absent from `fields`."""
        rules = self.rules
        makers = (*rules.own.get("credit", ()), *rules.shared["credit"])
        facts = PageFacts(self.url, self.now, rules.brands, rules.zone, rules.false_utc, makers)
        fields: dict[str, Any] = {}
        won: dict[str, str] = {}
        for name, clean in CLEAN.items():
            for rule, found in self._evidence(name):
                if len(found) > bounds.VALUES:
                    facts.cut[name] += len(found) - bounds.VALUES
                    found = found[: bounds.VALUES]
                value = facts.bounded(name, clean(facts, found))
                if value:
                    fields[name], won[name] = value, rule
                    break
        _compare(fields, won)
        rule, blocks = self._body(facts)
        if not self._nodes:
            facts.cut["json-ld"] += metadata.too_large(self.root)
        if blocks:
            won["body"] = rule
        identity = self._identity
        canonical = self._canonical()
        pager = read_pager(self.rules, self.url, canonical, self.root)
        return Page(
            url=self.url,
            canonical=canonical,
            number=identity.page if identity else 0,
            fields=fields,
            won=won,
            blocks=blocks,
            further={str(number): link for number, link in pager.items() if number},
            paged=bool(pager),
            asked_dateparser=len(facts.asked),
            cut={name: count for name, count in facts.cut.items() if count},
        )

    @cached_property
    def _identity(self) -> ArticleUrl | None:
        return self.rules.urls.read(self.url)

    @cached_property
    def _nodes(self) -> list[metadata.Node]:
        return metadata.json_ld(self.root)

    @cached_property
    def _article(self) -> metadata.Node:
        return metadata.news_article(self._nodes)

    @cached_property
    def _metas(self) -> dict[str, list[str]]:
        return metadata.metas(self.root)

    @cached_property
    def _data(self) -> Any:
        """The JSON that a script of the page holds, where the portal declares one."""
        script = self.rules.data_script
        found = texts(script.first(self.root)) if script else []
        return read_json(found[0]) if found else None

    def _evidence(self, name: str) -> Iterator[tuple[str, list[Any]]]:
        """(rule, raw values) for a field, most trusted first; for images the values are boxes."""
        for selector in self.rules.own.get(name, ()):
            if name in _ONE:  # mostly the first is right, and near the top
                first = selector.first(self.root)
                if not first:
                    continue
                yield selector.text, texts(first)
            found = selector.find(self.root)
            yield selector.text, (found if name == "images" else texts(found))
        if path := self.rules.data.get(name):
            read = metadata.image_urls if name == "images" else metadata.strings
            yield "data", read(dig(self._data, path))
        article = self._article
        if name in _JSON_LD:
            yield "json-ld", metadata.strings(article.get(_JSON_LD[name]))
        if name == "section":
            crumbs = metadata.breadcrumbs(self._nodes, article.get("headline"))
            yield "json-ld breadcrumb", crumbs[1:][-1:]
        if name == "free":
            free = article.get("isAccessibleForFree")
            yield "json-ld", [str(free)] if isinstance(free, str | bool) else []
        for meta in _META.get(name, ()):
            yield f"meta {meta}", self._metas.get(meta, [])
        for selector in self.rules.shared.get(name, ()):
            yield selector.text, texts(selector.find(self.root))
        if name == "images":
            yield "json-ld", metadata.image_urls(article.get("image"))
            yield "meta og:image", self._metas.get("og:image", [])
        identity = self._identity
        if name == "channel" and identity and "channel" in identity.parts:
            yield "url", [identity.parts["channel"].capitalize()]
        if name == "published_at" and identity and self.rules.urls.date:
            moment = self.rules.urls.date.read(identity.parts)
            yield f"url ({self.rules.urls.date.meaning})", [moment.isoformat()] if moment else []

    def _body(self, facts: PageFacts) -> tuple[str, list[Block]]:
        for rule, found in self._bodies():
            bodies = _outermost(found)
            blocks = [
                block
                for body in bodies[: bounds.BODIES]
                for block in read_blocks(body, self.rules.dropped(body))
            ]
            size = sum(len(text) for _, text in blocks)
            if len(bodies) > bounds.BODIES or len(blocks) > bounds.BLOCKS or size > bounds.TEXT:
                facts.cut["body"] += 1  # half a text would pass for a whole one
            elif any(kind == "paragraph" for kind, _ in blocks):
                return rule, self._absolute_images(blocks)
        return "", []

    def _bodies(self) -> Iterator[tuple[str, list[Element]]]:
        """(rule, elements that may hold the text), most trusted first."""
        for selector in self.rules.own.get("body", ()):
            yield selector.text, selector.elements(self.root)
        if path := self.rules.data.get("body"):
            html = dig(self._data, path)
            page = parse_html(html.encode("utf-8", "replace")) if isinstance(html, str) else None
            yield "data", page.css("body") if page else []
        for selector in self.rules.shared["body"]:
            yield selector.text, selector.elements(self.root)

    def _absolute_images(self, blocks: list[Block]) -> list[Block]:
        whole = (
            (kind, web_address(self.url, text) if kind == "image" else text)
            for kind, text in blocks
        )
        return [(kind, text) for kind, text in whole if text]

    def _canonical(self) -> str:
        """The page-1 address that the page states, if it is this article's; else its own."""
        own = self._identity
        for link in self._stated():
            stated = self.rules.urls.read(absolute(self.url, link) or "")
            if stated and (own is None or _same(stated, own)):
                return stated.url
        return own.url if own else self.url

    def _stated(self) -> Iterator[str]:
        """The addresses that the page says it has."""
        yield from texts(_CANONICAL.first(self.root))
        yield from texts(_CANONICAL.find(self.root)[1:])
        yield from self._metas.get("og:url", [])


def _compare(fields: dict[str, Any], won: dict[str, str]) -> None:
    """Take out what metadata only repeats of another field."""
    stated = {name for name, rule in won.items() if rule.startswith(("json-ld", "meta"))}
    title, summary = fields.get("title", ""), fields.get("summary", "")
    if "authors" in stated and set(fields["authors"]) <= set(fields.get("editors", ())):
        del fields["authors"], won["authors"]  # some name whoever published it
    if "tags" in stated and cut_from(fields["tags"], title, summary):
        del fields["tags"], won["tags"]
    if "summary" in stated:
        fields["summary"] = without_tags(summary, fields.get("tags", ()))


def _same(one: ArticleUrl, other: ArticleUrl) -> bool:
    """Whether two addresses of a portal are one article's: by their ids, where they have any, since
    the other parts of a key may be spelt in several ways."""
    ids = one.parts.get("id"), other.parts.get("id")
    return ids[0] == ids[1] if any(ids) else one.key == other.key


def _outermost(bodies: list[Element]) -> list[Element]:
    """Without elements that lie in others of the list: their text is read with those."""
    if not 1 < len(bodies) <= bounds.BODIES:
        return bodies
    every = {body.mem_id for body in bodies}
    return [body for body in bodies if every.isdisjoint(each.mem_id for each in ancestors(body))]
