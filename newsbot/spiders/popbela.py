"""Popbela (IDN Media), a magazine for women.

Facts: an address of 2026-02 in a public document, a saved AMP page of 2020. That it lists as IDN
Times does is what its addresses suggest."""

from dataclasses import replace

from newsbot.sources import same
from newsbot.spiders.families.idnmedia import IdnMedia, article_url, hub, sitemaps

SITE = "https://www.popbela.com"


class PopbelaSpider(IdnMedia):
    name = "popbela"
    domains = ("popbela.com",)
    facts = "2026-02"
    unseen = "everything but the form of addresses"
    channels = same("fashion beauty career relationship lifestyle entertainment")
    sources = (sitemaps(SITE), replace(hub(SITE), required=False))
    article_url = article_url(r"www\.popbela\.com")
