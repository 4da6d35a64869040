"""VOA Indonesia: /a/{slug}/{id}.html, on the software of its sisters (voanews.com).

Facts: public code of 2026-05 (search, home page, article), a saved article of voanews.com of
2024-04, addresses up to early 2025, undated public code that walks the collections /z/299 and
/z/7014. Videos and pictures have addresses of the same form, and no text."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Rss, Search

SITE = "https://www.voaindonesia.com"
LINKS = "a[href*='/a/'][href$='.html']"


class VoaindonesiaSpider(PortalSpider):
    name = "voaindonesia"
    domains = ("voaindonesia.com",)
    facts = "2026-05"
    unseen = "listings by collection, feed, robots.txt, whether anything appeared since 2025"
    sources = (
        Index(f"{SITE}/z/299?p={{offset}}", LINKS, step=1, required=False),
        Index(f"{SITE}/z/7014?p={{offset}}", LINKS, step=1, required=False),
        Index(f"{SITE}/", LINKS),
        Rss(f"{SITE}/api/", required=False),
        Search(f"{SITE}/s?k={{query}}[&page={{page}}]", LINKS),
    )
    article_url = r"(?:www\.|m\.)?voaindonesia\.com/a/(?:(?P<slug>[^/]+)/)?(?P<id>\d+)\.html"
    canonical = ("https://www.voaindonesia.com/a/{slug}/{id}.html",)
    brands = ("VOA", "VOA Indonesia")
    selectors = {
        "title": ("h1.pg-title",),
        "published_at": ("time[pubdate]::attr(datetime)", ".published time::attr(datetime)"),
        "authors": (".publishing-details .links__item-link",),
        "section": (".category a",),
        "body": ("#article-content .wsw", ".wsw"),
        "images": (".cover-media figure",),
    }
    drop = (".wsw__embed--video", ".c-mmp", "[class*=infgraphics]", ".media-block-wrap",
            ".load-more", ".buttons", ".player-and-links", ".embed-player-only")  # fmt: skip
