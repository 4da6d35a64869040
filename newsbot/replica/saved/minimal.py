"""Makes the smallest listing in which a source finds a link, where none was saved."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from newsbot.clock import now
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
_VALUE = r"""(?:"[^"]*"|'[^']*'|[\w-]*)"""
_SIMPLE = re.compile(
    rf"(?P<tag>[a-z][\w-]*)?\*?(?P<rest>(?:[.#][\w-]+|\[[\w-]+(?:[~^$*|]?={_VALUE})?\])*)"
)
_PART = re.compile(r"""([.#])([\w-]+)|\[([\w-]+)(?:[~^$*|]?=["']?([^"'\]]*)["']?)?\]""")
# Between the parts of a selector, but not within the value of an attribute.
_COMBINATOR = re.compile(r"""\s*>\s*|\s+(?![^\[]*\])""")
_NOWHERE = Path("a listing made for its source")


def minimal(source: Source, url: str) -> Saved | None:
    """A listing with a link to `url` for a source: a feed, a sitemap, or HTML. None for other kinds
    of sources, and where a selector has more than tags, classes, ids, attributes, descendants and
    children."""
    if isinstance(source, Rss | Sitemap):
        form = _RSS if isinstance(source, Rss) else _SITEMAP
        return _saved(url, form.format(url=escape(url)), XML)
    links = getattr(source, "links", None)
    published = getattr(source, "published", None)
    if not isinstance(links, str):
        return None
    try:
        link = _markup(links, f' href="{escape(url)}"', "a")
        time = _markup(published, ' datetime=""', "time") if published else ""
    except ValueError:
        return None
    return _saved(url, f"<html><body><div><div>{link}{time}</div></div></body></html>", HTML)


def _saved(url: str, body: str, content_type: str) -> Saved:
    return Saved(_NOWHERE, url, body.encode(), content_type, 0, now())


def _markup(selector: str, attributes: str, tag: str) -> str:
    """Nested elements that match the first selector of a list. attributes: of the innermost, as
    text. tag: of the innermost where the selector names none. Raises ValueError for a selector with
    other parts than minimal() names."""
    markup = ""
    css = selector.partition("::attr(")[0].partition(",")[0].strip()
    for simple in reversed(_COMBINATOR.split(css)):
        if not (match := _SIMPLE.fullmatch(simple)):
            raise ValueError(f"cannot build {simple}")
        name = match["tag"] or ("div" if markup else tag)
        if name not in ("html", "body"):
            own = _attributes(match["rest"]) + ("" if markup else attributes)
            markup = f"<{name}{own}>{markup}</{name}>"
    return markup


def _attributes(rest: str) -> str:
    """The attributes of an element that matches these classes, ids and attributes, as text."""
    values: dict[str, list[str]] = {}
    for sign, name, attribute, value in _PART.findall(rest):
        values.setdefault({".": "class", "#": "id"}.get(sign, attribute), []).append(name or value)
    values.pop("href", None)
    return "".join(f' {name}="{escape(" ".join(texts))}"' for name, texts in values.items())
