"""Templates of requests: what may stand in braces, and what takes its place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from string import Formatter
from typing import Any
from urllib.parse import quote_plus, urlencode

#: page: from 1. offset: step × (page−1). channel: its id. date, next, month: the day asked for, the
#: day after it, the first of its month, each formatted as in {date:%Y-%m-%d} or {date.day}. query:
#: what is searched for. cursor: what the page before named as the beginning of this one.
FIELDS = ("page", "offset", "channel", "date", "next", "month", "query", "cursor")

# In data a brace may be a brace, as in GraphQL: only these names are fields.
_IN_DATA = re.compile(r"\{(" + "|".join(FIELDS) + r")([.:][^{}]*)?\}")
# What only further pages have.
_FURTHER = re.compile(r"\[([^][{}]*\{(?:page|offset|cursor)\}[^][{}]*)\]")
_DAY = date(2026, 5, 15)
_SAMPLE: dict[str, Any] = {
    "page": 1, "offset": 0, "channel": "", "date": _DAY, "next": _DAY, "month": _DAY, "query": "",
    "cursor": "",
}  # fmt: skip


def fields_of(url: str, data: Any = None) -> frozenset[str]:
    """The fields that a template of an address, and one of data, name. Raises ValueError when the
    address has other fields, or cannot be filled in."""
    try:
        parsed = [name for _, name, _, _ in Formatter().parse(url) if name is not None]
        named = {re.split(r"[.\[]", name)[0] for name in parsed}
        if unknown := sorted(named.difference(FIELDS)):
            raise ValueError(f"unknown {', '.join(unknown) or '{}'}; known are {', '.join(FIELDS)}")
        literal = "".join(text for text, *_ in Formatter().parse(of_page(url, 1)))
        if "[" in literal or "]" in literal:
            raise ValueError("brackets are for {page}, {offset} or {cursor}, else %5B and %5D")
        fill(url, _SAMPLE)
        fill_data(data, _SAMPLE)
    except (ValueError, LookupError, AttributeError) as error:
        raise ValueError(f"cannot fill in {url}: {error}") from error
    return frozenset(named | set(_fields_in(data)))


def _fields_in(data: Any) -> set[str]:
    if isinstance(data, str):
        return {found[1] for found in _IN_DATA.finditer(data)}
    members = list(data.values()) if isinstance(data, Mapping) else data
    return set().union(*map(_fields_in, members)) if isinstance(members, list | tuple) else set()


def of_page(url: str, page: int) -> str:
    """The template of a page, with what stands in brackets for all pages but the first."""
    return _FURTHER.sub("" if page == 1 else r"\1", url)


def fill(url: str, values: Mapping[str, Any]) -> str:
    """The address; query and cursor are quoted."""
    quoted = {name: quote_plus(values[name]) for name in ("query", "cursor")}
    return url.format_map({**values, **quoted})


def fill_data(data: Any, values: Mapping[str, Any]) -> Any:
    """Data with its fields filled in. A text that is a field and nothing else becomes its value: a
    number for page and offset, null for the cursor of the first page."""
    if isinstance(data, str):
        whole = _IN_DATA.fullmatch(data)
        if whole and not whole[2]:
            value = values[whole[1]]
            return str(value) if isinstance(value, date) else None if value == "" else value
        return _IN_DATA.sub(lambda field: field[0].format_map(values), data)
    if isinstance(data, Mapping):
        return {name: fill_data(value, values) for name, value in data.items()}
    return [fill_data(item, values) for item in data] if isinstance(data, list | tuple) else data


def posted(
    form: Mapping[str, str] | None, data: Any, values: Mapping[str, Any]
) -> tuple[str | None, str]:
    """The content type and the text of what is sent by POST; (None, "") where nothing is."""
    if form is not None:
        filled = fill_data(form, values).items()
        sent = {name: "" if value is None else value for name, value in filled}
        return "application/x-www-form-urlencoded", urlencode(sent)
    if data is not None:
        return "application/json", json.dumps(fill_data(data, values), ensure_ascii=False)
    return None, ""
