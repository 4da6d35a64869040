"""DW Indonesia (Deutsche Welle): /id/{slug}/a-{id}.

Facts: saved articles of the German edition of 2023-04, 2023-06 and 2024-01, whose software is the
same, its feed in lists of 2026, addresses up to 2026. The page shows a date without a time; JSON-LD
has the time in UTC."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Rss


class DwindonesiaSpider(PortalSpider):
    name = "dwindonesia"
    domains = ("dw.com",)
    facts = "2026"
    unseen = "pages of this edition, robots.txt, a listing that reaches further than the feed"
    sources = (Rss("https://rss.dw.com/xml/rss-id-all"),)
    article_url = r"(?:www\.|amp\.)?dw\.com/id/(?P<slug>[^/]+)/a-(?P<id>\d+)"
    canonical = ("https://www.dw.com/id/{slug}/a-{id}",)
    brands = ("Deutsche Welle", "DW Indonesia")  # DW alone begins the name Dwi
    selectors = {
        # 2023-, until 2023
        "title": ("article h1", ".col3 h1"),
        "authors": (".author-details .author",
                    ".smallList li:has(strong:lexbor-contains('Penulis'))"),
        "section": (".kicker a",),
        "tags": ("#related-topics aside a", "aside[data-tracking-name=related-topics] a"),
        "published_at": (".smallList li:has(strong:lexbor-contains('Tanggal'))",),
        "body": (".rich-text", ".longText"),
        "images": ("meta[property='og:image']::attr(content)",),
    }  # fmt: skip
    drop = (".picBox p", ".vjs-wrapper", ".video-container", "[class*=embed]", "footer")
