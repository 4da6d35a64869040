"""Walks of single days: which have to be made for a day to be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from newsbot.sources.base import DAY, CrawlScope
from newsbot.sources.source import Source
from newsbot.text.calendar import WIB


def day_walks(sources: Sequence[Source], scope: CrawlScope) -> dict[tuple[int, date], set[str]]:
    """The walks that are of one day, for all channels: their names by source and day."""
    walks: dict[tuple[int, date], set[str]] = defaultdict(set)
    for index, source in enumerate(sources):
        for listing in source.listings(replace(scope, channels=())):
            if listing.day:
                walks[index, listing.day].add(f"{index}|{listing.walk}")
    return walks


def needed_walks(
    sources: Sequence[Source], channels: Sequence[str], first: date, last: date
) -> dict[date, set[str]]:
    """The walks that have read a day when all of them have: those of the required sources by date,
    of the others where none is. channels: ids of all of the portal's."""
    since, until = (datetime.combine(day, time(), WIB) for day in (first, last))
    scope = CrawlScope(since, until, until + DAY, every_channel=tuple(channels))
    walks = day_walks(sources, scope)
    required = any(sources[index].required for index, _ in walks)
    needed: dict[date, set[str]] = defaultdict(set)
    for (index, day), names in walks.items():
        if sources[index].required or not required:
            needed[day] |= names
    return needed
