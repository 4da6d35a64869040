"""One address and one key for an article, whatever the form of the link."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from w3lib.url import url_query_cleaner

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_[ce]id|_ga|_gl|jxrecoid|tag_from|source"
    r"|ref|wtag"
)
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def strip_tracking(url: str) -> str:
    """Remove tracking parameters and the fragment, keep everything else as it is."""
    parts = urlsplit(url)
    names = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    junk = [name for name in names if _TRACKING.fullmatch(name.lower())]
    if junk:
        url = url_query_cleaner(url, junk, remove=True)
    return url.partition("#")[0]


@dataclass(frozen=True, slots=True)
class ArticleUrl:
    """What an article link says. `key` names the article within its portal, `url` is its page 1,
    `page` the page number or offset of a later page (0 on page 1), `parts` the named groups."""

    key: str
    url: str
    page: int
    parts: dict[str, str] = field(hash=False)


@dataclass(frozen=True)
class ArticleUrls:
    """How a portal names its articles.

    pattern: a regular expression over `host/path` with named groups, of which `page` (page number
        or offset) and `channel` have a meaning here.
    keys, canonical: templates over these groups, tried in order; the first whose groups are all
        in the link is used. Without a canonical template, `url` is the link without its query.
    """

    pattern: re.Pattern[str]
    keys: tuple[str, ...]
    canonical: tuple[str, ...] = ()

    def read(self, url: str) -> ArticleUrl | None:
        """Recognise an absolute http(s) link; None when it is not an article of this portal."""
        try:
            scheme, host, path, _, _ = urlsplit(url.strip())
        except ValueError:
            return None
        host = host.lower().partition(":")[0]
        match = self.pattern.fullmatch(f"{host}{path}") if scheme in ("http", "https") else None
        if match is None:
            return None
        parts = {name: text for name, text in match.groupdict().items() if text}
        key = _fill(self.keys, parts)
        if key is None:
            return None
        if "page" in parts:
            path = path[: match.start("page") - len(host) - 1]
        bare = _fill(self.canonical, parts) or urlunsplit(("https", host, path, "", ""))
        return ArticleUrl(key, bare, int(parts.get("page", 0)), parts)


def _fill(templates: tuple[str, ...], parts: dict[str, str]) -> str | None:
    for template in templates:
        if all(name in parts for name in _PLACEHOLDER.findall(template)):
            return template.format_map(parts)
    return None
