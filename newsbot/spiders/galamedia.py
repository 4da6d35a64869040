"""Galamedia (Bandung), a host of Pikiran Rakyat's network.

Facts: public code of 2026-08 and of 2024 (index, article, ?page=2), addresses of 2020 to 2024."""

from newsbot.spiders.families.promedia import Promedia, sources


class GalamediaSpider(Promedia):
    name = "galamedia"
    domains = ("galamedia.pikiran-rakyat.com",)
    sources = sources("galamedia.pikiran-rakyat.com")
    article_url = r"galamedia\.pikiran-rakyat\.com/(?P<channel>[a-z-]+)/pr-(?P<id>\d{6,})/[\w-]+/?"
    brands = (*Promedia.brands, "Galamedia", "GalamediaNews", "Pikiran Rakyat")
