"""JPNN, the Jawa Pos News Network, with regional sites by host.

Facts: public code of 2017 to 2026-09, and a saved page of 2021-07. The dated index was last read by
public code of 2024-09. An address has no id: the slug is the key (regional sites have an id, too).
Multi-page: ?page=2 ...; there is no one-page view."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DatedIndex, Rss, same


class JpnnSpider(PortalSpider):
    name = "jpnn"
    domains = ("jpnn.com",)
    floors = {"hours": 12}
    facts = "2026-04"
    unseen = "dated index since 2024, regional article pages, robots.txt"
    channels = same("bali banten jabar jateng jatim jogja kaltim lampung papua sultra sumut")
    sources = (
        DatedIndex(
            "https://www.jpnn.com/indeks?id=&d={date:%d}&m={date:%m}&y={date:%Y}&tab=all[&page={page}]",
            ".content-description h1 a, .content-description h2 a",
            required=False,
        ),
        Rss("https://www.jpnn.com/index.php?mib=rss"),
    )
    article_url = r"""
        (?:(?:www\.|m\.)?|(?!(?:www|m|foto|photo|video|cloud|image|widget|fullrss)\.)
        (?P<channel>[a-z]+)\.)jpnn\.com/(?:amp/)?
        (?:news|(?P<section>[a-z-]+)/(?P<id>\d+))/(?P<slug>[\w-]+)/?
    """
    keys = ("{channel}-{id}", "{slug}")
    canonical = ("https://{channel}.jpnn.com/{section}/{id}/{slug}",
                 "https://www.jpnn.com/{section}/{id}/{slug}",
                 "https://{channel}.jpnn.com/news/{slug}",
                 "https://www.jpnn.com/news/{slug}")  # fmt: skip
    page_parameter = "page"
    brands = ("JPNN.com", "Jawa Pos National Network")
    selectors = {
        "title": ("h1.judul",),
        "published_at": (".date-publish", "meta[name=jpnncom_news_pubdate]::attr(content)"),
        "authors": ("meta[name=jpnncom_news_author]::attr(content)",),
        "section": (".breadcrumb a:nth-last-of-type(2)",),
        "body": ("div[itemprop=articleBody]", ".page-content"),
        "images": (".page-content > img",),
        "pager": (".pagination a::attr(href)",),
    }
    drop = (".top-medsos", "h1.judul", ".date-publish", ".caption")
