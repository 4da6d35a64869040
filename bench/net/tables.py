"""The figures of each set, as they are printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bench.net.reading import Sample
from bench.net.scores import Expected, Read, Score, Sums

HEADS = ("pages", "delivered", "F1", "F1 there", "exact", "title", "minute", "day", "authors",
         "leaks", "ms")  # fmt: skip


@dataclass(frozen=True)
class Result:
    """A page, what newsbot read from it, and the score of that. other: trafilatura's, if it was
    asked."""

    sample: Sample
    expected: Expected
    read: Read
    score: Score
    other: Score | None

    @property
    def by_general_rules(self) -> bool:
        """Whether none of the rules that its portal declares finds the body."""
        own = {selector.text for selector in self.sample.rules.own.get("body", ())}
        return self.read.won.get("body") not in {*own, "data"}


def print_set(name: str, results: Sequence[Result]) -> None:
    """The figures of a set, and below them trafilatura's."""
    scores = [each.score for each in results]
    others = [each.other for each in results if each.other]
    there = {number for number, score in enumerate(scores) if score.delivered}
    print(f"\n{'':32}" + "".join(f"{head:>10}" for head in HEADS))
    print_sums(f"{name}: newsbot", scores, there)
    if others:
        print_sums(f"{name}: trafilatura", others, there)
    general = Sums([each.score for each in results if each.by_general_rules])
    if general.scores:
        print(f"    no declared rule finds the body of {len(general)} pages, ", end="")
        print(f"which take {general.milliseconds:.1f} ms in the median")


def print_sums(name: str, scores: Sequence[Score], there: Collection[int] | None = None) -> None:
    """A line of figures. there: the numbers of the pages that count for `F1 there`; None: those
    that are delivered."""
    sums = Sums(scores)
    on = [score for number, score in enumerate(scores)
          if (score.delivered if there is None else number in there)]  # fmt: skip
    cells = (
        str(len(scores)),
        f"{sums.delivered / len(scores):.1%}",
        f"{sums.f1:.3f}",
        f"{Sums(on).f1:.3f}" if on else "",
        f"{sums.exact:.1%}",
        *(_share(*sums.right(field)) for field in ("title", "minute", "day", "authors")),
        str(sums.leaks),
        f"{sums.milliseconds:.1f}",
    )
    print(f"{name:32}" + "".join(f"{cell:>10}" for cell in cells))


def print_portals(results: Sequence[Result]) -> None:
    """The figures of each portal."""
    by_portal: dict[str, list[Score]] = defaultdict(list)
    for result in results:
        by_portal[result.sample.portal].append(result.score)
    for portal, scores in sorted(by_portal.items()):
        print_sums(f"    {portal}", scores)


def print_days(results: Sequence[Result]) -> None:
    """How many pages are delivered, and how many have the right day."""
    for name, scores in (
        ("newsbot", [each.score for each in results]),
        ("trafilatura", [each.other for each in results if each.other]),
    ):
        if scores:
            right, known = Sums(scores).right("day")
            print(f"    {name}: {Sums(scores).delivered} delivered, {right} of {known} days right")


def _share(right: int, known: int) -> str:
    return f"{right / known:.1%}" if known else ""
