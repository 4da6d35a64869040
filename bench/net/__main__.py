"""The reading of article pages when their portal's own rules miss, beside trafilatura.

    python -m bench.net [--sets saved filled corpus] [--wcxb FOLDER] [--portal NAME] [--portals]
        [--show [FIELD ...]] [--keep FOLDER] [--alone]

Sets of pages, each read as they are and with every class and id renamed, as after a redesign:
saved (page 1 of the saved cases; their texts are short), filled (the same pages with paragraphs of
120 words and more between their own), corpus (the real pages in ../shared/corpus, if they are
there). What is right is what the saved cases say, and of the other sets what the portals' own rules
read from the pages as they are. WCXB: the articles of the development split of the public benchmark
Murrough-Foley/web-content-extraction-benchmark, of which FOLDER is a checkout, by the rules for any
site. Its figures are beside those that people noted; it has no titles as shown, and days only.

delivered: what a crawl would deliver, for trafilatura what has a title, a date and a text. F1: of
the words of the text, the mean of all pages, 0 where nothing is delivered. F1 there: on the pages
that newsbot delivers, for both. exact: the share of expected paragraphs that are delivered exactly.
title, minute, day, authors: the share of pages where that is right, delivered or not; trafilatura
tells no time of the day. leaks: paragraphs delivered that the expected text has not. ms: CPU
milliseconds a page, parsing included, the median. The net is what reads a page whose body no
declared rule finds; the time that it takes is told below the figures.

--show prints each page that newsbot does not read right, the worst first: what is expected <> what
was read, with the rule that won; of the text the paragraphs that are missing (-) and the leaks (+).
--keep writes these pages into a folder, for `scrapy look FILE`.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bench.net import sets
from bench.net.reading import Sample, ours, theirs
from bench.net.scores import score
from bench.net.showing import FAULTS, show
from bench.net.tables import Result, print_days, print_portals, print_set
from tests.real_pages import CORPUS, rows

SETS: dict[str, Callable[[list[str]], Iterator[Sample]]] = {
    "saved": lambda _: sets.saved(),
    "filled": sets.filled_cases,
    "corpus": sets.corpus,
}
WCXB = "WCXB dev"


def result(sample: Sample, alone: bool) -> Result:
    """What is read from a page of which it is known what is right."""
    expected = sample.expected
    assert expected
    read = ours(sample)
    other = None if alone else score(expected.to_the_day(), theirs(sample))
    return Result(sample, expected, read, score(expected, read), other)


def measure(name: str, samples: list[Sample], args: argparse.Namespace) -> None:
    """Print the figures of a set, and what is asked for beside them."""
    results = [result(sample, args.alone) for sample in samples]
    print_set(name, results)
    if name == WCXB:
        print_days(results)
    if args.portals:
        print_portals(results)
    if args.show is not None:
        folder = args.keep / name.replace(" ", "-") if args.keep else None
        show(results, args.show or FAULTS, folder)


def chosen(args: argparse.Namespace) -> Iterator[tuple[str, list[Sample]]]:
    """The sets that are asked for, by name. What is left out of them is told."""
    made = {name: SETS[name] for name in args.sets}
    if args.wcxb:
        made[WCXB] = partial(sets.wcxb, args.wcxb)
    for name, make in made.items():
        if name == "corpus" and not rows():
            print(f"\ncorpus is left out: there is no {CORPUS}")
            continue
        left_out: list[str] = []
        samples = [each for each in make(left_out) if args.portal in ("", each.portal)]
        if left_out and not args.portal:
            print(f"\n{name}: {len(left_out)} left out: {', '.join(left_out)}")
        yield name, samples
        if name in SETS:
            yield f"{name} renamed", [sets.redesigned(each) for each in samples]


def main() -> None:
    docs = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("bench.net", description=__doc__, formatter_class=docs)
    parser.add_argument("--sets", nargs="*", choices=SETS, default=[*SETS])
    parser.add_argument("--wcxb", type=Path, metavar="FOLDER", help="a checkout of the benchmark")
    parser.add_argument("--portal", default="", metavar="NAME", help="only its pages")
    parser.add_argument("--portals", action="store_true", help="print the figures of each portal")
    parser.add_argument("--show", nargs="*", choices=FAULTS, help="print what is not right")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write pages shown into it")
    parser.add_argument("--alone", action="store_true", help="do not run trafilatura beside it")
    args = parser.parse_args()
    if args.wcxb and not (args.wcxb / "dev" / "ground-truth").is_dir():
        parser.error(f"{args.wcxb} is no checkout of the benchmark: it has no dev/ground-truth")
    logging.disable(logging.CRITICAL)
    for name, samples in chosen(args):
        if samples:
            measure(name, samples, args)


if __name__ == "__main__":
    main()
