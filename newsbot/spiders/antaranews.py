"""ANTARA News, the state's news agency, with the sites of its regional bureaus by host.

Facts: public code of 2025-08 to 2026-10, saved pages of 2016 and 2017 (the layouts `h1.title`), and
public lists of the regional hosts of 2020-26. A time that names no zone is read as WIB. The dated
/indeks/… addresses answer 404 with a full page of links, and robots.txt names no sitemap: only what
is new can be asked for. Each site numbers its articles by itself."""

from newsbot.sources import Index, Rss, Search, same
from newsbot.spiders.families.paged import PagedPortal

LINKS, TIME = ".card__post-list .card__post__title a", ".card__post__author-info .text-dark"
CREDITS = ".wrap__article-detail .text-muted.small"


class AntaranewsSpider(PagedPortal):
    name = "antaranews"
    domains = ("antaranews.com",)
    floors = {"hours": 12}
    facts = "2026-10"
    unseen = "JSON-LD and pager of today's pages, what zone the sites in WITA and WIT print"
    channels = same("aceh ambon babel bali banten bengkulu en gorontalo jabar jambi jateng jatim "
                    "jogja kalbar kalsel kaltara kalteng kaltim kepri kupang lampung makassar "
                    "manado mataram megapolitan papua papuabarat riau sulteng sultra sumbar sumsel "
                    "sumut")  # fmt: skip
    sources = (
        Index("https://www.antaranews.com/terkini[/{page}]", LINKS, TIME),
        Rss("https://www.antaranews.com/rss/terkini.xml"),
        Rss("https://{channel}.antaranews.com/rss/terkini.xml", required=False),
        Search("https://www.antaranews.com/search?q={query}&page={page}", LINKS, TIME),
    )
    article_url = r"""
        (?:(?:www\.|m\.)?|(?!(?:www|m|img|cdn|static|video|foto|korporat)\.)(?P<channel>[a-z]+)\.)
        antaranews\.com/(?:amp/)?(?P<kind>berita|news)/(?P<id>\d+)(?:/(?P<slug>[\w.%-]+))?/?
    """
    keys = ("{channel}-{id}", "{id}")
    canonical = ("https://{channel}.antaranews.com/{kind}/{id}/{slug}",
                 "https://www.antaranews.com/{kind}/{id}/{slug}")  # fmt: skip
    brands = ("ANTARA", "ANTARA News", "antaranews.com", "prwir")
    selectors = {
        # 2020-, 2018-20, 2015-17
        "title": (".wrap__article-detail-title h1", "h1.post-title", "h1.title"),
        "published_at": (".wrap__article-detail-info .list-inline-item", ".post-title + p",
                         ".bjbrt .date"),
        "authors": (CREDITS, ".post-content .text-muted", ".byline"),
        "editors": (CREDITS, ".post-content .text-muted", "p.editor"),
        "section": (".breadcrumbs__item:nth-child(2)",),
        "tags": (".blog-tags a", "meta[itemprop=keywords]::attr(content)", "[itemprop=keywords]"),
        "body": (".wrap__article-detail-content", ".post-content", "#content_news"),
        "images": (".wrap__article-detail-image", "#image_news"),
        "pager": (".wrap__article-detail .pagination a::attr(href)",),
    }  # fmt: skip
    drop = ("p:has(> .baca-juga)", ".text-muted", ".blog-tags", ".wrap__article-detail-image")
