"""Replaces the articles of a listing in HTML or XML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from email.utils import format_datetime
from typing import Any

import lxml.etree
import lxml.html
from cssselect import HTMLTranslator

from newsbot.replica.saved.files import Case, Saved
from newsbot.replica.saved.source_reading import Reading
from newsbot.text.markup import compile_selector

_TIMES = frozenset("pubDate published date publication_date updated lastmod".split())


@dataclass(frozen=True)
class _Slot:
    """An article's place in a listing. box: the largest element that is about no other article.
    key: the article's."""

    box: Any
    key: str


def fill_html(page: Saved, reading: Reading, cases: Sequence[Case]) -> bytes:
    """The page with these articles in place of its own. Raises ValueError when it lists none."""
    selector = getattr(reading.source, "links", None)
    if not page.body.strip() or not isinstance(selector, str):
        raise ValueError(f"{page.path} lists no article")
    # libxml2 parses here, because elements of Lexbor's tree cannot be copied.
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
    root = lxml.html.document_fromstring(page.body, parser)
    slots = [
        _Slot(box, key)
        for box, link in _boxes(_find(selector, root))
        if (key := reading.key(page.url, link))
    ]
    for slot, case in _assign(page, slots, cases):
        _set_address(slot, case, page.url, reading)
        _set_title_and_time(slot.box, case, reading)
    return bytes(lxml.etree.tostring(root, method="html", encoding="utf-8"))


def fill_xml(page: Saved, reading: Reading, cases: Sequence[Case]) -> bytes:
    """The feed or sitemap with these articles in place of its own. Raises ValueError when it lists
    none."""
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = lxml.etree.fromstring(page.body.strip(), parser)
    slots = []
    for box in root.iter("{*}item", "{*}entry", "{*}url"):
        texts = (text for element in box.iter("*") for text in (element.text, element.get("href")))
        keys = (reading.key(page.url, (text or "").strip()) for text in texts)
        slots += [_Slot(box, key) for key in [next(filter(None, keys), None)] if key]
    for slot, case in _assign(page, slots, cases):
        _set_address(slot, case, page.url, reading)
        for element in slot.box.iter("*"):
            name = str(element.tag).rpartition("}")[2]
            if name == "title":
                element.text = case.expected["title"]
            elif name in _TIMES:
                rfc = format_datetime(case.published)
                element.text = rfc if name == "pubDate" else case.published.isoformat()
    return bytes(lxml.etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _boxes(hits: list[Any]) -> Iterator[tuple[Any, str]]:
    """The box of each article, and the first link to it. hits: what the selector of links finds."""
    links = [(_element(hit), hit if isinstance(hit, str) else hit.get("href", "")) for hit in hits]
    links_in: dict[Any, set[str]] = defaultdict(set)
    for element, link in links:
        for box in (element, *element.iterancestors()):
            links_in[box].add(link)
    seen = set()
    for box, link in links:
        while (above := box.getparent()) is not None and above.tag != "body":
            if len(links_in[above]) > 1:
                break
            box = above
        if box not in seen:
            seen.add(box)
            yield box, link


def _assign(page: Saved, slots: list[_Slot], cases: Sequence[Case]) -> Iterator[tuple[_Slot, Case]]:
    """A slot for each case. Where there are too few slots, copies are added behind the last; where
    there are too many, the last are removed. Raises ValueError when there is none."""
    if not slots:
        raise ValueError(f"{page.path} lists no article")
    copies = [deepcopy(slot.box) for slot in slots]
    for slot in slots[len(cases) :]:
        slot.box.getparent().remove(slot.box)
    last = slots[-1].box
    for number, case in enumerate(cases):
        slot = slots[number % len(slots)]
        if number >= len(slots):
            slot = _Slot(deepcopy(copies[number % len(slots)]), slot.key)
            last.addnext(slot.box)
            last = slot.box
        yield slot, case


def _set_address(slot: _Slot, case: Case, base: str, reading: Reading) -> None:
    """Replace every address of the slot's article by that of the case."""
    for element in slot.box.iter("*"):
        for name, value in element.items():
            if reading.key(base, value) == slot.key:
                element.set(name, case.url)
        if element.text and reading.key(base, element.text.strip()) == slot.key:
            element.text = case.url


def _set_title_and_time(box: Any, case: Case, reading: Reading) -> None:
    """Set title and time where the box shows them."""
    for link in box.iter("a"):
        if link.get("href") == case.url and not len(link):
            link.text = case.expected["title"]
    selector = getattr(reading.source, "published", None)
    for hit in _find(selector, box) if selector else ():
        if (element := _element(hit)) is not hit:
            element.set(hit.attrname, case.published.isoformat())
        else:
            del hit[:]
            hit.text = reading.time_text(case)


def _find(selector: str, element: Any) -> list[Any]:
    """What a selector finds: elements, or for an attribute lxml's strings, which know their
    element."""
    hits = []
    for css, name in compile_selector(selector).parts:
        path = HTMLTranslator().css_to_xpath(css)
        hits += element.xpath(f"{path}/@{name}" if name else path)
    return hits


def _element(hit: Any) -> Any:
    """The element that a selector found, or whose attribute it found."""
    attribute = isinstance(hit, str)
    return hit.getparent() if attribute else hit
