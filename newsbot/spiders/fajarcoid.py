"""Fajar (Makassar): /{year}/{month}/{day}/{slug}/. Its sisters on subdomains are other newspapers.

Facts: public code of 2026-05 (search, /page/N/, article), addresses of 2016 to 2024, a list of 2026
that gives its feed. An unverified list of 2026-09 has ?page=all for a whole article. That times
without a zone are WITA is a guess by the city."""

from newsbot.spiders.families.wordpress import WordPress, feed, newest, posts, search
from newsbot.text.calendar import ZONES
from newsbot.text.urls import UrlDate

SITE = "https://fajar.co.id"
LINKS = "h1 a, h2 a, h3 a, article a"


class FajarcoidSpider(WordPress):
    name = "fajarcoid"
    domains = ("fajar.co.id",)
    facts = "2026-05"
    unseen = "article pages, the theme's markup, REST endpoint, robots.txt, ?page=all"
    zone = "WITA"
    sources = (posts(SITE), newest(SITE, LINKS), feed(SITE, required=False), search(SITE, LINKS))
    article_url = r"""
        (?:www\.)?fajar\.co\.id/(?P<date>20\d\d/\d\d/\d\d)/(?P<slug>[\w%-]+)
        (?:/(?P<page>\d{1,2}))?/?
    """
    keys = ("{date}/{slug}",)
    canonical = ("https://fajar.co.id/{date}/{slug}/",)
    url_date = UrlDate("{date}", "%Y/%m/%d", "published", zone=ZONES["WITA"])
    brands = ("FAJAR.CO.ID", "Harian Fajar")  # Fajar alone is a name of people
