"""Bola.com (KapanLagi Youniverse), sports. Another portal than bola.net.

Facts: saved pages of 2019 to 2020, public code of 2024 to 2026-04 (which found its feeds gone)."""

from newsbot.sources import Sitemap, same
from newsbot.spiders.families.kly import KlyPortal, index


class BolaSpider(KlyPortal):
    name = "bola"
    domains = ("bola.com",)
    facts = "2026-04"
    unseen = "index by date, sitemap, robots.txt, article pages since 2021"
    channels = same("indonesia dunia inggris italia spanyol piala-dunia ragam e-sports nba moto-gp "
                    "bulutangkis voli tinju otomotif")  # fmt: skip
    sources = (
        index("www.bola.com"),
        Sitemap("https://www.bola.com/sitemap.xml", follow="sitemap", required=False),
    )
    article_url = r"""
        (?:(?:(?:www|m)\.)?bola\.com/(?!photo|foto|video)(?P<channel>[a-z][a-z0-9-]*)/read/
        |(?:(?:www|m)\.)?bola\.com/amp/)(?P<id>\d+)/(?P<slug>[\w-]+)/?
    """
    canonical = ("https://www.bola.com/{channel}/read/{id}/{slug}",)
    brands = ("Bola.com",)
