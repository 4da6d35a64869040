"""How the raw values of each field are cleaned. Values of which cleaning leaves nothing are no
evidence: the next rule is asked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from newsbot.text import bounds
from newsbot.text.clean import image_source
from newsbot.text.dates import DateReader, span
from newsbot.text.markup import Element, Selector, one_line, texts
from newsbot.text.metadata import unescape
from newsbot.text.people import people
from newsbot.text.story import Picture, split_credit
from newsbot.text.urls import web_address

_FINAL_Z = re.compile(r"(?<=\d)Z$", re.IGNORECASE)
# A button's picture, no photograph.
_ICON = re.compile(r"\.svg(?:\?|$)", re.IGNORECASE)
_LONGEST = {"summary": bounds.SUMMARY}
# Entities that were encoded twice.
_ESCAPED = re.compile(r"&(?:amp|nbsp|quot|#0?39);")


@dataclass(frozen=True)
class PageFacts:
    """What cleaning needs to know of a page.

    url: its address. dates: reads the times that it states. brands: names that are no people,
    folded. false_utc: whether a time that ends in Z is in the portal's own zone. credits: select
    the credit in a picture's box. cut: counts by field the values that were beyond text/bounds.py.
    bylines: takes the lines of the body that name who wrote and who edited.
    """

    url: str
    dates: DateReader
    brands: frozenset[str]
    false_utc: bool = False
    credits: tuple[Selector, ...] = ()
    cut: Counter[str] = field(default_factory=Counter)
    bylines: list[str] = field(default_factory=list)

    def bounded(self, name: str, value: Any) -> Any:
        """A cleaned value without what is longer than text/bounds.py allows: None of a text, fewer
        items of a list. Counts in `cut` what goes."""
        if isinstance(value, str) and len(value) > _LONGEST.get(name, bounds.LINE):
            self.cut[name] += 1
            return None
        if not isinstance(value, list):
            return value
        kept = [item for item in value if not isinstance(item, str) or len(item) <= bounds.NAME]
        kept = kept[: bounds.VALUES]
        if len(kept) < len(value):
            self.cut[name] += len(value) - len(kept)
        return kept


def _first(_: PageFacts, found: list[str]) -> str | None:
    if not found:
        return None
    text = found[0]
    return one_line(unescape(text)) if _ESCAPED.search(text) else text


def _time(page: PageFacts, found: list[str]) -> tuple[str, str] | None:
    for text in found:
        moment = page.dates.read(_FINAL_Z.sub("", text) if page.false_utc else text)
        if moment:
            return moment.isoformat(), text
    return None


def is_coarse(time_read: tuple[str, str]) -> bool:
    """Whether a time tells no more than the hour, the day or so. time_read: the time in ISO 8601,
    and the text that it was read from."""
    earliest, latest = span(time_read[1], datetime.fromisoformat(time_read[0]))
    return earliest < latest


def gives_way(coarse: tuple[str, str], other: tuple[str, str], *, address: bool = False) -> bool:
    """Whether a coarse time may mean the same moment as the other, which is exact; the day of an
    address gives way to any. Midnight is not exact: software states it that knows the day only."""
    earliest, latest = span(coarse[1], datetime.fromisoformat(coarse[0]))
    moment = datetime.fromisoformat(other[0])
    is_exact = moment.time() != time() and not is_coarse(other)
    return is_exact and (address or earliest <= moment <= latest)


def _authors(page: PageFacts, found: list[str]) -> list[str]:
    return people(found, "author", page.brands)


def _editors(page: PageFacts, found: list[str]) -> list[str]:
    return people(found, "editor", page.brands)


def _tags(_: PageFacts, found: list[str]) -> list[str]:
    return _unique(tag.strip(" #") for text in found for tag in text.split(","))


def _free(_: PageFacts, found: list[str]) -> str | None:
    return {"true": "true", "false": "false"}.get(found[0].lower()) if found else None


def _pictures(page: PageFacts, found: list[Any]) -> list[dict[str, str | None]]:
    pictures: list[Picture] = []
    for item in found:
        caption, credit, source = None, None, item
        if not isinstance(item, str):
            sources = (image_source(image) for image in item.css("img"))
            source = next((url for url in sources if url and not _ICON.search(url)), "")
            caption, credit = _caption(page, item)
            if caption and len(caption) > bounds.SUMMARY:  # a box that holds more than a picture
                page.cut["caption"] += 1
                caption = None
        url = web_address(page.url, source) if source else None
        if url:
            pictures.append(Picture(url, caption, credit))
    return [picture.values() for picture in pictures]


def _caption(page: PageFacts, box: Element) -> tuple[str | None, str | None]:
    """The caption and the credit in a picture's box. The credit may have an element of its own."""
    printed = " ".join(texts([box]))
    for selector in page.credits:
        for named in texts(selector.find(box))[:1]:
            if named != printed:
                caption = one_line(printed.replace(named, " ", 1))
                return split_credit(caption)[0], named.strip("()")
    return split_credit(printed)


def _unique(values: Iterator[str]) -> list[str]:
    return list(dict.fromkeys(stripped for value in values if (stripped := value.strip())))


#: Fields whose values are moments: (ISO 8601, the text that it was read from).
TIMES = frozenset({"published_at", "modified_at"})
#: By field, what cleans its raw values.
CLEAN: dict[str, Callable[[PageFacts, list[Any]], Any]] = {
    "title": _first,
    "published_at": _time,
    "modified_at": _time,
    "authors": _authors,
    "editors": _editors,
    "channel": _first,
    "section": _first,
    "tags": _tags,
    "summary": _first,
    "free": _free,
    "images": _pictures,
}


def take_bylines(name: str, page: PageFacts, fields: dict[str, Any], won: dict[str, str]) -> None:
    """Add `authors` or `editors` to the fields from the lines of the body that name them ("Editor:
    Nama"), where nothing better does."""
    if name in fields or not page.bylines:
        return
    if named := page.bounded(name, CLEAN[name](page, page.bylines)):
        fields[name], won[name] = named, "byline"
