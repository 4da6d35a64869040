"""Media Indonesia, one host, the kanal in the path.

Facts: public code of 2026-04 to 2026-07, and saved pages of 2025-10 and 2026-01. Cloudflare
challenges some pages of the index. JSON-LD and <meta> lie: the author is whoever uploaded the text,
and dateModified comes before datePublished. Texts have no dateline, their first word is in
capitals. No article of several pages has been seen."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import Index, Rss, Search, same

LINKS, TIME = ".list-3 .text h3 a", ".text span"


class MediaindonesiaSpider(PortalSpider):
    name = "mediaindonesia"
    domains = ("mediaindonesia.com",)
    facts = "2026-07"
    unseen = "markup of /indeks, the feed"
    channels = same("ekonomi hiburan humaniora internasional jelita megapolitan nusantara olahraga "
                    "opini politik-dan-hukum sepak-bola teknologi weekend")  # fmt: skip
    sources = (
        Index("https://mediaindonesia.com/indeks[/20/{offset}]", LINKS, TIME),
        Rss("https://mediaindonesia.com/feed", required=False),
        Search(
            "https://mediaindonesia.com/search",
            LINKS,
            TIME,
            form={"q": "{query}", "next": "{offset}"},
            step=1,
            required=False,
        ),
    )
    article_url = r"""
        (?:www\.|m\.)?mediaindonesia\.com/(?!(?:indeks|video|galleries|foto|tag|author|search)/)
        (?P<channel>[a-z0-9-]+)/(?P<id>\d+)/(?P<slug>(?=[\d-]*[a-z])[\w-]+)/?
    """
    canonical = ("https://mediaindonesia.com/{channel}/{id}/{slug}",)
    brands = ("Media Indonesia", "mediaindonesia.com")
    selectors = {
        "title": (".post-header h1",),
        "published_at": (".post-header .datetime",),
        "authors": (".author-2",),
        "editors": (".info-author",),
        "section": (".mi-breadcrumb li:last-child a",),
        "tags": (".related-tags a",),
        "body": ("div.article",),
        "images": ("figure.main-img",),
    }
    drop = ("figure.main-img", ".flying-carpet", ".ext-channel", ".info-author", "._ap_apex_ad",
            ".dfp-ad")  # fmt: skip
