"""Listings in JSON: what the scripts of a portal's pages ask its server for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from newsbot.sources.base import Found, Link, ListingPage
from newsbot.sources.html import links_of
from newsbot.sources.source import Source
from newsbot.text import bounds
from newsbot.text.json_data import devalue, dig, objects, read_json
from newsbot.text.markup import compile_selector, one_line, parse_html, texts
from newsbot.text.urls import absolute

#: A path in a template of addresses.
PLACE = re.compile(r"\{([\w.*-]+)\}")
# A number of this size counts milliseconds since 1970, a smaller one seconds.
_MILLISECONDS = 100_000_000_000


@dataclass(frozen=True)
class Json(Source):
    """An endpoint that answers with JSON: by date, a search, or what is new, as its templates say.

    Paths are those of text/json_data.dig.
    link: path of the address in an item, or a template over the item's paths,
        "https://kumparan.com/{publisher}/{slug}-{id}". published: path of its time, which is a text
        or a number of (milli)seconds since 1970.
    items: path of the list of items; without it every object that has the link is an item.
    cursor: path of what the answer names as the beginning of its next page.
    devalue: whether the answer is flattened as Nuxt does it. script: of an answer that is an HTML
        page, the selector of the script that holds the JSON (`#__NEXT_DATA__`).
    """

    link: str
    published: str | None = None
    _: KW_ONLY
    items: str | None = None
    cursor: str | None = None
    devalue: bool = False
    script: str | None = None
    _accept: ClassVar[Mapping[str, str]] = {"Accept": "application/json, */*;q=0.8"}

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.script is not None:
            compile_selector(self.script)
        if (self.cursor is not None) != ("cursor" in self.fields):
            raise ValueError(f"{self.url}: {{cursor}} and the path `cursor` go together")
        if self.dated and "query" in self.fields:
            raise ValueError(f"{self.url}: {{date}} and {{query}} do not go together")

    @property
    def newest_first(self) -> bool:
        return self.answers == {"latest"}

    def read_page(self, page: ListingPage) -> Found:
        data = read_json(page.body if self.script is None else _script(self.script, page))
        data = devalue(data) if self.devalue else data
        links = []
        for item in self._items(data):
            address = self._link(item)
            if address and (url := absolute(page.url, address)):
                published = dig(item, self.published) if self.published is not None else None
                title = _title(item)
                if isinstance(published, str):
                    links.append(page.link(url, published, title=title))
                else:
                    links.append(Link(url, _of_number(published), title=title))
        cursor = dig(data, self.cursor) if self.cursor is not None else None
        return Found(links, cursor=_text(cursor) or "")

    def all_links(self, page: ListingPage) -> list[Link]:
        if self.script is None:
            return []
        return links_of(parse_html(page.body, page.content_type), page)

    def _items(self, data: Any) -> Iterable[Any]:
        if self.items is None:
            return objects(data)
        items = dig(data, self.items)
        if isinstance(items, dict):
            return items.values()
        return items if isinstance(items, list) else []

    def _link(self, item: Any) -> str | None:
        if "{" not in self.link:
            found = dig(item, self.link)
            return found if isinstance(found, str) else None
        parts = {place: _text(dig(item, place)) for place in PLACE.findall(self.link)}
        if not all(parts.values()):
            return None
        return PLACE.sub(lambda place: parts[place[1]] or "", self.link)


def _of_number(value: Any) -> datetime | None:
    """The moment (UTC) of a number of (milli)seconds since 1970; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    seconds = value / 1000 if value >= _MILLISECONDS else value
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _title(item: Any) -> str:
    """The headline in an item, where most have it; WordPress's lies one level deeper."""
    for place in ("title.rendered", "title", "judul"):
        if isinstance(found := dig(item, place), str):
            return one_line(found)[: bounds.LINE]
    return ""


def _text(value: Any) -> str | None:
    """A text or whole number as text; None for anything else, and for an empty text."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value) or None


def _script(selector: str, page: ListingPage) -> str:
    root = parse_html(page.body, page.content_type)
    found = [] if root is None else texts(compile_selector(selector).find(root))
    return found[0] if found else ""
