"""From one article page to a complete Article, beside other libraries that read articles.

    python -m bench.extract [PLACE ...] [--rounds 5] [--pages 100] [--least 60000] [--most 150000]

PLACE: HTML files or folders. Of a folder with a MANIFEST.tsv (columns file, kind, url) the articles
are read, of any other every *.html. Without a PLACE the pages are one-page articles of the
generated replica. Of folders and of the replica only pages of `least` to `most` bytes are taken.
The address of a page is the manifest's, else its canonical link or og:url. Pages of newsbot's
portals are read by the portal's rules, others by general rules.

All libraries read the same pages, from bytes, in turn, round by round; the figures are CPU time,
medians of the rounds. All have read all pages once before, so that every cache is warm. None uses
the network. The table also counts the pages in which each finds a title, a date (trafilatura's is a
day without a time), and a text of more than 200 characters. On other portals newsbot finds the text
only where the markup names it, which takes less time; so these pages have a table of their own, and
so have those of publishers that Fundus has a parser for.
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

#: What has more characters counts as a text.
LONG = 200


@dataclass
class Measured:
    """A way to read pages, measured. seconds: for each round, by the number of the page. got: the
    result, or the exception raised, by the number of the page."""

    way: Way
    seconds: list[dict[int, float]] = field(default_factory=list)
    got: dict[int, Got | Exception] = field(default_factory=dict)

    def round(self, samples: Sequence[Sample]) -> None:
        """Read all pages that this way can read, once."""
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
            elif self.way.result and read is not None:
                self.got[place] = self.way.result(read)
        self.seconds.append(took)

    def _read(self, given: Any) -> Any:
        try:
            return self.way.read(given)
        except Exception as error:  # noqa: BLE001  other libraries may raise anything
            return error

    def milliseconds(self, places: Iterable[int]) -> float | None:
        """CPU milliseconds for one of these pages, on average; None if it cannot read them all."""
        chosen = set(places)
        if not chosen <= self.seconds[0].keys():
            return None
        rounds = [sum(took[place] for place in chosen) for took in self.seconds]
        return statistics.median(rounds) / len(chosen) * 1e3


def show(title: str, samples: Sequence[Sample], places: list[int], ways: list[Measured]) -> None:
    """Print the table of these pages: the time that each way takes, and what it finds."""
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
        if each.way.result:
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
    """Read the pages in every way, and print the tables."""
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
    args = parser.parse_args()
    sizes, known = range(args.least, args.most + 1), portals()
    try:
        pages = [page for place in args.places for page in saved(place, sizes)]
    except (OSError, KeyError, ValueError) as error:
        parser.error(f"cannot read the pages: {error}")
    if not args.places:
        pages = list(generated(args.pages, sizes))
    if not pages:
        parser.error(f"no page of {args.least} to {args.most} bytes there; see --least, --most")
    samples = [sample_of(url, body, known) for url, body in pages]
    print(f"Python {platform.python_version()}, lxml {version('lxml')}")
    logging.disable(logging.CRITICAL)
    off = OSError("a benchmark asks no network")
    with (
        patch.object(socket, "getaddrinfo", side_effect=off),
        patch.object(socket.socket, "connect", side_effect=off),
    ):
        measure(samples, args.rounds)


if __name__ == "__main__":
    main()
