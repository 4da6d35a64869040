"""kumparan: its newsrooms, and whoever writes there.

Facts: public code of 2026-06 and 2026-07. Pages of kanal are made by scripts, which ask GraphQL for
what the sitemaps of kanal list. Times in JSON-LD are in UTC, and true. The author is JSON-LD's; the
page shows the account, whose name is the section. og:description ends in hashtags, keywords repeat
each other. One page each. robots.txt forbids nothing."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DAY, Rss, Sitemap, same


class KumparanSpider(PortalSpider):
    name = "kumparan"
    domains = ("kumparan.com",)
    access = "script-only listing"
    facts = "2026-07"
    unseen = "article pages, sitemaps"
    channels = same("news bisnis bola-sports bolanita buzz entertainment food-travel mom otomotif "
                    "tekno-sains woman")  # fmt: skip
    sources = (
        Sitemap("https://kumparan.com/sitemap_channel_{channel}.xml", reach=2 * DAY),
        Rss("https://lapi.kumparan.com/v2.0/rss/", required=False),
    )
    article_url = r"""
        kumparan\.com/(?!(?:channel|topic)/)(?P<publisher>[\w.-]+)
        /(?P<slug>[\w-]+)-(?P<id>\d\d[A-Za-z0-9]{9})(?:/full)?/?
    """
    canonical = ("https://kumparan.com/{publisher}/{slug}-{id}",)
    mixed_dateline = True
    selectors = {
        "title": ("h1[data-qa-id=story-title]",),
        "published_at": ("time[data-qa-id=publish-date]",),
        "summary": ("meta[name=description]::attr(content)",),
        "body": ("div:has(> p[data-qa-id=story-paragraph])", "[data-qa-id=story-paragraph]"),
        "tags": ("a[data-qa-id=tag-topic]",),
        "images": ("figure[data-qa-id=image-figure]",),
    }
    drop = ("aside", "[data-qa-id^='desktop-article-page-']")
