"""Puts other articles into a listing in JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from newsbot.replica.saved.addresses import texts_in
from newsbot.replica.saved.files import Case, Saved
from newsbot.replica.saved.source_reading import Reading, same_minute
from newsbot.text.dates import read_datetime
from newsbot.text.json_data import devalue, dig, objects

Change = Callable[[Any], Any]
Keys = Callable[[Any], set[str]]


def fill_json(page: Saved, reading: Reading, cases: Sequence[Case]) -> bytes:
    """The answer with these articles in the places of its own: the objects of a list that hold an
    article's address, or its parts. Raises ValueError when there is none."""
    whole = json.loads(page.body)
    flat = getattr(reading.source, "devalue", False)
    whole = devalue(whole) if flat else whole

    def keys(value: Any) -> set[str]:
        """The articles whose addresses are anywhere in a value."""
        stated = map(reading.made, objects(value)) if reading.template else texts_in(value)
        return {found for each in stated if (found := reading.key(page.url, each))}

    lists = list(_lists(whole, keys))
    if not lists:
        raise ValueError(f"{page.path} lists no article")
    links = reading.found(page.url, page.body, page.content_type).links
    times = {reading.key(page.url, link.url): link.published for link in links}
    for number, records in enumerate(lists):
        own = [each for each in records if keys(each)]
        kept = [each for each in records if not keys(each)]
        wanted = cases if number == 0 else ()
        made = []
        for place, case in enumerate(wanted):
            record = own[place % len(own)]
            (old,) = keys(record)
            change = _change(case, old, times.get(old), page.url, reading)
            made.append(_stamped(_changed(record, change), case, reading))
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


def _lists(value: Any, keys: Keys) -> Iterator[list[Any]]:
    """Lists whose objects are about one article each."""
    if isinstance(value, list):
        about = [keys(each) for each in value]
        if any(about) and all(len(each) < 2 for each in about):
            yield value
            return
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in below:
        yield from _lists(each, keys)


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, dict):
        return {name: _changed(each, change) for name, each in value.items()}
    if isinstance(value, list):
        return [_changed(each, change) for each in value]
    return change(value)


def _stamped(record: Any, case: Case, reading: Reading) -> Any:
    """The record with the parts of the case's address in the place of its own."""
    for item in objects(record) if reading.template else ():
        if reading.made(item):
            for path, part in (reading.parts(case.url) or {}).items():
                above, _, name = path.rpartition(".")
                holder = dig(item, above)
                holder[int(name) if isinstance(holder, list) else name] = part
    return record


def _change(
    case: Case,
    old: str,
    time: datetime | None,
    base: str,
    reading: Reading,
) -> Change:
    """Makes the address and the time of an article those of a case."""

    def change(leaf: Any) -> Any:
        if isinstance(leaf, str) and reading.key(base, leaf) == old:
            return case.url
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
