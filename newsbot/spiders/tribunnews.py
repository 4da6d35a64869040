"""Tribunnews, the national site of Tribun Network.

Facts: addresses had the date until 2025 and have an id now; whether an old address still answers
under a new one is not known. The RSS of www. is broken (its links are the home page, 2026-07)."""

from newsbot.sources import DatedIndex, Sitemap, same
from newsbot.spiders.families.tribun import LISTED, TribunSpider


class TribunnewsSpider(TribunSpider):
    name = "tribunnews"
    unseen = "index and article pages since 2020"
    channels = same("bisnis internasional kesehatan lifestyle metropolitan nasional new-economy "
                    "otomotif pendidikan regional seleb sport superskor techno travel")  # fmt: skip
    sources = (
        DatedIndex(
            "https://www.tribunnews.com/index-news/{channel}?date={date:%Y-%m-%d}&page={page}",
            **LISTED,
        ),
        Sitemap("https://www.tribunnews.com/sitemap.xml", follow="sitemap-news"),
    )
    article_url = r"""
        (?:www|m)\.tribunnews\.com/(?!(?:images|foto|videos?|tag|topic|penulis|editor)/)
        (?P<channel>[a-z][\w-]*)/(?:(?P<id>\d{5,})|(?P<date>\d{4}/\d\d/\d\d))/(?P<slug>[\w-]+)/?
    """
    keys = ("{id}", "{date}/{slug}")
    canonical = ("https://www.tribunnews.com/{channel}/{id}/{slug}",
                 "https://www.tribunnews.com/{channel}/{date}/{slug}")  # fmt: skip
