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
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, Selector, one_line, texts
from newsbot.text.metadata import unescape
from newsbot.text.story import Picture, split_credit
from newsbot.text.urls import web_address

_NOBODY = re.compile(
    r"\b(?:redaksi|admin(?:istrator)?|tim\s+(?:liputan|media|it)|newsroom|developer|kontributor|https?)\b|\.(?:com|id)\b"
)
_BYLINE = re.compile(
    r"^(?:oleh|penulis|editor|reporter|pewarta|rep|red|sumber)\s*:?\s+", re.IGNORECASE
)
# "Pewarta: A Editor: B Copyright © ANTARA 2026", "Rep: A/ Red: B": who did what, on one line.
_CREDIT = re.compile(
    r"\b(?:(?P<author>oleh|penulis|reporter|pewarta|wartawan|rep)|(?P<editor>editor|redaktur|red)"
    r"|sumber|foto|uploader|copyright)\s*[:©]",
    re.IGNORECASE,
)
# A comma before a degree ("M.Si", "Ph.D") parts no names; a dash in spaces parts name and brand.
_NAMES = re.compile(
    r"[;|&•]|\s[-\u2013\u2014]\s|,(?!\s*(?:[SM]\.[A-Z]|Ph\.?D|MBA\b|M[AM]\b|S[EHT]\b|Lc\b))"
)
# "Nama • 24 Februari 2026 20:33": a date beside a name is no part of it.
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d[:.]\d\d\b")
_FINAL_Z = re.compile(r"(?<=\d)Z$", re.IGNORECASE)
# A button's picture, no photograph.
_ICON = re.compile(r"\.svg(?:\?|$)", re.IGNORECASE)
_LONGEST = {"summary": bounds.SUMMARY}
_INITIALS = re.compile(r"[()\s]+")
# Entities that were encoded twice.
_ESCAPED = re.compile(r"&(?:amp|nbsp|quot|#0?39);")


@dataclass(frozen=True)
class PageFacts:
    """What cleaning needs to know of a page.

    url: its address. dates: reads the times that it states. brands: names that are no people,
    folded. false_utc: whether a time that ends in Z is in the portal's own zone. credits: select
    the credit in a picture's box. cut: counts by field the values that were beyond text/bounds.py.
    """

    url: str
    dates: DateReader
    brands: frozenset[str]
    false_utc: bool = False
    credits: tuple[Selector, ...] = ()
    cut: Counter[str] = field(default_factory=Counter)

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


def gives_way(coarse: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether a coarse time may mean the same moment as the other, which is exact. Midnight is not
    exact: software states it that knows the day only."""
    earliest, latest = span(coarse[1], datetime.fromisoformat(coarse[0]))
    moment = datetime.fromisoformat(other[0])
    return not is_coarse(other) and moment.time() != time() and earliest <= moment <= latest


def _people(page: PageFacts, found: list[str], role: str = "author") -> list[str]:
    credited = (part for text in found for part in _credited(text, role))
    parts = (_BYLINE.sub("", name).strip(" /:") for text in credited for name in _NAMES.split(text))
    return _unique(name for name in parts if not (_DATED.search(name) or _is_nobody(page, name)))


def _credited(text: str, role: str) -> list[str]:
    """The parts of a line that name a role's people, names parted by commas; the whole line, if it
    names no roles."""
    roles = list(_CREDIT.finditer(text))
    if not roles:
        return [text]
    ends = [credit.start() for credit in roles[1:]] + [len(text)]
    named = [
        text[credit.end() : end].replace("/", ",")
        for credit, end in zip(roles, ends, strict=True)
        if credit[role]
    ]
    return [text[: roles[0].start()], *named] if role == "author" else named


def _is_nobody(page: PageFacts, name: str) -> bool:
    plain = folded(name)
    return any(brand in plain for brand in page.brands) or bool(_NOBODY.search(name.lower()))


def _editors(page: PageFacts, found: list[str]) -> list[str]:
    bare = [_INITIALS.sub(" ", text) for text in found]
    split = [text if _CREDIT.search(text) else text.replace("/", ",") for text in bare]
    return _people(page, split, "editor")


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
    "authors": _people,
    "editors": _editors,
    "channel": _first,
    "section": _first,
    "tags": _tags,
    "summary": _first,
    "free": _free,
    "images": _pictures,
}
