"""tvOnenews, VIVA's sister on the same software: /{kanal}/{sub}/{id}-{slug}.

Facts: public code of 2024 to 2026-08."""

from newsbot.sources import Search, Sitemap, same
from newsbot.spiders.families.paged import PagedPortal


class TvonenewsSpider(PagedPortal):
    name = "tvonenews"
    domains = ("tvonenews.com",)
    facts = "2026-08"
    unseen = "article pages, the sitemaps' reach, markup of the search"
    channels = same("berita ekonomi daerah sport lifestyle religi trending")
    sources = (
        Sitemap("https://www.tvonenews.com/sitemap/news/berita.xml"),
        Sitemap("https://www.tvonenews.com/sitemap.xml", follow=r"/news/", required=False),
        Search(
            "https://www.tvonenews.com/request/load_search_article",
            ".article-list-row h2 a, .article-list-row > a, a:has(h2)",
            ".ali-date span",
            form={"keyword": "{query}", "ctype": "art", "page": "{page}", "record_count": "10"},
            headers={"X-Requested-With": "XMLHttpRequest"},
        ),
    )
    article_url = r"""
        www\.tvonenews\.com/(?:channel/)?(?P<channel>(?!(?:tag|foto|video|request|infografis)/)
        [a-z-]+)(?:/(?!foto|video)[a-z-]+){0,2}/(?P<id>\d+)-[\w-]+/?
    """
    brands = ("tvOne", "tvOnenews", "tvOnenews.com", "VIVA")
    mixed_dateline = True
    selectors = {
        "authors": (".detail-author a", ".detail-author"),
        "published_at": (".detail-date",),
        "body": (".detail-content",),
        "section": (".breadcrumb a:last-of-type",),
        "pager": (".pagination-detail a::attr(href), .pagination a::attr(href)",
                  "link[rel=next]::attr(href)"),
    }  # fmt: skip
    drop = ("[class^=video]", "[class*=ads-]", ".recommended-article", ".widget-other-article")
