"""From elements that hold what is wanted to a selector that finds it on every page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from newsbot.text.dates import read_datetime
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, ancestors, texts
from newsbot.workbench.draft.samples import Sample, own_paragraphs, same_moment

# A name that means something: no number of a widget or a post.
_NAME = re.compile(r"-?[A-Za-z_][A-Za-z_-]*(?:\d{1,2}[A-Za-z_-]*)*")
# Tags that name what they hold.
_TELLING = frozenset({"h1", "h2", "time"})
# Characters of a paragraph by which it is found again, and the share of a text that a body holds.
_BEGINS, _MOST = 50, 0.8
# Characters of a displayed time, and elements that may be one.
_LINE, _ELEMENTS = 80, 5000
_ABOVE = 3


def body_selectors(samples: Sequence[Sample]) -> tuple[str, ...]:
    """Of the smallest box that holds a page's paragraphs."""
    wanted = {
        url: {_letters(text)[:_BEGINS]: len(text) for text in paragraphs}
        for url, paragraphs in own_paragraphs(samples).items()
    }

    def holds(sample: Sample, element: Element) -> bool:
        text, pieces = _letters(element.text()), wanted[sample.url]
        held = sum(size for piece, size in pieces.items() if piece in text)
        return held >= _MOST * sum(pieces.values())

    return _choice(samples, "article, div, main, section, td", holds, unique=True)


def title_selectors(samples: Sequence[Sample]) -> tuple[str, ...]:
    """Of the heading that shows a page's title."""

    def shows(sample: Sample, element: Element) -> bool:
        return folded(" ".join(texts([element]))) == folded(sample.title)

    return _choice(samples, "h1, h2", shows)


def time_selectors(samples: Sequence[Sample], zone: str) -> tuple[str, ...]:
    """Of what displays the time that a page states; any time, where it states none."""

    def shows(sample: Sample, element: Element) -> bool:
        text = " ".join(texts([element]))
        moment = read_datetime(text, sample.answer.answered, zone)[1] if len(text) < _LINE else None
        read = moment.isoformat() if moment else None
        return read is not None and same_moment(read, sample.published_at or read)

    return _choice(samples, "body *", shows)


def _choice(
    samples: Sequence[Sample],
    among: str,
    fits: Callable[[Sample, Element], bool],
    *,
    unique: bool = False,
) -> tuple[str, ...]:
    """One selector for all pages, if there is one; else as few as it takes, none where there is
    none. What a selector finds first (it alone, if it is to be unique) fits on every page where it
    finds anything. among: selects what is tried, the shortest first."""
    names: dict[str, list[str]] = {}
    for sample in samples:
        every = islice(sample.root.css(among), _ELEMENTS)
        fitting = sorted((each for each in every if fits(sample, each)), key=_size)
        names[sample.url] = [name for each in fitting for name in _names(each)]
    chosen: list[str] = []
    left = [sample for sample in samples if names[sample.url]]
    while left:
        best: tuple[str, list[Sample]] = ("", [])
        for name in dict.fromkeys(names[left[0].url]):
            found = [(sample, hits) for sample in left if (hits := sample.root.css(name))]
            right = all(fits(sample, hits[0]) for sample, hits in found)
            once = not unique or all(len(hits) == 1 for _, hits in found)
            if right and once and len(found) > len(best[1]):
                best = name, [sample for sample, _ in found]
        chosen += filter(None, [best[0]])
        left = [sample for sample in left[1:] if sample not in best[1]]
    return tuple(chosen)


def _size(element: Element) -> int:
    return len(element.text())


def _letters(text: str) -> str:
    """A text without what extraction may change."""
    return re.sub(r"\W+", "", text).casefold()


def _names(element: Element) -> Iterator[str]:
    """Selectors of an element by what it is called, else by where it lies."""
    own = list(_own_names(element))
    yield from own
    for above in islice(ancestors(element), 0 if own else _ABOVE):
        yield from (f"{name} {element.tag}" for name in _own_names(above))
    if element.tag in _TELLING:
        yield element.tag


def _own_names(element: Element) -> Iterator[str]:
    values = element.attributes
    if _NAME.fullmatch(values.get("id") or ""):
        yield f"{element.tag}#{values['id']}"
    for each in (values.get("class") or "").split():
        if _NAME.fullmatch(each):
            yield f"{element.tag}.{each}"
    if _NAME.fullmatch(values.get("itemprop") or ""):
        yield f"{element.tag}[itemprop={values['itemprop']}]"
