"""What a page says of itself in JSON-LD, in all its spellings, and in <meta>."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from newsbot.text import bounds
from newsbot.text.markup import Element, one_line

_SCRIPTS = "script[type*='ld+json' i]"
_TYPE = "ld+json"
_METAS = "meta[content]"
# A JSON string, which in a broken document reaches to its end; or a comma before a closing bracket.
_STRING_OR_TRAILING_COMMA = re.compile(
    r'("(?:[^"\\]++|\\(?:.|\Z))*+(?:"|\Z))|,(?=\s*+[}\]])', re.DOTALL
)
# What pages put around JSON-LD: comments and CDATA, each perhaps commented out; a semicolon.
_OPENING = re.compile(r"<!--|(?://|/\*)?\s*<!\[CDATA\[\s*(?:\*/)?")
_ENDINGS = ("-->", "]]>")
_SPACE = " \t\r\n\f\v\ufeff\u00a0"
# strict=False lets control characters (line breaks, mostly) stand inside strings
_DECODER = json.JSONDecoder(strict=False)

Node = dict[str, Any]

ARTICLE_TYPES = frozenset(
    "NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle "
    "ReviewNewsArticle AskPublicNewsArticle Article BlogPosting LiveBlogPosting".split()
)


def json_ld(scripts: Iterable[Element]) -> list[Node]:
    """All JSON-LD objects of a page's scripts, those in arrays and `@graph` too. What cannot be
    read is left out; trailing commas, control characters inside strings, comments around it and a
    document that is escaped with HTML entities are read as meant.
    """
    held = (
        script.text()
        for script in scripts
        if _TYPE in (script.attributes.get("type") or "").lower()
    )
    read = (_loads(text) for text in held if len(text) <= bounds.JSON_LD)
    return list(islice(chain.from_iterable(map(_flatten, read)), bounds.JSON_LD_OBJECTS))


def too_large(root: Element) -> int:
    """The number of JSON-LD scripts on a page that are too large to be read."""
    return sum(len(script.text()) > bounds.JSON_LD for script in root.css(_SCRIPTS))


def _loads(text: str) -> Any:
    for repair in (str, _repaired, lambda broken: _repaired(unescape(_unwrapped(broken)))):
        try:
            return _DECODER.decode(repair(text))
        except (ValueError, RecursionError):
            continue
    return None


def _repaired(text: str) -> str:
    return _STRING_OR_TRAILING_COMMA.sub(lambda m: m[1] or "", _unwrapped(text))


def _unwrapped(text: str) -> str:
    text = text.strip(_SPACE)
    if opening := _OPENING.match(text):
        text = text[opening.end() :]
    text = text.rstrip(_SPACE + ";")
    bare = text.removesuffix("*/").rstrip(_SPACE)
    if bare.endswith(_ENDINGS):
        text = bare[:-3].rstrip(_SPACE)
        text = text.removesuffix("//").removesuffix("/*")
    return text.strip(_SPACE)


def unescape(text: str) -> str:
    """The text with its entities decoded; as it is, if one has a number too long for Python."""
    try:
        return html.unescape(text)
    except ValueError:
        return text


def _flatten(data: Any) -> Iterator[Node]:
    waiting = deque([data])
    while waiting:
        item = waiting.popleft()
        if isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, dict):
            yield item
            if "@graph" in item:
                waiting.append(item["@graph"])


def types(node: Node) -> set[str]:
    """The node's `@type`, which may be a string or a list."""
    kind = node.get("@type")
    try:
        return {str(name) for name in (kind if isinstance(kind, list) else [kind])}
    except RecursionError:  # nested as deep as the JSON reader allows
        return set()


def news_article(nodes: list[Node]) -> Node:
    """The article's own node: the first of an article's type with a headline or a date; else {}."""
    for node in nodes:
        if ("headline" in node or "datePublished" in node) and types(node) & ARTICLE_TYPES:
            return node
    return {}


def breadcrumbs(nodes: list[Node], title: Any = None) -> list[str]:
    """Names in the BreadcrumbList (a node of its own, or inside a WebPage) in the order of their
    positions, home first, without the article's `title`."""
    inner = (node.get("breadcrumb") for node in nodes)
    for node in (*nodes, *(crumbs for crumbs in inner if isinstance(crumbs, dict))):
        listed = node.get("itemListElement")
        if isinstance(listed, list) and "BreadcrumbList" in types(node):
            items = [item for item in listed if isinstance(item, dict)]
            items.sort(key=lambda item: _position(item.get("position")))
            found = (strings(item.get("name") or item.get("item"))[:1] for item in items)
            return [name for names in found for name in names if name != title]
    return []


def _position(value: Any) -> int:
    digits = str(value) if isinstance(value, int | str) else ""
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0


def strings(value: Any) -> list[str]:
    """The texts of a JSON-LD value: a string, an object with a name or a URL, or a list of
    these."""
    found: list[str] = []
    waiting = [value]  # the next one last
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(reversed(item))
        elif isinstance(item, dict):
            waiting.append(item.get("name") or item.get("url"))
        elif isinstance(item, str) and (line := one_line(unescape(item))):
            found.append(line)
    return found


def image_urls(value: Any) -> list[str]:
    """Addresses of a JSON-LD image: a string, an ImageObject, or a list of these."""
    images = value if isinstance(value, list) else [value]
    return strings([image.get("url") if isinstance(image, dict) else image for image in images])


def metas(root: Element) -> dict[str, list[str]]:
    """Contents of `<meta>` elements in page order, by their lower-case property, name or
    itemprop."""
    found: dict[str, list[str]] = {}
    for element in root.css(_METAS):
        attributes = element.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = one_line(attributes["content"] or "")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found
