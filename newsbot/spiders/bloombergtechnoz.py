"""Bloomberg Technoz, business news: /detail-news/{id}/{slug}.

Facts: public code of 2024 to 2026-09, whose authors saw the feed and the index in 2026-08. The
index shows a day on one page, and ages, no times. Multi-page: /2 …, each page with a link to the
next."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DatedIndex, Index, Rss, Search, same

SITE = "https://www.bloombergtechnoz.com"
LINKS = ".card-box a[href*='/detail-news/']"


class BloombergtechnozSpider(PortalSpider):
    name = "bloombergtechnoz"
    domains = ("bloombergtechnoz.com",)
    facts = "2026-09"
    unseen = "article pages, the names of the index's other kanal"
    channels = same("market finansial")
    sources = (
        DatedIndex(f"{SITE}/indeks/{{channel}}/{{date:%Y-%m-%d}}", LINKS),
        Rss(f"{SITE}/rss"),
        Index(f"{SITE}/indeks", LINKS, required=False),
        Search(f"{SITE}/search?query={{query}}&type=berita&pagenum={{page}}", LINKS),
    )
    article_url = r"""
        (?:www\.)?bloombergtechnoz\.com/detail-news/(?P<id>\d+)/(?P<slug>[\w-]+)
        (?:/(?P<page>\d{1,2}))?/?
    """
    canonical = ("https://www.bloombergtechnoz.com/detail-news/{id}/{slug}",)
    brands = ("Bloomberg Technoz", "Bloomberg News", "Bloomberg")
    selectors = {
        "title": ("article h1", ".title.margin-bottom-sm"),
        "authors": ("h5.title.margin-bottom-ss a",),
        "published_at": ("h5.title.fw4.cl-gray",),
        "body": (".detail-in",),
        "section": ("ul.sitemap li:last-child",),
        "pager": (".pager__next::attr(href)",),
    }
    drop = ("[class^='smallbox-pilihan']", "[class*=' smallbox-pilihan']", "aside", ".pager")
