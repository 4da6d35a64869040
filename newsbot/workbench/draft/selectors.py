"""Selectors for a field, from the elements that hold its known value on each article's page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from newsbot.text.dates import read_datetime
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, ancestors, texts
from newsbot.workbench.draft.samples import Sample

#: Whether an element of a sample's page holds what is wanted.
Holds = Callable[[Sample, Element], bool]

# A name that means something: not the number of a widget or a post.
_NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*(?:\d{1,2}[A-Za-z_-]*)*")
# A paragraph is found again by its first characters; a body holds this share of a text.
_BEGINS, _MOST = 50, 0.8
# Longest displayed time in characters; most elements of a page that are tried.
_LINE, _ELEMENTS = 80, 5000
# An element without a name is selected below one of so many ancestors.
_ABOVE = 3


def holds_text(sample: Sample, element: Element) -> bool:
    """Whether an element holds most of a page's own paragraphs."""
    text, own = _letters(element.text()), sample.own
    held = sum(len(each) for each in own if _letters(each)[:_BEGINS] in text)
    return held >= _MOST * sum(map(len, own))


def shows_title(sample: Sample, element: Element) -> bool:
    """Whether an element shows a page's title."""
    return folded(" ".join(texts([element]))) == folded(sample.title)


def shows_time(sample: Sample, element: Element) -> bool:
    """Whether an element shows the time that a page states; any time where it states none."""
    text, answered = " ".join(texts([element])), sample.answer.answered
    moment = read_datetime(text, answered, sample.zone)[1] if len(text) < _LINE else None
    return moment is not None and sample.states(moment.isoformat())


def selectors_of(
    among: str, holds: Holds, samples: Sequence[Sample], *, most: int = 99
) -> list[str]:
    """One selector for all pages if there is one, else as few as it takes; empty if none is found.

    On every page where a selector finds anything, the first element that it finds holds what is
    wanted, and it finds at most so many. among: selects the elements to name, the one with the
    shortest text first.
    """
    holding = {
        sample: sorted((each for each in islice(sample.root.css(among), _ELEMENTS)
                        if holds(sample, each)), key=lambda each: len(each.text()))
        for sample in samples
    }  # fmt: skip
    left = {sample for sample in samples if holding[sample]}
    read: dict[str, set[Sample]] = {}
    for name in (name for own in holding.values() for each in own for name in _names(each)):
        found = {sample: hits for sample in left if (hits := sample.root.css(name))}
        is_right = (holds(each, hits[0]) and len(hits) <= most for each, hits in found.items())
        if name not in read and all(is_right):
            read[name] = set(found)
    chosen: list[str] = []
    while left and read:
        best = max(read, key=lambda name: len(read[name] & left))
        chosen += [best] if read[best] & left else []
        left = left - read.pop(best)
    return chosen


def _letters(text: str) -> str:
    """A text without what extraction may change."""
    return re.sub(r"\W+", "", text).casefold()


def _names(element: Element) -> Iterator[str]:
    """Selectors of an element by what it is called, else by what the boxes around it are called."""
    own = _own_names(element)
    yield from own
    for above in islice(ancestors(element), 0 if own else _ABOVE):
        yield from (f"{name} {element.tag}" for name in _own_names(above))
    if element.tag in ("h1", "h2", "time"):  # they name what they hold
        yield element.tag


def _own_names(element: Element) -> list[str]:
    ids, classes = ((element.attributes.get(name) or "").split() for name in ("id", "class"))
    names = [f"#{name}" for name in ids] + [f".{name}" for name in classes]
    return [f"{element.tag}{name}" for name in names if _NAME.fullmatch(name[1:])]
