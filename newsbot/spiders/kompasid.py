"""Kompas.id, the daily Kompas behind a paywall: most pages are teasers.

Facts: public code and links of 2021 to 2026 (addresses, RSS of cds.kompas.id, <meta> times of a
page of 2025). No source names the body's container for sure. Addresses were
/baca/{rubrik}/{date}/{slug} until 2024 and are /artikel/{slug} now; a slug that begins with "en-"
is a translation, which is not read."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DAY, Rss
from newsbot.text.urls import UrlDate


class KompasidSpider(PortalSpider):
    name = "kompasid"
    domains = ("kompas.id",)
    facts = "2026-09"
    unseen = "article pages, the feed's fields, robots.txt"
    access = "paywall"
    sources = (Rss("https://cds.kompas.id/rss/v1/article/list"),)
    article_url = r"""
        (?:www\.)?kompas\.id/(?:artikel/(?!en-)(?P<slug>[\w-]+)
        |baca/(?!english/)(?:(?P<rubrik>[\w-]+)/)(?:[\w-]+/)?(?P<date>\d{4}/\d\d/\d\d)/(?!en-)
        (?P<name>[\w-]+))/?
    """
    keys = ("{slug}", "{date}/{name}")
    canonical = ("https://www.kompas.id/artikel/{slug}",)
    url_date = UrlDate("{date}", "%Y/%m/%d", "created", early=DAY / 4, late=DAY)
    brands = ("Kompas", "Kompas.id")
    selectors = {"title": ("h1",), "body": ("[class*=article-body i]", "article")}
    drop = ("h1", "time", "[class*=paywall i]", "[class*=share i]", "aside")
