"""Dream (KapanLagi Youniverse), Muslim lifestyle.

Facts: saved pages of 2017 to 2020, public code of 2022 to 2023. Multi-page: as the family, but the
hosts of 2017-20 (haji, hijab, travel, parenting) and m had addresses without a number,
"…-200728l/-y3r.html": in the pager, or in an attribute for a script that fetches them."""

from newsbot.sources import DAY, Index, same
from newsbot.spiders.families.klimg import KlimgPortal
from newsbot.text.urls import UrlDate


class DreamSpider(KlimgPortal):
    name = "dream"
    domains = ("dream.co.id",)
    facts = "2023"
    unseen = "robots.txt, listings and article pages since 2021, further pages without a number"
    channels = same("news muslim-lifestyle lifestyle beauty culinary orbit your-story dinar "
                    "showbiz techno stories haji travel parenting")  # fmt: skip
    sources = (Index("https://www.dream.co.id/{channel}/", links="a[href$='.html']"),)
    article_url = r"""
        (?P<host>(?:www|m|haji|hijab|travel|parenting)\.dream\.co\.id)
        /(?P<way>(?:amp/)?(?!foto/|video/|tag/)
        (?P<channel>[a-z][a-z0-9-]*)/(?!foto/|video/)(?:[a-z0-9-]+/)?)
        (?P<slug>[\w-]+-(?P<day>\d{6})[0-9a-z])(?:/(?P<part>[\w-]+))?\.html
    """
    keys = ("{slug}",)
    canonical = ("https://{host}/{way}{slug}.html",)
    url_date = UrlDate("{day}", "%y%m%d", "created", late=14 * DAY)
    brands = ("Dream.co.id",)
    selectors = {
        # www and haji 2019-20 with mobile, the other hosts 2017-20
        "title": (".detail-header h1", ".detail-header h2", "h1"),
        "published_at": (".detail-header__bottom-left", ".date-author .date",
                         ".detail-header__bottom"),
        "authors": (".detail-header__bottom-left a", *KlimgPortal.selectors["authors"],
                    ".date-author .author"),
        "tags": (".detail-box__tag-list a", ".list-tag-border a", ".detail-box__terkait-list a"),
        "summary": (".detail-body > h6",),
        "images": (".detail-img:not(:has(.list-paging))",),
        "body": (".detail-body", ".body-paragraph"),
        "pager": (".list-paging a::attr(href)", ".infinite::attr(data-infinite)"),
    }  # fmt: skip
    drop = (*KlimgPortal.drop, ".date-author", ".detail-body > h6", ".reporter", ".paging-showcase",
            ".body-paragraph p[style*=center]:has(> em:only-child)")  # fmt: skip  # a caption
