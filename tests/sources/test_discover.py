"""What `Discover` finds in what a site names itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from newsbot.sources import CrawlScope, Discover, Found, Listing
from newsbot.text.article_address import looks_like_article

HOME = "https://radar.id/"
SOURCE = Discover(HOME)
NOW = datetime(2026, 5, 15, 3, tzinfo=UTC)
SLUG = "https://radar.id/berita/judul-berita-yang-panjang"


def read(url: str, body: str) -> Found:
    return SOURCE.read(url, body.encode(), None, NOW)


def named(found: Found) -> list[str]:
    return [each.url.removeprefix(HOME) for each in found.listings]


def test_it_asks_for_robots_the_home_page_and_posts() -> None:
    asked = list(SOURCE.listings(CrawlScope(NOW - timedelta(days=1), NOW, NOW)))
    robots, home, posts = (each.url for each in asked)
    assert (robots, home) == (f"{HOME}robots.txt", HOME)
    assert posts.endswith("&per_page=100&after=2026-05-13T03:00:00")
    past = list(SOURCE.listings(CrawlScope(NOW - timedelta(9), NOW - timedelta(8), NOW)))[2].url
    assert past.endswith("&after=2026-05-05T03:00:00&before=2026-05-08T03:00:00")
    assert not list(SOURCE.listings(CrawlScope(NOW, NOW, NOW, query="banjir")))


def test_robots_names_sitemaps_or_the_usual_ones_are_tried() -> None:
    robots = f"{HOME}robots.txt"
    text = "User-agent: *\nsitemap: https://radar.id/a.xml\r\n Sitemap :/b.xml\n# Sitemap: no\n"
    assert named(read(robots, text)) == ["a.xml", "b.xml"]
    guessed = named(read(robots, "User-agent: *"))
    assert {"sitemap.xml", "wp-sitemap.xml", "post-sitemap.xml"} <= set(guessed)
    instead = SOURCE.instead(robots, "http_404")
    assert instead is not None
    assert named(Found([], instead)) == guessed


@pytest.mark.parametrize(
    ("reason", "lost"),
    [
        ("http_404", False),
        ("http_403", False),
        ("robots", False),
        ("http_500", True),
        ("timeout", True),
    ],
)
def test_what_is_not_there_is_no_loss(reason: str, lost: bool) -> None:
    assert (SOURCE.instead(f"{HOME}feed/", reason) is None) == lost


def test_the_home_page_names_feeds_and_shows_articles() -> None:
    page = (
        '<link rel="alternate" type="application/rss+xml" href="/rss/terkini">'
        '<link rel="alternate" type="application/atom+xml" href="/comments/feed/">'
        '<link rel="alternate" hreflang="en" href="/en">'
        '<a href="/berita/judul-berita-yang-panjang">x</a><a href="/tag/satu-dua-tiga-empat">y</a>'
    )
    found = read(HOME, page)
    assert named(found) == ["rss/terkini"]
    assert [(each.url, each.guessed) for each in found.links] == [(SLUG, True)]
    assert named(read(HOME, "<a href=/x>x</a>")) == ["feed/", "rss"]
    assert named(read(f"{HOME}halaman", "<a href=/x>x</a>")) == []


def test_items_of_a_feed_are_articles_whatever_their_address() -> None:
    date = "<pubDate>Fri, 15 May 2026 02:00:00 GMT</pubDate>"
    item = f"<item><link>https://radar.id/x</link>{date}</item>"
    (link,) = read(
        f"{HOME}feed/", f'<?xml version="1.0"?><rss><channel>{item}</channel></rss>'
    ).links
    assert (link.url, link.guessed) == ("https://radar.id/x", False)
    assert link.published == datetime(2026, 5, 15, 2, tzinfo=UTC)


def test_an_index_is_followed_from_the_newest() -> None:
    dates = {"a": "2026-05-01", "post_tag-sitemap": "2026-05-15", "b": "2026-05-14", "category": ""}
    entries = "".join(
        f"<sitemap><loc>https://radar.id/{name}.xml</loc><lastmod>{date}</lastmod></sitemap>"
        for name, date in dates.items()
    )
    assert named(read(f"{HOME}i.xml", f"<sitemapindex>{entries}</sitemapindex>")) == [
        "b.xml",
        "a.xml",
    ]


def test_of_an_index_without_dates_both_ends_are_read() -> None:
    entries = "".join(f"<sitemap><loc>https://radar.id/s{n}.xml</loc></sitemap>" for n in range(40))
    found = named(read(f"{HOME}i.xml", f"<sitemapindex>{entries}</sitemapindex>"))
    assert found == ["s0.xml", "s1.xml", "s2.xml", "s37.xml", "s38.xml", "s39.xml"]


def test_a_name_with_a_date_holds_that_time() -> None:
    entry = "<sitemap><loc>https://radar.id/sitemap-2025-02.xml</loc></sitemap>"
    (listing,) = read(f"{HOME}i.xml", f"<sitemapindex>{entry}</sitemapindex>").listings
    assert listing.held
    assert [each.year for each in listing.held] == [2025, 2025]


def test_links_of_a_sitemap() -> None:
    date = "<n:publication_date>2026-05-15</n:publication_date>"
    news = f"<n:news xmlns:n='n'>{date}</n:news>"
    entries = (
        f"<url><loc>https://radar.id/x</loc>{news}</url>"
        f"<url><loc>{SLUG}</loc><lastmod>2026-05-15</lastmod></url>"
        "<url><loc>https://radar.id/tentang</loc><lastmod>2026-05-15</lastmod></url>"
    )
    links = read(f"{HOME}s.xml", f"<urlset>{entries}</urlset>").links
    assert [(each.url, each.guessed) for each in links] == [
        ("https://radar.id/x", False),
        (SLUG, True),
    ]
    silent = "".join(f"<url><loc>{SLUG}-{n}</loc></url>" for n in range(500))
    assert read(f"{HOME}s.xml", f"<urlset>{silent}</urlset>").links == []


def test_posts_are_walked_as_long_as_pages_are_full() -> None:
    url = f"{HOME}wp-json/wp/v2/posts?per_page=100&after=x"
    post = '{"link": "https://radar.id/x", "date_gmt": "2026-05-15T02:00:00"}'
    few = read(url, f"[{post}]")
    assert [each.published for each in few.links] == [datetime(2026, 5, 15, 2, tzinfo=UTC)]
    full = read(url, f"[{','.join([post] * 100)}]")
    following = SOURCE.following(Listing(url, url, 1, cursor=full.cursor))
    assert following
    assert (following.url, following.page) == (f"{url}&page=2", 2)
    assert SOURCE.following(Listing(url, url, 1, cursor=few.cursor)) is None
    assert read(url, '{"code": "rest_cannot_access"}').links == []


@pytest.mark.parametrize(
    ("url", "article"),
    [
        (SLUG, True),
        (f"{SLUG}.html", True),
        (f"{SLUG}/2", True),
        ("https://radar.id/berita/123456/dua-kata-saja", True),
        ("https://radar.id/2026/05/15/123456/judul", True),
        ("https://radar.id/berita/123456", False),
        ("https://radar.id/dua-kata-saja", False),
        ("https://radar.id/tag/judul-berita-yang-panjang", False),
        ("https://radar.id/foto/judul-berita-yang-panjang", False),
        ("https://radar.id/category/kota/page/2", False),
        ("https://radar.id/judul-berita-yang-panjang.jpg", False),
        ("https://radar.id/", False),
        ("https://[radar", False),
    ],
)
def test_which_addresses_look_like_an_article(url: str, article: bool) -> None:
    assert looks_like_article(url) is article
