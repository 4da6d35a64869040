"""Portals that nobody has described, one for each domain: what any site says of itself.

Fields are what pages state in JSON-LD, <meta>, microdata and markup that many sites share (mostly
WordPress themes); the text of other pages is found by trafilatura. Addresses: any path may be an
article's, the same on every host of the domain, with "/2", "/page/2" or "?page=2" for its further
pages.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Discover
from newsbot.text.urls import ArticleUrls, UrlDate

# A number is an article's page only behind a slug: "/berita/12" is no page 12 of "/berita".
_PATH = r"""
    /(?=(?P<dated>[^?]*?(?<!\d)(?P<year>20\d\d)/(?P<month>0[1-9]|1[0-2])/(?P<day>[0-3]\d)/)?)
    (?P<path>(?:[^/]++/)*?(?:(?P<slug>[^/-]*+-[^/-]*+-[^/]*?)|[^/]+?))
    (?:\.(?:html?|php|aspx?))?
    (?P<suffix>/amp|\.amp|(?(slug)/(?:(?:page|halaman)/)?(?P<page>\d{1,2})|(?!)))?/?
"""
_HOST = r"(?:(?:www|m|amp|mobile)\.)?"
#: Tried where a page states a field neither in JSON-LD nor in <meta>. Not any <time>: the first may
#: be of another article, in a box of popular ones.
SHARED = {
    "title": ("h1.entry-title", "h1.post-title", "h1[itemprop=headline]", "article h1", "h1"),
    "published_at": (
        "[itemprop=datePublished]::attr(content)",
        "[itemprop=datePublished]::attr(datetime)",
        "[itemprop=datePublished]",
        "time.entry-date::attr(datetime)",
    ),
    "body": (
        "[itemprop=articleBody]",
        ".entry-content",
        ".post-content",
        ".td-post-content",
        ".article-content",
    ),
    "pager": (
        "link[rel=next]::attr(href)",
        "a[rel=next]::attr(href)",
        ".page-links a::attr(href)",
        "[class*=paging i] a::attr(href)",
        "[class*=pagination i] a::attr(href)",
        "[class*=halaman i] a::attr(href)",
    ),
}
DROP = (
    ".sharedaddy", ".jp-relatedposts", ".related-posts", ".page-links", ".post-tags",
    ".wp-block-buttons", "[class*=baca-juga i]", "[class*=bacajuga i]", "[class*=related i]",
    "[class*=share i]", "[class*=paging i]", "[class*=pagination i]", "[class*=adsbygoogle]",
    "[id^=div-gpt-ad]",
)  # fmt: skip


class Undeclared(PortalSpider):
    """Of any domain; `portal_of` makes one of it."""

    undeclared = True
    shared = {**PortalSpider.shared, **SHARED}
    page_parameter = "page"
    mixed_dateline = True
    drop = DROP
    # Sites may date by UTC.
    url_date = UrlDate(
        "{year}{month}{day}", "%Y%m%d", "published", timedelta(days=1), timedelta(days=1)
    )


@lru_cache(maxsize=100)
def portal_of(domain: str) -> type[PortalSpider]:
    """The portal that a domain is; its name is the domain. Raises ValueError where it is none."""
    declared = {
        "name": domain,
        "domains": (domain,),
        "sources": (Discover(f"https://{domain}/"),),
        "article_url": rf"{_HOST}(?:(?P<sub>[\w.-]+)\.)?{re.escape(domain)}{_PATH}",
        "keys": ("{sub}/{path}", "{path}"),
        "brands": (domain.partition(".")[0],),
    }
    return type("UndeclaredPortal", (Undeclared,), declared)


def is_domain(portal: str) -> bool:
    """Whether a portal's name is a domain: those that are declared are called by one word."""
    return "." in portal


def domain_of(url: str) -> str:
    """The domain whose portal reads an address that stands alone."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return re.sub(rf"^{_HOST}", "", host)


#: Knows the articles of all domains at once by their addresses; a page is read by the rules of its
#: own domain's portal.
ANYWHERE = replace(
    portal_of("any.example").rules,
    portal="any",
    urls=ArticleUrls(re.compile(rf"{_HOST}(?P<host>[^/]+){_PATH}", re.VERBOSE), ("{host}/{path}",)),
)
