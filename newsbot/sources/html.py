"""Listings in HTML: DatedIndex, Index and Search."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from functools import cache
from itertools import islice

from newsbot.sources.base import Found, Times
from newsbot.sources.source import Source
from newsbot.text import bounds
from newsbot.text.json_data import dig, read_json
from newsbot.text.markup import Element, Selector, ancestors, compile_selector, parse_html, texts
from newsbot.text.urls import absolute, behind


@dataclass(frozen=True)
class _Html(Source):
    """A listing in HTML.

    links: selector of the article links, or of attributes that hold them. published: selector of
    the time displayed beside a link, which may be an attribute (`time::attr(datetime)`). inside:
    where the answer is JSON that holds the HTML, its path (see text.json_data.dig).
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

    def read(
        self,
        url: str,
        body: bytes,
        content_type: str | None,
        now: datetime | None = None,
        zone: str = "WIB",
    ) -> Found:
        if self.inside is not None:
            body, content_type = _fragments(dig(read_json(body), self.inside)), None
        root = parse_html(body, content_type)
        if root is None:
            return Found([])
        links, times = [], Times(now, zone)
        for element, href in _links(_compiled(self.links), root):
            if href and (link := absolute(url, href)):
                links.append(times.link(behind(link), self._stated(element)))
        return Found(links)

    def _stated(self, link: Element) -> str | None:
        """The time in the smallest box around a link that holds any, if it holds just one."""
        if self.published is None:
            return None
        for box in islice(ancestors(link), bounds.BOXES):
            if next(islice(box.iter(), bounds.RECORD_ELEMENTS, None), None):
                return None  # the whole list
            if len({href for _, href in _links(_compiled(self.links), box)}) > 1:
                return None  # the next item's time is not this one's
            times = texts(_compiled(self.published).find(box))
            if times:
                return times[0] if len(times) == 1 else None
        return None


@dataclass(frozen=True)
class DatedIndex(_Html):
    """An index by day (or month), walked page by page; by channel where asked for."""

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.dated or "query" in self.fields:
            raise ValueError(f"{self.url}: a DatedIndex needs {{date}}, and no {{query}}")


@dataclass(frozen=True)
class Index(_Html):
    """A listing of everything, newest first, of any number of pages: it says what is new. A walk
    ends with a page that has nothing new, or nothing since the beginning of the range."""

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
    """The HTML that is found in JSON: one text, or several."""
    parts = found if isinstance(found, list) else [found]
    return "\n".join(part for part in parts if isinstance(part, str)).encode("utf-8", "replace")


def _links(selector: Selector, element: Element) -> list[tuple[Element, str]]:
    """What the selector finds, with its href or the attribute that the selector names."""
    found = selector.matches(element)
    return [(link, link.attributes.get(name or "href") or "") for link, name in found]


@cache
def _compiled(selector: str) -> Selector:
    return compile_selector(selector)
