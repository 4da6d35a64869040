"""Puts other articles into a listing in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from newsbot.cases.reading import Reading, same_minute
from newsbot.cases.saved import Case, Saved
from newsbot.text.dates import read_datetime
from newsbot.text.json_data import devalue

Change = Callable[[Any], Any]


def fill_json(page: Saved, reading: Reading, cases: Sequence[Case]) -> bytes:
    """The answer with these articles in the places of its own: the objects of a list that hold an
    article's address. Raises ValueError when there is none."""
    whole = json.loads(page.body)
    flat = getattr(reading.source, "devalue", False)
    whole = devalue(whole) if flat else whole
    before, after = reading.parted() or ("", "")

    def key(value: Any) -> str | None:
        known = isinstance(value, str)
        return reading.key(page.url, f"{before}{value}{after}") if known and value else None

    lists = list(_lists(whole, key))
    if not lists:
        raise ValueError(f"{page.path} lists no article")
    links = reading.found(page.url, page.body, page.content_type).links
    times = {reading.key(page.url, link.url): link.published for link in links}
    for number, records in enumerate(lists):
        own = [each for each in records if _keys(each, key)]
        kept = [each for each in records if not _keys(each, key)]
        wanted = cases if number == 0 else ()
        made = []
        for place, case in enumerate(wanted):
            record = own[place % len(own)]
            (old,) = _keys(record, key)
            made.append(_changed(record, _change(case, old, times.get(old), key, reading)))
        records[:] = [*made, *kept]
    return json.dumps(_flattened(whole) if flat else whole, ensure_ascii=False).encode()


def _flattened(value: Any) -> list[Any]:
    """The list that the devalue format makes of a value, see text.json_data.devalue."""
    places: list[Any] = []

    def put(each: Any) -> int:
        place = len(places)
        places.append(each)
        if isinstance(each, dict):
            places[place] = {name: put(below) for name, below in each.items()}
        elif isinstance(each, list):
            places[place] = [put(below) for below in each]
        return place

    put(value)
    return places


def _keys(value: Any, key: Callable[[Any], str | None]) -> set[str]:
    """The articles whose addresses are anywhere in a value."""
    return {found for leaf in _leaves(value) if (found := key(leaf))}


def _lists(value: Any, key: Callable[[Any], str | None]) -> Iterator[list[Any]]:
    """Lists whose objects are about one article each."""
    if isinstance(value, list):
        about = [_keys(each, key) for each in value]
        if any(about) and all(len(each) < 2 for each in about):
            yield value
            return
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in below:
        yield from _lists(each, key)


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _leaves(each)
    else:
        yield value


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, dict):
        return {name: _changed(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [_changed(each, change) for each in value]
    return change(value)


def _change(
    case: Case,
    old: str,
    time: datetime | None,
    key: Callable[[Any], str | None],
    reading: Reading,
) -> Change:
    """Makes the address and the time of an article those of a case."""

    def change(leaf: Any) -> Any:
        if key(leaf) == old:
            before, after = reading.parted() or ("", "")
            return case.url.removeprefix(before).removesuffix(after)
        if time is None:
            return leaf
        if isinstance(leaf, int) and not isinstance(leaf, bool):
            unit = {int(time.timestamp()): 1, int(time.timestamp()) * 1000: 1000}.get(leaf)
            return int(case.published.timestamp()) * unit if unit else leaf
        if isinstance(leaf, str) and len(leaf) < 100:
            _, moment = read_datetime(leaf, reading.now, reading.zone)
            return case.published.isoformat() if moment and same_minute(moment, time) else leaf
        return leaf

    return change
