"""Selectors for a field, from the elements that hold its known value on each article's page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from newsbot.text.dates import read_datetime
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, ancestors, texts
from newsbot.workbench.draft.samples import Sample, own_paragraphs, same_moment

#: Whether an element of a sample's page holds what is wanted.
Holds = Callable[[Sample, Element], bool]

# A name that means something: not the number of a widget or a post.
_NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*(?:\d{1,2}[A-Za-z_-]*)*")
# Tags that name what they hold.
_TELLING = frozenset({"h1", "h2", "time"})
# A paragraph is found again by its first characters; a body holds this share of a text.
_BEGINS, _MOST = 50, 0.8
# Longest displayed time in characters; most elements of a page that are tried.
_LINE, _ELEMENTS = 80, 5000
# An element without a name is selected below one of so many ancestors.
_ABOVE = 3


def body_selectors(samples: Sequence[Sample]) -> list[str]:
    """Selectors of the smallest box that holds most of a page's paragraphs, and of nothing else."""

    wanted = {
        url: {_letters(text)[:_BEGINS]: len(text) for text in paragraphs}
        for url, paragraphs in own_paragraphs(samples).items()
    }

    def holds(sample: Sample, element: Element) -> bool:
        text, sizes = _letters(element.text()), wanted[sample.url]
        held = sum(size for beginning, size in sizes.items() if beginning in text)
        return held >= _MOST * sum(sizes.values())

    return _choice(samples, "article, div, main, section, td", holds, unique=True)


def title_selectors(samples: Sequence[Sample]) -> list[str]:
    """Selectors of the heading that shows a page's title."""

    def holds(sample: Sample, element: Element) -> bool:
        return folded(" ".join(texts([element]))) == folded(sample.title)

    return _choice(samples, "h1, h2", holds)


def time_selectors(samples: Sequence[Sample], zone: str) -> list[str]:
    """Selectors of what displays the time that a page states; of any time where it states none."""

    def holds(sample: Sample, element: Element) -> bool:
        text = " ".join(texts([element]))
        moment = read_datetime(text, sample.answer.answered, zone)[1] if len(text) < _LINE else None
        return moment is not None and same_moment(
            moment.isoformat(), sample.published_at or moment.isoformat()
        )

    return _choice(samples, "body *", holds)


def _choice(
    samples: Sequence[Sample], among: str, holds: Holds, *, unique: bool = False
) -> list[str]:
    """One selector for all pages if there is one, else as few as it takes; empty if none is found.

    On every page where a selector finds anything, the first element that it finds holds what is
    wanted. among: selects the elements to name, the one with the shortest text first. unique: the
    selector finds no second element.
    """
    holding = {
        sample.url: sorted((each for each in islice(sample.root.css(among), _ELEMENTS)
                        if holds(sample, each)), key=_size)
        for sample in samples
    }  # fmt: skip
    chosen: list[str] = []
    left = [sample for sample in samples if holding[sample.url]]
    while left:
        names = dict.fromkeys(name for each in holding[left[0].url] for name in _names(each))
        read = {name: _read_by(name, left, holds, unique) for name in names}
        best = max(read, key=lambda name: len(read[name]), default="")
        chosen += [best] if read.get(best) else []
        left = [sample for sample in left[1:] if sample not in read.get(best, ())]
    return chosen


def _read_by(name: str, samples: Sequence[Sample], holds: Holds, unique: bool) -> list[Sample]:
    """The samples that a selector reads; none if it is wrong for any."""
    found = [(sample, hits) for sample in samples if (hits := sample.root.css(name))]
    is_right = all(
        holds(sample, hits[0]) and not (unique and len(hits) > 1) for sample, hits in found
    )
    return [sample for sample, _ in found] if is_right else []


def _size(element: Element) -> int:
    return len(element.text())


def _letters(text: str) -> str:
    """A text without what extraction may change."""
    return re.sub(r"\W+", "", text).casefold()


def _names(element: Element) -> Iterator[str]:
    """Selectors of an element by what it is called, else by what the boxes around it are called."""
    own = list(_own_names(element))
    yield from own
    for above in islice(ancestors(element), 0 if own else _ABOVE):
        yield from (f"{name} {element.tag}" for name in _own_names(above))
    if element.tag in _TELLING:
        yield element.tag


def _own_names(element: Element) -> Iterator[str]:
    values = element.attributes
    names = [("#", values.get("id"), "")]
    names += ((".", name, "") for name in (values.get("class") or "").split())
    names += [("[itemprop=", values.get("itemprop"), "]")]
    for before, name, after in names:
        if _NAME.fullmatch(name or ""):
            yield f"{element.tag}{before}{name}{after}"
