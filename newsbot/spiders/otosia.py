"""Otosia (KapanLagi Youniverse), cars and motorcycles.

Facts: saved pages of 2019 to 2020, which name editors and no authors, public code of 2022
(addresses with an id, as Liputan6's software has them; nobody has seen such a page)."""

from newsbot.sources import Index, Sitemap, same
from newsbot.spiders.families.kly import KlyPortal


class OtosiaSpider(KlyPortal):
    name = "otosia"
    domains = ("otosia.com",)
    facts = "2022"
    unseen = "robots.txt, sitemap, listings and article pages since 2021"
    channels = same("berita tips review motor mobil")
    sources = (
        Index("https://www.otosia.com/{channel}/", links="a[href]"),
        Sitemap("https://www.otosia.com/sitemap.xml", follow="sitemap", required=False),
    )
    article_url = r"""
        (?:www|m)\.otosia\.com/(?:amp/)?(?P<channel>berita|tips|review|motor|mobil)/
        (?:read/(?P<id>\d+)/(?P<slug>[\w-]+)/?|(?!index\d*\b)(?P<old>[\w-]+)(?:\.html)?)
    """
    keys = ("{id}", "{old}")
    canonical = ("https://www.otosia.com/{channel}/read/{id}/{slug}",
                 "https://www.otosia.com/{channel}/{old}.html")  # fmt: skip
    brands = ("Otosia.com", "kpl")
    selectors = {
        # as the family; then desktop, mobile and AMP 2019-20
        **KlyPortal.selectors,
        "title": (*KlyPortal.selectors["title"][:2], ".detail-headline h3", "h1"),
        "published_at": (*KlyPortal.selectors["published_at"], ".date-post",
                         ".detail-headline .time", ".detail-body_datewriter > span:first-child"),
        "editors": (*KlyPortal.selectors["editors"], ".reporter a", ".editor-field",
                    ".detail-body_datewriter > span + span > span"),
        "tags": (*KlyPortal.selectors["tags"], "#tag-content a",
                 "ol.otosia-list-terkait > li > a[href*='otosia.com/tag/']"),
        "images": (*KlyPortal.selectors["images"], ".otosia-dt-img", ".detail-artikel .img-box"),
        "body": (*KlyPortal.selectors["body"], ".body-paragpraph", ".detail-berita",
                 ".detail-body_paragraph"),
    }  # fmt: skip
    drop = (*KlyPortal.drop, ".otosia-dt-box", ".counter-page", ".editor-box", "[id^='kl-social']",
            ".sumber", ".detail-berita > div:has(> h2 + ul)")  # fmt: skip
