"""Bola.net (KapanLagi Youniverse), football. Another portal than bola.com.

Facts: saved AMP pages of 2020, public code of 2025 to 2026 (feed, addresses). What is not AMP is
read by the metadata and the markup that AMP pages share with the rest of the family."""

from newsbot.sources import Rss, same
from newsbot.spiders.families.klimg import KlimgPortal


class BolanetSpider(KlimgPortal):
    name = "bolanet"
    domains = ("bola.net",)
    facts = "2026"
    unseen = "robots.txt, listings, article pages other than AMP"
    channels = same("inggris italia spanyol champions indonesia bolatainment jerman dunia "
                    "tim_nasional")  # fmt: skip
    sources = (Rss("https://www.bola.net/feed/"),)
    article_url = r"""
        (?:www|m)\.bola\.net/(?:amp/)?(?!galeri|video|tag/)(?P<channel>[a-z][a-z0-9_-]*)/
        (?P<slug>[\w-]+)-(?P<id>[0-9a-f]{8}|[0-9a-f]{6})(?:\.html)?
    """
    keys = ("{slug}-{id}",)
    canonical = ("https://www.bola.net/{channel}/{slug}-{id}.html",)
    brands = ("Bola.net",)
    selectors = {
        "title": ("h1",),
        "published_at": (".article-header__datetime", *KlimgPortal.selectors["published_at"]),
        "authors": KlimgPortal.selectors["authors"],
        "section": (".article-header__category",),
        "tags": (".article-tag a",),
        "body": (".article-content", ".body-paragraph"),
    }
    drop = (*KlimgPortal.drop, ".news-i")
