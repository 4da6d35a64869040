"""Brilio (KapanLagi Youniverse), entertainment and viral stories.

Facts: saved pages of 2020 to 2022, public code of 2025-07 (addresses). One page each."""

from newsbot.sources import DAY, Index, same
from newsbot.spiders.families.klimg import KlimgPortal
from newsbot.text.urls import UrlDate


class BrilioSpider(KlimgPortal):
    name = "brilio"
    domains = ("brilio.net",)
    facts = "2025-07"
    unseen = "robots.txt, listings since 2021, article pages since 2023"
    channels = same("selebritis ngakak wow ragam film musik gadget kesehatan kuliner jalan-jalan "
                    "olahraga duh cinta kepribadian creator")  # fmt: skip
    sources = (Index("https://www.brilio.net/{channel}/", links="a[href$='.html']"),)
    article_url = r"""
        (?:www|m)\.brilio\.net/(?:amp/)?(?!video/|tag/|foto/|reporter/|company/)
        (?P<channel>[a-z][a-z0-9-]*)/(?P<slug>[\w-]+-(?:(?P<day>\d{6})[0-9a-z]|[0-9a-f]{6}))\.html
    """
    keys = ("{slug}",)
    canonical = ("https://www.brilio.net/{channel}/{slug}.html",)
    url_date = UrlDate("{day}", "%y%m%d", "created", late=14 * DAY)
    brands = ("Brilio.net", "brl")
    selectors = {
        # desktop 2020, mobile 2021, AMP 2022. <time>s are of other articles.
        "title": ("h1.title-detail", "h1.desc-detail", "h1"),
        "published_at": (".date-detail",),
        "authors": ("a.writer .writer-det", "span.writer"),
        "editors": ("a:not(.writer) > .writer-det",),
        "section": ("meta[property='article:section']::attr(content)",),
        "tags": ("a.tag-detail", ".list-tag a"),
        "summary": ("h2.sinopsis", "h2.desc-title-detail", ".read-sinopsis"),
        "body": ("[itemprop=articleBody]",),
        "images": ("figure.headline-index:not(:has(h3))", ".img-detail"),
    }
    drop = (*KlimgPortal.drop, ".also-read", ".content-image-caption", ".list-article-box",
            ".detail-box", "[id^='dablewidget']", "[id*='ScriptRoot']",
            "[id^='global-ad']")  # fmt: skip
