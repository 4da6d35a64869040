"""Bytes of a page to an element tree, and the text of an element."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

import lxml.etree
import lxml.html
from cssselect import HTMLTranslator, SelectorError
from lxml.etree import XPath
from lxml.html import HtmlElement
from w3lib.encoding import html_to_unicode

# Control characters and lone surrogates: no reader can use them, and UTF-8 cannot carry the latter.
# Embeddings and overrides of the writing direction (U+202A-U+202E), which spoil what follows them;
# the marks and isolates that Arabic quotations need stay.
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\ud800-\udfff\ufeff\ufffe\uffff]"
)

_TEXT = XPath("string()", smart_strings=False)
# Commas between selectors, not those inside brackets.
_GROUP = re.compile(r",(?![^(\[]*[)\]])")


def parse_html(body: bytes, content_type: str | None = None) -> HtmlElement | None:
    """Parse one page; None when there is nothing to parse.

    Bytes that are valid UTF-8 are UTF-8 whatever the header claims (portals do send a wrong charset
    and never send another encoding that happens to be valid UTF-8), and others are not.
    `content_type` is the header's value, believed before the page's own <meta>.
    """
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        body = _decode(body, content_type).encode("utf-8", "replace")
    # huge_tree: tags that are never closed nest deeper than libxml2's default allows
    # lxml.etree's, not lxml.html's: elements with less on them, and a tenth cheaper
    parser = lxml.etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return cast("HtmlElement | None", lxml.etree.fromstring(body.replace(b"\0", b""), parser))
    except lxml.etree.XMLSyntaxError:  # nothing but white space
        return None


def _decode(body: bytes, content_type: str | None) -> str:
    """Bytes that are not all UTF-8: as UTF-8 if a few are spoilt, else by header, by <meta>, or as
    Western European."""
    text = body.decode("utf-8", "replace")
    spoilt, sound = text.count("\ufffd"), sum(character > "\x7f" for character in text)
    if sound > 2 * spoilt:
        return text
    if content_type and "utf-8" in content_type.lower():
        content_type = None
    try:
        return html_to_unicode(content_type, body, default_encoding="cp1252")[1]
    except (LookupError, UnicodeError, ValueError):  # a charset that Python has, but not for text
        return body.decode("cp1252", "replace")


def compile_selector(selector: str) -> XPath:
    """Compile a CSS selector (`h1.title`, `img::attr(src)`) or an XPath (starts with `/` or `.//`).

    Raises ValueError with the reason when it does not parse.
    """
    try:
        if selector.startswith(("/", "./", "(")):
            return XPath(selector)
        group = _GROUP.split(selector) if "::attr(" in selector else [selector]
        return XPath(" | ".join(map(_to_xpath, group)))
    except (lxml.etree.XPathSyntaxError, SelectorError) as error:
        raise ValueError(f"cannot parse the selector {selector!r}: {error}") from error


def _to_xpath(selector: str) -> str:
    css, _, attribute = selector.partition("::attr(")
    xpath = HTMLTranslator().css_to_xpath(css)
    return f"{xpath}/@{attribute.rstrip(') ')}" if attribute else xpath


def select(xpath: XPath, element: HtmlElement) -> list[HtmlElement | str]:
    """Run a compiled selector: elements, or strings where it ends in an attribute."""
    found = xpath(element)
    return list(found) if isinstance(found, list) else [str(found)]


def one_line(text: str) -> str:
    """Collapse white space (U+00A0 too), drop what cannot be printed, trim."""
    return " ".join(_UNPRINTABLE.sub("", text).split())


def texts(found: Iterable[HtmlElement | str]) -> list[str]:
    """The visible text of each element (or each string), one line each, empty ones left out."""
    lines = (one_line(item if isinstance(item, str) else _TEXT(item)) for item in found)
    return [line for line in lines if line]
