"""From elements that hold what is wanted to a selector that finds it on every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from newsbot.drafting.samples import Sample, plain, same_moment
from newsbot.text.dates import read_datetime
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, ancestors, texts

# A name that means something: no number of a widget or a post.
_NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*(?:\d{1,2}[A-Za-z_-]*)*")
_BOXES = frozenset("article div main section td".split())
# Characters of a paragraph by which it is found again, and the share of them that a body must hold.
_BEGINS, _MOST = 60, 0.9
# Characters of a displayed time, and elements that may be one.
_LINE, _ELEMENTS = 80, 5000
_ABOVE = 3

Fits = Callable[[Sample, Element], bool]


def body_selector(samples: Sequence[Sample]) -> str | None:
    """The smallest box that holds the paragraphs of each page."""
    wanted = {sample.url: [folded(text)[:_BEGINS] for text in sample.paragraphs]
              for sample in samples}  # fmt: skip

    def holds(sample: Sample, element: Element) -> bool:
        text, pieces = plain(element), wanted[sample.url]
        return sum(piece in text for piece in pieces) >= _MOST * len(pieces)

    first = samples[0]
    smallest = first.root.css_first("body")
    while smallest and (
        within := next(
            (each for each in smallest.iter() if each.tag in _BOXES and holds(first, each)), None
        )
    ):
        smallest = within
    boxes = [smallest, *ancestors(smallest)] if smallest else []
    named = (name for box in boxes if box.tag in _BOXES for name in _names(box))
    return _common(named, samples, holds, unique=True)


def title_selector(samples: Sequence[Sample]) -> str | None:
    """The heading that shows each page's title."""

    def shows(sample: Sample, element: Element) -> bool:
        return plain(element) == folded(sample.title)

    headings = (each for each in samples[0].root.css("h1, h2") if shows(samples[0], each))
    named = (name for heading in headings for name in (*_names(heading), heading.tag or ""))
    return _common(named, samples, shows)


def time_selector(samples: Sequence[Sample], zone: str) -> str | None:
    """What displays the time that each page states; any time, where a page states none."""

    def shows(sample: Sample, element: Element) -> bool:
        text = " ".join(texts([element]))
        if not text or len(text) > _LINE:
            return False
        moment = read_datetime(text, sample.answer.answered, zone)[1]
        stated = sample.published_at
        return moment is not None and (
            stated is None or same_moment(moment.isoformat(), stated)
        )  # fmt: skip

    every = islice(samples[0].root.css("body *"), _ELEMENTS)
    shown = (each for each in every if shows(samples[0], each))
    return _common((name for each in shown for name in _names(each)), samples, shows)


def around(elements: Sequence[Element]) -> str | None:
    """The name of the smallest box that is around all of these."""
    boxes = list(ancestors(elements[0]))
    for box in boxes:
        inside = {each.mem_id for each in box.css("*")}
        if all(each.mem_id in inside for each in elements):
            return next(_names(box), None)
    return None


def _common(
    names: Iterator[str], samples: Sequence[Sample], fits: Fits, *, unique: bool = False
) -> str | None:
    """The first name of which the first element (the only one, if it has to be) is what is wanted
    on every page."""
    for name in dict.fromkeys(names):
        found = [(sample, sample.root.css(name)) for sample in samples]
        if all(
            hits and (not unique or len(hits) == 1) and fits(sample, hits[0])
            for sample, hits in found
        ):
            return name
    return None


def _names(element: Element) -> Iterator[str]:
    """Selectors of an element by what it is called, else by where it lies."""
    own = list(_own_names(element))
    yield from own
    for above in islice(ancestors(element), 0 if own else _ABOVE):
        for name in _own_names(above):
            yield f"{name} {element.tag}"


def _own_names(element: Element) -> Iterator[str]:
    values = element.attributes
    if _NAME.fullmatch(values.get("id") or ""):
        yield f"{element.tag}#{values['id']}"
    for each in (values.get("class") or "").split():
        if _NAME.fullmatch(each):
            yield f"{element.tag}.{each}"
    if _NAME.fullmatch(values.get("itemprop") or ""):
        yield f"{element.tag}[itemprop={values['itemprop']}]"
