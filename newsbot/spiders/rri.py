"""Radio Republik Indonesia, the desk in Jakarta and its stations, one template.

Facts: public code of 2026-09 (article, search, addresses), 2026-08 (og:title has a suffix), feeds'
address in many lists of 2026. The desk's addresses have no station; /index.php/ before either.
Every station prints WIB, those in the east too. No article has been seen to have more pages."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Rss, Search


class RriSpider(PortalSpider):
    name = "rri"
    domains = ("rri.co.id",)
    facts = "2026-09"
    unseen = "whole pages, the feed, robots.txt"
    sources = (
        Rss("https://rri.co.id/rss"),
        Search(
            "https://rri.co.id/search?q={query}&page={page}", ".news-list-item a.title", ".date"
        ),
    )
    article_url = r"""
        (?:www\.)?rri\.co\.id/(?:index\.php/)?(?!(?:foto|tags?|video)/)(?:(?P<station>[a-z-]+)/)?
        (?P<channel>[a-z0-9-]+)/(?P<id>\d+)/(?P<slug>[\w-]+)/?
    """
    canonical = ("https://rri.co.id/{station}/{channel}/{id}/{slug}",
                 "https://rri.co.id/{channel}/{id}/{slug}")  # fmt: skip
    brands = ("RRI.co.id", "KBRN", "LPP RRI")
    selectors = {
        "title": ("#news-title",),
        "authors": ("li:not(.author) + li.author a, li.author:first-child a",),
        "editors": ("li.author + li.author a",),
        "published_at": ("li.date",),
        "tags": ("a[href*='/tags/']", "a[href*='/tag/']"),
        "images": (".post_details_block figure",),
        "body": ("#news-content", ".news-content", ".post_details_block", ".post_details_inner"),
    }
    drop = ("#news-title", "li.author", "li.date")
