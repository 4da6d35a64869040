"""Portals that nobody has described, one for each domain: what any site says of itself.

Fields come from JSON-LD, <meta>, microdata and markup that many sites share (mostly WordPress
themes); trafilatura finds the text of other pages. Any path may be an article's; it is the same
article on every host of the domain. "/2", "/page/2" or "?page=2" are its further pages.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DAY, Discover
from newsbot.text.urls import ArticleUrls, UrlDate, split_url

# A number is an article's page only behind a slug: "/berita/12" is no page 12 of "/berita".
_PATH = r"""
    /(?=(?P<dated>[^?]*?(?<!\d)(?P<year>20\d\d)/(?P<month>0[1-9]|1[0-2])/(?P<day>[0-3]\d)/)?)
    (?P<path>(?:[^/]++/)*?(?:(?P<slug>[^/-]*+-[^/-]*+-[^/]*?)|[^/]+?))
    (?:\.(?:html?|php|aspx?))?
    (?P<suffix>/amp|\.amp|(?(slug)/(?:(?:page|halaman)/)?(?P<page>\d{1,2})|(?!)))?/?
"""
_HOST = r"(?:(?:www|m|amp|mobile)\.)?"
#: As of all portals, but the links to further pages, which a described portal declares.
SHARED = {
    **PortalSpider.shared,
    "pager": (*PortalSpider.shared["pager"], ".page-links a::attr(href)",
              "[class*=paging i] a::attr(href)", "[class*=pagination i] a::attr(href)",
              "[class*=halaman i] a::attr(href)"),
}  # fmt: skip
DROP = (
    ".sharedaddy", ".jp-relatedposts", ".related-posts", ".page-links", ".post-tags",
    ".wp-block-buttons", "[class*=baca-juga i]", "[class*=bacajuga i]", "[class*=related i]",
    "[class*=share i]", "[class*=paging i]", "[class*=pagination i]", "[class*=adsbygoogle]",
    "[id^=div-gpt-ad]",
)  # fmt: skip


class Undeclared(PortalSpider):
    """Base class for domains without a spider file; `portal_of(domain)` builds the subclass."""

    undeclared = True
    shared = SHARED
    page_parameter = "page"
    mixed_dateline = True
    drop = DROP
    # Sites may date by UTC.
    url_date = UrlDate("{year}{month}{day}", "%Y%m%d", "published", early=DAY, late=DAY)


@lru_cache(maxsize=100)
def portal_of(domain: str) -> type[PortalSpider]:
    """The portal of a domain; its name is the domain. Raises ValueError where that is no name."""
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
    """Whether a portal's name is a domain; names of portals with a spider file have no dot."""
    return "." in portal


def domain_of(url: str) -> str:
    """The domain whose portal reads the page at an address; "" where it is no address."""
    return re.sub(rf"^{_HOST}", "", split_url(url).hostname or "")


#: Rules that recognise the articles of all domains by their addresses. A page is read by the rules
#: of its own domain's portal.
ANYWHERE = replace(
    portal_of("any.example").rules,
    portal="any",
    urls=ArticleUrls(re.compile(rf"{_HOST}(?P<host>[^/]+){_PATH}", re.VERBOSE), ("{host}/{path}",)),
)
