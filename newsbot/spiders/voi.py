"""VOI (Waktunya Merevolusi Pemberitaan), one template.

Facts: public code of 2026-08 (index, search, article), addresses of 2022 to 2026. JSON-LD has times
like "2026-05-13WIB18:45:00+07:00". Not read: /en/, /ar/ and the other languages, machine
translations under the same ids, and /amp/. No article has been seen to have more pages."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Rss, Search

LINKS = ".section-item-title a"


class VoiSpider(PortalSpider):
    name = "voi"
    domains = ("voi.id",)
    facts = "2026-08"
    unseen = "robots.txt, the feed, times in listings"
    sources = (
        Index("https://voi.id/artikel/indeks[?page={page}]", LINKS),
        Rss("https://voi.id/rss", required=False),
        Search("https://voi.id/artikel/cari?q={query}&page={page}", LINKS),
    )
    article_url = r"""
        (?:www\.)?voi\.id/(?!(?:amp|artikel|foto|tag|video)/)(?P<channel>[a-z][a-z-]{2,})
        /(?P<id>\d+)(?:/[\w-]+)?/?
    """
    brands = ("VOI.id", "Tim VOI")
    selectors = {
        "authors": (".single-post-author a",),
        "published_at": (".single-post-date time",),
        "images": (".single-post-image", ".single-post-thumb"),
        "body": (".single-post-content",),
    }
    drop = ("[class*='see-also']", ".popular", ".sidebar")
