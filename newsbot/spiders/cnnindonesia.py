"""CNN Indonesia (Transmedia).

Facts: public code, probes and data of 2025-06 to 2026-10, a saved home page of 2024-03. /indeks/2
is the index of everything (/indeks/1 is none); its times are told from now, the moment itself
stands in an HTML comment. Multi-page: /2, /3 …; whether ?page=all works is disputed, so pages are
walked. robots.txt forbids nothing."""

from newsbot.sources import DatedIndex, Rss, Search
from newsbot.spiders.families.detiknetwork import CREATED, DetikNetwork, article_url

LINKS = "article > a[href], article h2 a"


class CnnIndonesiaSpider(DetikNetwork):
    name = "cnnindonesia"
    domains = ("cnnindonesia.com",)
    floors = {"hours": 12}
    unseen = "article pages, pager"
    channels = {
        "nasional": "nasional/indeks/3", "ekonomi": "ekonomi/indeks/5",
        "internasional": "internasional/indeks/6", "olahraga": "olahraga/indeks/7",
        "teknologi": "teknologi/indeks/8", "hiburan": "hiburan/indeks/9",
        "gaya-hidup": "gaya-hidup/indeks/10", "edukasi": "edukasi/indeks/559",
        "otomotif": "otomotif/indeks/577",
    }  # fmt: skip
    sources = (
        DatedIndex(
            "https://www.cnnindonesia.com/{channel}?date={date:%Y/%m/%d}&page={page}",
            LINKS,
            ".text-cnn_black_light3",
            all_channels="indeks/2",
            patience=2,
        ),
        Rss("https://www.cnnindonesia.com/rss", required=False),
        Search(
            "https://www.cnnindonesia.com/search/?query={query}&page={page}", LINKS, required=False
        ),
    )
    article_url = article_url(r"www\.cnnindonesia\.com")
    url_date = CREATED
    selectors = {
        **DetikNetwork.selectors,
        # 2022-, 2015-21
        "title": ("h1.mb-2", "h1.title"),
        "published_at": (".text-cnn_grey.text-sm.mb-4", ".text-cnn_grey.text-sm", ".title + .date"),
        "body": (".detail-text", "#detikdetailtext", ".detail_text"),
        "tags": ("aside:has(.title-box) a[href*='/tag/']",),
        "images": (".detail-image", ".media_artikel"),
    }
    drop = (*DetikNetwork.drop, "a.border")
