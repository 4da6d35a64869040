"""Places: what identifies a page of a site. This is its address, and for POST the body as well."""

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

# The numbers of "20260724", "2026/07/24", "24-07-2026" and "?d=24&m=7&y=2026".
_NUMBERS = re.compile(r"(?<!\d)(?:(\d{4})(\d\d)(\d\d)|(\d{1,4}))(?!\d)")
# Months as a source's address with {date:%B} has them.
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


def address(url: str) -> str:
    """Host, path and query of a URL, the same for every way to write it."""
    parts = urlsplit(url)
    query = f"?{unquote_plus(parts.query)}" if parts.query else ""
    return f"{(parts.hostname or '').lower()}{unquote_plus(parts.path) or '/'}{query}"


def posted_to(place: str, posted: str) -> str:
    """The place of what is answered to POST. place: of the address. posted: the body."""
    return f"{place}\n{posted}"


def place_of(listing: Listing) -> str:
    """The place of a listing page."""
    place = address(listing.url)
    return posted_to(place, listing.body) if listing.method == "POST" else place


def parts_of(place: str) -> set[str]:
    """The values in a place that may be the words of a search: path segments, the values of the
    query, and the values in the body, a form or JSON."""
    url, _, posted = place.partition("\n")
    path, _, query = url.partition("?")
    values = [value for _, value in parse_qsl(f"{query}&{posted}")]
    with suppress(ValueError):  # the body is a form, or there is none
        values += texts_in(json.loads(posted))
    return {*values, *path.split("/")[1:]}


def texts_in(data: Any) -> Iterator[str]:
    """All texts in JSON data, names in objects excepted."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from texts_in(value)


def days_of(place: str) -> Iterator[date]:
    """The days that the numbers of a place may stand for; the first of a month without a day."""
    matches = _NUMBERS.findall(place)
    numbers = dict.fromkeys(int(digits) for groups in matches for digits in groups if digits)
    years = [number for number in numbers if 1990 <= number < 3000]
    months: Sequence[int] = [number for name, number in _MONTHS.items() if name in place]
    months = months or [number for number in numbers if 1 <= number <= 12] or range(1, 13)
    days = dict.fromkeys([*(number for number in numbers if 1 <= number <= 31), 1])
    for year, month, day in product(years, months, days):
        try:
            yield date(year, month, day)
        except ValueError:  # 31 Juni
            continue
