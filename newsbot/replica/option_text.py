"""The options of a replica as text: "articles=500,days=3,http_500=0.1"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from newsbot.text.calendar import WIB

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def read_moment(text: str) -> datetime:
    """A moment as ISO 8601 has it, aware; in WIB when it names no zone. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


_TRUTH_VALUES = {"1": True, "true": True, "0": False, "false": False}
# By the type of an option as it is annotated: what reads a value, and the end of the message when
# it cannot.
_READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "int": (int, "a whole number is wanted"),
    "float": (float, "a number is wanted"),
    "bool": (lambda value: _TRUTH_VALUES[value.lower()], "allowed is 1, 0, true or false"),
    "int | None": (int, "a whole number is wanted"),
    "datetime | None": (read_moment, "a moment as 2026-11-27T10:00 is wanted"),
    "date | None": (date.fromisoformat, "a day as 2026-11-23 is wanted"),
    "str": (str, ""),
    "Path": (Path, ""),
}
OptionsT = TypeVar("OptionsT", bound="DataclassInstance")


def parse_options(cls: type[OptionsT], text: str, known: str = "known are") -> OptionsT:
    """An instance of a dataclass of options, with the values that a text gives. known: what the
    message about an unknown option says before it names those that have defaults.

    Raises ValueError with one line.
    """
    kinds = {field.name: str(field.type) for field in fields(cls)}
    given: dict[str, Any] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if name not in kinds:
            names = ", ".join(field.name for field in fields(cls) if field.default is not MISSING)
            raise ValueError(f"unknown option {name!r}: {known} {names}")
        if not equals or not value:
            raise ValueError(f"{name}: write {name}=VALUE")
        if name in given:
            raise ValueError(f"{name}: given twice")
        read, otherwise = _READERS[kinds[name]]
        try:
            given[name] = read(value)
        except (ValueError, KeyError):
            raise ValueError(f"{name}={value}: {otherwise}") from None
    return cls(**given)
