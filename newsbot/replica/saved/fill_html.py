"""Puts other articles into a listing in HTML or XML."""

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
    """An article's place in a listing: the largest box that is about nothing else."""

    box: Any
    key: str


def fill_html(page: Saved, reading: Reading, cases: Sequence[Case]) -> bytes:
    """The page with these articles in the places of its own. Raises ValueError when it has none."""
    selector = getattr(reading.source, "links", None)
    if not page.body.strip() or not isinstance(selector, str):
        raise ValueError(f"{page.path} lists no article")
    # libxml2's tree, as Lexbor's has no copies of elements
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True)
    root = lxml.html.document_fromstring(page.body, parser)
    slots = [
        _Slot(box, key)
        for box, link in _boxes(_find(selector, root))
        if (key := reading.key(page.url, link))
    ]
    for slot, case in _filled(page, slots, cases):
        _stamp(slot, case, page.url, reading)
        _tell_html(slot.box, case, reading)
    return bytes(lxml.etree.tostring(root, method="html", encoding="utf-8"))


def fill_xml(page: Saved, reading: Reading, cases: Sequence[Case]) -> bytes:
    """The same for a feed or a sitemap. Raises ValueError."""
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = lxml.etree.fromstring(page.body.strip(), parser)
    slots = []
    for box in root.iter("{*}item", "{*}entry", "{*}url"):
        texts = (text for each in box.iter("*") for text in (each.text, each.get("href")))
        keys = (reading.key(page.url, (text or "").strip()) for text in texts)
        slots += [_Slot(box, key) for key in [next(filter(None, keys), None)] if key]
    for slot, case in _filled(page, slots, cases):
        _stamp(slot, case, page.url, reading)
        for each in slot.box.iter("*"):
            name = str(each.tag).rpartition("}")[2]
            if name == "title":
                each.text = case.expected["title"]
            elif name in _TIMES:
                rfc = format_datetime(case.published)
                each.text = rfc if name == "pubDate" else case.published.isoformat()
    return bytes(lxml.etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _boxes(found: list[Any]) -> Iterator[tuple[Any, str]]:
    """The box of each link, and the link; links of one box are one."""
    links = [(_element(hit), hit if isinstance(hit, str) else hit.get("href", "")) for hit in found]
    about: dict[Any, set[str]] = defaultdict(set)
    for element, link in links:
        for box in (element, *element.iterancestors()):
            about[box].add(link)
    seen = set()
    for box, link in links:
        while (above := box.getparent()) is not None and above.tag != "body":
            if len(about[above]) > 1:
                break
            box = above
        if box not in seen:
            seen.add(box)
            yield box, link


def _filled(page: Saved, slots: list[_Slot], cases: Sequence[Case]) -> Iterator[tuple[_Slot, Case]]:
    """A slot for each case: those there are, then copies of them; those to spare are removed."""
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


def _stamp(slot: _Slot, case: Case, base: str, reading: Reading) -> None:
    """Make every address of the slot's article one of the case."""
    for each in slot.box.iter("*"):
        for name, value in each.items():
            if reading.key(base, value) == slot.key:
                each.set(name, case.url)
        if each.text and reading.key(base, each.text.strip()) == slot.key:
            each.text = case.url


def _tell_html(box: Any, case: Case, reading: Reading) -> None:
    """Title and time, where they are displayed."""
    for link in box.iter("a"):
        if link.get("href") == case.url and not len(link):
            link.text = case.expected["title"]
    selector = getattr(reading.source, "published", None)
    found: list[Any] = _find(selector, box) if selector else []
    for hit in found:
        if (element := _element(hit)) is not hit:
            element.set(hit.attrname, case.published.isoformat())
        else:
            del hit[:]
            hit.text = reading.stated(case)


def _find(selector: str, element: Any) -> list[Any]:
    """What a selector finds: elements, or strings that know theirs for an attribute."""
    found = []
    for css, name in compile_selector(selector).parts:
        path = HTMLTranslator().css_to_xpath(css)
        found += element.xpath(f"{path}/@{name}" if name else path)
    return found


def _element(hit: Any) -> Any:
    """What a selector found, or the element whose attribute it found."""
    attribute = isinstance(hit, str)
    return hit.getparent() if attribute else hit
