"""Addresses: which are articles of a portal, their keys and their pages; and links of pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property, lru_cache
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit, urlunsplit

from w3lib.url import url_query_cleaner

from newsbot.text import bounds
from newsbot.text.calendar import WIB

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|yclid|msclkid|igshid|mc_[ce]id|_ga|_gl|jxrecoid|tag_from|source"
    r"|ref|wtag"
)
# A page number or offset of more digits is none.
_PAGE_DIGITS = 6
#: The page of a further page whose address has no number.
UNNUMBERED = -1
# A host's name that any resolver takes.
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# An address that urljoin would give back as it is, in ten times the time.
_WHOLE = re.compile(r"https?://[\w.:-]+/[\w./~%+,=&@!*'$-]*(?:\?[\w./~%+,:=&@!*'$-]+)?", re.ASCII)


def split_url(url: str) -> SplitResult:
    """The parts of an address; empty ones where a text is no address at all ("http://[")."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def strip_tracking(url: str) -> str:
    """Remove tracking parameters and the fragment, keep everything else as it is."""
    names = [name for name, _ in parse_qsl(split_url(url).query, keep_blank_values=True)]
    junk = [name for name in names if _TRACKING.fullmatch(name.lower())]
    if junk:
        url = url_query_cleaner(url, junk, remove=True)
    return url.partition("#")[0]


@dataclass(frozen=True, slots=True)
class ArticleUrl:
    """An article's address, read. key: the article's name within its portal. url: the address of
    its page 1. page: 0 on page 1, the number or offset of a further page, UNNUMBERED where the
    address of a further page has no number. parts: the named groups of the portal's pattern."""

    key: str
    url: str
    page: int
    parts: dict[str, str] = field(hash=False)


@dataclass(frozen=True)
class UrlDate:
    """The date that a portal puts into its article addresses: a second witness of `published_at`.

    template: a template over the groups of the article pattern, "{year}{month}{day}{time}".
    format: that of strptime, or "epoch" for seconds since 1970. Without hours it names a day.
    meaning: what the date is; `published` is never off by more than minutes, `created` is when
        the article was begun in the editorial system.
    early, late: how much before or after that date an article can be published.
    zone: of the date, which does not say so itself.
    """

    template: str
    format: str
    meaning: Literal["published", "created"]
    early: timedelta = timedelta(minutes=5)
    late: timedelta = timedelta(minutes=5)
    zone: timezone = WIB

    def read(self, parts: dict[str, str]) -> datetime | None:
        """The moment (aware) that an address names, of a day its midnight; None where it names
        none. parts: as in ArticleUrl."""
        text = _fill((self.template,), parts)
        try:
            if text is None:
                return None
            if self.format == "epoch":
                return datetime.fromtimestamp(int(text), UTC).astimezone(self.zone)
            return datetime.strptime(text, self.format).replace(tzinfo=self.zone)
        except (ValueError, OverflowError, OSError):
            return None

    def window(self, parts: dict[str, str]) -> tuple[datetime, datetime] | None:
        """The earliest and latest moment of publication that the address allows; None where it
        names no date."""
        moment = self.read(parts)
        if moment is None:
            return None
        return moment - self.early, moment + self.late + timedelta(days=self.by_day)

    @property
    def by_day(self) -> bool:
        """Whether it names a day and no time of day."""
        return self.format != "epoch" and "%H" not in self.format


# How many addresses a portal's ArticleUrls remembers: a page names its own several times.
_REMEMBERED = 500


