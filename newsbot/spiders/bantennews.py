"""BantenNews (Serang), on WordPress with the theme Newspaper: /{slug}/.

Facts: public code of 2026-08 (search, home page, article), the theme's markup copied from it."""

from newsbot.spiders.families.wordpress import WordPress, feed, newest, posts, search

SITE = "https://www.bantennews.co.id"


class BantennewsSpider(WordPress):
    name = "bantennews"
    domains = ("bantennews.co.id",)
    facts = "2026-08"
    unseen = "REST endpoint, feed, robots.txt, articles of several pages"
    sources = (
        posts(SITE),
        newest(SITE, ".td-module-title a"),
        feed(SITE, required=False),
        search(SITE, ".td-module-title a"),
    )
    # What has fewer words is about the newspaper (/pedoman-media-siber/).
    article_url = r"""
        (?:www\.)?bantennews\.co\.id/(?P<slug>[a-z0-9]+(?:-[a-z0-9]+){3,})(?:/(?P<page>\d{1,2}))?/?
    """
    keys = ("{slug}",)
    canonical = ("https://www.bantennews.co.id/{slug}/",)
    brands = ("Banten News", "BantenNews", "BantenNews.co.id")
    mixed_dateline = True
