"""JSON of portals: read, unflattened, and searched without trusting its shape."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from newsbot.text import bounds

# What devalue writes for what JSON lacks: undefined, a hole in an array, NaN, the infinities, -0.
_NUMBERS: dict[int, Any] = {-3: None, -4: None, -5: None, -6: 0}
# Aliases of aliases; Nuxt wraps a value in three at most.
_MOST_ALIASES = 50


def read_json(text: str | bytes) -> Any:
    """The value of a JSON text; None where it is no JSON, or nests too deep to be read."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):  # of bytes: UnicodeDecodeError is a ValueError
        return None


def devalue(data: Any) -> Any:
    """The value that is flattened in the devalue format (Nuxt's `_payload.json`, SvelteKit's data):
    a list of values that name each other by their places in it. data: its JSON text, or the list.

    A date becomes its text, a set a list, a map a dict, undefined None, and a wrapper such as
    Nuxt's Reactive and Ref what it wraps. Nothing is copied: a value that is named twice is one
    object, and one that names itself holds itself, so walk the result with `objects` or `dig`. None
    where `data` is not of that format.
    """
    flat = read_json(data) if isinstance(data, str | bytes) else data
    if not isinstance(flat, list) or not flat:
        return None
    shells = [_shell(value) for value in flat]
    for value, shell in zip(flat, shells, strict=True):
        if isinstance(value, dict):
            shell.update((key, _named(flat, shells, place)) for key, place in value.items())
        elif isinstance(shell, list):
            places = value[1:] if _is_special(value) else value
            shell.extend(_named(flat, shells, place) for place in places)
        elif isinstance(shell, dict):  # a map, or an object without a prototype
            places = value[1:]
            keys = [_named(flat, shells, place) for place in places[::2]]
            keys = places[::2] if value[0] == "null" else keys
            for key, place in zip(keys, places[1::2], strict=False):
                shell[str(key)] = _named(flat, shells, place)
    return _named(flat, shells, 0)


def _is_special(value: Any) -> bool:
    """Whether a list is not an array but a type's name with what it is made of."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], str)


def _shell(value: Any) -> Any:
    """The list or dict that will hold a value's members, still empty, so that other values can name
    it; a value without members itself."""
    if isinstance(value, dict) or (_is_special(value) and value[0] in ("Map", "null")):
        return {}
    if isinstance(value, list) and (not _is_special(value) or value[0] == "Set"):
        return []
    return None if isinstance(value, list) else value


def _named(flat: list[Any], shells: list[Any], place: Any) -> Any:
    """The value at a place, through wrappers; None where there is none."""
    for _ in range(_MOST_ALIASES):
        if not isinstance(place, int) or isinstance(place, bool) or place >= len(flat):
            return None
        if place < 0:
            return _NUMBERS.get(place)
        value = flat[place]
        if not _is_special(value) or value[0] in ("Map", "null", "Set"):
            return shells[place]
        inner = value[1] if len(value) > 1 else None
        if not isinstance(inner, int) or isinstance(inner, bool):
            return inner if isinstance(inner, str) else None  # Date, BigInt, RegExp: their text
        place = inner
    return None


def dig(data: Any, path: str) -> Any:
    """The value at a path; None where there is none.

    path: keys and list indexes joined by dots, "data.articles.0.url"; "" is the whole. `*` stands
    for every member of a list or object; then the result is the list of all values found.
    """
    found = [data]
    for step in path.split(".") if path else ():
        members = (member for value in found for member in _members(value, step))
        found = list(islice(members, bounds.LINKS))
    if "*" in path.split("."):
        return found
    return found[0] if found else None


def _members(value: Any, step: str) -> Iterator[Any]:
    if isinstance(value, dict):
        if step == "*":
            yield from value.values()
        elif step in value:
            yield value[step]
    elif isinstance(value, list):
        if step == "*":
            yield from value
        elif step.isdecimal() and len(step) < 7 and int(step) < len(value):
            yield value[int(step)]


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in a value, itself included, in its order and each once."""
    waiting, seen = [data], set[int]()
    while waiting:
        value = waiting.pop()
        if not isinstance(value, dict | list) or id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, dict):
            yield value
        waiting.extend(reversed(list(value.values() if isinstance(value, dict) else value)))
