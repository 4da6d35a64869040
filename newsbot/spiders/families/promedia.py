"""Portals on Promedia's software (Promedia Teknologi Indonesia): Pikiran Rakyat's network, the Ayo
media, Suara Merdeka and many more, each on its own host.

Facts: public code of 2022 to 2026-08 for seven portals, which agrees on the template
(`read__title`, `latest__item`); the index by day is from three of them.
Addresses: "/channel/pr-1311234567/slug", on some hosts without "pr-".
Multi-page: ?page=2 …, and ?page=all (public code of about 2023); the page links its further pages.
Access: fast crawls are answered with Cloudflare's 1015.
"""

from typing import Any, ClassVar

from newsbot.sources import DatedIndex, Rss, Search, Sitemap, Source
from newsbot.spiders.families.paged import PagedPortal

LINKS = ".latest__item a.latest__link, .latest__title a"
DAY = "{date:%d}%20{date:%B}%20{date:%Y}"


def sources(host: str) -> tuple[Source, ...]:
    """What every host of the software has."""
    listed: dict[str, Any] = {"links": LINKS, "published": "date, .latest__date"}
    return (
        DatedIndex(
            f"https://{host}/indeks-berita?daterange={DAY}%20-%20{DAY}&page={{page}}", **listed
        ),
        Rss(f"https://{host}/feed", required=False),
        Sitemap(f"https://{host}/sitemap.xml", required=False),
        Search(f"https://{host}/search?q={{query}}&page={{page}}", required=False, **listed),
    )


class Promedia(PagedPortal):
    facts = "2026-08"
    unseen = "whole pages, robots.txt, sitemap.xml"
    brands: ClassVar[tuple[str, ...]] = ("Promedia", "PRMN")
    selectors = {
        "title": ("h1.read__title",),
        "authors": (".read__info__author a", ".read__info__author"),
        "published_at": (".read__info__date", "span.mt-10"),
        "section": (".breadcrumb li:last-child a",),
        "tags": (".tag__list a", ".tag--article a"),
        "images": (".photo",),
        "body": ("article.read__content", ".read__content", ".read__article"),
        "pager": (".paging__item a::attr(href)",),
    }
    drop: ClassVar[tuple[str, ...]] = ("[class^='read__others']", ".paging__wrap")
