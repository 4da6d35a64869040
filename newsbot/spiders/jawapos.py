"""Jawa Pos (Next.js: the page's script has the article as JSON; before 2026 the Promedia template).

Facts: public code of 2026-03 to 2026-07. The category in an address changes, the id does not; its
first six digits are a day. The radar… hosts are other sites. robots.txt disallows /search, /api/
and /fonts/ on www; the API's host allows everything. The index ignores ?page=: the API lists by
day, and is asked by POST. Multi-page: ?page=2 is identical to page 1, which has the whole text."""

from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DAY, Json
from newsbot.text.urls import UrlDate

FOUND = "query Found($filter: SearchArticleFilter, $first: Int, $page: Int) { searchArticle"
NEW = "query New($filter: ArticleFilter, $first: Int!, $page: Int) { articles"
FIELDS = (
    "(filter: $filter, first: $first, page: $page) "
    "{ paginatorInfo { hasMorePages } data { article_id slug published_at category { slug } } } }"
)


def listing(query: str, items: str, first: int, *, required: bool = False, **wanted: str) -> Json:
    """What the API answers to one of its GraphQL queries; `first` articles on a page."""
    variables = {"filter": {"publisherId": "1", **wanted}, "first": first, "page": "{page}"}
    return Json(
        "https://api.jawapos.com/api-jp-graphql",
        "https://www.jawapos.com/{category.slug}/{article_id}/{slug}",
        "published_at",
        items=f"data.{items}.data",
        json={"query": f"{query}{FIELDS}", "variables": variables},
        required=required,
    )


class JawaposSpider(PortalSpider):
    name = "jawapos"
    domains = ("jawapos.com",)
    facts = "2026-07"
    unseen = "searchArticle without a category"
    sources = (
        listing(
            FOUND,
            "searchArticle",
            100,
            dateStart="{date:%Y-%m-%d} 00:00:00",
            dateEnd="{date:%Y-%m-%d} 23:59:59",
        ),
        listing(NEW, "articles", 20, required=True),
        listing(FOUND, "searchArticle", 100, keyword="{query}"),
    )
    article_url = r"""
        (?:www\.|m\.)?jawapos\.com/(?!(?:tag|author|foto|infografis|video)/)[a-z0-9-]+/
        (?P<id>(?P<day>\d{6})\d{4}|\d{7,9})/(?P<slug>[\w-]+)/?
    """
    url_date = UrlDate("{day}", "%y%m%d", "created", early=DAY, late=3 * DAY)
    page_parameter = "page"
    brands = ("Jawa Pos", "JawaPos.com")
    data_script = "#__NEXT_DATA__"
    data = {
        "title": "props.pageProps.article.title",
        "published_at": "props.pageProps.article.published_at",
        "authors": "props.pageProps.article.authors.*.name",
        "section": "props.pageProps.article.category.name",
        "tags": "props.pageProps.article.tags.*.name",
        "summary": "props.pageProps.article.description",
        "images": "props.pageProps.article.cover",
        "body": "props.pageProps.article.content",
    }
    selectors = {  # of the template before 2026
        "title": ("h1.read__title",),
        "published_at": (".read__info__date",),
        "authors": (".read__info__author",),
        "body": (".read__content",),
    }
    drop = ("p:has(> strong.readmore)", "strong.readmore", "p.page", "[class$='__disclaimer']",
            "[class*='read__others']")  # fmt: skip
