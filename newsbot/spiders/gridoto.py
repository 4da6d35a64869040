"""GridOto (Grid Network, KG Media), cars and motorcycles, with otomania, otoseken and others on
subdomains.

Facts: a saved search page of 2026-07 (its <meta> names, addresses), undated public code of about
2020 (index, article markup, news sitemaps). The saved search page of a long query finds nothing, so
whether `q` is its parameter is not known."""

from newsbot.sources import DatedIndex, Sitemap, same
from newsbot.spiders.families.paged import PagedPortal


class GridotoSpider(PagedPortal):
    name = "gridoto"
    domains = ("gridoto.com",)
    facts = "2026-07"
    unseen = "article pages, index and sitemaps since about 2020"
    channels = {"gridoto": "www", **same("otomania otomotifnet otorace otoseken")}
    sources = (
        DatedIndex(
            "https://{channel}.gridoto.com/index?day={date.day}&month={date.month}"
            "&year={date.year}&section=all&page={page}",
            ".news-list__link",
        ),
        Sitemap("https://{channel}.gridoto.com/sitemap-news.xml", required=False),
    )
    article_url = r"""
        (?!(?:m|video|imgx|foto)\.)(?P<channel>[a-z]+)\.gridoto\.com/(?:amp/)?read/(?P<id>\d{5,})
        /(?P<slug>[\w-]+)/?
    """
    canonical = ("https://{channel}.gridoto.com/read/{id}/{slug}",)
    brands = ("GridOto", "Gridoto.com", "Otomania", "Otomotifnet", "Otoseken", "Otorace")
    selectors = {
        "title": (".read__title",),
        "published_at": (".read__info__date", "meta[name=content_PublishedDate]::attr(content)",
                         "meta[name=content_date]::attr(content)"),
        "authors": ("meta[name=content_author]::attr(content)", ".read__info__author a"),
        "editors": ("meta[name=content_editor]::attr(content)",),
        "channel": ("meta[name=content_site]::attr(content)", "meta[name=author]::attr(content)"),
        "section": ("meta[name=content_subcategory]::attr(content)",
                    "meta[name=content_category]::attr(content)"),
        "tags": ("meta[name=content_tag]::attr(content)",),
        "body": (".read__right", ".read__article"),
        "images": (".photo",),
        "pager": (".paging a::attr(href)",),
    }  # fmt: skip
    drop = ("[class^='ads']", ".read__video")
