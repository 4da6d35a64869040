"""The part of a page that holds its running text, where no selector says which it is: the smallest
element with nearly all sentences that stand below the headline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from newsbot.text import bounds
from newsbot.text.fingerprint import folded
from newsbot.text.junk import is_furniture
from newsbot.text.markup import Element, ancestors, one_line

# Elements whose text is no article's, and those that make a line of their own.
_APART = frozenset(
    "aside nav footer form script style noscript template select button figure figcaption "
    "h1 h2 h3 h4 h5 h6 iframe svg label textarea".split()
)
_LINES = frozenset("p div li td th blockquote section article main body center pre dd".split())
# Elements that hold one line, no text of several.
_ONE_LINE = frozenset("p li span font a b strong em i".split())
_ENDS = (".", "!", "?", "…", '"', "”", "'", "’", ")", ":")
# A line of fewer words is no sentence; how much of a line may be links.
_LEAST_WORDS, _LINKED = 5, 0.5
# A sentence is found again by its first characters.
_BEGINS = 60
# How much of all sentences the element must hold: of those that an extractor found, of all.
_OF_KNOWN, _OF_ALL = 0.85, 0.75


@dataclass(slots=True)
class _Line:
    """The text of one element, without that of the lines inside it."""

    element: Element
    parts: list[str] = field(default_factory=list)
    linked: int = 0


def running_text(root: Element, heading: Element | None, known: str = "") -> Element | None:
    """The element with the running text. heading: that of the article, below which the text stands;
    None where it is not known. known: an extractor's text; only its sentences count then. None
    where there are no sentences."""
    known = folded(known)
    weights = Counter[int]()
    for line, words, text in _sentences(root, heading):
        if not known or folded(text)[:_BEGINS] in known:
            for element in (line, *ancestors(line)):
                weights[element.mem_id] += words
    best = root.css_first("body")
    if best is None or not weights[best.mem_id]:
        return None
    least = weights[best.mem_id] * (_OF_KNOWN if known else _OF_ALL)
    while inner := next((child for child in best.iter() if weights[child.mem_id] >= least), None):
        if inner.tag in _ONE_LINE:
            break
        best = inner
    return best


def _sentences(root: Element, heading: Element | None) -> Iterator[tuple[Element, int, str]]:
    """The lines below the heading that read like sentences, each with its number of words that are
    no links, and its text."""
    body = root.css_first("body")
    lines: dict[int, _Line] = {}
    below = heading is None
    for node in islice(body.traverse(include_text=True) if body else (), bounds.NODES):
        if not below:
            below = heading is not None and node.mem_id == heading.mem_id
            continue
        text = node.text_content
        if text is None or text.isspace():
            continue
        around = list(ancestors(node))
        tags = [element.tag for element in around]
        element = next((e for e, tag in zip(around, tags, strict=True) if tag in _LINES), None)
        if element is None or not _APART.isdisjoint(tags):
            continue
        line = lines.setdefault(element.mem_id, _Line(element))
        line.parts.append(text)
        if "a" in tags:
            line.linked += len(text.split())
    for line in lines.values():
        text = one_line("".join(line.parts))
        words = len(text.split())
        if words < _LEAST_WORDS or line.linked > words * _LINKED:
            continue
        ends = text.endswith(_ENDS) or words >= 4 * _LEAST_WORDS
        if ends and not is_furniture(text, heading=False):
            yield line.element, words - line.linked, text
