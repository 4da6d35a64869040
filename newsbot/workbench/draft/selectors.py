"""From elements that hold what is wanted to a selector that finds it on every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from newsbot.text.dates import read_datetime
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, ancestors, texts
from newsbot.workbench.draft.samples import Sample, own_paragraphs, plain, same_moment

# A name that means something: no number of a widget or a post.
_NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*(?:\d{1,2}[A-Za-z_-]*)*")
_BOXES = frozenset("article div main section td".split())
# Characters of a paragraph by which it is found again, and the share of a text that a body holds.
_BEGINS, _MOST = 50, 0.8
# Characters of a displayed time, and elements that may be one.
_LINE, _ELEMENTS = 80, 5000
_ABOVE = 3

Fits = Callable[[Sample, Element], bool]


def body_selectors(samples: Sequence[Sample]) -> tuple[str, ...]:
    """Of the smallest box that holds a page's paragraphs."""
    wanted = {
        url: {letters(text)[:_BEGINS]: len(text) for text in paragraphs}
        for url, paragraphs in own_paragraphs(samples).items()
    }

    def holds(sample: Sample, element: Element) -> bool:
        text, pieces = letters(element.text()), wanted[sample.url]
        held = sum(size for piece, size in pieces.items() if piece in text)
        return held >= _MOST * sum(pieces.values())

    def names(sample: Sample) -> Iterator[str]:
        smallest = within = sample.root.css_first("body")
        while within:
            smallest = within
            boxes = (each for each in smallest.iter() if each.tag in _BOXES)
            within = next((each for each in boxes if holds(sample, each)), None)
        around_it = [smallest, *ancestors(smallest)] if smallest else []
        return (name for box in around_it if box.tag in _BOXES for name in _names(box))

    return _choice(names, samples, holds, unique=True)


def title_selectors(samples: Sequence[Sample]) -> tuple[str, ...]:
    """Of the heading that shows a page's title."""

    def shows(sample: Sample, element: Element) -> bool:
        return plain(element) == folded(sample.title)

    def names(sample: Sample) -> Iterator[str]:
        for heading in sample.root.css("h1, h2"):
            if shows(sample, heading):
                yield from _names(heading)
                yield heading.tag or ""

    return _choice(names, samples, shows)


def time_selectors(samples: Sequence[Sample], zone: str) -> tuple[str, ...]:
    """Of what displays the time that a page states; any time, where it states none."""

    def shows(sample: Sample, element: Element) -> bool:
        text = " ".join(texts([element]))
        if not text or len(text) > _LINE:
            return False
        moment = read_datetime(text, sample.answer.answered, zone)[1]
        stated = sample.published_at
        return bool(moment) and (stated is None or same_moment(str(moment), stated))

    def names(sample: Sample) -> Iterator[str]:
        every = islice(sample.root.css("body *"), _ELEMENTS)
        shown = sorted((each for each in every if shows(sample, each)), key=_size)
        return (name for each in shown for name in _names(each))

    return _choice(names, samples, shows)


def around(elements: Sequence[Element]) -> str | None:
    """The name of the smallest box that is around all of these."""
    boxes = list(ancestors(elements[0]))
    for box in boxes:
        inside = {each.mem_id for each in box.css("*")}
        if all(each.mem_id in inside for each in elements):
            return next(_names(box), None)
    return None


def _choice(
    names: Callable[[Sample], Iterator[str]],
    samples: Sequence[Sample],
    fits: Fits,
    *,
    unique: bool = False,
) -> tuple[str, ...]:
    """One name for all pages, if there is one; else as few as it takes, none where there is none.
    What a name finds first (it alone, if it is to be unique) is what is wanted, on every page where
    it finds anything."""
    chosen: list[str] = []
    left = [sample for sample in samples if next(names(sample), None)]
    while left:
        best: tuple[str, list[Sample]] = ("", [])
        for name in dict.fromkeys(names(left[0])):
            found = [(sample, hits) for sample in left if (hits := sample.root.css(name))]
            right = all(fits(sample, hits[0]) for sample, hits in found)
            once = not unique or all(len(hits) == 1 for _, hits in found)
            if right and once and len(found) > len(best[1]):
                best = name, [sample for sample, _ in found]
            if len(best[1]) == len(left):
                break
        chosen += filter(None, [best[0]])
        left = [sample for sample in left[1:] if sample not in best[1]]
    return tuple(chosen)


def _size(element: Element) -> int:
    return len(element.text())


def letters(text: str) -> str:
    """A text without what extraction may change."""
    return re.sub(r"\W+", "", text).casefold()


def _names(element: Element) -> Iterator[str]:
    """Selectors of an element by what it is called, else by where it lies."""
    own = list(own_names(element))
    yield from own
    for above in islice(ancestors(element), 0 if own else _ABOVE):
        for name in own_names(above):
            yield f"{name} {element.tag}"


def own_names(element: Element) -> Iterator[str]:
    values = element.attributes
    if _NAME.fullmatch(values.get("id") or ""):
        yield f"{element.tag}#{values['id']}"
    for each in (values.get("class") or "").split():
        if _NAME.fullmatch(each):
            yield f"{element.tag}.{each}"
    if _NAME.fullmatch(values.get("itemprop") or ""):
        yield f"{element.tag}[itemprop={values['itemprop']}]"
