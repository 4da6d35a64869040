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
    for records in lists:
        own = [each for each in records if keys(each)]
        kept = [each for each in records if not keys(each)]
        records[:] = []
        for case in cases:
            record = own[len(records) % len(own)]
            (old,) = keys(record)
            records.append(_filled(record, case, old, times.get(old), page.url, reading))
        records += kept
        cases = ()  # what else the answer lists is emptied
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


def _filled(
    record: Any, case: Case, old: str, time: datetime | None, base: str, reading: Reading
) -> Any:
    """A copy of an article's record that is about a case. old, time: of the record's own."""

    def change(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: change(each) for name, each in value.items()}
        if isinstance(value, list):
            return [change(each) for each in value]
        if isinstance(value, str) and reading.key(base, value) == old:
            return case.url
        return value if time is None else _moved(value, time, case.published, reading)

    changed = change(record)
    for item in objects(changed) if reading.template else ():
        if reading.made(item):
            for path, part in (reading.parts(case.url) or {}).items():
                above, _, name = path.rpartition(".")
                holder = dig(item, above)
                holder[int(name) if isinstance(holder, list) else name] = part
    return changed


def _moved(value: Any, old: datetime, new: datetime, reading: Reading) -> Any:
    """The new time where a value states the old one, else the value."""
    if isinstance(value, int) and not isinstance(value, bool):
        unit = {int(old.timestamp()): 1, int(old.timestamp()) * 1000: 1000}.get(value)
        return int(new.timestamp()) * unit if unit else value
    if isinstance(value, str) and len(value) < 100:
        _, moment = read_datetime(value, reading.now, reading.zone)
        return new.isoformat() if moment and same_minute(moment, old) else value
    return value
