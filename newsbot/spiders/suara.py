"""Suara: www. by kanal, cities on subdomains (/read/); every address has its second of publication.

Facts: public code of 2019 to 2026-07, whose authors saw index and articles in 2026-07, and a saved
page of 2015. robots.txt disallows /loadmoredetail?. Some addresses of servers get a captcha instead
of articles; the portal's search is made by scripts. The index says no more than the time of today's
articles, the address says all. Every page of an article has a pager and the same canonical.
yoursay. is written by readers."""

from newsbot.sources import Index, Rss, same
from newsbot.spiders.families.paged import PagedPortal
from newsbot.text.urls import UrlDate

# The cities' own names in datelines, "SuaraJogja.id - ".
CITIES = (
    "Bali Bandung Banten Batam Bekaci Bogor Jabar Jakarta JawaTengah Jatim Jogja Kalbar Kaltim "
    "Lampung Malang Riau Sulsel Sumbar Sumsel Sumut Surakarta"
)


class SuaraSpider(PagedPortal):
    name = "suara"
    domains = ("suara.com",)
    floors = {"hours": 12}
    facts = "2026-07"
    unseen = "pages of the cities, how far back the index goes"
    channels = same("news bisnis bola sport lifestyle entertainment otomotif tekno health "
                    "kotaksuara")  # fmt: skip
    sources = (
        Index(
            "https://www.suara.com/indeks[?page={page}]",
            ".article-kanal-item h3 a, .text-list-item-y a, .item-content h4 a",
            patience=2,
        ),
        Rss("https://www.suara.com/rss", required=False),
    )
    article_url = r"""
        (?!(?:yoursay|amp|m|media|assets)\.)[a-z]+\.suara\.com
        /(?:read|(?P<channel>(?!read|foto|video|tag)[a-z-]+))
        /(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)/(?P<time>\d{6})/(?P<slug>[\w-]+)/?
    """
    keys = ("{year}{month}{day}{time}-{slug}",)
    url_date = UrlDate("{year}{month}{day}{time}", "%Y%m%d%H%M%S", "published")
    brands = ("Suara.com", *(f"Suara{city}" for city in CITIES.split()))
    selectors = {
        # 2025-, 2018-24, 2015
        "title": (".article-image h1", ".detail-content h1", "h1[itemprop=headline]"),
        "authors": (".author-trigger a", ".article-image h3 a", ".dateDetail2 author"),
        "published_at": (".article-image span", ".dateDetail2 time"),
        "body": (".article-content", ".detail-content", ".detail--content", "#contentImageCaption"),
        "tags": (".article-tags a",),
        "images": (".kanal-detail > .grid",),
        "pager": (".pagination-custom a::attr(href)", "link[rel=next]::attr(href)"),
    }
    drop = (".ten-second", ".article-read", "#next-article", ".next-article", "[id*='div-ad']",
            ".placeholder_belt", ".placeholder_read_body", ".wrap-pagination", ".pagination-custom",
            ".article-tags", ".google-pref")  # fmt: skip
