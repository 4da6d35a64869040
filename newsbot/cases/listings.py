"""Which listing address of a portal shows which of its cases."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import product
from urllib.parse import parse_qsl, unquote_plus, urlsplit

from newsbot.cases.forms import Form, form_of
from newsbot.cases.options import CaseOptions
from newsbot.cases.reading import Reading
from newsbot.cases.saved import Case, Saved
from newsbot.sources import DAY, Listing, Question, Source
from newsbot.text.calendar import WIB

# "20260724" is as good as "2026/07/24", "24-07-2026" and "?d=24&m=7&y=2026".
_NUMBERS = re.compile(r"(?<!\d)(?:(\d{4})(\d\d)(\d\d)|(\d{1,4}))(?!\d)")
# As {date:%B} prints them.
_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


@dataclass(frozen=True)
class Sheet:
    """A page of a listing: the number of its source, its own number, and the cases on it."""

    source: int
    page: int
    cases: tuple[Case, ...]


class Listings:
    """The listings of a portal, made for its cases: newest first, those of the site's future not.

    silent: numbers of the sources that no listing can be made for.
    """

    def __init__(
        self,
        readings: Sequence[Reading],
        cases: Sequence[Case],
        saved: Sequence[Saved],
        channels: Sequence[str],
        options: CaseOptions,
    ) -> None:
        self._readings, self._options, self._now = readings, options, options.now()
        self._channels: list[tuple[str, ...]] = [(), tuple(channels)] if channels else [()]
        listed = [case for case in cases if case.published <= self._now]
        self._cases = sorted(listed, key=lambda case: (case.published, case.name), reverse=True)
        self._forms: dict[int, Form] = {}
        self._indexes: dict[str, list[Listing]] = {}
        self._bodies: dict[tuple[int, tuple[str, ...]], bytes] = {}
        for number, reading in enumerate(readings):
            own = [page for page in saved if page.source == number]
            if form := form_of(reading, own, cases):
                self._forms[number] = form
            for page in own:
                if named := reading.found(page.url, page.body, page.content_type).listings:
                    self._indexes[address(page.url)] = named
        self.silent = sorted(set(range(len(readings))) - self._forms.keys())
        self._latest = dict(self._sheets(self._questions(self._now - DAY, self._now)))

    def at(self, place: str) -> Sheet | None:
        """The page at an address: of what is new, of a day, or of a search; None elsewhere."""
        if sheet := self._latest.get(place):
            return sheet
        for day in days_of(place):
            start = datetime.combine(day, time(), WIB)
            for where, sheet in self._sheets(self._questions(start, start)):
                if where == place:
                    return sheet
        return self._searched(place)

    def between(self, since: datetime, until: datetime) -> dict[str, Sheet]:
        """The pages that a run of this range may ask for, by address."""
        return dict(self._sheets([Question(since, until, self._now)]))

    def body(self, sheet: Sheet) -> tuple[bytes, str]:
        """A page and its content type."""
        form = self._forms[sheet.source]
        shown = sheet.source, tuple(case.name for case in sheet.cases)
        if shown not in self._bodies:  # most are empty
            self._bodies[shown] = form.fill(sheet.cases)
        return self._bodies[shown], form.content_type

    def _questions(self, since: datetime, until: datetime) -> list[Question]:
        """For everything, and for each channel."""
        return [Question(since, until, self._now, channels) for channels in self._channels]

    def _sheets(self, questions: Iterable[Question]) -> Iterator[tuple[str, Sheet]]:
        """The pages that answer questions, by address."""
        for question, number in product(questions, self._forms):
            for first in self._readings[number].source.listings(question):
                for listing in self._indexes.get(address(first.url), [first]):
                    yield from self._walk(number, listing, self._of_day(listing.day))

    def _searched(self, place: str) -> Sheet | None:
        """The page of a search for any part of the address."""
        path, _, query = place.partition("?")
        for words in {*(value for _, value in parse_qsl(query)), *path.split("/")[1:]}:
            question = Question(self._now, self._now, self._now, (), words)
            wanted = [case for case in self._cases if words.lower() in str(case.expected).lower()]
            for number in self._forms:
                for first in self._readings[number].source.listings(question):
                    for where, sheet in self._walk(number, first, wanted):
                        if where == place:
                            return sheet
        return None

    def _of_day(self, day: date | None) -> Sequence[Case]:
        if day is None:
            return self._cases
        return [case for case in self._cases if case.published.astimezone(WIB).date() == day]

    def _walk(
        self, number: int, listing: Listing | None, cases: Sequence[Case]
    ) -> Iterator[tuple[str, Sheet]]:
        """The pages of a walk and what comes after its last, by address."""
        source, cases = self._readings[number].source, self._readings[number].listed(cases)
        size = self._size(source, listing, len(cases))
        pages = [tuple(cases[start : start + size]) for start in range(0, len(cases), size)]
        pages = pages or [()]
        beyond = {"empty": (), "repeat": pages[-1]}.get(self._options.end)
        pages += [] if beyond is None else [beyond] * source.patience
        for page, shown in enumerate(pages, 1):
            if listing is None:
                return
            yield address(listing.url), Sheet(number, page, shown)
            listing = source.following(listing)

    def _size(self, source: Source, listing: Listing | None, count: int) -> int:
        """Articles on a page: few, and so many that a walk ends before its bound."""
        if listing is None or source.max_pages < 2 or source.following(listing) is None:
            return count or 1
        return max(self._options.items, -(-count // (source.max_pages - 1)))


def address(url: str) -> str:
    """Host, path and query of an address, the same for every way to write it."""
    parts = urlsplit(url)
    query = f"?{unquote_plus(parts.query)}" if parts.query else ""
    return f"{(parts.hostname or '').lower()}{unquote_plus(parts.path) or '/'}{query}"


def days_of(place: str) -> Iterator[date]:
    """The days that the numbers of an address can be; of a month its first."""
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
