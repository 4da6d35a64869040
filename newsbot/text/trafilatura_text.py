"""The text of a page whose markup nobody has declared, found by trafilatura.

trafilatura does not know the prompts and datelines of Indonesian portals, so what it finds is
cleaned like any other body.
"""

from __future__ import annotations

import logging

from newsbot.text import bounds
from newsbot.text.markup import Element, parse_html


def extracted(root: Element) -> Element | None:
    """The main text of a page as a tree of its own: paragraphs, headings and lists, with their
    links and bold words. None where trafilatura finds no text."""
    from trafilatura import extract  # slow to import, and most runs never need it

    markup = root.html or ""
    if len(markup) > bounds.EXTRACTED or len(root.css("p, br, li, h2, h3")) > bounds.LINES:
        return None
    # its warnings are of pages without a text, which are told of elsewhere
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = extract(
        markup,
        output_format="html",
        include_comments=False,
        include_links=True,
        include_formatting=True,
    )
    tree = parse_html(found.encode("utf-8", "replace")) if found else None
    return None if tree is None else tree.css_first("body")
