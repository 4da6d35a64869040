"""Kompas.com (KG Media), one template on one subdomain per kanal and city.

Facts: public code of 2025-06 to 2026-10, saved article pages of 2015, 2016 and 2023. Some server
addresses get 403 (reports of 2020-26). robots.txt (2026-10) disallows ?source= and ?utm_source=,
which are stripped, and names many AI agents. The index repeats itself after its last page. The
address carries the time of publication to the second."""

from newsbot.sources import DatedIndex, Search, Sitemap, same
from newsbot.spiders.families.paged import PagedPortal
from newsbot.text.urls import UrlDate

LINKS = ".articleItem a.article-link"
CHANGED = ":lexbor-contains('Diperbarui' i)"


class KompasSpider(PagedPortal):
    name = "kompas"
    domains = ("kompas.com",)
    floors = {"hours": 12}
    facts = "2026-10"
    unseen = "index (and what other kanal it takes), robots.txt of search., articles since 2023"
    channels = same("bola edukasi food global health hype internasional lestari lifestyle medan "
                    "megapolitan money nasional otomotif properti regional sains surabaya tekno "
                    "travel tren umkm bandung yogyakarta makassar denpasar")  # fmt: skip
    sources = (
        DatedIndex(
            "https://indeks.kompas.com/?site={channel}&date={date:%Y-%m-%d}&page={page}",
            LINKS,
            all_channels="all",
        ),
        Sitemap("https://www.kompas.com/sitemap.xml", required=False),
        Search(
            "https://search.kompas.com/search?q={query}&sort=latest&page={page}",
            LINKS,
            max_pages=38,
            ends=True,
        ),
    )
    # The kanal is the subdomain, or on www. the first part of the path.
    article_url = r"""
        (?!(?:video|tv|kgplus|plus|vik|jeo|indeks|search|account|play|activity|images?)\.)
        (?:(?=(?:(?:www|amp)\.kompas\.com/)?(?!www\.|amp\.|read/)(?P<channel>[a-z]+)[./]))?
        (?:(?:www|amp)\.kompas\.com/(?:[a-z]+/)?|(?P<host>[a-z]+)\.kompas\.com/(?:amp/)?)
        read/(?:xml/)?(?P<year>\d{4})/(?P<month>\d\d)/(?P<day>\d\d)
        /(?P<number>(?P<time>\d{6})\d{0,4})/(?P<slug>[^/]+)/?
    """
    keys = ("{year}{month}{day}-{number}",)
    canonical = ("https://{host}.kompas.com/read/{year}/{month}/{day}/{number}/{slug}",
                 "https://www.kompas.com/{channel}/read/{year}/{month}/{day}/{number}/{slug}",
                 "https://www.kompas.com/read/{year}/{month}/{day}/{number}/{slug}")  # fmt: skip
    url_date = UrlDate("{year}{month}{day}{time}", "%Y%m%d%H%M%S", "published")
    brands = ("Kompas.com", "Kompas Cyber Media", "Tim Redaksi")
    selectors = {
        # 2018-, 2016-17, 2014-15
        "title": ("h1.read__title", ".kcm-read-top h2", ".kcm-read-content-top h2"),
        "published_at": (f".read__time:not({CHANGED}):not(:has({CHANGED}))", ".kcm-date",
                         ".kcm-read-content-top .grey",
                         "meta[name=content_PublishedDate]::attr(content)"),
        "modified_at": (f".read__time{CHANGED}", f".read__time:has({CHANGED})"),
        # JSON-LD gives the editor, and the displayed names are of both.
        "authors": (
            "meta[name=content_author]::attr(content)",
            "#penulis",
            ".credit-author-title:has(.credit-author-position:lexbor-contains('Penulis'))"
            " .credit-author-name",
            ".credit-title-nameEditor",
            ".kcm-read-copy tr:has(td:lexbor-contains('Penulis')) td + td",
        ),
        "editors": ("meta[name=content_editor]::attr(content)", "#editor",
                    ".kcm-read-copy tr:has(td:lexbor-contains('Editor')) td + td"),
        "channel": ("meta[name=content_category]::attr(content)",
                    ".breadcrumb__item:nth-child(2) .breadcrumb__link"),
        "section": (".breadcrumb__item:nth-child(3) .breadcrumb__link",
                    ".kcm-breadcrumb li:last-child a", ".breadcrump a + a"),
        "tags": (".tag__article__link",),
        "body": (".read__content", ".kcm-read-text", ".kcmread1114"),
        "images": (".cover-photo", ".kcm-read-top .photo", ".kcm-read .photo"),
        "pager": (".paging--article a.paging__link::attr(href)",),
    }  # fmt: skip
    drop = (".kompasidRec", ".photo__icon", ".video", ".fb-quote")
