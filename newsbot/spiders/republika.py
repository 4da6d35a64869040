"""Republika, one template on one subdomain per kanal or region.

Facts: public code and data of 2025-06 to 2026-10, and saved pages of 2015 to 2017. robots.txt shuts
out a long list of crawlers by name, Scrapy among them; the group for all others disallows /search/,
/feed/ and addresses with ?utm_source= or ?source=. Below the text, a script loads the NEXT article
("Halaman 2"): what it appends is another article. JSON-LD names the editor ("Red") as author.
Multi-page: ?page=all; before, -part1 was page 2."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DAY, DatedIndex, Rss, Sitemap, same
from newsbot.text.urls import UrlDate

CREDITS = (".max-card__title > div", ".by", ".wp-reset .red", ".set-sosmed .red")


class RepublikaSpider(PortalSpider):
    name = "republika"
    domains = ("republika.co.id",)
    floors = {"hours": 12}
    facts = "2026-10"
    unseen = "pager of today's pages"
    channels = same("ameera analisis ekonomi esgnow internasional iqra islamdigest khazanah news "
                    "rejabar rejogja sport")  # fmt: skip
    sources = (
        DatedIndex(
            "https://republika.co.id/index/{offset}/{date:%Y/%m/%d}",
            "li.list-group-item > a",
            ".date",
            step=50,
        ),
        Rss("https://www.republika.co.id/rss"),
        Sitemap("https://republika.co.id/files/xml/sitemap.xml", required=False),
    )
    # /berita/tio9zt472/slug, /berita//tio14w368/slug; before, /berita/a/b/12/03/19/m155aa-slug
    article_url = r"""
        (?:(?!(?:www|m|static|files|visual|tv|video)\.)(?P<channel>[a-z0-9-]+)\.|(?:www\.|m\.)?)
        republika\.co\.id/berita/+(?!inpicture/|video/|infografis/)
        (?:(?:[a-z0-9-]+/){0,4}(?P<year>\d\d)/(?P<month>\d\d)/(?P<day>\d\d)/(?P<old>[a-z0-9]{5,10})-
        |(?P<id>[a-z0-9]{6,14})/)(?P<slug>[\w-]+?)(?P<suffix>-part(?P<page>\d+))?/?
    """
    keys = ("{id}", "{old}")
    canonical = ("https://{channel}.republika.co.id/berita/{id}/{slug}",
                 "https://republika.co.id/berita/{id}/{slug}")  # fmt: skip
    first_page = 0
    url_date = UrlDate("{year}{month}{day}", "%y%m%d", "created", early=DAY, late=3 * DAY)
    one_page = "{url}?page=all"
    brands = ("Republika Online", "Republika.co.id", "ihram.co.id")
    selectors = {
        # 2021-, 2018-21, 2015-17, ihram.co.id of 2017
        "title": (".max-card__title h1", ".wrap_detail_set h1", ".jdl-detail h1",
                  ".wrap-title .h5"),
        "published_at": (".date-item__headline", ".date_detail", ".date-detail"),
        "authors": CREDITS,
        "editors": CREDITS,
        "section": (".breadcrumb li:last-child a", ".breadcome a:last-of-type"),
        "tags": (".tagging a",),
        "body": (".article-content article:not(#next-article article)", ".artikel",
                 ".content-detail", ".teaser"),
        "images": (".detail__media", ".img_detail", ".img-detail"),
        "pager": (".pagination a::attr(href)", "a[href*='-part']::attr(href)"),
    }  # fmt: skip
    drop = (".picked-article", ".footnote-wrap", "[id^='bn_']", ".parallax", ".scrollToRead",
            ".detail__media-caption")  # fmt: skip
