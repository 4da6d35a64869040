"""The options of a replica as text: "articles=500,days=3,http_500=0.1"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

_TRUTH_VALUES = {"1": True, "true": True, "0": False, "false": False}
_WANTED = {"int": "a whole number", "float": "a number"}


def read_options(text: str, kinds: Mapping[str, str], known: str) -> dict[str, Any]:
    """The values that a text gives, by name. kinds: the type of each option as it is annotated.
    known: the end of the line for an option that is none.

    Raises ValueError with one line.
    """
    given: dict[str, Any] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if name not in kinds:
            raise ValueError(f"unknown option {name!r}: {known}")
        if not equals or not value:
            raise ValueError(f"{name}: write {name}=VALUE")
        if name in given:
            raise ValueError(f"{name}: given twice")
        given[name] = _read(name, kinds[name], value)
    return given


def _read(name: str, kind: str, value: str) -> int | float | bool | date | str | Path:
    if kind == "bool":
        if value.lower() not in _TRUTH_VALUES:
            raise ValueError(f"{name}={value}: allowed is 1, 0, true or false")
        return _TRUTH_VALUES[value.lower()]
    if kind in ("str", "Path"):
        return Path(value) if kind == "Path" else value
    try:
        if kind == "int":
            return int(value)
        return float(value) if kind == "float" else date.fromisoformat(value)
    except ValueError:
        wanted = _WANTED.get(kind, "a day as 2026-11-23")
        raise ValueError(f"{name}={value}: {wanted} is wanted") from None
