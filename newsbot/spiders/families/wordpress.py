"""Portals on WordPress: what the software and its usual themes have in common.

Facts: WordPress itself (its REST endpoint of posts, feeds, /page/N/, `<!--nextpage-->`), the
markup of the themes Newspaper and JNews and of the core themes, all from public code of 2020 to
2026.

Multi-page: /2/ … after the slug; each theme builds its own pager.
"""

from collections.abc import Mapping
from typing import ClassVar

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Json, Rss, Search

#: Links of listings, of the themes Newspaper, JNews and of the core's.
LINKS = ".td-module-title a, .jeg_post_title a, .entry-title a, article h2 a, article h3 a"


def posts(site: str, *, required: bool = False) -> Json:
    """Any day's posts by the REST endpoint. `after` leaves out its own moment, so it is an hour
    before midnight in Jakarta."""
    return _rest(
        site,
        100,
        "after={date:%Y-%m-%d}T00:00:00%2B08:00&before={next:%Y-%m-%d}T00:00:00%2B07:00",
        required,
    )


def found_posts(site: str, *, required: bool = False) -> Json:
    """The search of the REST endpoint, newest first."""
    return _rest(site, 50, "search={query}", required)


def _rest(site: str, count: int, question: str, required: bool) -> Json:
    """The REST endpoint, `count` posts a page. An offset beyond the end gives an empty list, where
    a page number gives a 400."""
    posts = f"{site}/wp-json/wp/v2/posts?_fields=link,date&per_page={count}"
    url = f"{posts}&offset={{offset}}&{question}"
    return Json(url, "link", "date", step=count, required=required)


def feed(site: str, *, required: bool = True) -> Rss:
    """The feed and its further pages, ten posts each."""
    return Rss(
        f"{site}/feed/?paged={{page}}",
        first=f"{site}/feed/",
        max_pages=10,
        ends=True,
        required=required,
    )


def newest(site: str, links: str = LINKS, *, required: bool = True) -> Index:
    """The home page, and all that is older under /page/N/."""
    return Index(f"{site}/page/{{page}}/", first=f"{site}/", links=links, required=required)


def search(site: str, links: str = LINKS) -> Search:
    """The search that visitors have."""
    return Search(f"{site}/page/{{page}}/?s={{query}}", first=f"{site}/?s={{query}}", links=links)


class WordPress(PortalSpider):
    selectors: ClassVar[Mapping[str, tuple[str, ...]]] = {
        # Newspaper, JNews, core themes
        "title": ("h1.entry-title", "h1.jeg_post_title", "h1.post-title"),
        "authors": (".td-post-author-name a", ".jeg_meta_author a",
                    ".entry-header a[rel=author], .entry-meta a[rel=author]"),
        "body": (".td-post-content", ".content-inner", ".entry-content", ".post-content"),
        "tags": (".td-tags a", ".jeg_post_tags a", ".tags-links a", "a[rel=tag]"),
        "images": (".td-post-featured-image", ".jeg_featured", ".post-thumbnail"),
        "pager": (".page-nav-post a::attr(href)",
                  ".nav_link a::attr(href), .jeg_pagelinks a::attr(href)",
                  ".page-links a::attr(href), a.post-page-numbers::attr(href)",
                  "link[rel=next]::attr(href)"),
    }  # fmt: skip
    drop: ClassVar[tuple[str, ...]] = (
        ".td-post-featured-image", "[class*=td-a-rec]", "[class*=td_block]", ".page-nav",
        "[class*=jnews_inline_related_post]", ".jeg_share_button", ".jeg_ad", ".jeg_post_tags",
        ".nav_link", ".jeg_pagelinks", ".page-links", ".post-nav-links", ".post-modified-info",
        ".code-block", ".sharedaddy", ".jp-relatedposts", ".yarpp", ".yarpp-related", ".lwptoc",
        "#toc_container", ".ez-toc-container", "#ez-toc-container", "ins", "[class*=related-post]",
        "[class*=author-box]", ".post-tags", ".entry-tags",
    )  # fmt: skip
