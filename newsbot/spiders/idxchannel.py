"""IDX Channel (MNC), business news: /{kanal}/{slug}, without ids.

Facts: public code of 2025-12 to 2026-10, whose authors saw the sitemaps in 2026-07. The portal's
own search answers 522 to strangers. The index shows nine articles, and /indeks/more/9 … six more at
a time; it is walked with an overlap, as the first step is said to differ. Multi-page: /2, /3 …, and
/all has the whole text."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DatedIndex, Rss, Sitemap, same


class IdxchannelSpider(PortalSpider):
    name = "idxchannel"
    domains = ("idxchannel.com",)
    facts = "2026-10"
    unseen = "article pages, the pager"
    channels = same("news market-news economics banking technology")
    sources = (
        DatedIndex(
            "https://www.idxchannel.com/indeks/more/{offset}?idkanal=&date={date:%d-%m-%Y}",
            ".bt-con .list-berita-baru a, .bt-con a:has(.list-berita-baru)",
            ".mh-clock",
            first="https://www.idxchannel.com/indeks?date={date:%Y-%m-%d}&idkanal=",
            step=6,
            patience=2,
        ),
        Sitemap(
            "https://www.idxchannel.com/sitemap.xml",
            follow=r"^/(?!foto|video|infografis)[a-z-]+/sitemap\.xml",
        ),
        Rss("https://www.idxchannel.com/rss", required=False),
    )
    article_url = r"""
        (?:www\.)?idxchannel\.com
        /(?P<channel>(?!(?:tag|indeks|search|author|foto|video|infografis|multimedia|live)/)[a-z-]+)
        /(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)+)(?P<suffix>/(?:(?P<page>\d{1,2})|all))?/?
    """
    keys = ("{channel}/{slug}",)
    canonical = ("https://www.idxchannel.com/{channel}/{slug}",)
    one_page = "{url}/all"
    brands = ("IDXChannel", "IDX Channel", "IDXChannel.com", "MNC Portal")
    selectors = {
        "authors": (".article--creator a.creator", ".article--creator a[href*='/author/']"),
        "published_at": (".article--creator .text-body--2, .article--creator div",),
        "channel": (".article--creator a:not(.creator, [href*='/author/'])",),
        "body": (".article--content", ".detail--article", ".detail-content--left"),
        "summary": (".article--excerpt",),
        "tags": (".article--tags-link a",),
        "images": (".article--image",),
        "pager": (".paging a::attr(href)",),
    }
    drop = ("#relatedNews", ".berita--terkait", "[class*=adsPlacement]")
