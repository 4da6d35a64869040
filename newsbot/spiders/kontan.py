"""Kontan (KG Media), business news, one subdomain per kanal.

Facts: public code of 2022 to 2026-08, a saved home page of 2026-07. One report of 403 for scripts
is of a style sheet, no article (2026-10). robots.txt (2026-10): groups for named agents only. The
index often shows a day without its time, which is no time of publication, so it is not read."""

from newsbot.sources import DatedIndex, Rss, Search, same
from newsbot.spiders.families.paged import PagedPortal

LINKS = ".list-berita li h1 a, li[data-offset] h1 a, li.search--list h1 a, li.search--list h2 a"
# "Reporter: A | Editor: B", "Sumber: Reuters | Editor: B", with or without an element around it
_FIRST = ".tmpt-desk-kon > p:first-of-type"
BYLINE = f"{_FIRST}:has(:lexbor-contains('Editor:')), {_FIRST}:lexbor-contains('Editor:')"


class KontanSpider(PagedPortal):
    name = "kontan"
    domains = ("kontan.co.id",)
    facts = "2026-10"
    unseen = "article pages (JSON-LD, tags, pager), how long old listings are, /feed"
    channels = same("analisis executive fokus industri internasional investasi keuangan "
                    "lifestyle momsmoney nasional personalfinance peluangusaha pusatdata "
                    "regional")  # fmt: skip
    sources = (
        DatedIndex(
            "https://www.kontan.co.id/search/indeks?kanal={channel}&tanggal={date:%d}"
            "&bulan={date:%m}&tahun={date:%Y}&pos=indeks&per_page={offset}",
            LINKS,
            all_channels="",
        ),
        Rss("https://www.kontan.co.id/feed", required=False),
        Search("https://www.kontan.co.id/search/?search={query}&per_page={offset}", LINKS),
    )
    # insight. is for subscribers; the others hold no articles.
    article_url = r"""
        (?!(?:www|insight|edsus|asset|assets|foto|photo|rss|adv|widget|stocksetup|academy)\.)
        (?P<channel>[a-z]+)\.kontan\.co\.id/news/(?P<slug>[\w%.-]+)/?
    """
    keys = ("{channel}/{slug}",)
    brands = ("Kontan", "Kontan.co.id")
    selectors = {
        "title": ("h1.detail-desk",),
        "published_at": (".fs14.ff-opensans.font-gray",),
        "authors": (BYLINE,),
        "editors": (BYLINE,),
        "section": (".breadcumb a:last-of-type",),
        "body": (".tmpt-desk-kon",),
        "images": (".img-detail-desk",),
        "pager": ("a[href*='?page=']::attr(href)",),
    }
    drop = (BYLINE, "[id^='div-']", ".article-media")
