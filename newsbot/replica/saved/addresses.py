"""What tells the listings of a site from each other: where they are, and what is sent there."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import product
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from newsbot.sources import Listing

# "20260724" is as good as "2026/07/24", "24-07-2026" and "?d=24&m=7&y=2026".
_NUMBERS = re.compile(r"(?<!\d)(?:(\d{4})(\d\d)(\d\d)|(\d{1,4}))(?!\d)")
# As {date:%B} prints them.
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


def address(url: str) -> str:
    """Host, path and query of an address, the same for every way to write it."""
    parts = urlsplit(url)
    query = f"?{unquote_plus(parts.query)}" if parts.query else ""
    return f"{(parts.hostname or '').lower()}{unquote_plus(parts.path) or '/'}{query}"


def posted_to(place: str, posted: str) -> str:
    """The place that is asked for by sending a text to another."""
    return f"{place}\n{posted}"


def place_of(listing: Listing) -> str:
    """What tells a listing page from all others: its address, and what is sent there."""
    place = address(listing.url)
    return posted_to(place, listing.body) if listing.method == "POST" else place


def parts_of(place: str) -> set[str]:
    """The texts that an address, or what is sent to it, is made of."""
    where, _, posted = place.partition("\n")
    path, _, query = where.partition("?")
    values = [value for _, value in parse_qsl(f"{query}&{posted}")]
    with suppress(ValueError):  # a form, or nothing
        values += texts_in(json.loads(posted))
    return {*values, *path.split("/")[1:]}


def texts_in(data: Any) -> Iterator[str]:
    """The texts in JSON data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for each in data.values() if isinstance(data, dict) else data:
            yield from texts_in(each)


def days_of(place: str) -> Iterator[date]:
    """The days that the numbers of a place can be; of a month its first."""
    found = _NUMBERS.findall(place)
    numbers = dict.fromkeys(int(each) for groups in found for each in groups if each)
    years = [number for number in numbers if 1990 <= number < 3000]
    months: Sequence[int] = [number for name, number in _MONTHS.items() if name in place]
    months = months or [number for number in numbers if 1 <= number <= 12] or range(1, 13)
    days = dict.fromkeys([*(number for number in numbers if 1 <= number <= 31), 1])
    for year, month, day in product(years, months, days):
        try:
            yield date(year, month, day)
        except ValueError:  # 31 Juni
            continue
