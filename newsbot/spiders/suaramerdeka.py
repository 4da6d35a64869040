"""Suara Merdeka (Semarang), on Promedia's software since about 2021.

Facts: public code of 2022 to 2024 (article, search), addresses of 2024 to 2026 ("/0417103643/")."""

from newsbot.spiders.families.promedia import Promedia, sources


class SuaraMerdekaSpider(Promedia):
    name = "suaramerdeka"
    domains = ("suaramerdeka.com",)
    facts = "2026"
    sources = sources("www.suaramerdeka.com")
    article_url = r"""
        (?:www\.)?suaramerdeka\.com/(?P<channel>[a-z-]+)/(?:pr-)?(?P<id>\d{8,})/[\w-]+/?
    """
    brands = (*Promedia.brands, "Suara Merdeka", "suaramerdeka.com")
