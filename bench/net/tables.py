"""What is printed: the figures of each set, and the pages that are not right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bench.net.reading import Sample
from bench.net.scores import Expected, Read, Score, Sums

HEADS = ("pages", "delivered", "F1", "F1 there", "exact", "title", "minute", "day", "authors",
         "leaks", "ms")  # fmt: skip
#: What may be wrong with a page.
FAULTS = ("delivered", "title", "published_at", "authors", "text")
_LONGEST = 110


@dataclass(frozen=True)
class Result:
    """A page, what was read from it, and its score."""

    sample: Sample
    expected: Expected
    read: Read
    score: Score


def print_heads() -> None:
    print(f"\n{'':32}" + "".join(f"{head:>10}" for head in HEADS))


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


def print_days(ours: Sequence[Score], theirs: Sequence[Score]) -> None:
    """A line about the days of publication."""
    (own, known), (other, _) = (Sums(each).right("day") for each in (ours, theirs))
    print(
        f"    {known} pages have a known day; it is right on {own}, trafilatura's on {other};",
        end="",
    )
    print(f" delivered are {Sums(ours).delivered}, with trafilatura {Sums(theirs).delivered}")


def _share(right: int, known: int) -> str:
    return f"{right / known:.1%}" if known else ""


def faults(result: Result, wanted: Collection[str] = FAULTS) -> Iterator[str]:
    """What is not right with a page, each a line: what, by which rule, expected and read."""
    expected, read, score = result.expected, result.read, result.score
    found = {
        "title": (score.title, expected.title, read.title),
        "published_at": (score.day if score.minute is None else score.minute,
                         expected.published, read.published),
        "authors": (score.authors, expected.authors, [*read.authors]),
    }  # fmt: skip
    if read.fault and "delivered" in wanted:
        yield f"not delivered: {read.fault}"
    for field, (right, stated, said) in found.items():
        if right is False and field in wanted:
            yield f"{field} ({read.won.get(field, 'no rule')}): {_short(stated)} <> {_short(said)}"
    if "text" in wanted and not read.fault and (score.missing or score.leaks):
        yield f"text ({read.won.get('body', 'no rule')}): F1 {score.f1:.3f}"
        yield from (f"    - {_short(text)}" for text in score.missing)
        yield from (f"    + {_short(text)}" for text in score.leaks)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 20]} … {text[-17:]}"
