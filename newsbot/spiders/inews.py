"""iNews (MNC): www. by kanal, provinces on subdomains (/berita/), cities on others (/read/).

Facts: public code of 2023 to 2026-09, a saved home page of 2024-07. Cities are read where something
links to them; no source lists them. Every page says WIB, wherever it is from. Multi-page: /2, /3 …,
and /all has the whole text."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DatedIndex, Rss, Sitemap, same


class InewsSpider(PortalSpider):
    name = "inews"
    domains = ("inews.id",)
    floors = {"hours": 12}
    facts = "2026-09"
    unseen = "article pages (their JSON-LD and pager), index (its page size), sitemap"
    channels = same("news finance regional lifestyle sport otomotif techno travel")
    sources = (
        DatedIndex(
            "https://www.inews.id/indeks/{channel}/{date:%d-%m-%Y}/{offset}",
            ".widgetListArticle__body a, .cardArticle a, .list-unstyled li > a",
            ".cardTime, .news-excerpt .date, .time",
            step=10,
            patience=2,
        ),
        Rss("https://www.inews.id/feed"),
        Sitemap("https://www.inews.id/sitemap.xml", required=False),
    )
    article_url = r"""
        (?:www\.inews\.id/(?P<channel>news|finance|regional|lifestyle|sport|otomotif|techno|travel
        |edukasi)/(?P<sub>[a-z-]+)/(?P<slug>[\w-]+-[\w-]+)
        |(?!www\.)(?P<region>[a-z]+)\.inews\.id/berita/(?P<name>[\w-]+-[\w-]+)
        |(?!www\.)(?P<city>[a-z]+)\.inews\.id/read/(?P<number>\d+)(?:/[\w-]+)?
        )(?P<suffix>/(?:(?P<page>\d{1,2})|all))?/?
    """
    keys = ("{city}/{number}", "{region}/{name}", "{channel}/{sub}/{slug}")
    one_page = "{url}/all"
    brands = ("iNews", "iNews.id", "iNews TV", "MNC Portal", "MNC Portal Indonesia")
    selectors = {
        # 2025-, 2023-24
        "title": ("h1.headerTitle",),
        "authors": ("ul.author li.authorList a", ".author a"),
        "published_at": (".createdAt", ".timeAndShare"),
        "body": (".bodyArticle", ".detail-artikel", "article .content"),
        "section": (".breadcrumb .lastPage", ".breadcrumb li:last-child a"),
        "tags": ("li.tagList a",),
        "images": (".headerImg",),
        "pager": (", ".join(f"a[href$='/{page}']::attr(href)" for page in range(2, 10)),),
    }
    drop = (".adsPlacement", ".pipLiveStream__content")
