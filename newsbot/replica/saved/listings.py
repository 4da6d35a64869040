"""Which listing address of a portal shows which of its cases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from newsbot.replica.saved.addresses import address, days_of, parts_of, place_of
from newsbot.replica.saved.files import Case, Saved
from newsbot.replica.saved.options import CaseOptions
from newsbot.replica.saved.source_reading import Reading
from newsbot.replica.saved.templates import Form, form_of
from newsbot.sources import DAY, CrawlScope, Listing, Source
from newsbot.text.calendar import WIB

# What a walk of a day or month is named by, see sources.Source.
_TIME = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


@dataclass(frozen=True)
class Sheet:
    """A page of a listing: the number of its source, the cases on it, and the place of the page
    after it; None where there is none, and beyond the end."""

    source: int
    cases: tuple[Case, ...]
    following: str | None


class Listings:
    """The listings of a portal, made for its cases: newest first, those of the site's future not.

    silent: numbers of the sources that no listing can be made for. indexes: what saved listings
    name, by place.
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
        self._channels = tuple(channels)
        listed = [case for case in cases if case.published <= self._now]
        self._cases = sorted(listed, key=lambda case: (case.published, case.name), reverse=True)
        self._forms: dict[int, Form] = {}
        self.indexes: dict[str, list[Listing]] = {}
        self._bodies: dict[tuple[int, tuple[str, ...]], bytes] = {}
        for number, reading in enumerate(readings):
            own = [page for page in saved if page.source == number]
            if form := form_of(reading, own, cases):
                self._forms[number] = form
            for page in own:
                if named := reading.found(page.url, page.body, page.content_type).listings:
                    self.indexes[address(page.url)] = named
        self.silent = sorted(set(range(len(readings))) - self._forms.keys())
        self._latest = self._asked(self._now - DAY, self._now)
        self._days: dict[date, dict[str, Sheet]] = {}

    def at(self, place: str) -> Sheet | None:
        """The page at a place: of what is new, of a day, or of a search; None elsewhere."""
        if sheet := self._latest.get(place):
            return sheet
        for day in days_of(place):
            if day not in self._days:
                start = datetime.combine(day, time(), WIB)
                self._days[day] = self._asked(start, start)
            if sheet := self._days[day].get(place):
                return sheet
        return self._searched(place)

    def between(
        self, since: datetime, until: datetime, channels: tuple[str, ...] = ()
    ) -> dict[str, Sheet]:
        """The pages that a run of this range may ask for, by place. channels: ids; none are all."""
        scope = CrawlScope(since, until, self._now, channels, every_channel=self._channels)
        return {
            place: sheet
            for number in self._forms
            for first in self._readings[number].source.listings(scope)
            for listing in self.indexes.get(place_of(first), [first])
            for place, sheet in self._walk(number, listing, self._within(listing))
        }

    def body(self, sheet: Sheet) -> tuple[bytes, str]:
        """A page and its content type."""
        form = self._forms[sheet.source]
        shown = sheet.source, tuple(case.name for case in sheet.cases)
        if shown not in self._bodies:  # most are empty
            self._bodies[shown] = form.fill(sheet.cases)
        return self._bodies[shown], form.content_type

    def _asked(self, since: datetime, until: datetime) -> dict[str, Sheet]:
        """The pages of everything and of each channel, by place."""
        return self.between(since, until) | self.between(since, until, self._channels)

    def _searched(self, place: str) -> Sheet | None:
        """The page of a search for any part of the place."""
        for words in parts_of(place):
            scope = CrawlScope(self._now, self._now, self._now, (), words)
            wanted = [case for case in self._cases if words.lower() in str(case.expected).lower()]
            for number in self._forms:
                for first in self._readings[number].source.listings(scope):
                    if sheet := dict(self._walk(number, first, wanted)).get(place):
                        return sheet
        return None

    def _within(self, listing: Listing) -> Sequence[Case]:
        """The cases of the day or month that a listing is of, of any time where it is of none."""
        slot = listing.walk.split("|")[1:2]
        if not slot or not _TIME.fullmatch(slot[0]):
            return self._cases
        return [
            case
            for case in self._cases
            if case.published.astimezone(WIB).date().isoformat().startswith(slot[0])
        ]

    def _walk(
        self, number: int, listing: Listing | None, cases: Sequence[Case]
    ) -> Iterator[tuple[str, Sheet]]:
        """The pages of a walk and what comes after its last, by place."""
        source, cases = self._readings[number].source, self._readings[number].listed(cases)
        size = self._size(source, listing, len(cases))
        pages = [tuple(cases[start : start + size]) for start in range(0, len(cases), size)]
        pages, last = pages or [()], max(len(pages), 1)
        beyond = {"empty": (), "repeat": pages[-1]}.get(self._options.end)
        pages += [] if beyond is None else [beyond] * source.patience
        for page, shown in enumerate(pages, 1):
            if listing is None or page > source.max_pages:
                return
            place, listing = place_of(listing), source.following(listing)
            goes_on = listing is not None and page <= last and page < source.max_pages
            yield place, Sheet(number, shown, place_of(listing) if listing and goes_on else None)

    def _size(self, source: Source, listing: Listing | None, count: int) -> int:
        """Articles on a page: few, and so many that a walk ends before its bound."""
        if listing is None or source.max_pages < 2 or source.following(listing) is None:
            return count or 1
        return max(self._options.items, -(-count // (source.max_pages - 1)))
