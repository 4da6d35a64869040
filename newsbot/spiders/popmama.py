"""Popmama (IDN Media), a magazine for parents.

Facts: a saved listing of 2020. That it is today as IDN Times is what its sisters suggest."""

from dataclasses import replace

from newsbot.sources import same
from newsbot.spiders.families.idnmedia import IdnMedia, article_url, hub, sitemaps

SITE = "https://www.popmama.com"


class PopmamaSpider(IdnMedia):
    name = "popmama"
    domains = ("popmama.com",)
    facts = "2020-08"
    unseen = "everything of today"
    channels = same("pregnancy baby kid big-kid life")
    sources = (sitemaps(SITE), replace(hub(SITE), required=False))
    article_url = article_url(r"www\.popmama\.com")
