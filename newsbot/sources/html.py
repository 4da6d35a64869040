"""Listings in HTML: DatedIndex, Index and Search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import islice

from newsbot.sources.base import Found, Link, ListingPage
from newsbot.sources.source import Source
from newsbot.text import bounds
from newsbot.text.dates import DateReader
from newsbot.text.json_data import dig, read_json
from newsbot.text.markup import (
    Element,
    ancestors,
    compile_selector,
    one_line,
    parse_html,
    texts,
)
from newsbot.text.urls import absolute, behind


@dataclass(frozen=True)
class _Html(Source):
    """A listing in HTML.

    links: selector of the article links, or of attributes that hold them. published: selector of
    the time displayed beside a link, which may be an attribute (`time::attr(datetime)`). inside:
    of an answer in JSON, the path of the HTML in it (see text/json_data.dig).
    """

    links: str
    published: str | None = None
    _: KW_ONLY
    inside: str | None = None

    def __post_init__(self) -> None:
        for selector in (self.links, self.published):
            if selector is not None:
                compile_selector(selector)
        super().__post_init__()

    def read_page(self, page: ListingPage) -> Found:
        root = self._root(page)
        if root is None:
            return Found([])
        links = []
        for element, href in _links(self.links, root):
            if href and (url := absolute(page.url, href)):
                shown, title = self._displayed_time(element), _headline(element)
                links.append(page.link(behind(url), shown, title=title))
        return Found(links)

    def all_links(self, page: ListingPage) -> list[Link]:
        return links_of(self._root(page), page)

    def beside(
        self,
        url: str,
        body: bytes,
        content_type: str | None,
        is_article: Callable[[str], bool],
    ) -> list[Link]:
        page = ListingPage(url, body, content_type, DateReader(None))
        root = self._root(page)
        links = [] if root is None else _links(self.links, root)
        addresses = ((link, absolute(url, href)) for link, href in links if href)
        found = {to: link for link, to in addresses if to and is_article(behind(to))}
        return links_of(_box_around(list(found.values())), page)

    def _root(self, page: ListingPage) -> Element | None:
        if self.inside is None:
            return parse_html(page.body, page.content_type)
        return parse_html(_fragments(dig(read_json(page.body), self.inside)))

    def _displayed_time(self, link: Element) -> str | None:
        """The time in the smallest box around a link that holds any, if it holds just one."""
        if self.published is None:
            return None
        for box in islice(ancestors(link), bounds.BOXES):
            if next(islice(box.iter(), bounds.RECORD_ELEMENTS, None), None):
                return None  # the whole list
            if len({href for _, href in _links(self.links, box)}) > 1:
                return None  # the next item's time is not this one's
            times = texts(compile_selector(self.published).find(box))
            if times:
                return times[0] if len(times) == 1 else None
        return None


@dataclass(frozen=True)
class DatedIndex(_Html):
    """An index by day (or month), walked page by page; with {channel} one for each channel."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.dated or "query" in self.fields:
            raise ValueError(f"{self.url}: a DatedIndex needs {{date}}, and no {{query}}")


@dataclass(frozen=True)
class Index(_Html):
    """A listing of everything, newest first, of any number of pages. A walk ends with a page that
    has nothing new, or nothing since the beginning of the range."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if "range" in self.answers or "query" in self.fields:
            raise ValueError(f"{self.url}: an Index has neither {{date}} nor {{query}}")

    @property
    def newest_first(self) -> bool:
        return True


@dataclass(frozen=True)
class Search(_Html):
    """The portal's own search. Its pages may repeat links, so it walks on over one quiet page."""

    _: KW_ONLY
    max_pages: int = 50
    patience: int = 2

    def __post_init__(self) -> None:
        super().__post_init__()
        if "query" not in self.fields or self.dated:
            raise ValueError(f"{self.url}: a Search needs {{query}}, and no {{date}}")


def _box_around(elements: Sequence[Element]) -> Element | None:
    """The smallest element around all of these; None for fewer than two."""
    if len(elements) < 2:
        return None
    first, *others = elements
    boxes = {box.mem_id: box for box in islice(ancestors(first), bounds.BOXES)}
    for element in others:
        around = {box.mem_id for box in islice(ancestors(element), bounds.BOXES)}
        boxes = {number: box for number, box in boxes.items() if number in around}
    return next(iter(boxes.values()), None)


def links_of(root: Element | None, page: ListingPage) -> list[Link]:
    """Every link of a parsed page, in its order, without times."""
    found = [] if root is None else _links("a[href]", root)
    addresses = ((element, absolute(page.url, href)) for element, href in found if href)
    return [page.link(behind(url), None, title=_headline(a)) for a, url in addresses if url]


def _headline(link: Element) -> str:
    """What a link says, as one line: its text, or its title, or the text of its picture."""
    if shown := one_line(link.text()):
        return shown[: bounds.LINE]
    image = link.css_first("img[alt]")
    named = link.attributes.get("title") or (image.attributes["alt"] if image else "")
    return one_line(named or "")[: bounds.LINE]


def _fragments(found: object) -> bytes:
    """The HTML that was found in JSON: one text, or a list of them."""
    parts = found if isinstance(found, list) else [found]
    return "\n".join(part for part in parts if isinstance(part, str)).encode("utf-8", "replace")


def _links(selector: str, element: Element) -> list[tuple[Element, str]]:
    """The elements that a selector finds, each with its href or the attribute that the selector
    names."""
    found = compile_selector(selector).matches(element)
    return [(link, link.attributes.get(name or "href") or "") for link, name in found]
