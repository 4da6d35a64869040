"""Fimela (KapanLagi Youniverse), lifestyle.

Facts: saved pages of 2020 and a home page of 2024."""

from newsbot.sources import Sitemap, same
from newsbot.spiders.families.kly import KlyPortal, index


class FimelaSpider(KlyPortal):
    name = "fimela"
    domains = ("fimela.com",)
    facts = "2024"
    unseen = "index by date, sitemap, robots.txt, article pages since 2021"
    channels = same("fashion fashion-style beauty beauty-health lifestyle lifestyle-relationship "
                    "relationship entertainment health parenting food travel fimela-update "
                    "news-entertainment")  # fmt: skip
    sources = (
        index("www.fimela.com"),
        Sitemap("https://www.fimela.com/sitemap.xml", follow="sitemap", required=False),
    )
    article_url = r"""
        (?:(?:www|m)\.fimela\.com/(?!photo|foto|video)(?P<channel>[a-z][a-z0-9-]*)/read/
        |m\.fimela\.com/amp/)(?P<id>\d+)/(?P<slug>[\w-]+)/?
    """
    canonical = ("https://www.fimela.com/{channel}/read/{id}/{slug}",)
    brands = ("Fimela.com",)
