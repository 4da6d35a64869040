"""Bytes of a page to an element tree, selectors of its elements, and their text.

Lexbor parses as the HTML standard says, so the tree is the one that browsers have. It takes a third
of the time that libxml2 needs.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError
from w3lib.encoding import (
    html_body_declared_encoding,
    html_to_unicode,
    http_content_type_encoding,
)

from newsbot.text.nesting import flattened

#: An element of a page. Two are the same if their `mem_id` is: `==` compares their markup.
Element = LexborNode

# Control characters and lone surrogates, which no reader can use, and UTF-8 cannot encode the
# latter. Embeddings and overrides of the writing direction (U+202A-U+202E), which spoil what
# follows them; the marks and isolates that Arabic quotations need stay.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ud800-\udfff\ufeff\ufffe\uffff]"
)

# Commas between selectors, not those inside brackets.
_GROUP = re.compile(r",(?![^(\[]*[)\]])")
# A selector of links to addresses that have something in them.
_LINK_TO = re.compile(r"[^,]*\ba\[href\*='(?P<target>[\w/]+)'\]", re.ASCII)
# Python's codecs from bytes to text that are no character sets. Some take minutes for a page.
_NO_CHARSETS = {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined",
                "unicode-escape"}  # fmt: skip
# Bytes that are decoded at once.
_PIECE = 4096
_NOWHERE = LexborHTMLParser("<p>")


def parse_html(body: bytes, content_type: str | None = None) -> Element | None:
    """Parse one page; None when there is nothing to parse.

    Bytes that are valid UTF-8 are read as UTF-8 whatever the header claims: portals do send a wrong
    charset, and no other encoding happens to be valid UTF-8. Of other bytes, content_type (the
    header's value) is believed before the page's own <meta>.
    """
    if not _is_utf8(body):
        body = _decode(body, content_type).encode("utf-8", "replace")
    page = LexborHTMLParser(flattened(body.replace(b"\0", b"").removeprefix(codecs.BOM_UTF8)))
    filled = any(part and part.first_child for part in (page.head, page.body))
    return page.root if filled else None


def _is_utf8(body: bytes) -> bool:
    """Whether bytes are valid UTF-8. They are read piece by piece, as most pieces are ASCII alone,
    which takes a fifth of the time of reading all at once."""
    start, size = 0, len(body)
    while start < size:
        end = start + _PIECE
        piece = body[start:end]
        if piece.isascii():
            start = end
            continue
        try:
            start += codecs.utf_8_decode(piece, "strict", end >= size)[1]
        except UnicodeDecodeError:
            return False
    return True


def _decode(body: bytes, content_type: str | None) -> str:
    """Decode bytes that are not valid UTF-8: as UTF-8 if only a few are spoilt, else as the header
    or <meta> say, else as Western European."""
    text = body.decode("utf-8", "replace")
    spoilt, sound = text.count("\ufffd"), sum(character > "\x7f" for character in text)
    if sound > 2 * spoilt:
        return text
    if content_type and "utf-8" in content_type.lower():
        content_type = None
    declared = http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    if declared in _NO_CHARSETS:
        return body.decode("cp1252", "replace")
    try:
        return html_to_unicode(content_type, body, default_encoding="cp1252")[1]
    except (LookupError, UnicodeError, ValueError):  # a codec, but not to text
        return body.decode("cp1252", "replace")


@dataclass(frozen=True, slots=True)
class Selector:
    """A compiled selector. text: as declared. parts: pairs of a CSS selector and the attribute that
    is wanted of its elements, None for the elements themselves. target: what the addresses of the
    links have in them that it finds; "" where it is none of links alone, or of any."""

    text: str
    parts: tuple[tuple[str, str | None], ...]
    target: str = ""

    def find(self, element: Element) -> list[Element | str]:
        """What it finds in an element, that one included: elements in the order of the page, or
        strings where it ends in an attribute."""
        if len(self.parts) == 1 and self.parts[0][1] is None:
            return [*_matches(self.parts[0][0], element)]
        return [
            match if name is None else match.attributes[name] or ""
            for match, name in self.matches(element)
        ]

    def matches(self, element: Element) -> list[tuple[Element, str | None]]:
        """The elements that it finds, each with the name of the attribute that is wanted of it;
        without elements that lack the attribute."""
        return [
            (match, name)
            for css, name in self.parts
            for match in _matches(css, element)
            if name is None or name in match.attributes
        ]

    def first(self, element: Element) -> list[Element | str]:
        """The first of what `find` finds, or nothing; faster than `find` if it is near the top."""
        if len(self.parts) > 1:
            return self.find(element)[:1]
        ((css, name),) = self.parts
        found = element.css_first(css)
        if found is None:
            return []
        return [found if name is None else found.attributes.get(name) or ""]

    def elements(self, element: Element) -> list[Element]:
        """The elements that it finds, without those of which an attribute is wanted."""
        wanted = (css for css, name in self.parts if name is None)
        return [match for css in wanted for match in _matches(css, element)]


def _matches(css: str, element: Element) -> list[Element]:
    matches = element.css(css)
    if "," in css:  # Lexbor gives an element once for each selector that it fits
        return list({match.mem_id: match for match in matches}.values())
    return matches


@lru_cache(maxsize=5000)
def compile_selector(selector: str) -> Selector:
    """Compile a CSS selector, which may end in `::attr(name)`: `h1.title`, `img::attr(src)`.

    Raises ValueError with the reason when it does not parse.
    """
    wrong = f"cannot parse the selector {selector!r}"
    if selector.startswith(("/", "./", "(")):
        raise ValueError(f"{wrong}: it is XPath, and selectors here are CSS")
    group = _GROUP.split(selector) if "::attr(" in selector else [selector]
    parts = []
    for part in group:
        css, marked, name = part.strip().partition("::attr(")
        name = name.rstrip(") ")
        if marked and not name:
            raise ValueError(f"{wrong}: which attribute?")
        try:
            _NOWHERE.css(css)
        except (SelectolaxError, UnicodeError) as error:
            raise ValueError(f"{wrong}: {error}") from error
        parts.append((css, name or None))
    link = _LINK_TO.fullmatch(selector)
    return Selector(selector, tuple(parts), link["target"] if link else "")


def ancestors(element: Element) -> Iterator[Element]:
    """The elements around one, the nearest first."""
    around = element.parent
    while around is not None and around.is_element_node:
        yield around
        around = around.parent


def one_line(text: str) -> str:
    """Collapse white space (U+00A0 too), drop what cannot be printed, trim."""
    if not text.isprintable():  # a line break is not, either
        text = _UNPRINTABLE.sub("", text).replace("Â\xa0", " ")  # U+00A0, encoded twice
    return " ".join(text.split())


def texts(found: Iterable[Element | str]) -> list[str]:
    """The text of each element, and each string, as one line; without empty ones."""
    lines = (one_line(item if isinstance(item, str) else item.text()) for item in found)
    return [line for line in lines if line]
