"""The text of a page whose markup nobody has declared: found by trafilatura, which may be missing.

Its precision is what is wanted here: it leaves out what it is not sure of. It knows nothing of this
house's prompts and datelines, so what it finds is cleaned like any other body.
"""

from __future__ import annotations

import logging
from importlib.util import find_spec

from newsbot.text import bounds
from newsbot.text.markup import Element, parse_html

#: What to do where it is missing.
INSTALL = "pip install trafilatura lxml_html_clean"


def available() -> bool:
    """Whether trafilatura is installed."""
    return all(find_spec(name) for name in ("trafilatura", "lxml_html_clean"))


def extracted(root: Element) -> Element | None:
    """The main text of a page as a tree of its own: paragraphs, headings, lists, with their links
    and what is bold. None where there is none."""
    from trafilatura import extract

    markup = root.html or ""
    if len(markup) > bounds.PAGE_BYTES:
        return None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # of pages without a text
    found = extract(
        markup,
        output_format="html",
        favor_precision=True,
        include_comments=False,
        include_links=True,
        include_formatting=True,
    )
    tree = parse_html(found.encode("utf-8", "replace")) if found else None
    return None if tree is None else tree.css_first("body")
