"""KapanLagi (KapanLagi Youniverse), entertainment.

Facts: public code of 2026-02 to 2026-08 (feed, addresses), saved pages of 2016 to 2024. Multi-page:
the desktop pages of 2020 and later hold all pages in one HTML. The mobile pages of 2020 may lack
some; nobody has compared them."""

from newsbot.sources import Index, Rss, same
from newsbot.spiders.families.klimg import KlimgPortal


class KapanlagiSpider(KlimgPortal):
    name = "kapanlagi"
    domains = ("kapanlagi.com",)
    facts = "2026-08"
    unseen = "robots.txt, listings since 2021, article pages since 2025"
    channels = same("showbiz dangdut korea musik film intermezzone trending lifestyle")
    sources = (
        Rss("https://www.kapanlagi.com/feed/"),
        Index("https://www.kapanlagi.com/{channel}/", links="a[href$='.html']", required=False),
    )
    # Each address ends in six hex digits, since 2026 in eight. "-1" is a page of the article.
    article_url = r"""
        (?:(?:www|m)\.)?kapanlagi\.com/(?:amp/)?(?!foto/|video/|tag/|author/)
        (?P<path>(?P<channel>[a-z][a-z0-9-]*)/(?:[a-z0-9-]+/)*)
        (?P<slug>[\w-]+)-(?P<id>[0-9a-f]{8}|[0-9a-f]{6})(?:-\d{1,2})?\.html
    """
    keys = ("{slug}-{id}",)
    canonical = ("https://www.kapanlagi.com/{path}{slug}-{id}.html",)
    brands = ("KapanLagi.com", "kpl")
    selectors = {
        # 2024, 2020 desktop, AMP, mobile, 2016
        "title": ("h1.entry-title", "h1"),
        "published_at": ("time.toppostinfo-datetime-text", *KlimgPortal.selectors["published_at"],
                         ".headline-kategori .updated", ".headline-kategori > span",
                         ".newsdetail-schedule-new"),
        "authors": KlimgPortal.selectors["authors"],
        "tags": (".related-topics .list-tag a", ".list-new-tag a"),
        "images": (".img-warper-head", ".headline", ".entertainment-newsdetail-headlineimg"),
        "body": (".body-paragpraph, .infinite-paging-item, .nameeditor", ".body-paragraph",
                 ".entertainment-detail-news"),
    }  # fmt: skip
    drop = (
        *KlimgPortal.drop, ".detail__crosslink", ".editorial-promotion", ".box-detail",
        ".copyright", ".lifestyle-in-content", ".video-watch",
        ".entertainment-newsdetail-image-caption",
        # the title again, and the sign-off in the middle of a mobile page
        ".body-paragpraph > b:first-child",
        ".main-content:has(+ .hidden-content) > p:has(> b:only-child):last-child",
    )  # fmt: skip
