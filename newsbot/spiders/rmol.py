"""RMOL (Rakyat Merdeka Online): /{kanal}/read/{date}/{id}/{slug}.

Facts: public code of 2026-08."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DAY, Index, Rss
from newsbot.text.urls import UrlDate


class RmolSpider(PortalSpider):
    name = "rmol"
    domains = ("rmol.id",)
    facts = "2026-08"
    unseen = "article pages (how many pages they have), how much the feed and the home page hold"
    sources = (
        Index("https://rmol.id/", links=".single_post_text a, .rubrik-list-title a"),
        Rss("https://rmol.id/rss/latest-posts", required=False),
    )
    article_url = r"""
        (?:www\.)?rmol\.id/(?:(?P<channel>[a-z0-9-]+)/)?read
        /(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/(?P<id>\d+)/[\w-]+/?
    """
    url_date = UrlDate("{year}{month}{day}", "%Y%m%d", "created", late=DAY)
    brands = ("RMOL", "RMOL.ID", "Rakyat Merdeka", "Republik Merdeka")
    selectors = {
        "title": (".single_post_heading h1",),
        "authors": (".author a[href*='/about/']",),
        "published_at": ("meta[property='article:published_time']::attr(content)", ".author li"),
        "body": ("#fontResizableText",),
    }
    drop = ("[class*=related]", "[class*=popular]", "[class*=advert]", "[class^=space-]",
            "[class*=border_black]", "[class*=author-box]", "[class*=post-tags]",
            "[class*=newsletter]")  # fmt: skip
