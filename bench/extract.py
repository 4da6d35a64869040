"""One article page to a complete Article, beside what else reads articles.

    python -m bench.extract [PLACE ...] [--rounds 5] [--pages 100] [--least 60000] [--most 150000]

PLACE: HTML files, or folders: of one with a MANIFEST.tsv (columns file, kind, url) the articles, of
another every *.html. Without any, articles of one page that the replica generates. Of folders and
replica the pages of `least` to `most` bytes are taken. A page's address is the manifest's, else
what it states as canonical or og:url; a portal that newsbot has is read by its rules, others by
what pages state in general.

All read the same pages, from bytes, in turn, round by round; the figures are CPU time, the medians
of the rounds. All pages have been read once before: caches are warm, everybody's. Nobody gets to
the network. What each found is counted beside: pages with a title, with a date (trafilatura's is a
day without a time), and with a text of more than 200 characters. Of a portal that nobody has
declared ours finds the text only if the markup says which it is, and takes less time for that; so
such pages have a table of their own, and so do those of publishers that Fundus has a parser for.
"""

from __future__ import annotations

import argparse
import logging
import platform
import socket
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.pages import generated, portals, sample_of, saved
from bench.peers import Got, Sample, Way, ours, peers

#: Characters of a text that is one.
LONG = 200


@dataclass
class Measured:
    """A way at work. seconds: of each round, by the page's place in the sample. got: what it read,
    by the same, or the exception that it raised."""

    way: Way
    seconds: list[dict[int, float]] = field(default_factory=list)
    got: dict[int, Got | Exception] = field(default_factory=dict)

    def round(self, samples: Sequence[Sample]) -> None:
        """Read once all pages that can be read in this way."""
        took: dict[int, float] = {}
        for place, sample in enumerate(samples):
            if not self.way.reads(sample):
                continue
            given = self.way.prepare(sample)
            begun = time.process_time()
            read = self._read(given)
            took[place] = time.process_time() - begun
            if isinstance(read, Exception):
                self.got[place] = read
            elif self.way.told and read is not None:
                self.got[place] = self.way.told(read)
        self.seconds.append(took)

    def _read(self, given: Any) -> Any:
        try:
            return self.way.read(given)
        except Exception as error:  # noqa: BLE001  of others' code anything may come
            return error

    def milliseconds(self, places: Iterable[int]) -> float | None:
        """CPU time a page of these pages; None when it cannot read them all."""
        chosen = set(places)
        if not chosen <= self.seconds[0].keys():
            return None
        rounds = [sum(took[place] for place in chosen) for took in self.seconds]
        return statistics.median(rounds) / len(chosen) * 1e3


def show(title: str, samples: Sequence[Sample], places: list[int], ways: list[Measured]) -> None:
    """A table of what everybody took and got for these pages."""
    size = statistics.median(len(samples[place].body) for place in places)
    print(f"\n{title}: {len(places)} pages, median {size / 1e3:.0f} KB")
    heads = ("ms/page", "to lxml", "to ours", "title", "date", "text")
    print(f"{'':26}" + "".join(f"{head:>9}" for head in heads))
    cost = [each.milliseconds(places) for each in ways]
    lxml, own = cost[0], cost[1]
    assert lxml
    assert own
    for each, took in zip(ways, cost, strict=True):
        if took is None:
            continue
        line = f"{each.way.name:26}{took:9.2f}{took / lxml:9.2f}{took / own:9.2f}"
        if each.way.told:
            read = [each.got.get(place) for place in places]
            got = [one for one in read if isinstance(one, Got)]
            counts = (
                sum(bool(one.title) for one in got),
                sum(bool(one.date) for one in got),
                sum(len(one.text) > LONG for one in got),
            )
            line += "".join(f"{count:9}" for count in counts)
        print(line)


def measure(samples: list[Sample], rounds: int) -> None:
    """Read the pages in every way, and print what came of it."""
    ways = [Measured(way) for way in (*ours(), *peers())]
    for each in ways:  # imports, tables and caches
        each.round(samples)
        each.seconds.clear()
    for _ in range(rounds):
        for each in ways:
            each.round(samples)
    numbered = list(enumerate(samples))
    groups = {
        "portals that newsbot has": [place for place, each in numbered if each.own],
        "other portals (no rule says where their text is)": [
            place for place, each in numbered if not each.own
        ],
    }
    for each in ways:
        some = [place for place, sample in numbered if each.way.reads(sample)]
        for place, got in each.got.items():
            if isinstance(got, Exception):
                print(f"{each.way.name} raised {got!r} on {samples[place].url}")
        if not some:
            print(f"{each.way.name} has no parser for any of these pages")
        elif len(some) < len(samples):
            groups[f"portals that {each.way.name} has"] = some
    for title, places in groups.items():
        if places:
            show(title, samples, places, ways)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("places", nargs="*", type=Path, metavar="PLACE")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=100, help="how many the replica generates")
    parser.add_argument("--least", type=int, default=60_000, help="bytes of a page")
    parser.add_argument("--most", type=int, default=150_000, help="bytes of a page")
    asked = parser.parse_args()
    sizes, known = range(asked.least, asked.most + 1), portals()
    try:
        pages = [page for place in asked.places for page in saved(place, sizes)]
    except (OSError, KeyError, ValueError) as error:
        parser.error(f"cannot read the pages: {error}")
    if not asked.places:
        pages = list(generated(asked.pages, sizes))
    if not pages:
        parser.error(f"no page of {asked.least} to {asked.most} bytes there; see --least, --most")
    samples = [sample_of(url, body, known) for url, body in pages]
    print(f"Python {platform.python_version()}, lxml {version('lxml')}")
    logging.disable(logging.CRITICAL)
    off = OSError("a benchmark asks no network")
    with (
        patch.object(socket, "getaddrinfo", side_effect=off),
        patch.object(socket.socket, "connect", side_effect=off),
    ):
        measure(samples, asked.rounds)


if __name__ == "__main__":
    main()
