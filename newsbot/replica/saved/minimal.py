"""The least listing in which a source finds a link: for portals that none was saved of."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import cssselect
from cssselect import parser

from newsbot.replica.answer import HTML, XML
from newsbot.replica.saved.files import Saved
from newsbot.sources import Rss, Sitemap, Source

_RSS = (
    '<rss version="2.0"><channel><item><title/><link>{url}</link><pubDate/></item></channel></rss>'
)
_SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{url}</loc>'
    "<news:news><news:publication_date/></news:news></url></urlset>"
)
_NOWHERE = Path("a listing made for its source")


def minimal(source: Source, url: str) -> Saved | None:
    """A listing with a link to `url`; None for a source of another kind, or whose selector is more
    than tags, classes, ids, attributes, descendants and children."""
    if isinstance(source, Rss | Sitemap):
        form = _RSS if isinstance(source, Rss) else _SITEMAP
        return _saved(url, form.format(url=escape(url)), XML)
    links = getattr(source, "links", None)
    published = getattr(source, "published", None)
    try:
        link = _markup(links, f' href="{escape(url)}"')
        time = _markup(published, ' datetime="">') if published else ""
    except (ValueError, TypeError, cssselect.SelectorError):
        return None
    return _saved(url, f"<html><body><div><div>{link}{time}</div></div></body></html>", HTML)


def _saved(url: str, body: str, content_type: str) -> Saved:
    return Saved(_NOWHERE, url, body.encode(), content_type, 0, datetime.now(UTC))


def _markup(selector: Any, attributes: str) -> str:
    """Nested tags that the first of the selectors finds, with attributes on the innermost. Raises
    ValueError for a selector that cannot be built."""
    css = str(selector).partition("::attr(")[0]
    markup = ""
    for number, simple in enumerate(_chain(cssselect.parse(css)[0].parsed_tree)):
        tag, own = _tag(simple)
        if tag in ("html", "body"):
            continue
        tag = ("a" if "href" in attributes else "time") if tag is None and not number else tag
        own += attributes.rstrip(">") if not number else ""
        markup = f"<{tag or 'div'}{own}>{markup}</{tag or 'div'}>"
    return markup


def _chain(tree: Any) -> list[Any]:
    """Compound selectors from the innermost out."""
    chain = []
    while isinstance(tree, parser.CombinedSelector):
        if tree.combinator not in (" ", ">"):
            raise ValueError(f"cannot build the combinator {tree.combinator}")
        chain.append(tree.subselector)
        tree = tree.selector
    return [*chain, tree]


def _tag(tree: Any) -> tuple[str | None, str]:
    """The tag that a compound selector wants (None: any) and its attributes as written."""
    names: list[str] = []
    attributes = ""
    while not isinstance(tree, parser.Element):
        if isinstance(tree, parser.Class):
            names.append(tree.class_name)
        elif isinstance(tree, parser.Hash):
            attributes += f' id="{escape(str(tree.id))}"'
        elif isinstance(tree, parser.Attrib) and tree.attrib != "href":
            value = str(tree.value.value) if tree.value else ""
            attributes += f' {tree.attrib}="{escape(value)}"'
        elif not isinstance(tree, parser.Attrib):
            raise ValueError(f"cannot build {tree}")
        tree = tree.selector
    if names:
        attributes += f' class="{escape(" ".join(names))}"'
    return tree.element, attributes
