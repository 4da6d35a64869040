"""The pages for machines: RSS, sitemaps and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from email.utils import format_datetime
from html import escape

from newsbot.replica.generated.body import image_url
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.words import fill

_RSS_LENGTH = 50
_SITEMAP_LENGTH = 50_000  # the sitemap protocol's limit
_NEWS = ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_IMAGE = ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def rss(host: str, entries: list[Entry]) -> bytes:
    """The feed of the newest 50 articles. Links have a utm_source, and pubDate is in +0700."""
    items = "".join(
        fill(
            "rss_item",
            title=entry.title,
            entry=entry,
            when=format_datetime(entry.published),
            rubric=escape(entry.rubric.name),
        )
        for entry in entries[:_RSS_LENGTH]
    )
    return fill("rss", host=host, items=items).encode()


def sitemap_index(host: str) -> bytes:
    return fill("sitemap_index", host=host).encode()


def sitemap_news(entries: list[Entry]) -> bytes:
    """The articles of the newest two days, with their times of publication."""
    newest = max((entry.published.date() for entry in entries), default=date.max)
    urls = (
        fill("sitemap_news", url=entry.url, time=_time(entry), title=escape(entry.title))
        for entry in entries
        if entry.published.date() >= newest - timedelta(days=1)
    )
    return _sitemap(urls, _NEWS)


def sitemap_web(entries: list[Entry]) -> bytes:
    some = entries[:_SITEMAP_LENGTH]
    return _sitemap(fill("sitemap_web", url=entry.url, time=_changed(entry)) for entry in some)


def sitemap_images(entries: list[Entry]) -> bytes:
    images = ((entry.url, image_url(entry, 0, 700)) for entry in entries[:1000])
    return _sitemap((fill("sitemap_image", url=url, image=image) for url, image in images), _IMAGE)


def _sitemap(urls: Iterable[str], namespace: str = "") -> bytes:
    """urls: the elements of its pages, filled in. namespace: the attribute that declares theirs."""
    return fill("sitemap", namespace=namespace, urls="".join(urls)).encode()


def _time(entry: Entry) -> str:
    return entry.published.isoformat()


def _changed(entry: Entry) -> str:
    """When the article was last changed, as far as its portal tells."""
    edit = entry.edit if entry.edited else None
    return edit.at.isoformat() if edit and not edit.silent else _time(entry)


def robots(host: str, options: Options) -> bytes:
    lines = ["User-agent: *"]
    lines += ["Disallow: /"] if options.robots_disallow else ["Disallow: /ajax/"]
    lines.append("Disallow: /*?utm_source=")
    if options.crawl_delay:
        lines.append(f"Crawl-delay: {options.crawl_delay:g}")
    lines += ["", f"Sitemap: https://{host}/sitemap.xml", ""]
    return "\n".join(lines).encode()
