"""Pikiran Rakyat (Bandung), the first of the Promedia network; its regional hosts are portals of
their own (galamedia, deskjabar …).

Facts: public code of 2026-08 (`span.mt-10`, articleBody), 2024 to 2025 (`read__…`), addresses of
2023 to 2026."""

from newsbot.spiders.families.promedia import Promedia, sources


class PikiranRakyatSpider(Promedia):
    name = "pikiranrakyat"
    domains = ("pikiran-rakyat.com",)
    sources = sources("www.pikiran-rakyat.com")
    article_url = r"(?:www\.)?pikiran-rakyat\.com/(?P<channel>[a-z-]+)/pr-(?P<id>\d{6,})/[\w-]+/?"
    brands = (*Promedia.brands, "Pikiran Rakyat", "Pikiran-Rakyat.com")
