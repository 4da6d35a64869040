"""The listings of a site that nobody has described: sitemaps that robots.txt names, feeds that the
home page names, and WordPress's list of posts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass, replace
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from newsbot.sources.base import DAY, EVER, CrawlScope, Found, Link, Listing, ListingPage
from newsbot.sources.json import Json
from newsbot.sources.source import Source
from newsbot.sources.xml import Rss, Sitemap
from newsbot.text import bounds
from newsbot.text.article_address import looks_like_article
from newsbot.text.dates import DateReader
from newsbot.text.json_data import read_json
from newsbot.text.markup import compile_selector, parse_html, texts
from newsbot.text.urls import absolute

# Asked for where robots.txt names no sitemap, and where the home page names no feed.
_SITEMAPS = ("sitemap_index.xml", "sitemap.xml", "wp-sitemap.xml", "post-sitemap.xml",
             "sitemap-news.xml", "news-sitemap.xml")  # fmt: skip
_FEEDS = ("feed/", "rss")
_ROBOTS = "robots.txt"
_NAMED = re.compile(rb"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
# By their roots, which stand near the beginning.
_IS_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b")
_IS_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)\b")
_HEAD = 3000
_FEED = compile_selector(
    "link[rel~=alternate][type*=rss]::attr(href), link[rel~=alternate][type*=atom]::attr(href)"
)
_LINKS = compile_selector("a[href]::attr(href)")
# Comments.
_NO_FEED = re.compile(r"comment|komentar")
#: Sitemaps that may list articles, by their paths; one whose name tells a time holds that of it.
FOLLOW = (
    r"^(?!.*(?:categor|kategori|author|penulis|(?:post_|[/_-])tags?\b|tag-|topi[ck]|page-sitemap|"
    r"posts-page|pages|users|image|video|foto|gallery|attachment))"
    r"(?:.*?(?<!\d)(?P<year>20\d\d)(?:[-_/]?(?P<month>0[1-9]|1[0-2])(?:[-_/]?(?P<day>[0-3]\d))?)?"
    r"(?!\d))?"
)
# Of sitemaps that nothing dates, the first and the last so many: a site begins with either end. Of
# links that nothing dates, none where they are more than a few days of news.
_ENDS, _UNDATED = 3, 200
_POSTS = "wp-json/wp/v2/posts?_fields=link,date_gmt&orderby=date&per_page=100"
_POSTS_PAGE = 100
# What reads each kind.
_SITEMAP, _RSS = Sitemap("sitemap.xml", follow=FOLLOW), Rss("feed")
_WORDPRESS = Json("posts", link="link", published="date_gmt")


@dataclass(frozen=True)
class Discover(Source):
    """All listings that a site names or has in the usual places.

    url: the site's home page. A listing that does not exist is no loss, as nobody has said that it
    would. Links of a feed, a news sitemap or WordPress are articles'; links of other listings are
    taken if they look like an article's (Link.guessed).
    """

    _: KW_ONLY
    most_bytes: ClassVar[int] = bounds.XML_BYTES

    @property
    def answers(self) -> frozenset[str]:
        return frozenset({"latest", "range"})

    def listings(self, scope: CrawlScope) -> Iterator[Listing]:
        """robots.txt, the home page, and WordPress's posts of the range."""
        if scope.query is not None:
            return
        for url in (self._at(_ROBOTS), self.url):
            yield Listing(url, url)
        first, last = scope.since - DAY, scope.until + DAY  # the site's clock may be another
        posts = f"{self._at(_POSTS)}&after={first:%Y-%m-%dT%H:%M:%S}"
        if last < scope.now:
            posts += f"&before={last:%Y-%m-%dT%H:%M:%S}"
        yield Listing(posts, posts)

    def following(self, listing: Listing) -> Listing | None:
        """The next page of WordPress's posts; None for the other listings, which have one page."""
        if not listing.cursor:
            return None
        page = listing.page + 1
        return replace(listing, url=f"{listing.walk}&page={page}", page=page, cursor="")

    def instead(self, url: str, reason: str) -> list[Listing] | None:
        if not re.fullmatch(r"http_4\d\d|robots|off-site", reason):
            return None
        return self._guesses(_SITEMAPS) if urlsplit(url).path == f"/{_ROBOTS}" else []

    def read_page(self, page: ListingPage) -> Found:
        if urlsplit(page.url).path == f"/{_ROBOTS}":
            urls = (link.decode("utf-8", "replace") for link in _NAMED.findall(page.body))
            named = [_named(page.url, url) for url in urls]
            return Found([], named or self._guesses(_SITEMAPS))
        if _IS_SITEMAP.search(page.body, 0, _HEAD):
            return _of_sitemap(_SITEMAP.read_page(page))
        if _IS_FEED.search(page.body, 0, _HEAD):
            return _RSS.read_page(page)
        data = read_json(page.body)
        return self._of_html(page) if data is None else _of_wordpress(page, data)

    def _of_html(self, page: ListingPage) -> Found:
        """Links that look like articles, and the feeds that a home page names."""
        url, root = page.url, parse_html(page.body, page.content_type)
        if root is None:
            return Found([])
        links = (absolute(url, href) for href in texts(_LINKS.find(root)))
        found = [Link(link, guessed=True) for link in links if link and looks_like_article(link)]
        feeds = (absolute(url, href) for href in texts(_FEED.find(root)))
        named = [Listing(feed, feed) for feed in feeds if feed and not _NO_FEED.search(feed)]
        at_home = urlsplit(url).path in ("", "/")
        return Found(found, named or (self._guesses(_FEEDS) if at_home else []))

    def _guesses(self, names: tuple[str, ...]) -> list[Listing]:
        return [_named(self.url, name) for name in names]

    def _at(self, name: str) -> str:
        return urljoin(self.url, name)


def _named(base: str, link: str) -> Listing:
    url = absolute(base, link) or base
    return Listing(url, url)


def _of_wordpress(page: ListingPage, data: Any) -> Found:
    """The posts in WordPress's answer. Its dates are in UTC and do not say so."""
    if not isinstance(data, list):
        return Found([])
    found = _WORDPRESS.read_page(replace(page, dates=DateReader(zone="UTC")))
    return replace(found, cursor="next" if len(data) >= _POSTS_PAGE else "")


def _of_sitemap(found: Found) -> Found:
    """Of an index, the sitemaps that may hold articles, newest first. Of a sitemap, the links that
    are articles or look like it."""
    dated = [listing for listing in found.listings if listing.held]
    dated.sort(key=lambda listing: listing.held[1] if listing.held else EVER, reverse=True)
    others = [listing for listing in found.listings if not listing.held]
    if len(others) > 2 * _ENDS:
        others = others[:_ENDS] + others[-_ENDS:]
    links = [
        replace(link, guessed=link.published is None)
        for link in found.links
        if link.published or looks_like_article(link.url)
    ]
    timed = [link for link in links if link.published or link.latest]
    silent = [link for link in links if not (link.published or link.latest)]
    return Found(timed + (silent if len(silent) <= _UNDATED else []), dated + others)
