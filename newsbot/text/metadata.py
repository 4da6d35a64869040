"""What a page says about itself: JSON-LD in all its spellings, and <meta>."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsbot.text.markup import one_line

_SCRIPTS = XPath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")
_METAS = XPath("//meta[@content]")
# A JSON string, or a comma that nothing follows before a closing bracket.
_STRING_OR_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
# What pages put around JSON-LD: comments and CDATA, each perhaps commented out, a last semicolon.
_WRAPPER = re.compile(
    r"^[\s\ufeff]*(?:<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?)"
    r"|(?://|/\*)?\s*(?:-->|\]\]>)\s*(?:\*/)?[\s;]*$|^[\s\ufeff]+|[\s;]+$"
)

Node = dict[str, Any]

ARTICLE_TYPES = frozenset(
    {"NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "Article"}
)


def json_ld(root: HtmlElement) -> list[Node]:
    """All JSON-LD objects of a page, out of arrays and `@graph`; what cannot be read is left out.

    Trailing commas, control characters inside strings, comment wrappers and a document escaped
    with HTML entities are read as meant.
    """
    nodes: list[Node] = []
    for script in _SCRIPTS(root):
        nodes.extend(_flatten(_loads(script.text or "")))
    return nodes


def _loads(text: str) -> Any:
    text = _WRAPPER.sub("", text)
    for candidate in (text, html.unescape(text)):
        try:
            # strict=False lets control characters (line breaks, mostly) stand inside strings
            return json.loads(
                _STRING_OR_TRAILING_COMMA.sub(lambda m: m[1] or "", candidate), strict=False
            )
        except (ValueError, RecursionError):
            continue
    return None


def _flatten(data: Any) -> Iterator[Node]:
    waiting = [data]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            waiting.append(item.get("@graph"))


def types(node: Node) -> set[str]:
    """The node's `@type`, which may be a string or a list."""
    kind = node.get("@type")
    return {str(each) for each in (kind if isinstance(kind, list) else [kind])}


def news_article(nodes: list[Node]) -> Node:
    """The article's own node (the first that has a headline or a date), {} when there is none."""
    for node in nodes:
        if types(node) & ARTICLE_TYPES and ("headline" in node or "datePublished" in node):
            return node
    return {}


def breadcrumbs(nodes: list[Node]) -> list[str]:
    """Names of the BreadcrumbList in the order of their positions, home first."""
    for node in nodes:
        if "BreadcrumbList" in types(node) and isinstance(node.get("itemListElement"), list):
            items = [item for item in node["itemListElement"] if isinstance(item, dict)]
            items.sort(key=lambda item: _position(item.get("position")))
            return [
                name for item in items for name in strings(item.get("name") or item.get("item"))[:1]
            ]
    return []


def _position(value: Any) -> int:
    return int(value) if str(value).isdecimal() and len(str(value)) < 10 else 0


def strings(value: Any) -> list[str]:
    """The text of a JSON-LD value: a string, an object with a name or a URL, or a list of these."""
    found: list[str] = []
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting = item + waiting
        elif isinstance(item, dict):
            waiting.insert(0, item.get("name") or item.get("url"))
        elif isinstance(item, str) and (line := one_line(html.unescape(item))):
            found.append(line)
    return found


def image_urls(value: Any) -> list[str]:
    """Addresses of a JSON-LD image: a string, an ImageObject, or a list of these."""
    images = value if isinstance(value, list) else [value]
    return strings([image.get("url") if isinstance(image, dict) else image for image in images])


def metas(root: HtmlElement) -> dict[str, list[str]]:
    """`<meta>` contents by lower-case name, property or itemprop, in page order."""
    found: dict[str, list[str]] = {}
    for element in _METAS(root):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = one_line(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found
