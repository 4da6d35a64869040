"""Investor Daily (B Universe), the sister of Beritasatu.

Facts: public code of 2025-12 to 2026-09, and what Beritasatu's pages have. Its CloudFront, too,
answers 403 to agents that are not shaped like a browser's."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, same


class InvestorSpider(PortalSpider):
    name = "investor"
    domains = ("investor.id",)
    facts = "2026-01"
    unseen = "article pages, robots.txt, kanal but market and corporate-action"
    access = "blocks plain agents"
    channels = same("market corporate-action")
    sources = (
        Index(
            "https://investor.id/{channel}/indeks[/{page}]",
            ".col-9 a[href], .pr-40 a[href]",
            ".text-muted.small",
            max_pages=20,
            ends=True,
        ),
        Index(
            "https://investor.id/indeks[/{page}]",
            ".col-9 a[href], .pr-40 a[href], a.stretched-link",
            ".text-muted.small, .b1-date",
            max_pages=7,
            ends=True,
            required=False,
        ),
    )
    article_url = r"""
        (?:www\.)?investor\.id/(?!(?:tag|search|indeks|penulis|editor|foto|video|infographic)/)
        (?P<channel>[a-z0-9-]+)/(?P<id>\d+)/(?P<slug>[\w-]+)/?
    """
    canonical = ("https://investor.id/{channel}/{id}/{slug}",)
    brands = ("Investor.id", "Investor Daily", "B Universe")
    selectors = {
        "authors": ("a[href*='/penulis/']",),
        "editors": ("a[href*='/editor/']",),
        "section": (".breadcrumb a:last-of-type",),
        "tags": ("a[href*='/tag/'] h3.badge", "a[href*='/tag/'].badge"),
        "body": (".body-content", ".content-article", ".post-content"),
    }
    drop = ("div[style*='FFEBEB' i]", "h3.badge", "[class*='related']")
