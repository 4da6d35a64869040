"""Who wrote and who edited an article, as the page's scripts say it to those who count readers."""

from __future__ import annotations

import json
import re
from typing import Literal

from newsbot.text import bounds
from newsbot.text.markup import Element

_SCRIPTS = "script:not([src]):not([type*=json i])"
_KEYS = {"author": "(?:authors?|reporters?|penulis|writers?)", "editor": "editors?"}
# `"editor": "Nama"` of a dataLayer, kly's `"editors":"Nama, Nama"`
_NAMED = {
    role: re.compile(
        rf"""["']?\b(?:(?:content|article|nama)_)?{key}(?:_?name)?["']?\s{{0,3}}:\s{{0,3}}"""
        r"""(?P<quote>["'])\s{0,3}(?P<value>(?:[^"'\\\n]|\\.){2,120})(?P=quote)"""
    )
    for role, key in _KEYS.items()
}
# Not "classic", the editor that somebody writes with.
_NAMES = re.compile(r"[A-Z][\w.'’-]*(?:[ ,/&]+(?:(?:dan|and) )?[A-Z][\w.'’-]*){0,15}")
_NO_NAMES = frozenset({"True", "False", "Yes", "No", "None", "Null", "NULL"})


def named_in_scripts(root: Element, role: Literal["author", "editor"]) -> list[str]:
    """The line that names the people of a role in the page's scripts; nothing where they name none,
    or different ones: then they speak of other articles, too."""
    named: set[str] = set()
    for script in root.css(_SCRIPTS):
        text = script.text()
        if len(text) <= bounds.JSON_LD:
            values = (_decoded(match["value"]) for match in _NAMED[role].finditer(text))
            named.update(value for value in values if _NAMES.fullmatch(value))
    return list(named - _NO_NAMES) if len(named) == 1 else []


def _decoded(value: str) -> str:
    value = value.replace("\\'", "'")
    try:
        return str(json.loads(f'"{value}"', strict=False)).strip()
    except ValueError:
        return value.strip()
