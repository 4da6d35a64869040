"""SINDOnews (MNC), one template on one subdomain per kanal.

Facts: public code and data of 2025-06 to 2026-07, and a saved home page of 2024-09.

Multi-page: page 1 alone has the NewsArticle JSON-LD (modified_at, summary), and ?showpage=all has
the whole text, so an article costs two requests however many pages it has, and one if it has no
pager. Where the one-page view is missing or shows less than it should, /5, /10 … are walked.
"""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DAY, DatedIndex, Rss, Search, Sitemap
from newsbot.text.urls import UrlDate

LINKS = ".title-article a, .indeks-news .indeks-title a"


class SindonewsSpider(PortalSpider):
    name = "sindonews"
    domains = ("sindonews.com",)
    facts = "2026-07"
    unseen = "article pages, robots.txt"
    channels = {
        "nasional": "5", "daerah": "7", "ekbis": "8", "international": "9", "sports": "10",
        "kalam": "67", "edukasi": "144", "lifestyle": "154", "otomotif": "611", "tekno": "612",
    }  # fmt: skip
    sources = (
        DatedIndex(
            "https://www.sindonews.com/indeks/{channel}/{offset}?t={date:%Y-%m-%d}",
            links=LINKS,
            published=".date-article",
            all_channels="0",
        ),
        Rss("https://www.sindonews.com/feed", required=False),
        Sitemap("https://www.sindonews.com/sitemap-news.xml", required=False),
        Search(
            "https://www.sindonews.com/search/go?q={query}&type=artikel&p={page}",
            links=LINKS,
            published=".date-article",
        ),
    )
    # hi-lite. has its own /read/ addresses with another template; the others hold no articles.
    article_url = r"""
        (?!(?:www|hi-lite|e|pict|cdn|scope|media|mpi|index|search)\.)(?P<channel>[a-z-]+)
        \.sindonews\.com/(?:read|newsread|(?P<legacy>berita))/(?P<id>\d+)/(?P<section>\d+)
        /(?P<slug>[\w-]+?)(?:-(?P<epoch>\d{10}))?(?:/(?P<page>\d+))?/?
    """
    # The id series began anew in 2020: only with the epoch (creation time) is it an article's own.
    keys = ("{id}-{epoch}", "{id}-{slug}")
    canonical = ("https://{channel}.sindonews.com/read/{id}/{section}/{slug}-{epoch}",
                 "https://{channel}.sindonews.com/{legacy}/{id}/{section}/{slug}",
                 "https://{channel}.sindonews.com/read/{id}/{section}/{slug}")  # fmt: skip
    # Of 409 articles of 2025 a tenth was published before it, and most within five hours after.
    url_date = UrlDate("{epoch}", "epoch", "created", early=DAY / 4, late=DAY)
    one_page = "{url}?showpage=all"
    brands = ("SINDOnews", "SINDOnews.com", "Koran SINDO", "MNC Portal")
    selectors = {
        # 2022-, 2019-22, 2017-18, 2015-16
        "title": ("h1.detail-title", "div.article h1", "section.article h1"),
        "authors": (".detail-nama-redaksi a[rel=author]", ".reporter p", "a[rel=author] > span"),
        "published_at": (".detail-date-artikel", "div.article time", "section.article time",
                         "article > div.time"),
        "body": ("#detail-desc", "div.article #content", "section.article #content",
                 "article .content", "[itemprop=articleBody]"),
        "editors": (".editor",),
        "section": (".breadcrumb li + li:last-child a",),
        "tags": (".article-tags a", ".berita-terkait .tag"),
        "images": (".detail-img", "div.article figure", "section.article figure"),
        "pager": (".paging-artikel a::attr(href)",),
    }  # fmt: skip
    drop = (
        ".editor", ".paging-artikel", ".paging-all", ".baca-inline", ".lihat-juga", ".reporter",
        ".v-youtube", "[class^='v-']", "[id^='ads_']", ".adsbygoogle", ".warp-ads-paralax",
        ".content-paralax", ".parallax-ad", ".dummy", "[id^='me-div-gpt-ad']",
        ".download-sindoapps",
    )  # fmt: skip
