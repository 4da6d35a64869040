"""The headline that a page shows and the time beside it, where no selector says which they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from newsbot.text import bounds
from newsbot.text.clean import Block
from newsbot.text.dates import read_datetime
from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, ancestors, one_line, texts

_HEADINGS = "h1, h2, h3, h4, h5"
# What a title in metadata may add to the headline: "Judul - Kompas.com", "Judul. Halaman 2 |
# Republika Online", "Otosia.com: Judul".
_AFTER = re.compile(r"(?:\s+(?:[|–—•»-]|::)|\.\s+halaman\s+\d)\s*\S.{0,60}")
_BEFORE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net)\s*[:|–-]\s+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# The most characters of a line that is a time, boxes around a headline that are searched for it,
# and nodes of such a box; and among how many first blocks of a body its headline may be.
_LINE, _BOXES, _NODES, _TOP = 80, 6, 5000, 5


def headline(root: Element, stated: str) -> Element | None:
    """The heading that shows a title of the metadata, which may add the site's name; None where no
    heading does."""
    whole = folded(stated)
    for heading in islice(root.css(_HEADINGS), bounds.VALUES):
        shown = folded(" ".join(texts([heading])))
        if shown and (whole == shown or _adds(whole, shown)):
            return heading
    return None


def _adds(whole: str, shown: str) -> bool:
    if whole.startswith(shown):
        return bool(_AFTER.fullmatch(whole, len(shown)))
    return whole.endswith(shown) and bool(_BEFORE.fullmatch(whole, 0, len(whole) - len(shown)))


def times_beside(heading: Element) -> list[str]:
    """Texts that may be the time of publication, from the smallest box around a headline that has
    any: short lines with a year, then what `<time>` elements state."""
    own = heading.text()
    for box in islice(ancestors(heading), _BOXES):
        nodes = islice(box.traverse(include_text=True), _NODES)
        lines = [one_line(node.text_content or "") for node in nodes]
        shown = [line for line in lines if len(line) <= _LINE and _YEAR.search(line)]
        stated = [time.attributes["datetime"] or "" for time in box.css("time[datetime]")]
        if times := [line for line in shown if line not in own] + stated:
            return times[: bounds.VALUES]
    return []


def begins(blocks: Sequence[Block], shown: str) -> int:
    """The index of the first block of the text, in blocks that may begin with the headline `shown`,
    the time beside it and what stands above them."""
    tops = [index for index, (_, text) in enumerate(blocks[:_TOP]) if shown and text == shown]
    first = tops[0] + 1 if tops else 0
    while first < len(blocks) and _is_time(blocks[first][1]):
        first += 1
    return first if first < len(blocks) else 0


def _is_time(line: str) -> bool:
    return len(line) <= _LINE and bool(_YEAR.search(line)) and read_datetime(line)[1] is not None
