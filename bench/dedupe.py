"""The cost of knowing whether an article was seen, beside other ways to know it.

    python -m bench.dedupe [--articles 100000] [--rounds 5]

Each way knows the same number of articles or addresses. In each round it looks up some that it
knows, anywhere among them, and as many new ones, which it then keeps; the ways take turns. The
figures are CPU time, medians of the rounds. Memory is what a separate process takes on top of its
imports. The ways do not do the same. The set and Scrapy's filter know addresses, and only while the
process lives (with a JOBDIR the filter writes them to a file and reads them all when it starts).
The indexes of near-duplicates (MinHash of 128 permutations over three words, threshold 0.8) know
similar texts, also in memory. The ledger knows addresses, texts and revisions, notes that it saw an
article again, and keeps the article itself: all of it on disk.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.ledger import STATES, own_peak
from bench.seen import EVERY, LEDGER, WAYS, Dedupe, Way, story
from newsbot.ledger.states import DELIVERED
from newsbot.text.fingerprint import content_hash

ASKED, ASKED_ALONE = 1000, 50

Figures = dict[str, list[float]]


def each(call: Callable[[Any], Any], questions: Sequence[Any]) -> tuple[float, list[Any]]:
    """Microseconds of one call on average, and the answers."""
    begun = time.process_time()
    answers = [call(question) for question in questions]
    return (time.process_time() - begun) / len(questions) * 1e6, answers


class Bench:
    """A way that is measured. figures: by column, a value for each round."""

    def __init__(self, way: Way, count: int, first_new: int):
        self.way, self.count, self._next = way, count, first_new
        self.figures: Figures = defaultdict(list)
        way.fill(count)

    def round(self, count: int) -> None:
        known = random.choices(range(0, self.count, EVERY), k=count)
        new = range(self._next, self._next + count)
        self._next += count
        self._ask("known", known)
        questions = self._ask("new", new)
        if self.way.keep:
            self.figures["keep"].append(each(self.way.keep, questions)[0])
        self.way.settle()

    def _ask(self, column: str, numbers: Sequence[int]) -> list[Any]:
        questions = [self.way.question(story(number)) for number in numbers]
        took, answers = each(self.way.seen, questions)
        assert set(answers) == {column == "known"}, (self.way, column)
        self.figures[column].append(took)
        return questions


def ways(folder: Path) -> Iterator[tuple[str, Way]]:
    """The ways that are installed. A line is printed for each other."""
    for name, make in WAYS.items():
        try:
            yield name, make(own_folder(folder, name))
        except ImportError as error:
            print(f"{name} is left out ({error}); bench/README.md says how to install it")


def own_folder(folder: Path, name: str) -> Path:
    own = folder / name.replace(" ", "")
    own.mkdir(exist_ok=True)
    return own


def alone(name: str, folder: Path, count: int) -> float:
    """Megabytes that a way takes in a separate process. The ledger is the one that is there
    already."""
    own = own_folder(folder, name)
    own = own if name == LEDGER else own_folder(own, "alone")
    arguments = [f"--alone={name}", f"--folder={own}", f"--articles={count}"]
    command = [sys.executable, "-m", "bench.dedupe", *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def fill_and_tell(name: str, folder: Path, count: int) -> None:
    way = WAYS[name](folder)
    before = own_peak()
    Bench(way, count, count + 10_000_000).round(ASKED_ALONE)
    print(own_peak() - before)


def show(benches: dict[str, Bench], known: int) -> None:
    heads = ("known, µs", "new, µs", "keep, µs", "new, to ours", "memory, MB")
    print(f"{f'{known:,} known':26}" + "".join(f"{head:>13}" for head in heads))
    ours = statistics.median(benches[LEDGER].figures["new"])
    for name, bench in benches.items():
        median = {column: statistics.median(of) for column, of in bench.figures.items()}
        median["ratio"] = median["new"] / ours
        values = [median.get(column) for column in ("known", "new", "keep", "ratio", "memory")]
        shown = ("" if value is None else f"{value:.3g}" for value in values)
        print(f"{name:26}" + "".join(f"{value:>13}" for value in shown))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--alone", choices=list(WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.alone:
        fill_and_tell(args.alone, args.folder, args.articles)
        return
    print(f"Python {platform.python_version()}, Scrapy {version('scrapy')}")
    texts = [story(number).text for number in range(ASKED)]
    hashing: list[float] = []
    # a few URLs of a ledger were not delivered
    urls = args.articles * len(STATES) // STATES.count(DELIVERED)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        benches = {name: Bench(way, urls, urls) for name, way in ways(folder)}
        for _ in range(args.rounds):
            hashing.append(each(partial(content_hash, "Banjir di Jakarta"), texts)[0])
            for bench in benches.values():
                bench.round(ASKED)
        pipeline = benches[LEDGER].way
        assert isinstance(pipeline, Dedupe)
        pipeline.close()  # one process at a time may use a ledger
        for name, bench in benches.items():
            bench.figures["memory"] = [alone(name, folder, urls)]
    size = statistics.median(map(len, texts))
    print(f"content_hash() of {size:,.0f} characters: {statistics.median(hashing):.1f} µs")
    show(benches, urls)


if __name__ == "__main__":
    main()
