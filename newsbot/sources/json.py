"""Listings in JSON: what a portal's own pages ask for behind the scenes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from newsbot.sources.base import Found, Link, Times
from newsbot.sources.source import Source
from newsbot.text.json_data import devalue, dig, objects, read_json
from newsbot.text.markup import compile_selector, parse_html, texts
from newsbot.text.urls import absolute

#: A path in a template of addresses.
PLACE = re.compile(r"\{([\w.*-]+)\}")
# A later moment in seconds is one in milliseconds.
_MILLISECONDS = 100_000_000_000


@dataclass(frozen=True)
class Json(Source):
    """An endpoint that answers with JSON: dated, a search, or what is new, as its templates say.

    Paths: see text.json_data.dig. link: where the address lies in an item, or a template over the
    item's paths, "https://kumparan.com/{publisher}/{slug}-{id}". published: where its time lies, as
    a text or in (milli)seconds since 1970. items: where the list of items lies; without it every
    object that has the link is an item. cursor: where the answer says how its next page begins.
    devalue: the answer is flattened as Nuxt does it. script: the answer is an HTML page, and the
    JSON lies in the script that this selects (`#__NEXT_DATA__`).
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

    def read(
        self,
        url: str,
        body: bytes,
        content_type: str | None,
        now: datetime | None = None,
        zone: str = "WIB",
    ) -> Found:
        data = read_json(body if self.script is None else _script(self.script, body, content_type))
        data = devalue(data) if self.devalue else data
        links, times = [], Times(now, zone)
        for item in self._items(data):
            address = self._link(item)
            if address and (link := absolute(url, address)):
                links.append(self._listed(link, item, times))
        cursor = dig(data, self.cursor) if self.cursor is not None else None
        return Found(links, cursor=_text(cursor) or "")

    def _items(self, data: Any) -> Iterator[Any]:
        if self.items is None:
            yield from objects(data)
            return
        found = dig(data, self.items)
        if isinstance(found, dict):
            yield from found.values()
        elif isinstance(found, list):
            yield from found

    def _link(self, item: Any) -> str | None:
        if "{" not in self.link:
            found = dig(item, self.link)
            return found if isinstance(found, str) else None
        parts = {place: _text(dig(item, place)) for place in PLACE.findall(self.link)}
        if not all(parts.values()):
            return None
        return PLACE.sub(lambda place: parts[place[1]] or "", self.link)

    def _listed(self, link: str, item: Any, times: Times) -> Link:
        value = dig(item, self.published) if self.published is not None else None
        if isinstance(value, str):
            return times.link(link, value)
        return Link(link, _of_number(value))


def _of_number(value: Any) -> datetime | None:
    """The moment of a number of (milli)seconds since 1970."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    seconds = value / 1000 if value >= _MILLISECONDS else value
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _text(value: Any) -> str | None:
    """A text or whole number as text; None for anything else, and for an empty text."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value) or None


def _script(selector: str, body: bytes, content_type: str | None) -> str:
    root = parse_html(body, content_type)
    found = [] if root is None else texts(compile_selector(selector).find(root))
    return found[0] if found else ""
