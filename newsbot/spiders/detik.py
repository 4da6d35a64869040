"""detikcom (Transmedia), one host per kanal, and regional kanals under www.detik.com.

Facts: public code, probes and data of 2025-06 to 2026-10, saved pages of 2015 to 2024. The index
wants its date with %2F: with a bare slash it forgets the page (probes of 2026-10; code of 2026-05
says the opposite). That of news. may answer page 1 for page 2, and all repeat themselves past the
end, so a walk goes on over one quiet page. Its sitemaps hold a day each, one for every kanal, and
are not asked. Multi-page: /2, /3 …; ?single=1 has the whole text. robots.txt forbids nothing to us.
"""

from newsbot.sources import DatedIndex, Rss, Search
from newsbot.spiders.families.detiknetwork import DetikNetwork

HOSTS = "news finance sport oto hot travel inet health food wolipop".split()
UNDER_WWW = "edu hikmah jateng jabar jatim jogja bali sumut sumbagsel sulsel".split()
TIME = ".media__date [title]::attr(title)"


class DetikSpider(DetikNetwork):
    name = "detik"
    domains = ("detik.com",)
    floors = {"hours": 12}
    unseen = "pager inside the body, pages of 2025 and later, the index of travel"
    channels = {
        **{kanal: f"{kanal}.detik.com" for kanal in HOSTS},
        **{kanal: f"www.detik.com/{kanal}" for kanal in UNDER_WWW},
    }
    sources = (
        DatedIndex(
            "https://{channel}/indeks?date={date:%m%%2F%d%%2F%Y}&page={page}",
            ".list-content .media__title a",
            TIME,
            patience=2,
        ),
        Rss("https://{channel}/rss", required=False),
        Search(
            "https://www.detik.com/search/searchall?query={query}&siteid=2&sortby=time&page={page}",
            "article a[href*='detik.com/']",
            TIME,
            required=False,
        ),
    )
    # 20. is television; what begins with foto, video or detiktv has no text.
    article_url = r"""
        (?!20\.)(?P<www>www\.detik\.com/)?(?P<channel>[a-z]+)(?(www)|\.detik\.com)
        /(?!(?:foto|video|detiktv|tag|search)) (?: read/\d{4}/\d\d/\d\d/\d+/(?P<old>\d+)/\d+
        | (?:[\w-]+/){1,3}(?:d-)?(?P<id>\d{5,}) )
        /(?P<slug>[\w.-]+)(?P<suffix>/(?P<page>\d+)|/amp)?/?
    """
    keys = ("{id}", "{old}")
    one_page = "{url}?single=1"
    selectors = {
        **DetikNetwork.selectors,
        # 2020-, travel. of 2022, magazines of 2021 and all of 2015
        "title": ("h1.detail__title", ".read__head h1", ".jdl h1"),
        "published_at": (".detail__date", ".read__head .date", ".jdl .date"),
        "authors": (".detail__author", ".jdl .author"),
        "section": (".page__breadcrumb a + a", ".read__head .breadcrumb a + a", ".jdl .subkat"),
        "body": (".itp_bodycontent", ".detail_text"),
        "tags": (".detail__body-tag a", ".detail_tag a", ".nav a[dtr-evt=tag]"),
        "images": ("figure.detail__media-image, .pic_artikel, .pic_artikel_sisip .pic",),
    }
    drop = (*DetikNetwork.drop, ".pic_artikel", ".detail_tag")
