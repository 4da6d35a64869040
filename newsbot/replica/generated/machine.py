"""What machines read: RSS, sitemaps and robots.txt."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime
from html import escape

from newsbot.replica.generated.body import image_url
from newsbot.replica.generated.catalogue import Entry
from newsbot.replica.generated.options import Options

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_RSS_LENGTH = 50
_SITEMAP_LENGTH = 50_000  # the sitemap protocol's limit
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_IMAGE = "http://www.google.com/schemas/sitemap-image/1.1"


def rss(host: str, entries: list[Entry]) -> bytes:
    """The newest 50; links carry utm_source, pubDate is +0700."""
    items = "".join(
        f"<item>\n<title><![CDATA[{entry.title}]]></title>\n"
        f"<link>{entry.url}?utm_source=rss</link>\n"
        f'<guid isPermaLink="false">{entry.number}</guid>\n'
        f"<pubDate>{format_datetime(entry.published)}</pubDate>\n"
        f"<category>{escape(entry.rubric.name)}</category>\n</item>\n"
        for entry in entries[:_RSS_LENGTH]
    )
    return (
        f'{_HEAD}<rss version="2.0"><channel>\n<title>SINDOnews</title>\n'
        f"<link>https://{host}/</link>\n<description>Berita terkini</description>\n"
        f"{items}</channel></rss>\n"
    ).encode()


def sitemap_index(host: str) -> bytes:
    names = ("sitemap-news.xml", "sitemap-web.xml", "images/sitemap.xml")
    maps = "".join(f"<sitemap><loc>https://{host}/{name}</loc></sitemap>\n" for name in names)
    return f'{_HEAD}<sitemapindex xmlns="{_SITEMAP}">\n{maps}</sitemapindex>\n'.encode()


def sitemap_news(entries: list[Entry]) -> bytes:
    """The newest two days, with the time of publication of each article."""
    newest = max((entry.published.date() for entry in entries), default=None)
    urls = "".join(
        f"<url><loc>{entry.url}</loc><news:news><news:publication><news:name>SINDOnews</news:name>"
        f"<news:language>id</news:language></news:publication><news:publication_date>"
        f"{entry.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(entry.title)}</news:title></news:news></url>\n"
        for entry in entries
        if newest and entry.published.date() >= newest - timedelta(days=1)
    )
    return f'{_HEAD}<urlset xmlns="{_SITEMAP}" xmlns:news="{_NEWS}">\n{urls}</urlset>\n'.encode()


def sitemap_web(entries: list[Entry]) -> bytes:
    urls = "".join(
        f"<url><loc>{entry.url}</loc><lastmod>{entry.published.isoformat()}</lastmod></url>\n"
        for entry in entries[:_SITEMAP_LENGTH]
    )
    return f'{_HEAD}<urlset xmlns="{_SITEMAP}">\n{urls}</urlset>\n'.encode()


def sitemap_images(entries: list[Entry]) -> bytes:
    urls = "".join(
        f"<url><loc>{entry.url}</loc><image:image><image:loc>{image_url(entry, 0, 700)}"
        "</image:loc></image:image></url>\n"
        for entry in entries[:1000]
    )
    return f'{_HEAD}<urlset xmlns="{_SITEMAP}" xmlns:image="{_IMAGE}">\n{urls}</urlset>\n'.encode()


def robots(host: str, options: Options) -> bytes:
    lines = ["User-agent: *"]
    lines += ["Disallow: /"] if options.robots_disallow else ["Disallow: /ajax/"]
    lines.append("Disallow: /*?utm_source=")
    if options.crawl_delay:
        lines.append(f"Crawl-delay: {options.crawl_delay:g}")
    lines += ["", f"Sitemap: https://{host}/sitemap.xml", ""]
    return "\n".join(lines).encode()
