"""Flattens pages that nest too deep, before they are parsed.

The time of parsing by the standard grows with the square of the depth: a megabyte of `<div>` takes
minutes. Browsers do not nest deeper than 512 elements, either.
"""

from __future__ import annotations

import re
from collections import Counter

# Pages of fewer tags are parsed fast, however deep they nest; news pages have 2,000.
_FEW_TAGS = 8_000
_DEEPEST = 500
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
# Elements that have no content, or end by themselves where the next one begins.
_SHALLOW = frozenset(
    b"area base br col dd dt embed hr img input li link meta option p param source td th tr track "
    b"wbr".split()
)


def flattened(body: bytes) -> bytes:
    """The page, without the start tags that would nest deeper than 500 elements."""
    if len(body) - len(body.replace(b"<", b"")) <= _FEW_TAGS:  # in half the time of `count`
        return body
    kept, end, depth = [], 0, 0
    is_open: Counter[bytes] = Counter()
    for tag in _TAG.finditer(body):
        name = tag[2].lower()
        if name in _SHALLOW:
            continue
        if tag[1]:
            if is_open[name]:
                is_open[name] -= 1
                depth -= 1
        elif depth < _DEEPEST:
            is_open[name] += 1
            depth += 1
        else:
            kept.append(body[end : tag.start()])
            end = body.find(b">", tag.end()) + 1 or len(body)
    return b"".join((*kept, body[end:])) if kept else body
