"""Tempo (Tempo Media), a Nuxt site at www.tempo.co; before 2025 one subdomain per kanal.

Facts: public code of 2026-07 (article, _payload.json), automatic probes of 2026-10 (robots.txt,
/indeks), public code of 2025 (gateway, feeds) and of 2019 to 2024, a saved page of 2015. Articles
marked VIP or FREEMIUM are teasers (`isAccessibleForFree` says so). The index by day,
/indeks?start_date=…, answers 403 to whoever is no browser, so there is no listing by day here.
robots.txt disallows nothing to `*`, names many AI agents. Multi-page: none has been seen since
2025; before, ?page_num=2."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Json, Rss, same
from newsbot.text.urls import UrlDate

LINK = "https://www.tempo.co/{canonical_url}"


class TempoSpider(PortalSpider):
    name = "tempo"
    domains = ("tempo.co",)
    facts = "2026-07"
    access = "paywall"
    unseen = "whether the gateway and rss.tempo.co still answer; the layouts of 2017 to 2024"
    channels = {
        "cek fakta": "cekfakta",
        **same("ekonomi hukum investigasi lingkungan politik tokoh wawancara"),
    }
    sources = (
        Json("https://www.tempo.co/{channel}/_payload.json", LINK, "published_at", devalue=True),
        Json(
            "https://www.tempo.co/api/gateway/articles"
            "?status=published&page={page}&page_size=20&order_published_at=DESC",
            LINK,
            "published_at",
            required=False,
        ),
        Rss("https://rss.tempo.co/nasional", required=False),
        Rss("https://rss.tempo.co/bisnis", required=False),
    )
    # The ids of /read/news/ have three digits before them that name the kanal: 060 and 716092.
    article_url = r"""
        (?:www\.)?tempo\.co/(?!(?:foto|indeks|info-tempo|infografik|newsletter|penulis|play|sales
        |subscribe|tag|video)/)(?P<channel>[a-z-]+)/(?P<slug>[\w-]+)-(?P<id>\d{4,8})/?
        |(?!(?:www|foto|grafis|image|koran|magz|majalah|rss|store|video)\.)[a-z]+
        \.tempo\.co/read/(?:news/(?P<date>20\d\d/\d\d/\d\d)/\d{3})?(?P<old>\d{4,8})(?:/[\w-]*)?/?
    """
    keys = ("{id}", "{old}")
    canonical = ("https://www.tempo.co/{channel}/{slug}-{id}",)
    url_date = UrlDate("{date}", "%Y/%m/%d", "published")
    page_parameter = "page_num"
    brands = ("Tempo.co", "Tempo English", "Tim Tempo")
    selectors = {
        # 2025-, 2017-24, 2015-16
        "title": ("h1.title", "div.artikel > h1"),
        "published_at": ("h4.date", ".block-tanggal"),
        "authors": ("a[href*='/penulis/']", "div.artikel br + strong:last-child"),
        "section": (".block-kanal-map li:last-child",),
        "tags": ("a[href^='/tag/']",),
        "images": (".foto-detail", "figure:has(figcaption):not(:has(a))",
                   ".single-img > img::attr(src)"),
        "body": ("#content-wrapper", ".detail-konten", ".detail-in", "#isi", "div.artikel"),
        "pager": (".pagging a::attr(href)",),
    }  # fmt: skip
    drop = ("h1", ".block-kanal-map", ".block-tanggal", ".block-display", ".foto-detail",
            ".pagging", "div.artikel br + strong:last-child")  # fmt: skip
