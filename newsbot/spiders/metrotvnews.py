"""Metro TV News, one host; until about 2018 one host per kanal.

Facts: public code of 2026-02 to 2026-08, and saved pages of 2016-10. The ids are eight letters and
digits, and their case counts. /play/ is video. One who read it in 2026-02 used a browser against a
challenge, one in 2026-08 needed none. No article of several pages has been seen."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Search, same
from newsbot.text.urls import UrlDate

LINKS = ".item .text h3 a, .list-news .text a, .main-news-head h2 a, .content-item-list h3 a"
CREDITS = ("p.pt-20.date", ".lead span.red")


class MetrotvnewsSpider(PortalSpider):
    name = "metrotvnews"
    domains = ("metrotvnews.com",)
    facts = "2026-08"
    unseen = "kanal but ekonomi, whether pages of listings count from 0, robots.txt"
    channels = same("ekonomi")
    sources = (
        Index("https://www.metrotvnews.com/", LINKS),
        Index(
            "https://www.metrotvnews.com/channel/{channel}[?page={offset}]",
            LINKS,
            step=1,
            max_pages=5,
            ends=True,
            required=False,
        ),
        Search(
            "https://www.metrotvnews.com/search?query={query}&page={offset}",
            ".item .text h3 a",
            step=1,
        ),
    )
    # /read/NgxCayaV-slug; before, news.…/metro/GKd3veek-slug and bola.…/read/2015/08/06/418808/slug
    article_url = r"""
        (?!(?:video|foto|cdn|img|static|share)\.)(?:[a-z0-9-]+\.)?metrotvnews\.com/
        (?:(?!(?:play|video|foto|tag|topic|channel)/)(?:[\w-]+/){1,3}
            (?P<id>(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{8})-
        |read/(?P<day>\d{4}/\d\d/\d\d)/(?P<number>\d+)/)(?P<slug>[\w-]+)/?
    """
    keys = ("{id}", "{number}")
    url_date = UrlDate("{day}", "%Y/%m/%d", "created")
    mixed_dateline = True
    brands = ("Metro TV", "MetroTV News", "Metrotvnews.com")
    selectors = {
        "published_at": CREDITS,
        "authors": (*CREDITS, "#author"),
        "section": (".breadcrumb-content p",),
        "tags": (".tag-item a",),
        "body": (".news-text", ".part.article"),
        "images": ("img.news-image", ".part.img5"),
    }
    drop = ("[class*='readother']", "td:has(> a)", "#author", "[class*='gliaplayer']")
