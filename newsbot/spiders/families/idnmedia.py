"""IDN Media's magazines: IDN Times, Popbela, Popmama."""

from typing import ClassVar

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Sitemap


def article_url(host: str) -> str:
    """Addresses of 2025 and later end in two codes, the author's and the article's: the author's
    may differ for one article. Older ones name the author before the slug."""
    return rf"""
        {host}/(?P<channel>[a-z0-9-]+)/(?P<section>[a-z0-9-]+)(?:/amp)?
        /(?: [\w-]+-[a-z0-9]{{5}}-(?P<id>[a-z0-9]{{6}}) | (?P<old>[\w.-]+/[\w-]+) )/?
    """


def hub(site: str) -> Index:
    """The page of a kanal, some thirty articles and no further page."""
    return Index(
        f"{site}/{{channel}}",
        links="a:has([data-cy=ds-card-article-title]), .post-list-item .post-media a",
        published="[data-cy=ds-card-article-pubdate]",
    )


def sitemaps(site: str) -> Sitemap:
    return Sitemap(f"{site}/sitemap.xml", follow=r"/sitemap-news\.xml$", required=False)


class IdnMedia(PortalSpider):
    """JSON-LD says everything but the tags, among whose keywords is "Update me". The body has a
    list's items as numbered headings, each with a picture and where it is from. robots.txt forbids
    query strings, so no source has one."""

    facts = "2026-07"
    keys = ("{id}", "{old}")
    selectors = {
        # 2025-, 2019-24, AMP of 2020
        "body": ("#article-description", "#article-content", ".post-entry"),
        "tags": ("#tag-list a",),
        "images": (".article__cover, .embed-image", "[data-cy=ds-cover-image], figure"),
    }
    drop: ClassVar[tuple[str, ...]] = (
        ".embed-image", ".article__cover", ".inarticle-ads", ".editors-pick", "[id*='-ads-']",
        ".inarticle", "amp-ad",
    )  # fmt: skip
    brands: ClassVar[tuple[str, ...]] = ("IDN Times", "Popbela", "Popmama", "IDN Media")
