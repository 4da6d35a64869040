"""Tirto.id, news and long reads.

Facts: public code of 2026-07 and 2026-08, a saved search page of 2026-07. No NewsArticle JSON-LD;
article:modified_time has no zone and means WIB. The index is one page: robots.txt forbids *?next*,
which would go on. Its search is Google's, made by a script. Cloudflare stands before it and has
refused bare agents. diajeng.id, which the index names too, is another portal."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Rss, Sitemap


class TirtoSpider(PortalSpider):
    name = "tirto"
    domains = ("tirto.id",)
    facts = "2026-08"
    unseen = "article pages, feed, sitemaps"
    sources = (
        Index("https://tirto.id/indeks", ".postcard-title a", ".postcard-timestamp"),
        Rss("https://tirto.id/sitemap/r/google-discover", required=False),
        Sitemap("https://tirto.id/sitemap.xml", follow=r"news", required=False),
    )
    # Pages of rubrics are addressed alike; this one alone ends in four letters.
    article_url = r"""
        (?:www\.)?tirto\.id/(?!pikir-dua-kali)(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)+)-(?P<id>[A-Za-z0-9]{4})/?
    """
    canonical = ("https://tirto.id/{slug}-{id}",)
    selectors = {
        "title": ("h1.article-title",),
        "published_at": (".byline div",),
        "authors": (".byline a.reporter-name",),
        "section": (".breadcrumbs-wrapper a:last-of-type",),
        "body": (".content-text-editor",),
        "images": ("article figure",),
    }
    drop = (".baca-holder", "[id^='gpt-']", "ins")
    brands = ("tirto.id", "Tim Riset Tirto")
