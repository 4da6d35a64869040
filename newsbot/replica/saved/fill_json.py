"""Replaces the articles of a listing in JSON."""

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
    """The answer with these articles in place of its own. An article is an object in a list that
    has its address, or the values that make it. Raises ValueError when there is none."""
    whole = json.loads(page.body)
    flat = getattr(reading.source, "devalue", False)
    whole = devalue(whole) if flat else whole

    def keys(value: Any) -> set[str]:
        """The keys of the articles whose addresses are anywhere in a value."""
        urls = map(reading.address_of, objects(value)) if reading.template else texts_in(value)
        return {key for url in urls if (key := reading.key(page.url, url))}

    lists = list(_lists(whole, keys))
    if not lists:
        raise ValueError(f"{page.path} lists no article")
    links = reading.read(page.url, page.body, page.content_type).links
    times = {reading.key(page.url, link.url): link.published for link in links}
    for records in lists:
        own = [record for record in records if keys(record)]
        others = [record for record in records if not keys(record)]
        records[:] = []
        for case in cases:
            record = own[len(records) % len(own)]
            (old,) = keys(record)
            records.append(_record_of(record, case, old, times.get(old), page.url, reading))
        records += others
        cases = ()  # further lists are emptied
    return json.dumps(_flattened(whole) if flat else whole, ensure_ascii=False).encode()


def _flattened(value: Any) -> list[Any]:
    """A value in the devalue format, see devalue() in text/json_data.py."""
    places: list[Any] = []

    def put(part: Any) -> int:
        place = len(places)
        places.append(part)
        if isinstance(part, dict):
            places[place] = {name: put(below) for name, below in part.items()}
        elif isinstance(part, list):
            places[place] = [put(below) for below in part]
        return place

    put(value)
    return places


def _lists(value: Any, keys: Keys) -> Iterator[list[Any]]:
    """The lists whose members are about at most one article each, and some are about one."""
    if isinstance(value, list):
        articles = [keys(member) for member in value]
        if any(articles) and all(len(own) < 2 for own in articles):
            yield value
            return
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in below:
        yield from _lists(part, keys)


def _record_of(
    record: Any, case: Case, old: str, time: datetime | None, base: str, reading: Reading
) -> Any:
    """A copy of an article's record that is about a case. old, time: key and time of the article
    that the record is about."""

    def change(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: change(part) for name, part in value.items()}
        if isinstance(value, list):
            return [change(part) for part in value]
        if isinstance(value, str) and reading.key(base, value) == old:
            return case.url
        return value if time is None else _with_time(value, time, case.published, reading)

    changed = change(record)
    for item in objects(changed) if reading.template else ():
        if reading.address_of(item):
            for path, part in (reading.parts(case.url) or {}).items():
                above, _, name = path.rpartition(".")
                holder = dig(item, above)
                holder[int(name) if isinstance(holder, list) else name] = part
    return changed


def _with_time(value: Any, old: datetime, new: datetime, reading: Reading) -> Any:
    """The new time where the value is the old one, else the value. Seconds and milliseconds stay
    such; texts become ISO 8601."""
    if isinstance(value, int) and not isinstance(value, bool):
        unit = {int(old.timestamp()): 1, int(old.timestamp()) * 1000: 1000}.get(value)
        return int(new.timestamp()) * unit if unit else value
    if isinstance(value, str) and len(value) < 100:
        _, moment = read_datetime(value, reading.now, reading.zone)
        return new.isoformat() if moment and same_minute(moment, old) else value
    return value
