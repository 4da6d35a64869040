"""Selectors that begin with a class, answered from one walk over the page.

XPath compares the classes of every element for each `.tags a` anew, which costs a fifth of parsing
the page; a portal has dozens of such selectors.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, NamedTuple

from cssselect import HTMLTranslator, SelectorError
from lxml.etree import XPath
from lxml.html import HtmlElement

# ".tags", ".tags a", ".tags > a"; no comma, and nothing else that is said of the first element.
_BEGINS = re.compile(r"\.(?P<name>[\w-]+)(?:(?P<how>\s*>\s*|\s+)(?P<rest>[^\s>+~,][^,]*))?")
_CLASSES = XPath("descendant-or-self::*[@class]")
# Of more elements than this of one class, none is looked at alone.
_COMMON = 50


class Lead(NamedTuple):
    """The class that a selector begins with, and what is to be found from there (None: nothing
    more). deep: at any depth, so that one lead inside another finds nothing new."""

    name: str
    rest: XPath | None
    deep: bool


def lead_of(selector: str) -> Lead | None:
    """How a CSS selector begins, if it does with a class; it may end in `::attr(…)`."""
    css, _, attribute = selector.partition("::attr(")
    match = _BEGINS.fullmatch(css.strip())
    if match is None:
        return None
    end = f"/@{attribute.rstrip(') ')}" if attribute else ""
    name, how, rest = match.group("name", "how", "rest")
    if rest is None:
        return Lead(name, XPath(f".{end}") if end else None, deep=False)
    deep = ">" not in how
    try:
        path = HTMLTranslator().css_to_xpath(rest, "descendant::" if deep else "child::")
    except SelectorError:
        return None
    return Lead(name, XPath(path + end), deep)


class Marks:
    """The elements of a page that have one of the classes `names`, in the order of the page."""

    def __init__(self, root: HtmlElement, names: Collection[str]):
        self._root = root
        self._by_class: dict[str, list[HtmlElement]] = {name: [] for name in names}
        for element in _CLASSES(root):
            for name in element.get("class").split():
                marked = self._by_class.get(name)
                if marked is not None and not (marked and marked[-1] is element):
                    marked.append(element)

    def find(self, lead: Lead, within: HtmlElement | None = None) -> list[Any] | None:
        """What the selector finds in the page, or within an element of it (that one included):
        elements, or strings for an attribute. None when XPath is the better way: elements of the
        class lie in each other, or are so many that to look around each would take long."""
        first = self._by_class[lead.name]
        if len(first) > _COMMON:
            return None
        if within is not None and within is not self._root:
            first = [each for each in first if each is within or within in each.iterancestors()]
        if lead.rest is None:
            return list(first)
        if len(first) > 1:
            all_first = set(first)
            outer = [each for each in first if all_first.isdisjoint(each.iterancestors())]
            if not lead.deep and len(outer) < len(first):
                return None  # the children of one lie between those of another
            first = outer
        return [found for each in first for found in lead.rest(each)]
