"""Gatra: /news-{id}-{kanal}-{slug}.html, on gatra.com until 2024, since then on gatra.net.

Facts: public code of 2026-08, and addresses of both domains. gatra.net is WordPress with the theme
Newspaper. The search answers the same whatever is asked."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Rss


class GatraSpider(PortalSpider):
    name = "gatra"
    domains = ("gatra.net", "gatra.com")
    facts = "2026-08"
    unseen = "article pages, how much the home page holds, the layout of gatra.com"
    sources = (
        Index("https://www.gatra.net/", links="a[href*='/news-']"),
        Rss("https://www.gatra.net/feed", required=False),
    )
    article_url = r"(?:www\.)?gatra\.(?:net|com)/news-(?P<id>\d+)-(?P<channel>[a-z]+)-[\w.-]+\.html"
    brands = ("GATRA", "GATRA.COM", "GATRA.NET", "Gatra")
    mixed_dateline = True
    selectors = {
        "authors": (".td-post-author-name a",),
        "body": (".td-post-content",),
        "tags": (".td-tags a",),
    }
    drop = ("[class*=td-related]", "[class*=block_related]", "[class*=related]", "[class*=popular]",
            "[class*=td-a-rec]", "[class*=newsletter]", "[class*=share]")  # fmt: skip
