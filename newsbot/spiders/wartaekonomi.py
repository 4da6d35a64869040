"""Warta Ekonomi: /read{id}/{slug}, an index by day.

Facts: public code of 2024 to 2026-08, whose author walked the index back to 2025-01. The search
answers a POST with a redirect to a number of its own, so only its first page can be asked for;
where nothing is found, it is said to answer 404 or 500."""

from newsbot.sources import DatedIndex, Search
from newsbot.spiders.families.paged import PagedPortal

LINKS = "a.articleListItem"


class WartaekonomiSpider(PagedPortal):
    name = "wartaekonomi"
    domains = ("wartaekonomi.co.id",)
    facts = "2026-08"
    unseen = "article pages, pager"
    sources = (
        DatedIndex("https://wartaekonomi.co.id/indeks/{date:%Y%m%d}[?page={page}]", LINKS),
        Search("https://wartaekonomi.co.id/search", LINKS, form={"q": "{query}"}, required=False),
    )
    article_url = r"(?:www\.)?wartaekonomi\.co\.id/read(?P<id>\d+)/(?P<slug>[\w-]+)/?"
    canonical = ("https://wartaekonomi.co.id/read{id}/{slug}",)
    brands = ("Warta Ekonomi", "WE Online")
    selectors = {
        "title": (".articlePostHeader h1",),
        "body": (".articlePostContent", "[itemprop=articleBody]"),
        "section": (".articlePostHeader ul li:last-child a",),
    }
    drop = ("[class*=adInArticle]", "[class*=related]", "[class*=newsletter]",
            "[class*=articleListShare]", "aside")  # fmt: skip
