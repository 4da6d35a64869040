"""VIVA: /{kanal}/{sub}/{id}-{slug}, the parts of the site on subdomains of the same software.

Facts: public code of 2020 to 2026-08, whose authors saw index and articles in 2026-07, a saved
index and article of 2016."""

from newsbot.sources import Index, Rss, Search, same
from newsbot.spiders.families.paged import PagedPortal

# 2019-, 2016
LINKS = ".article-list-row a.article-list-title, .article-list-container h2 a, .indexlist li > a"
TIME = ".article-list-date, .upperdeck"


class VivaSpider(PagedPortal):
    name = "viva"
    domains = ("viva.co.id",)
    floors = {"hours": 12}
    facts = "2026-08"
    unseen = "the index's reach (?page is ignored), the pager's links"
    channels = same("berita bola bisnis showbiz gaya-hidup otomotif digital")
    sources = (
        Index("https://www.viva.co.id/indeks", LINKS, TIME),
        Rss("https://www.viva.co.id/get/all", required=False),
        Search(
            "https://www.viva.co.id/request/load-more-search",
            LINKS,
            TIME,
            form={"keyword": "{query}", "ctype": "art", "page": "{page}", "record_count": "12"},
        ),
    )
    article_url = r"""
        (?!(?:m|thumb|media|cdn-media|rss|subscribe)\.)[a-z.]+\.viva\.co\.id
        /(?P<channel>(?!(?:tag|foto|video|vstory|request)/)[a-z-]+)(?:/(?!foto|video)[a-z-]+){0,2}
        /(?P<id>\d+)-[\w-]+/?
    """
    brands = ("VIVA", "VIVA.co.id", "VIVAnews", "Viva Media Baru", "tvOne")
    selectors = {
        # 2019-, 2016
        "title": ("h1.main-content-title", ".article-detail h1"),
        "authors": (".main-content-author a", ".main-content-author", ".smalldesc .author b"),
        "published_at": (".main-content-date", ".smalldesc .date"),
        "body": (".main-content-detail", "[itemprop=articleBody]"),
        "section": (".upperdeck-kanal",),
        "images": (".article-detail .thumbcontainer",),
        "pager": (".pagination-detail a::attr(href)", "link[rel=next]::attr(href)"),
    }
    drop = (".recommended-article", ".widget-other-article", ".twitter-tweet", ".pagination-detail",
            "[class*=ads-]", ".sideskycrapper", "#sharebox")  # fmt: skip
