"""Walks of listings: which of them make up a day, and what their names in the ledger mean."""

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
    """The names of the walks that are of one day, for all channels, by (number of the source,
    day)."""
    walks: dict[tuple[int, date], set[str]] = defaultdict(set)
    for index, source in enumerate(sources):
        for listing in source.listings(replace(scope, channels=())):
            if listing.day:
                walks[index, listing.day].add(f"{index}|{listing.walk}")
    return walks


def needed_walks(
    sources: Sequence[Source], channels: Sequence[str], first: date, last: date
) -> dict[date, set[str]]:
    """The names of the walks by day that must have ended for a day from `first` to `last` to count
    as read: those of required sources; where no source by day is required, those of all. channels:
    ids of all the portal's channels."""
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
    """What a walk reads, in words: "source 0, DatedIndex; channel nasional; day 2026-05-15".

    name: as the ledger has it, "source|channel|slot|query|channels asked for…"; of a listing that
    another one named, "source|address|channels asked for…". sources, channels (ids by name): those
    that the portal declares now. A source or channel that it no longer has appears by its number.
    """
    number, *parts = name.split("|")
    of_address = "://" in "".join(parts[:1])
    whole = 1 if of_address else 3
    if len(parts) < whole:
        return _NO_LISTING.get(name, name)
    source = sources[int(number)] if number.isdecimal() and int(number) < len(sources) else None
    only: list[str] = []
    while len(parts) > whole and parts[-1] in channels:  # a query may hold a | itself
        only.insert(0, parts.pop())
    words = [f"source {number}" + (f", {type(source).__name__}" if source else "")]
    if of_address:
        words.append("|".join(parts))
    else:
        channel, slot, query = parts[0], parts[1], "|".join(parts[2:])
        names = {channel_id: f"channel {title}" for title, channel_id in channels.items()}
        if source is not None and source.all_channels is not None:
            names[source.all_channels] = "all channels"
        words.append(names.get(channel, f"channel {channel}") if channel else "")
        words.append(f"{_SLOTS[len(slot)]} {slot}" if len(slot) in _SLOTS else slot)
        words.append(f"search for {query!r}" if query else "")
    words.append(f"only {', '.join(only)}" if only else "")
    return "; ".join(filter(None, words))
