"""Bali Post (Denpasar), on WordPress with the theme Newspaper: /news/{date}/{id}/{Title}.html.

Facts: public code of 2026-08 (home page, article), public code of 2020 (a page of links for each
day), addresses of 2019 to 2026, whose titles are cut ("…-Ukir-Prestasi...html"). Its search answers
the same whatever is asked (2026-08). That times without a zone are WITA is a guess by the island.
"""

from newsbot.sources import DatedIndex
from newsbot.spiders.families.wordpress import WordPress, feed, newest
from newsbot.text.calendar import ZONES
from newsbot.text.urls import UrlDate

SITE = "https://www.balipost.com"


class BalipostSpider(WordPress):
    name = "balipost"
    domains = ("balipost.com",)
    facts = "2026-08"
    unseen = "the days' pages since 2020, feed, robots.txt"
    zone = "WITA"
    sources = (
        DatedIndex(
            f"{SITE}/news/{{date:%Y/%m/%d}}[/page/{{page}}]",
            ".td-module-title a, .td-block-span6 h3 a",
            required=False,
        ),
        newest(SITE, "a[href*='/news/20']"),
        feed(SITE, required=False),
    )
    article_url = r"""
        (?:www\.)?balipost\.com/news/(?P<date>20\d\d/\d\d/\d\d)/(?P<id>\d+)/[^/]+\.html
        (?:/(?P<page>\d{1,2}))?/?
    """
    url_date = UrlDate("{date}", "%Y/%m/%d", "published", zone=ZONES["WITA"])
    brands = ("Bali Post", "BALIPOST", "BALIPOST.com")
    mixed_dateline = True
