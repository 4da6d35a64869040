"""Fimela (KapanLagi Youniverse), lifestyle.

Facts: saved pages of 2020 and a home page of 2024. The dated index is that of the family's first
portal; nobody has seen this one's.
"""

from newsbot.families.kly import KlyPortal
from newsbot.sources import DatedIndex, Sitemap, same


class FimelaSpider(KlyPortal):
    name = "fimela"
    domains = ("fimela.com",)
    facts = "2024"
    unseen = "index by date, sitemap, robots.txt, article pages since 2021"
    channels = same(
        "fashion fashion-style beauty beauty-health lifestyle lifestyle-relationship relationship "
        "entertainment health parenting food travel fimela-update news-entertainment"
    )
    sources = (
        DatedIndex(
            "https://www.fimela.com/indeks/{date:%Y/%m/%d}"
            "?start={date:%Y-%m-%d}&end={next:%Y-%m-%d}&page={page}",
            links=".articles--rows--item a[data-template-var=url], .articles--rows--item h4 a",
            published=".articles--rows--item time::attr(datetime)",
        ),
        Sitemap("https://www.fimela.com/sitemap.xml", follow="sitemap", required=False),
    )
    article_url = r"""
        (?:
            (?:www|m)\.fimela\.com/(?!photo|foto|video)(?P<channel>[a-z][a-z0-9-]*)/read/
          | m\.fimela\.com/amp/
        )
        (?P<id>\d+)/(?P<slug>[\w-]+)/?
    """
    canonical = ("https://www.fimela.com/{channel}/read/{id}/{slug}",)
    brands = ("Fimela.com",)
