"""Which further pages a page's pager ("Halaman") promises, by links or by their number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from newsbot.extract.rules import Rules
from newsbot.text import bounds
from newsbot.text.markup import Element, texts
from newsbot.text.urls import UNNUMBERED, ArticleUrl, absolute, strip_tracking

# Between addresses that share one attribute, which a script reads.
_BETWEEN = re.compile(r",\s*(?=https?://)")
_NUMBER = re.compile(r"(?<!\d)[0-9]{1,3}(?!\d)")


def read_pager(rules: Rules, url: str, canonical: str, root: Element) -> dict[str, str]:
    """The addresses of this article's pages, in the pager's order; empty without a pager. The keys
    are page numbers as text, "0" for page 1, or "/name" of pages without a number.

    A portal that declares no pager is read by links that say "next". A link is taken only if it
    leads to this article: the next article has another key. canonical: the address of page 1.
    """
    own = rules.urls.read(url)
    counted = _counted(rules, canonical, root)
    declared = rules.own.get("pager")
    for selector in declared or rules.shared["pager"] if own else ():
        found = (href for text in texts(selector.find(root)) for href in _BETWEEN.split(text))
        links = (absolute(url, href) for href in found)
        targets = [(rules.urls.read(link), strip_tracking(link)) for link in links if link]
        pages = {_name(to): link for to, link in targets if own and to and to.key == own.key}
        if pages.keys() - {"0"} or (pages and declared):
            return counted | pages
    return counted


def _name(target: ArticleUrl) -> str:
    return f"/{target.parts['part']}" if target.page == UNNUMBERED else str(target.page)


def _counted(rules: Rules, canonical: str, root: Element) -> dict[str, str]:
    """The addresses of the pages that the pager counts ("Halaman 1/4"), by number."""
    for selector in rules.own.get("page_count", ()):
        found = selector.find(root)
        pieces = (piece for match in found for piece in _pieces(match))
        text = " ".join(islice(pieces, bounds.VALUES))[: bounds.LINE]
        numbers = [int(number) for number in _NUMBER.findall(text)]
        if last := max((number for number in numbers if number <= bounds.PAGES), default=0):
            pages = range(2, last + 1)
            return {"0": canonical} | {str(n): rules.urls.further(canonical, n) for n in pages}
    return {}


def _pieces(found: Element | str) -> Iterable[str]:
    """The text of what a selector found, in pieces: those of `<li>1</li><li>2</li>` stand apart."""
    if isinstance(found, str):
        return [found]
    return (piece.text_content or "" for piece in found.traverse(include_text=True))
