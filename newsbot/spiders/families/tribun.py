"""Tribun Network (KG Media): one template for www. and for the sites of regions.

Facts: public code of 2024 to 2026-08, an adapter of 2026-07 that says it was checked live, and
saved article pages of 2015 and 2020.
Access: whoever is no browser gets a 403 (2026-07).
robots.txt (2026-07): disallows /search, /tag/, /topic/, /api/, /ajax/ and /json/.
Multi-page: ?page=N, counted in .paging; ?page=all is known from public code.
An index has at most ten pages of 20; what follows repeats the tenth.
"""

from typing import Any, ClassVar

from newsbot.sources import DAY
from newsbot.spiders.families.paged import PagedPortal
from newsbot.text.urls import UrlDate

#: What an index lists.
LISTED: dict[str, Any] = {
    "links": "ul.lsi h3 a, ul.lsi .fbo a",
    "published": "time.grey",
    "max_pages": 10,
}


class TribunSpider(PagedPortal):
    access = "blocks plain agents"
    domains = ("tribunnews.com",)
    facts = "2026-08"
    url_date = UrlDate("{date}", "%Y/%m/%d", "created", early=DAY / 4, late=DAY)
    brands: ClassVar[tuple[str, ...]] = ("Tribun", "Tribunnews")
    selectors = {
        # 2016-, 2015
        "title": ("h1#arttitle",),
        "published_at": ("#article time:lexbor-contains('Tayang' i)", "#article time",
                         "#article .bdr3 h3"),
        "authors": ("#penulis a", "#penulis"),
        "editors": ("#editor a", "#editor"),
        "section": ("[itemtype$=BreadcrumbList] li:last-of-type a", ".bsht > a:last-of-type"),
        "tags": (".tagcloud3 a", "#related .fno a"),
        "body": (".side-article.txt-article",),
        "images": ("#artimg",),
        "credit": (".f11.white",),
        "pager": (".paging a::attr(href)",),
    }  # fmt: skip
    drop: ClassVar[tuple[str, ...]] = (
        ".summary-article", ".baca", ".reserved_box_ads", "[id^='div-']", "[class*='popIn']",
        "[data-ad]",
    )  # fmt: skip
