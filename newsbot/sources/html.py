"""Listings in HTML: DatedIndex, Index and Search."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from itertools import islice

from newsbot.sources.base import Found, ListingPage
from newsbot.sources.source import Source
from newsbot.text import bounds
from newsbot.text.json_data import dig, read_json
from newsbot.text.markup import Element, ancestors, compile_selector, parse_html, texts
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
        if self.inside is None:
            root = parse_html(page.body, page.content_type)
        else:
            root = parse_html(_fragments(dig(read_json(page.body), self.inside)))
        if root is None:
            return Found([])
        links = []
        for element, href in _links(self.links, root):
            if href and (url := absolute(page.url, href)):
                links.append(page.link(behind(url), self._displayed_time(element)))
        return Found(links)

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


def _fragments(found: object) -> bytes:
    """The HTML that was found in JSON: one text, or a list of them."""
    parts = found if isinstance(found, list) else [found]
    return "\n".join(part for part in parts if isinstance(part, str)).encode("utf-8", "replace")


def _links(selector: str, element: Element) -> list[tuple[Element, str]]:
    """The elements that a selector finds, each with its href or the attribute that the selector
    names."""
    found = compile_selector(selector).matches(element)
    return [(link, link.attributes.get(name or "href") or "") for link, name in found]
