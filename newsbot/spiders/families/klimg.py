"""Portals of the KapanLagi Youniverse on its older software (pictures on klimg.com): merdeka,
kapanlagi, dream, brilio.

Facts: saved pages of 2015 to 2024 (desktop, mobile, AMP).

Multi-page: the pages lie in one HTML, with "2 dari 5 halaman" between them; their own addresses
("…-1.html") show the same and are not asked for. `keywords` are the summary cut into words: tags
need a selector in each layout.
"""

from collections.abc import Mapping
from typing import ClassVar

from newsbot.crawl.portal import PortalSpider


class KlimgPortal(PortalSpider):
    selectors: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "published_at": (".date-post",),
        "authors": (".reporter a",),
    }
    drop: ClassVar[tuple[str, ...]] = (
        ".detail-body__break", "[id*='revive-ad']", ".advertisement-placeholder",
        "[id^='kl-social']", ".banner-300", ".banner-sc",
    )  # fmt: skip
