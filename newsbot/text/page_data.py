"""Who wrote and who edited an article, as the page's scripts say it to those who count readers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Literal

from newsbot.text import bounds
from newsbot.text.markup import Element

_WORDS = {"author": ("author", "reporter", "penulis", "writer"), "editor": ("editor",)}
# `"editor": "Nama"` of a dataLayer, kly's `"editors":"Nama, Nama"`: what stands before the word,
# and what follows it.
_BEFORE = re.compile(r"(?<![\w-])(?:(?:content|article|nama)_)?\Z")
_LONGEST_BEFORE = 9
_AFTER = re.compile(
    r"""s?(?:_?name)?["']?\s{0,3}:\s{0,3}"""
    r"""(?P<quote>["'])\s{0,3}(?P<value>(?:[^"'\\\n]|\\.){2,120})(?P=quote)"""
)
# Not "classic", the editor that somebody writes with.
_NAMES = re.compile(r"[A-Z][\w.'’-]*(?:[ ,/&]+(?:(?:dan|and) )?[A-Z][\w.'’-]*){0,15}")
_NO_NAMES = frozenset({"True", "False", "Yes", "No", "None", "Null", "NULL"})


def _is_data(script: Element) -> bool:
    """Whether a script is JSON, or lies elsewhere."""
    attributes = script.attributes
    return "src" in attributes or "json" in (attributes.get("type") or "").lower()


def named_in_scripts(scripts: Iterable[Element], role: Literal["author", "editor"]) -> list[str]:
    """The line that names the people of a role in the page's scripts; nothing where they name none,
    or different ones: then they speak of other articles, too."""
    held = (script.text() for script in scripts if not _is_data(script))
    values = (
        _decoded(value)
        for text in held
        if len(text) <= bounds.JSON_LD
        for word in _WORDS[role]
        for value in _values(text, word)
    )
    named = {value for value in values if _NAMES.fullmatch(value)} - _NO_NAMES
    return list(named) if len(named) == 1 else []


def _values(text: str, word: str) -> Iterator[str]:
    """The values that a script gives to a word; text without the word costs next to nothing."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        before = text[max(at - _LONGEST_BEFORE, 0) : at]
        if (match := _AFTER.match(text, end)) and _BEFORE.search(before):
            yield match["value"]
        at = text.find(word, end)


def _decoded(value: str) -> str:
    value = value.replace("\\'", "'")
    try:
        return str(json.loads(f'"{value}"', strict=False)).strip()
    except ValueError:
        return value.strip()
