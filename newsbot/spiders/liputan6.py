"""Liputan6 (KapanLagi Youniverse), its first portal.

Facts: public code and probes of 2025-06 to 2026-10, saved pages of 2016 to 2020. robots.txt bars
/search, /me/, /gallery/, /properti/ and more, but neither the index nor articles. The index lists
some 50 to 90 articles a day; its sidebar lists others."""

from newsbot.sources import Rss, same
from newsbot.spiders.families.kly import KlyPortal, index


class Liputan6Spider(KlyPortal):
    name = "liputan6"
    domains = ("liputan6.com",)
    floors = {"hours": 12}
    facts = "2026-10"
    unseen = "article pages since 2021"
    channels = same("news bisnis saham crypto bola showbiz tekno global lifestyle health hot "
                    "otomotif regional surabaya citizen6 islami cek-fakta disabilitas")  # fmt: skip
    sources = (index("www.liputan6.com"), Rss("https://feed.liputan6.com/rss", required=False))
    # Until 2018 each channel had a host of its own.
    article_url = r"""
        (?:(?:(?:www|m)\.)?liputan6\.com/(?!photo|foto|video)(?P<channel>[a-z][a-z0-9-]*)/read/
        |(?:(?:www|m)\.)?liputan6\.com/amp/|(?!www|m\.|photo|foto|video)[a-z0-9-]+\.liputan6\.com/read/)
        (?P<id>\d+)/(?P<slug>[\w-]+)/?
    """
    canonical = ("https://www.liputan6.com/{channel}/read/{id}/{slug}",)
    brands = ("Liputan6.com",)
