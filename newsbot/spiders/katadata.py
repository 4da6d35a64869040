"""Katadata, economy and data, one template.

Facts: public code of 2026-08, automatic probes of 2026-10 (sitemaps, index, robots.txt), public
code of 2026-02 (listing's time), 2020 (older listings). Sitemaps hold whole months since 2021-01;
the index by day shows its first page only (further ones come by a POST that nobody has recorded),
and reaches further back. JSON-LD has a space for the T in times, <meta> names no zone and means
WIB. robots.txt allows all. No article has been seen to have more pages."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DatedIndex, Index, Json, Rss, Sitemap, same

LINKS, TIME = "article.article--berita a[href]", ".article__date"
FOUND = {"q": "{query}", "source": "katadata", "sort": "newest", "limit": 10, "page": "{page}"}


class KatadataSpider(PortalSpider):
    name = "katadata"
    domains = ("katadata.co.id",)
    facts = "2026-08"
    unseen = "whole article pages, how many articles the index by day shows"
    channels = same("berita finansial")
    sources = (
        Sitemap("https://katadata.co.id/sitemap/post/{month:%Y-%m}.xml"),
        DatedIndex(
            "https://katadata.co.id/indeks/search/-/{date:%d-%m-%Y}/{date:%d-%m-%Y}",
            LINKS,
            TIME,
            required=False,
        ),
        Index("https://katadata.co.id/indeks", LINKS, TIME),
        Rss("https://katadata.co.id/rss", required=False),
        Json("https://api-search.katadata.co.id/search", "url", items="results", json=FOUND),
    )
    article_url = r"""
        (?:www\.)?katadata\.co\.id/(?!foto/|video/)(?P<channel>[a-z-]+)(?:/[a-z0-9-]+)?
        /(?P<id>[0-9a-f]{13})/[\w-]+/?
    """
    brands = ("Katadata.co.id", "Tim Publikasi Katadata", "Katadata Green")
    mixed_dateline = True
    selectors = {
        "title": (".detail-title",),
        "authors": (".detail-author-name",),
        "published_at": (".detail-date",),
        "section": (".section-breadcrumb li:last-child a",),
        "images": (".detail-image",),
        "body": (".detail-main", ".detail-body"),
    }
    drop = ("[class*=ai-summary]", ".detail-image", ".detail-title", ".detail-author",
            ".detail-date")  # fmt: skip
