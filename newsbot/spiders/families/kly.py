"""Portals of the KapanLagi Youniverse that run Liputan6's software: liputan6, bola, fimela,
otosia.

Facts: saved pages of 2016 to 2020 (desktop, mobile, AMP), public code of 2023 to 2026-07.

Multi-page: all pages of an article lie in one HTML, on the first address; nothing is walked. A
page of a heading and a video only is left out. `canonical` links and og:url name the www host.
The author box of today says "Diterbitkan" or "Diperbarui" in one element: only the metadata knows
which is which. An article's id is the same on every host, in each of its addresses.
"""

from collections.abc import Mapping
from typing import ClassVar

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DatedIndex


def index(host: str) -> DatedIndex:
    """The index by day of its first portal; nobody has seen those of the others."""
    return DatedIndex(
        f"https://{host}/indeks/{{date:%Y/%m/%d}}"
        "?start={date:%Y-%m-%d}&end={next:%Y-%m-%d}&page={page}",
        links=".articles--rows--item a[data-template-var=url], .articles--rows--item h4 a",
        published=".articles--rows--item time::attr(datetime)",
    )


class KlyPortal(PortalSpider):
    mixed_dateline = True  # they lend each other texts, "Bola.com, Jakarta -" becomes "Jakarta -"
    selectors: ClassVar[Mapping[str, tuple[str, ...]]] = {
        # 2018- desktop, mobile and AMP, 2015-17
        "title": ("h1.read-page--header--title", "h1.article-header__title", "h1"),
        "published_at": ("time.read-page--header--author__datetime", ".article-header__datetime",
                         "time.read-page--header__datetime"),
        "authors": (".read-page-box__author__name", ".read-page--header--author__name",
                    ".article-header__author-link", ".read-page--header__author"),
        "editors": (
            ".read-page--credits__item:has("
            ".read-page--credits__popover-role:lexbor-contains('Editor'))"
            " .read-page--credits__popover-name",
            ".article-credits__item:has(.article-credits__item-role:lexbor-contains('Editor'))"
            " .article-credits__item-name",
            "#credits_editor + li .read-page--credits__name",
        ),
        "channel": ("meta[property='article:section2']::attr(content)",
                    ".breadcrumb--item:nth-child(2) [itemprop=name]"),
        "section": ("meta[property='article:section3']::attr(content)",
                    ".breadcrumb--item:last-child [itemprop=name]"),
        "tags": (".tags--snippet__name", ".tags--topics--item__link", ".tags-amp a",
                 ".fimela-tags--topics--item__link", ".read-page--tags__link"),
        "images": ("figure.read-page--photo-gallery--item", ".article-photo-gallery--item"),
        "body": (".article-content-body__item-page", ".article-content-body",
                 ".read-page__content-body"),
    }  # fmt: skip
    drop: ClassVar[tuple[str, ...]] = (
        ".read-page--photo-gallery--item", ".article-photo-gallery--item", ".photo-gateway",
        ".seamless-ads", ".article-ad", ".read-page--video-gallery--item",
        ".article-video-gallery--item", ".article-content-body__break", "[class*='__item-break']",
        "[class*='__load']", "[class*='__item-load']",
        # a page of a video and its heading
        ".article-content-body__item:not(:has(.article-raw-content))",
        ".article-content-body__item-page:not(:has(.article-content-body__item-content))",
    )  # fmt: skip
