"""Okezone (MNC), a kanal on each subdomain, of which several share one index (news: nasional, …).

Facts: public code of 2019 to 2026-08, notes of 2026-07 and 2026-10, saved pages of 2015, 2017, 2023
and 2025-08. robots.txt of the kanal disallows /more/ only. Multi-page: every page has the same
canonical and JSON-LD (whose datePublished is a day in English)."""

from newsbot.sources import DAY, DatedIndex, Rss, Sitemap
from newsbot.spiders.families.paged import PagedPortal
from newsbot.text.urls import UrlDate


class OkezoneSpider(PagedPortal):
    name = "okezone"
    domains = ("okezone.com",)
    floors = {"hours": 12}
    facts = "2026-08"
    unseen = "the index since its layout of 2019 and its reach, today's sitemap"
    channels = {
        "news": "1", "sports": "2", "economy": "11", "women": "12", "celebrity": "13",
        "bola": "14", "muslim": "613", "edukasi": "623", "ototekno": "630",
    }  # fmt: skip
    sources = (
        DatedIndex(
            "https://index.okezone.com/bydate/channel/{date:%Y/%m/%d}/{channel}/{offset}/",
            ".box-text a.title, .list-berita h4 a, .news-content h4 a",
            ".timego, time",
            step=15,
        ),
        Rss("https://sindikasi.okezone.com/index.php/rss/0/RSS2.0", required=False),
        Sitemap("https://www.okezone.com/news/sitemap.xml", required=False),
    )
    # mpi. republishes articles of the sister brands, m. is a copy for phones.
    article_url = r"""
        (?!(?:mpi|m|img|cdn|redaksi|search|tv|video|index|sindikasi)\.)[a-z-]+\.okezone\.com
        /read/(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/\d+/(?P<id>\d+)(?:/[\w.-]*)?/?
    """
    url_date = UrlDate("{year}{month}{day}", "%Y%m%d", "created", late=DAY)
    brands = ("Okezone", "MNC Portal", "MPI", "MNC Media", "iNews")
    selectors = {
        # 2024-, 2019-23, 2017-18, 2015-16
        "title": (".title-article h1", ".hd-title h1", ".title-detail h1", ".titles h1"),
        "authors": (".journalist a[title]", ".namerep a", ".title-detail > span b",
                    ".nmreporter div"),
        "published_at": (".journalist span", ".namerep b", ".title-detail > span", "time.tgl"),
        "body": (".c-detail.read", "[itemprop=articleBody]", ".ctn-desc", "#contentx"),
        "channel": ("meta[property='article:section']::attr(content)",
                    ".breadcrumb li:nth-child(2) a"),
        "section": ("meta[property='article:section2']::attr(content)", ".breadcrumb .bractive a"),
        "tags": ("#tag .box-tag a", ".detail-tag a"),
        "images": (".img-article", ".headline .img", "#imageCheckWidth"),
        "pager": ("#paging a::attr(href), .pagingxm a::attr(href), link[rel=next]::attr(href)",),
        "page_count": (".pagingxm .ofvalue",),
    }  # fmt: skip
    drop = ("#baca-juga", "#bacajuga", ".vicon", ".detads", "#rctiplus", ".box-gnews", "#follow-wa",
            ".iframe-widget-client", ".dtl_banner", ".tbkomentar", ".center-paralax", "#lastread",
            "[class*=ScriptRoot]", "[class^='inject-']", "[class^=banner]",
            ".ctn-desc > p + strong")  # fmt: skip
