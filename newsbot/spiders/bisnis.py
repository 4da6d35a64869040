"""Bisnis Indonesia, one template on one subdomain per kanal.

Facts: public code of 2026-08 and 2025-11 (index, article, search), automatic probes of 2026-10,
which were answered with Cloudflare's challenge on articles and sitemap.xml, and found no pager and
some 40 articles a day in the index, where other code has walked its pages. Links of today stand
beside those of an old day; their addresses carry their date. robots.txt disallows /rss/, /feed/,
/interaktif/ and /spektrum/, so no feed is asked for."""

from newsbot.sources import DAY, DatedIndex, Search, same
from newsbot.spiders.families.paged import PagedPortal
from newsbot.text.urls import UrlDate

LINKS, TIME = ".artItem a.artLink", ".artDate"


class BisnisSpider(PagedPortal):
    name = "bisnis"
    domains = ("bisnis.com",)
    facts = "2026-08"
    access = "blocks plain agents"
    unseen = "JSON-LD, premium articles"
    channels = same("bola ekonomi finansial kabar24 market bandung")
    sources = (
        DatedIndex(
            "https://www.bisnis.com/index?categoryId=0&type=indeks&date={date:%Y-%m-%d}&page={page}",
            LINKS,
            TIME,
        ),
        Search("https://search.bisnis.com/?q={query}&page={page}", LINKS, TIME, required=False),
    )
    article_url = r"""
        (?!(?:www|epaper|foto|images|infografis|premium|search|video)\.)(?P<channel>[a-z0-9-]+)
        \.bisnis\.com/read/(?P<date>20\d{6})/(?P<section>\d+)/(?P<id>\d+)/[\w-]+/?
    """
    # An article may be written in the evening and appear after midnight.
    url_date = UrlDate("{date}", "%Y%m%d", "created", late=DAY)
    brands = ("Bisnis.com", "Bisnis Indonesia", "JIBI")
    selectors = {
        "title": ("h1.detailsTitleCaption",),
        "authors": (".detailsAuthorItem:first-child", ".authorName", ".authorNames"),
        "editors": (".detailsAuthorItem + .detailsAuthorItem",),
        "published_at": (".detailsAttributeDates", ".authorTime"),
        "section": (".breadcrumb .breadcrumbItem:last-child .breadcrumbLink",),
        "tags": (".detailsTagLink",),
        "images": (".detailsCover",),
        "body": ("article.detailsContent", ".detailsContent", ".paywall"),
        "pager": (".pagingList a::attr(href)",),
    }
    drop = ("p.disclaimer", ".pagingList", ".detailsAuthor")
