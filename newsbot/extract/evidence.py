"""What a page says of each field: the raw values of each rule, the most trusted rule first."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from newsbot.extract.boxes import without_boxes
from newsbot.extract.rules import BESIDE, BESIDE_TIME, EXTRACTOR, HEADLINE, RUNNING
from newsbot.extract.statements import TITLES, Statements
from newsbot.text import bounds, metadata
from newsbot.text.headline import heading_of, times_beside
from newsbot.text.json_data import dig
from newsbot.text.keywords import editors_among, own_keywords
from newsbot.text.markup import Element, ancestors, compile_selector, parse_html, texts
from newsbot.text.page_data import named_in_scripts
from newsbot.text.running_text import running_text
from newsbot.text.trafilatura_text import extracted
from newsbot.text.urls import ArticleUrl, absolute

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
    "title": TITLES,
    "published_at": ("article:published_time", "datepublished", "publishdate", "pubdate"),
    "modified_at": ("article:modified_time", "datemodified", "og:updated_time"),
    "authors": ("article:author", "author"),
    "editors": ("editor",),
    "section": ("article:section",),
    "tags": ("news_keywords", "keywords"),
    "summary": ("og:description", "description", "twitter:description"),
}
# Fields of one value.
_ONE = frozenset({"title", "published_at", "modified_at", "section", "summary"})
#: How the rules begin that read the address.
ADDRESS = "url"
_CANONICAL = compile_selector("link[rel=canonical]::attr(href)")


class Evidence(Statements):
    """The evidence on one page for each field of its article. The order of trust: the portal's
    selectors, its JSON, the breadcrumb, JSON-LD NewsArticle, `<meta>`, the net (the time beside the
    headline, selectors that portals share), the URL."""

    def of(self, name: str) -> Iterator[tuple[str, list[Any]]]:
        """(rule, raw values) for a field, most trusted first. The values are texts; of images,
        elements with a picture in them, or addresses."""
        for selector in self.rules.own.get(name, ()):
            if name in _ONE:  # mostly the first is right, and near the top
                first = selector.first(self.root)
                if not first or (name == "title" and self.is_of_the_site_title(selector, first)):
                    continue
                yield selector.text, texts(first)
            found = selector.find(self.root)
            yield selector.text, (found if name == "images" else texts(found))
        if path := self.rules.data.get(name):
            read = metadata.image_urls if name == "images" else metadata.strings
            yield "data", read(dig(self.data, path))
        article = self.article
        if name in ("channel", "section"):
            rule, rubrics = self.rubrics
            yield rule, [rubrics[name]] if name in rubrics else []
        if name == "title" and self.headline:
            same = (rule for rule, title in self.stated_titles if title == self.headline)
            yield next(same, HEADLINE), [self.headline]
        if name in _JSON_LD:
            values = metadata.strings(article.get(_JSON_LD[name]))
            yield "json-ld", own_keywords(values) if name == "tags" else values
        if name == "free":
            free = article.get("isAccessibleForFree")
            yield "json-ld", [str(free)] if isinstance(free, str | bool) else []
        for meta in _META.get(name, ()):
            values = self.metas.get(meta, [])
            yield f"meta {meta}", own_keywords(values) if name == "tags" else values
        if name == "editors":
            yield "json-ld keywords", editors_among(metadata.strings(article.get("keywords")))
            yield "page data", named_in_scripts(self.scripts, "editor")
        if name == "published_at" and self.shown_title is not None:
            shown, in_markup = times_beside(self.shown_title)
            yield BESIDE, shown
            yield BESIDE_TIME, in_markup
        for selector in self.rules.shared.get(name, ()):
            is_there = selector.target in self.targets if selector.target else True
            yield selector.text, texts(selector.find(self.root)) if is_there else []
        if name == "images":
            yield "json-ld", metadata.image_urls(article.get("image"))
            yield "meta og:image", self.metas.get("og:image", [])
        identity = self.identity
        if name == "channel" and identity and "channel" in identity.parts:
            yield "url", [identity.parts["channel"].capitalize()]
        if name == "published_at" and identity and self.rules.urls.date:
            date, moment = self.rules.urls.date, self.rules.urls.date.read(identity.parts)
            said = str(moment.date() if date.by_day else moment.isoformat()) if moment else ""
            yield f"{ADDRESS} ({date.meaning})", [said] if said else []

    def own_bodies(self) -> Iterator[tuple[str, list[Element]]]:
        """(rule, elements) that may be the body by the portal's own rules, most trusted first; no
        element lies in another."""
        for selector in self.rules.own.get("body", ()):
            yield selector.text, _outermost(selector.elements(self.root))
        if path := self.rules.data.get("body"):
            html = dig(self.data, path)
            page = parse_html(html.encode("utf-8", "replace")) if isinstance(html, str) else None
            yield "data", page.css("body") if page else []

    def general_bodies(self) -> Iterator[tuple[str, list[Element]]]:
        """The same by rules for any page, which read a copy of it. Of an undeclared portal, a page
        that is no article has no body."""
        page, _, running = self._running
        if page is None or (self.rules.undeclared and not self.is_article):
            return
        yield from self._extracted_and_shared(page)
        yield RUNNING, [running] if running else []

    def further_bodies(self) -> Iterator[tuple[str, list[Element]]]:
        """The same, of a page whose text is known: the running text first, which is found in a
        tenth of the time."""
        page, _, running = self._running
        yield RUNNING, [running] if running else []
        if page is not None:
            yield from self._extracted_and_shared(page)

    def stated_body(self) -> list[Element]:
        """The text that the page's JSON-LD states, as an element; its lines are lines."""
        stated = self.article.get("articleBody")
        if not isinstance(stated, str) or not stated.strip():
            return []
        lines = metadata.unescape(stated).strip().replace("\n", "<br>")
        page = parse_html(f"<body>{lines}".encode("utf-8", "replace"))
        return page.css("body") if page else []

    @cached_property
    def extracted_text(self) -> str:
        """The text that trafilatura finds on the page; "" where it finds none."""
        return self._extracted.text() if self._extracted else ""

    @cached_property
    def _running(self) -> tuple[Element | None, Element | None, Element | None]:
        """A copy of the page without its boxes, the headline in it, and its running text."""
        page = without_boxes(self.root)
        if page is None:
            return None, None, None
        heading = heading_of(page, [self.headline])
        return page, heading, running_text(page, heading)

    @cached_property
    def _extracted(self) -> Element | None:
        page, _, running = self._running
        return extracted(page) if page and running else None

    def _extracted_and_shared(self, page: Element) -> Iterator[tuple[str, list[Element]]]:
        if found := self._extracted:
            _, heading, _ = self._running
            yield EXTRACTOR, [running_text(page, heading, found.text()) or found]
        for selector in self.rules.shared["body"]:
            yield selector.text, _outermost(selector.elements(page))

    def canonical(self) -> str:
        """The address of page 1 that the page states, if it is this article's; else that which the
        page's own address tells."""
        own = self.identity
        for link in self._canonical_links():
            article = self.rules.urls.read(absolute(self.url, link) or "")
            if article and (own is None or _same(article, own)):
                return article.url
        return own.url if own else self.url

    def _canonical_links(self) -> Iterator[str]:
        """The addresses that the page says it has, as they are written."""
        yield from texts(_CANONICAL.first(self.root))
        yield from texts(_CANONICAL.find(self.root)[1:])
        yield from self.metas.get("og:url", [])


def _same(one: ArticleUrl, other: ArticleUrl) -> bool:
    """Whether two addresses of a portal are one article's. Their ids tell, where either has one:
    the other parts of a key may be spelt in several ways."""
    ids = one.parts.get("id"), other.parts.get("id")
    return ids[0] == ids[1] if any(ids) else one.key == other.key


def _outermost(bodies: list[Element]) -> list[Element]:
    """Those of the elements that do not lie in another one, with which they are read."""
    if not 1 < len(bodies) <= bounds.BODIES:
        return bodies
    every = {body.mem_id for body in bodies}
    return [body for body in bodies if every.isdisjoint(outer.mem_id for outer in ancestors(body))]
