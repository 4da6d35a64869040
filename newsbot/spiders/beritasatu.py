"""Beritasatu (B Universe), one host, the kanal in the path.

Facts: public code of 2026-04 and 2026-07. CloudFront answers 403 to every agent that is not shaped
like a browser's: what is said here was seen by browsers. robots.txt disallows /widget/, /tag/,
/search/ and /network/. One page each. thejakartaglobe.beritasatu.com was another newspaper."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Sitemap, same


class BeritasatuSpider(PortalSpider):
    name = "beritasatu"
    domains = ("beritasatu.com",)
    facts = "2026-07"
    unseen = "where a page displays its time"
    access = "blocks plain agents"
    channels = same("banten bplus ekonomi internasional jabar lifestyle multimedia nasional "
                    "ototekno sport")  # fmt: skip
    sources = (
        Index(
            "https://www.beritasatu.com/terkini/indeks[/{page}]",
            ".row.gx-3.mt-4.position-relative a.stretched-link",
            ".b1-date",
            max_pages=7,
            ends=True,
        ),
        Sitemap("https://www.beritasatu.com/sitemap.xml", follow=r"/news\.xml$"),
    )
    article_url = r"""
        (?:www\.|m\.)?beritasatu\.com/(?!(?:network|tag|search|widgets?|foto|video)/)
        (?P<channel>[a-z0-9-]+)/(?P<id>\d+)[/-](?P<slug>[\w-]+)(?P<html>\.html)?/?
    """
    canonical = ("https://www.beritasatu.com/{channel}/{id}-{slug}{html}",
                 "https://www.beritasatu.com/{channel}/{id}/{slug}")  # fmt: skip
    brands = ("BeritaSatu.com", "B Universe")
    selectors = {
        "authors": ("a[href*='/penulis/']",),
        "editors": ("a[href*='/editor/']",),
        "tags": ("a[href*='/tag/'] h3.badge",),
        "body": (".body-content",),
    }
    drop = ("div[style*='FFEBEB' i]", "h3.badge")