@dataclass(frozen=True)
class ArticleUrls:
    """How a portal addresses its articles.

    pattern: a regular expression over `host/path` with named groups. Four groups have a meaning
        here: `page` is the number or offset of a page; `part` the name of a further page that has
        no number; `suffix` what a further page or a view adds to the path of page 1 ("-part2",
        "/all"), where that is more than a slash and `page`; `channel` the channel.
    keys, canonical: templates over these groups, tried in order; the first whose groups are all
        in the link is used. Without a canonical template, `url` is the link without its query.
    date: the date in the address; None where there is none.
    page_parameter: the parameter of the query that numbers the pages; None where the path does. A
        value that is no number ("all") is a view of page 1.
    first_page: the number of page 1: 1 where `?page=1` is page 1, 0 where `-part1` is page 2.
    """

    pattern: re.Pattern[str]
    keys: tuple[str, ...]
    canonical: tuple[str, ...] = ()
    date: UrlDate | None = None
    page_parameter: str | None = None
    first_page: int = 1

    def read(self, url: str) -> ArticleUrl | None:
        """Recognise an absolute http(s) link; None when it is not an article of this portal."""
        return self._remembering(url) if len(url) <= bounds.URL else None

    @cached_property
    def _remembering(self) -> Callable[[str], ArticleUrl | None]:
        return lru_cache(_REMEMBERED)(self._read)

    def _read(self, url: str) -> ArticleUrl | None:
        parts = web_parts(url.strip())
        if parts is None:
            return None
        host, path = parts
        match = self.pattern.fullmatch(f"{host}{path}")
        if match is None or len(match.groupdict().get("page") or "") > _PAGE_DIGITS:
            return None
        named = {name: text for name, text in match.groupdict().items() if text}
        key = _fill(self.keys, named)
        if key is None:
            return None
        if "suffix" in named:
            path = path[: match.start("suffix") - len(host)]
        elif "page" in named:
            path = path[: match.start("page") - len(host) - 1]
        bare = _fill(self.canonical, named) or urlunsplit(("https", host, path, "", ""))
        if "part" in named:
            return ArticleUrl(key, bare, UNNUMBERED, named)
        number = int(named.get("page") or self._page_in_query(url))
        page = number + 1 - self.first_page if number > self.first_page else 0
        return ArticleUrl(key, bare, page, named)

    def _page_in_query(self, url: str) -> str:
        name = self.page_parameter
        if not name or f"{name}=" not in url:
            return "0"
        number = dict(parse_qsl(urlsplit(url).query)).get(name, "")
        is_number = number.isascii() and number.isdecimal() and len(number) <= _PAGE_DIGITS
        return number if is_number else "0"

    def further(self, url: str, page: int) -> str:
        """The address of a further page of the article at `url`, where the query numbers it."""
        return f"{url}?{self.page_parameter}={page - 1 + self.first_page}"

    def window(self, article: ArticleUrl) -> tuple[datetime, datetime] | None:
        """The earliest and latest moment of publication that the address allows; None where it
        names no date."""
        return self.date.window(article.parts) if self.date else None


def absolute(base: str, link: str) -> str | None:
    """The address that a link leads to on a page at `base`; None when it cannot be one."""
    link = link.strip()
    if _WHOLE.fullmatch(link):
        return link
    try:
        return urljoin(base, link)
    except ValueError:
        return None


def behind(link: str) -> str:
    """The address that a link through a counter of clicks leads to, "/link?url=https%3A%2F%2F…";
    any other link as it is."""
    if "/link?url=" not in link:
        return link
    target = dict(parse_qsl(link.partition("?")[2])).get("url", "")
    return target if target.startswith(("http://", "https://")) else link


def web_address(base: str, link: str) -> str | None:
    """Like `absolute`; None when it is no http(s) address."""
    link = link.strip()
    if len(link) <= bounds.URL and _WHOLE.fullmatch(link) and ":" not in link[len("https:") :]:
        return link
    whole = absolute(base, link) or ""
    return whole if web_parts(whole) else None


def web_parts(url: str) -> tuple[str, str] | None:
    """Host (lower case) and path of an http(s) address; None for any other scheme, for one with a
    user's name in it, and for one too long to be an address."""
    parts = split_url(url)
    host, is_web = parts.hostname, parts.scheme in ("http", "https")
    if not is_web or not host or "@" in parts.netloc or len(url) > bounds.URL:
        return None
    return host, parts.path


def on_site(url: str, domains: Collection[str]) -> bool:
    """Whether an address may be asked for: http(s), on one of these domains or below it, on the
    web's own port, without a user's name."""
    parts = web_parts(url)
    if parts is None or not _HOST.fullmatch(parts[0]):
        return False
    try:
        port = urlsplit(url).port
    except ValueError:
        return False
    host = parts[0]
    known = any(host == domain or host.endswith(f".{domain}") for domain in domains)
    return known and port in (None, 80, 443)


def _fill(templates: tuple[str, ...], parts: dict[str, str]) -> str | None:
    for template in templates:
        if all(name in parts for name in _PLACEHOLDER.findall(template)):
            return template.format_map(parts)
    return None
