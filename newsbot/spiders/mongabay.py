"""Mongabay Indonesia, news of nature: /{year}/{month}/{day}/{slug}/.

Facts: the REST endpoint and its search as public code of 2026-08 uses them, the theme's public
source of 2017 to 2024 (article, byline, terms), the feed in lists of 2026. Since about 2025 pages
are made of the endpoint's answers. The page shows a date without a time; the metadata has the time.
"""

from newsbot.spiders.families.wordpress import WordPress, feed, found_posts, posts
from newsbot.text.urls import UrlDate

SITE = "https://www.mongabay.co.id"


class MongabaySpider(WordPress):
    name = "mongabay"
    domains = ("mongabay.co.id",)
    facts = "2026-08"
    unseen = "article pages since about 2025, robots.txt"
    sources = (posts(SITE, required=True), feed(SITE), found_posts(SITE, required=True))
    article_url = r"""
        (?:www\.)?mongabay\.co\.id/(?P<date>20\d\d/\d\d/\d\d)/(?P<slug>[\w%-]+)
        (?:/(?P<page>\d{1,2}))?/?
    """
    keys = ("{date}/{slug}",)
    canonical = ("https://www.mongabay.co.id/{date}/{slug}/",)
    url_date = UrlDate("{date}", "%Y/%m/%d", "published")
    brands = ("Mongabay", "Mongabay Indonesia")
    selectors = {
        **WordPress.selectors,
        "title": (".article-headline h1", *WordPress.selectors["title"]),
        "authors": (".single-article-meta a", ".author-info a"),
        "body": ("article[id^='post-']", *WordPress.selectors["body"]),
        "tags": ("#single-article-tags a",),
    }
    drop = (*WordPress.drop, "#single-article-footer", ".bulletpoints", ".article-comments",
            "[id*=disqus]")  # fmt: skip
