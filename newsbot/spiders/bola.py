"""Bola.com (KapanLagi Youniverse), sports. Another portal than bola.net.

Facts: saved pages of 2019 to 2020, public code of 2024 to 2026-04 (which found its feeds gone).
The dated index is that of the family's first portal; nobody has seen this one's.
"""

from newsbot.families.kly import KlyPortal
from newsbot.sources import DatedIndex, Sitemap, same


class BolaSpider(KlyPortal):
    name = "bola"
    domains = ("bola.com",)
    facts = "2026-04"
    unseen = "index by date, sitemap, robots.txt, article pages since 2021"
    channels = same(
        "indonesia dunia inggris italia spanyol piala-dunia ragam e-sports nba moto-gp bulutangkis "
        "voli tinju otomotif"
    )
    sources = (
        DatedIndex(
            "https://www.bola.com/indeks/{date:%Y/%m/%d}"
            "?start={date:%Y-%m-%d}&end={next:%Y-%m-%d}&page={page}",
            links=".articles--rows--item a[data-template-var=url], .articles--rows--item h4 a",
            published=".articles--rows--item time::attr(datetime)",
        ),
        Sitemap("https://www.bola.com/sitemap.xml", follow="sitemap", required=False),
    )
    article_url = r"""
        (?:
            (?:www|m)\.bola\.com/(?!photo|foto|video)(?P<channel>[a-z][a-z0-9-]*)/read/
          | m\.bola\.com/amp/
        )
        (?P<id>\d+)/(?P<slug>[\w-]+)/?
    """
    canonical = ("https://www.bola.com/{channel}/read/{id}/{slug}",)
    brands = ("Bola.com",)
