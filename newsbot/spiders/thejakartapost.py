"""The Jakarta Post, in English, behind a metered paywall.

Facts: public code of 2026-02 to 2026-06 that says it was checked live (sitemaps, JSON-LD with
isAccessibleForFree, markup of free and paid pages), a saved page of 2015. What is paid for ends in
.tjp-paywall after some paragraphs. Only JSON-LD has a time of day. /adv/ is advertising."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DAY, Index, Sitemap, same
from newsbot.text.urls import UrlDate

LINKS = ".listNews a[href*='/20'], .latestDetail a[href*='/20']"


class ThejakartapostSpider(PortalSpider):
    name = "thejakartapost"
    domains = ("thejakartapost.com",)
    facts = "2026-06"
    unseen = "listings besides business"
    access = "paywall"
    channels = same("business culture indonesia opinion world")
    sources = (
        Sitemap("https://www.thejakartapost.com/sitemap.xml", follow=r"/news/sitemap\.xml$"),
        Index("https://www.thejakartapost.com/{channel}/latest?page={page}", LINKS, required=False),
    )
    article_url = r"""
        (?:www\.)?thejakartapost\.com/(?!(?:adv|multimedia|video|gallery|podcast)/)(?:amp/)?
        (?P<channel>[a-z-]+)/(?:[a-z-]+/)*(?P<date>\d{4}/\d\d/\d\d)/(?P<slug>[\w-]+)(?:\.html)?/?
    """
    keys = ("{date}/{slug}",)
    url_date = UrlDate("{date}", "%Y/%m/%d", "created", early=DAY / 4, late=DAY)
    brands = ("The Jakarta Post",)
    selectors = {
        # 2018-, 2015
        "title": ("h1.tjp-title", ".story h1"),
        "published_at": (".story .byline",),
        "body": (".tjp-single__content", ".teaser .span-13"),
        "images": (".teaser > img",),
    }
    drop = (".tjp-single__content-ads", ".tjp-single__content-list", ".tjp-paywall", ".tjp-premium",
            ".tjp-newsletter-box", ".jpx-widget", "figure", ".span-13 > div")  # fmt: skip
