"""Which of a portal's cases are listed at which of its addresses."""

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

# The part of a walk's name that is a day or a month, see Source in sources/source.py.
_TIME = re.compile(r"\d{4}-\d\d(?:-\d\d)?")


@dataclass(frozen=True)
class Sheet:
    """A page of a listing. source: the number of its source. cases: the articles on it. following:
    the place of the next page; None for the last page and for those beyond the end."""

    source: int
    cases: tuple[Case, ...]
    following: str | None


class Listings:
    """The listings of a portal, made for its cases: newest first, without those of after the
    site's day.

    silent: the numbers of the sources for which no listing can be made. indexes: the further
    listings that a saved listing names, by the place of the latter.
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
                if named := reading.read(page.url, page.body, page.content_type).listings:
                    self.indexes[address(page.url)] = named
        self.silent = sorted(set(range(len(readings))) - self._forms.keys())
        self._latest = self._pages_of(self._now - DAY, self._now)
        self._days: dict[date, dict[str, Sheet]] = {}

    def at(self, place: str) -> Sheet | None:
        """The page at a place: of the newest articles, of a day, or of a search; None for any other
        place."""
        if sheet := self._latest.get(place):
            return sheet
        for day in days_of(place):
            if day not in self._days:
                start = datetime.combine(day, time(), WIB)
                self._days[day] = self._pages_of(start, start)
            if sheet := self._days[day].get(place):
                return sheet
        return self._searched(place)

    def between(
        self, since: datetime, until: datetime, channels: tuple[str, ...] = ()
    ) -> dict[str, Sheet]:
        """The pages that a crawl of this range may request, by place. channels: ids of the channels
        that are crawled; none for the portal as a whole."""
        scope = CrawlScope(since, until, self._now, channels, every_channel=self._channels)
        return {
            place: sheet
            for number in self._forms
            for first in self._readings[number].source.listings(scope)
            for listing in self.indexes.get(place_of(first), [first])
            for place, sheet in self._walk(number, listing, self._within(listing))
        }

    def body(self, sheet: Sheet) -> tuple[bytes, str]:
        """The body of a page, and its content type."""
        form = self._forms[sheet.source]
        content = sheet.source, tuple(case.name for case in sheet.cases)
        if content not in self._bodies:  # most pages are empty, and so alike
            self._bodies[content] = form.fill(sheet.cases)
        return self._bodies[content], form.content_type

    def _pages_of(self, since: datetime, until: datetime) -> dict[str, Sheet]:
        """The pages of the portal as a whole and of each channel, by place."""
        return self.between(since, until) | self.between(since, until, self._channels)

    def _searched(self, place: str) -> Sheet | None:
        """The page at a place, if it is of a search for any of the values in the place."""
        for words in parts_of(place):
            scope = CrawlScope(self._now, self._now, self._now, (), words)
            matches = [case for case in self._cases if words.lower() in str(case.expected).lower()]
            for number in self._forms:
                for first in self._readings[number].source.listings(scope):
                    if sheet := dict(self._walk(number, first, matches)).get(place):
                        return sheet
        return None

    def _within(self, listing: Listing) -> Sequence[Case]:
        """The cases of the day or month of a listing; all where it is of no such time."""
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
        """The pages of a listing and of those that follow it, and beyond the end, by place."""
        source, cases = self._readings[number].source, self._readings[number].listable(cases)
        size = self._size(source, listing, len(cases))
        pages = [tuple(cases[start : start + size]) for start in range(0, len(cases), size)]
        pages, last = pages or [()], max(len(pages), 1)
        beyond = {"empty": (), "repeat": pages[-1]}.get(self._options.end)
        pages += [] if beyond is None else [beyond] * source.patience
        for page, on_page in enumerate(pages, 1):
            if listing is None or page > source.max_pages:
                return
            place, listing = place_of(listing), source.following(listing)
            goes_on = listing is not None and page <= last and page < source.max_pages
            yield place, Sheet(number, on_page, place_of(listing) if listing and goes_on else None)

    def _size(self, source: Source, listing: Listing | None, count: int) -> int:
        """How many articles are on a page: as the options say, or so many that the walk ends before
        the source's max_pages."""
        if listing is None or source.max_pages < 2 or source.following(listing) is None:
            return count or 1
        return max(self._options.items, -(-count // (source.max_pages - 1)))
