"""Walks of listings: which have to be made for a day to be read, and their names in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from newsbot.sources.base import DAY, CrawlScope
from newsbot.sources.source import Source
from newsbot.text.calendar import WIB

# Walks of no listing, by their names.
_NO_LISTING = {"urls": "asked for by its address", "reparse": "read again from an archive"}
_SLOTS = {10: "day", 7: "month"}  # by the length of 2026-05-15 and 2026-05


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


def walk_in_words(name: str, sources: Sequence[Source], channels: Mapping[str, str]) -> str:
    """What a walk read, by its name in the ledger: "source 0, DatedIndex; channel nasional; day
    2026-05-15".

    name: "source|channel|slot|query|channels asked for…", of a listing that another one named
    "source|address|channels asked for…". sources, channels (ids by name): the portal's of today;
    what it has no longer is told by its number.
    """
    number, *parts = name.split("|")
    of_address = "://" in "".join(parts[:1])
    whole = 1 if of_address else 3
    if len(parts) < whole:
        return _NO_LISTING.get(name, name)
    source = sources[int(number)] if number.isdecimal() and int(number) < len(sources) else None
    asked: list[str] = []
    while len(parts) > whole and parts[-1] in channels:  # a query may hold a | itself
        asked.insert(0, parts.pop())
    words = [f"source {number}" + (f", {type(source).__name__}" if source else "")]
    if of_address:
        words.append("|".join(parts))
    else:
        channel, slot, query = parts[0], parts[1], "|".join(parts[2:])
        names = {channel_id: f"channel {each}" for each, channel_id in channels.items()}
        if source is not None and source.all_channels is not None:
            names[source.all_channels] = "all channels"
        words.append(names.get(channel, f"channel {channel}") if channel else "")
        words.append(f"{_SLOTS[len(slot)]} {slot}" if len(slot) in _SLOTS else slot)
        words.append(f"search for {query!r}" if query else "")
    words.append(f"only {', '.join(asked)}" if asked else "")
    return "; ".join(filter(None, words))
