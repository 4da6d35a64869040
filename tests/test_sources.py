"""Which listing pages are asked for, and what they say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsbot.sources import CrawlScope, DatedIndex, Link, Listing, Rss, Search, Sitemap
from newsbot.spiders.sindonews import SindonewsSpider
from newsbot.text.dates import WIB

INDEX, FEED, NEWS, SEARCH = SindonewsSpider.sources
NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)  # 10:00 WIB
TODAY = datetime(2026, 5, 15, tzinfo=WIB)
EVER = datetime(2300, 1, 1, tzinfo=UTC)
PAGE = "https://www.sindonews.com/indeks/0/0?t=2026-05-15"


def asking(
    since: datetime = TODAY, until: datetime = EVER, *channels: str, query: str | None = None
) -> CrawlScope:
    return CrawlScope(since, until, NOW, channels, query)


# What is asked


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (TODAY, EVER, ["2026-05-15"]),
        (TODAY - timedelta(days=2), EVER, ["2026-05-15", "2026-05-14", "2026-05-13"]),
        (TODAY - timedelta(days=2), TODAY - timedelta(days=1), ["2026-05-14", "2026-05-13"]),
        (datetime(2026, 5, 14, 16, 59, tzinfo=UTC), TODAY, ["2026-05-15", "2026-05-14"]),
        (datetime(2026, 5, 14, 17, 0, tzinfo=UTC), TODAY, ["2026-05-15"]),
        (
            datetime(2026, 2, 28, tzinfo=WIB),
            datetime(2026, 3, 1, tzinfo=WIB),
            ["2026-03-01", "2026-02-28"],
        ),
        (TODAY, TODAY - timedelta(days=1), []),
    ],
)
def test_the_days_of_a_range_in_wib(since: datetime, until: datetime, days: list[str]) -> None:
    assert [day.isoformat() for day in asking(since, until).days()] == days


@pytest.mark.parametrize(
    ("scope", "recent"),
    [
        (asking(), True),
        (asking(until=NOW), True),
        (asking(until=NOW - timedelta(days=1)), True),
        (asking(until=NOW - timedelta(days=1, seconds=1)), False),
        (asking(query="banjir"), False),
    ],
)
def test_feeds_and_news_sitemaps_hold_the_last_day(scope: CrawlScope, recent: bool) -> None:
    assert scope.recent() is recent
    assert [listing.url for listing in FEED.listings(scope)] == (
        ["https://www.sindonews.com/feed"] if recent else []
    )
    assert [listing.url for listing in NEWS.listings(scope)] == (
        ["https://www.sindonews.com/sitemap-news.xml"] if recent else []
    )


# DatedIndex: SINDOnews' own


@pytest.mark.parametrize(
    ("scope", "urls"),
    [
        (asking(), ["indeks/0/0?t=2026-05-15"]),
        (
            asking(TODAY - timedelta(days=1)),
            ["indeks/0/0?t=2026-05-15", "indeks/0/0?t=2026-05-14"],
        ),
        (
            asking(TODAY - timedelta(days=1), EVER, "8", "611"),
            [
                "indeks/8/0?t=2026-05-15",
                "indeks/611/0?t=2026-05-15",
                "indeks/8/0?t=2026-05-14",
                "indeks/611/0?t=2026-05-14",
            ],
        ),
        (asking(query="banjir"), []),
    ],
)
def test_a_walk_for_each_day_and_channel(scope: CrawlScope, urls: list[str]) -> None:
    listings = list(INDEX.listings(scope))

    assert [listing.url for listing in listings] == [f"https://www.sindonews.com/{u}" for u in urls]
    assert len({listing.walk for listing in listings}) == len(urls)


def test_a_walk_goes_on_by_offset() -> None:
    (first,) = INDEX.listings(asking(TODAY, EVER, "8"))

    second = INDEX.following(first)
    third = second and INDEX.following(second)

    assert third == Listing(first.walk, "https://www.sindonews.com/indeks/8/40?t=2026-05-15", 3)


def test_a_walk_goes_on_from_what_a_request_carries() -> None:
    (first,) = INDEX.listings(asking())

    carried = Listing(first.walk, "https://elsewhere.id/", 7)

    assert INDEX.following(carried) == Listing(
        first.walk, "https://www.sindonews.com/indeks/0/140?t=2026-05-15", 8
    )


@pytest.mark.parametrize(
    ("template", "url"),
    [
        ("https://p.id/{date:%Y/%m/%d}/{page}", "https://p.id/2026/05/15/2"),
        ("https://p.id/?date={date:%d-%m-%Y}&p={page}", "https://p.id/?date=15-05-2026&p=2"),
        ("https://p.id/{channel}/{offset}?{date}", "https://p.id/semua/15?2026-05-15"),
    ],
)
def test_templates_of_other_portals(template: str, url: str) -> None:
    index = DatedIndex(template, links="a", step=15, all_channels="semua")

    following = index.following(next(index.listings(asking())))

    assert following is not None
    assert following.url == url


@pytest.mark.parametrize(("links", "published"), [("a[", None), ("a", "//b["), ("a", "")])
def test_an_unparsable_selector_is_refused(links: str, published: str | None) -> None:
    with pytest.raises(ValueError, match="cannot parse the selector"):
        DatedIndex("https://p.id/{page}", links, published)


def item(number: int, *dates: str) -> str:
    stated = "".join(f'<div class="date-article">{text}</div>' for text in dates)
    return f"""<div class="warp-article">
        <div class="title-article"><a href="/read/{number}/1/a-1778810400">Judul</a></div>
        <div class="sub-kanal"><a href="https://ekbis.sindonews.com">Ekbis</a></div>{stated}</div>"""


def linked(html: str) -> list[tuple[str, str | None]]:
    return [
        (link.url.removeprefix("https://www.sindonews.com/read/")[0], _iso(link.published))
        for link in INDEX.read(PAGE, html.encode(), None).links
    ]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


TEN, ELEVEN = "Jum'at, 15 Mei 2026 - 10:00 WIB", "Jum'at, 15 Mei 2026 - 11:00 WIB"
AT_TEN, AT_ELEVEN = "2026-05-15T10:00:00+07:00", "2026-05-15T11:00:00+07:00"


@pytest.mark.parametrize(
    ("html", "links"),
    [
        pytest.param(item(1, TEN) + item(2, ELEVEN), [("1", AT_TEN), ("2", AT_ELEVEN)], id="boxes"),
        pytest.param(
            f'<div class="list-article">{item(1, TEN)}{item(2, ELEVEN)}</div>',
            [("1", AT_TEN), ("2", AT_ELEVEN)],
            id="one-list-of-boxes",
        ),
        pytest.param(item(1) + item(2, ELEVEN), [("1", None), ("2", AT_ELEVEN)], id="no-time"),
        pytest.param(item(1, TEN, ELEVEN), [("1", None)], id="two-times"),
        pytest.param(item(1, "baru saja"), [("1", None)], id="no-date"),
        pytest.param(
            f'<div><p class="date-article">{TEN}</p>{item(1)}{item(2)}</div>',
            [("1", None), ("2", None)],
            id="a-time-of-several",
        ),
        pytest.param(f'<p class="date-article">{TEN}</p>{item(1)}', [("1", AT_TEN)], id="single"),
        pytest.param(
            f'<div class="title-article"><a href="/read/1/1/a">x</a><a href="/read/1/1/a">y</a>'
            f'<p class="date-article">{TEN}</p></div>{item(2)}',
            [("1", AT_TEN), ("1", AT_TEN), ("2", None)],
            id="two-links-of-one-article",
        ),
        pytest.param("<p>Tidak ada berita</p>", [], id="nothing"),
        pytest.param('<a href="/read/1/1/a">lain</a>', [], id="other-links"),
        pytest.param('<div class="title-article"><a>x</a><a href="">y</a></div>', [], id="no-href"),
        pytest.param("", [], id="empty"),
    ],
)
def test_the_time_beside_a_link(html: str, links: list[tuple[str, str | None]]) -> None:
    assert linked(html) == links


@pytest.mark.parametrize(
    ("stated", "earliest", "latest"),
    [
        ("5 menit lalu", "2026-05-15T09:54:00+07:00", "2026-05-15T09:56:00+07:00"),
        ("3 jam yang lalu", "2026-05-15T06:00:00+07:00", "2026-05-15T08:00:00+07:00"),
        ("2 hari lalu", "2026-05-12T10:00:00+07:00", "2026-05-14T10:00:00+07:00"),
        ("sepekan lalu", "2026-05-01T10:00:00+07:00", "2026-05-15T10:00:00+07:00"),
        ("4 bulan lalu", "2025-12-15T10:00:00+07:00", "2026-02-15T10:00:00+07:00"),
        ("2 years ago", "2023-05-09T10:00:00+07:00", "2025-05-22T10:00:00+07:00"),
        ("kemarin", "2026-05-14T00:00:00+07:00", "2026-05-14T23:59:59+07:00"),
        ("Jumat, 15 Mei 2026", "2026-05-15T00:00:00+07:00", "2026-05-15T23:59:59+07:00"),
        ("kemarin, 13:45 WIB", "2026-05-14T13:45:00+07:00", "2026-05-14T13:45:00+07:00"),
        ("15 Mei 2026 - 10:00 WIB", AT_TEN, AT_TEN),
    ],
)
def test_a_time_told_in_hours_or_days_is_so_far_off(
    stated: str, earliest: str, latest: str
) -> None:
    (link,) = INDEX.read(PAGE, item(1, stated).encode(), None, NOW).links
    assert link.window
    assert [moment.isoformat() for moment in link.window] == [earliest, latest]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://ekbis.sindonews.com/read/1/2/a-1", "https://ekbis.sindonews.com/read/1/2/a-1"),
        (" /read/1/2/a-1\n", "https://www.sindonews.com/read/1/2/a-1"),
        ("//tekno.sindonews.com/read/1/2/a", "https://tekno.sindonews.com/read/1/2/a"),
        ("javascript:void(0)", "javascript:void(0)"),
    ],
)
def test_links_are_absolute(href: str, url: str) -> None:
    found = INDEX.read(PAGE, f'<p class="title-article"><a href="{href}">x</a>'.encode(), None)

    assert found.links == [Link(url)]


def test_the_older_index() -> None:
    html = b'<li class="indeks-news"><div class="indeks-title"><a href="/read/1/2/a">x</a></div>'

    assert INDEX.read(PAGE, html, None).links == [Link("https://www.sindonews.com/read/1/2/a")]


@pytest.mark.parametrize("href", ["http://[bad", "//[", "https://a℀b.id/"])
def test_a_link_that_is_no_address_costs_no_other(href: str) -> None:
    html = f'<p class="title-article"><a href="{href}">x</a><a href="/read/1/2/a">y</a></p>'

    found = INDEX.read(PAGE, html.encode(), None)

    assert Link("https://www.sindonews.com/read/1/2/a") in found.links


# Search


@pytest.mark.parametrize(
    ("query", "quoted"),
    [
        ("banjir", "banjir"),
        ("banjir bandang", "banjir+bandang"),
        ("a&b=c#d?", "a%26b%3Dc%23d%3F"),
        ("100% {page}|x", "100%25+%7Bpage%7D%7Cx"),
        ("kafé", "kaf%C3%A9"),
    ],
)
def test_a_search_is_quoted_on_every_page(query: str, quoted: str) -> None:
    (first,) = SEARCH.listings(asking(query=query))
    second = SEARCH.following(first)

    address = f"https://www.sindonews.com/search/go?q={quoted}&type=artikel&p="
    assert second is not None
    assert [first.url, second.url] == [f"{address}1", f"{address}2"]


def test_a_search_answers_only_a_query() -> None:
    assert list(SEARCH.listings(asking())) == []
    assert isinstance(SEARCH, Search)
    assert SEARCH.patience > INDEX.patience  # its pages repeat links


# Rss


def feed(items: str, head: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    names = 'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{head}<rss {names}><channel><link>https://p.id</link>{items}</channel></rss>".encode()


def atom(entry: str) -> bytes:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{entry}</entry></feed>'.encode()


ONE = "https://p.id/read/1"
ITEM = f"<item><title>Air</title><link>{ONE}</link></item>"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(feed(ITEM), id="plain"),
        pytest.param(feed(f"<item><link>\n {ONE} \n</link></item>"), id="white-space"),
        pytest.param(feed(f"<item><link><![CDATA[ {ONE} ]]></link></item>"), id="cdata"),
        pytest.param(feed(f"<item><guid>{ONE}</guid></item>"), id="guid"),
        pytest.param(feed(f"<item><link/><guid>{ONE}</guid></item>"), id="empty-link"),
        pytest.param(
            feed(f'<item><link>{ONE}</link><guid isPermaLink="false">p.id/1</guid></item>'),
            id="guid-is-no-link",
        ),
        pytest.param(atom(f'<link href="{ONE}"/>'), id="atom"),
        pytest.param(atom(f'<link rel="alternate" href="{ONE}"/><id>tag:p</id>'), id="alternate"),
        pytest.param(atom(f"<id>{ONE}</id>"), id="atom-id"),
        pytest.param(b"\xef\xbb\xbf" + feed(ITEM), id="byte-order-mark"),
        pytest.param(b"\n\n  " + feed(ITEM), id="white-space-first"),
        pytest.param(feed(ITEM, head=""), id="no-declaration"),
        pytest.param(feed(ITEM, head="").decode().encode("utf-16"), id="utf-16"),
        pytest.param(feed(ITEM, '<?xml version="1.0" encoding="x-none"?>'), id="unknown-encoding"),
        pytest.param(feed(ITEM)[:-30], id="cut-off"),
        pytest.param(feed(ITEM.replace("Air", "Air & api < api")), id="unescaped"),
        pytest.param(feed(ITEM.replace("Air", "Air&nbsp;api")), id="html-entity"),
        pytest.param(feed(ITEM).replace(b"Air", b"\xff\xe9\x01"), id="bad-bytes"),
        pytest.param(feed("<item><title>Tanpa tautan</title></item>" + ITEM), id="item-without"),
        pytest.param(
            feed(f'<item><atom:link rel="self" href="https://p.id/x"/><link>{ONE}</link></item>'),
            id="self-link-first",
        ),
        pytest.param(
            atom(f'<link rel="replies" href="https://p.id/x"/><link href="{ONE}"/>'),
            id="replies-first",
        ),
        pytest.param(
            feed(ITEM.replace("Air", "Air <https://p.id/air>")),
            id="an-address-in-angle-brackets",
        ),
        pytest.param(
            feed(ITEM, '<?xml version="1.0" encoding="utf-16"?>'),
            id="wrong-encoding",
        ),
    ],
)
def test_the_link_of_an_item(body: bytes) -> None:
    assert FEED.read("https://p.id/feed", body, None).links == [Link(ONE)]


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("<pubDate>Fri, 15 May 2026 10:00:00 +0700</pubDate>", AT_TEN),
        ("<pubDate>Fri, 15 May 2026 03:00:00 GMT</pubDate>", "2026-05-15T03:00:00+00:00"),
        ("<pubDate>Fri, 15 May 2026 10:00:00</pubDate>", AT_TEN),
        ("<pubDate><![CDATA[2026-05-15 10:00:00]]></pubDate>", AT_TEN),
        ("<dc:date>2026-05-15T10:00:00+07:00</dc:date>", AT_TEN),
        ("<published>2026-05-15T03:00:00Z</published>", "2026-05-15T03:00:00+00:00"),
        ("<updated>2026-05-15T03:00:00Z</updated>", None),  # says nothing of publication
        ("<pubDate>kemarin sore</pubDate>", None),
        ("<pubDate/>", None),
        ("", None),
    ],
)
def test_the_time_of_an_item(stated: str, published: str | None) -> None:
    (link,) = FEED.read("", feed(f"<item><link>{ONE}</link>{stated}</item>"), None).links

    assert _iso(link.published) == published


def test_tracking_parameters_are_left_to_the_flow() -> None:
    body = feed(f"<item><link>{ONE}?utm_source=rss&amp;utm_medium=feed</link></item>")

    assert FEED.read("", body, None).links == [Link(f"{ONE}?utm_source=rss&utm_medium=feed")]


def test_items_in_feed_order() -> None:
    body = feed("".join(f"<item><link>https://p.id/{n}</link></item>" for n in (3, 1, 2)))

    assert [link.url[-1] for link in FEED.read("", body, None).links] == ["3", "1", "2"]


@pytest.mark.parametrize(
    "target", ["", "/read/1", "//p.id/read/1", "javascript:x", "mailto:a@p.id", "p.id/read/1"]
)
def test_a_link_that_is_no_address_is_left_out(target: str) -> None:
    assert FEED.read("", feed(f"<item><link>{target}</link></item>"), None).links == []


@pytest.mark.parametrize(
    "body",
    [b"", b"  ", b"Not found", b"\xff\x00\xfe", b"{}", b"<html><p>Blokir</html>", b"<a>" * 20_000],
)
@pytest.mark.parametrize("source", [FEED, NEWS], ids=["rss", "sitemap"])
def test_what_is_no_feed_holds_nothing(source: Rss | Sitemap, body: bytes) -> None:
    assert source.read("", body, None).links == []


def test_external_entities_are_not_loaded() -> None:
    entity = f'<!DOCTYPE rss [<!ENTITY rahasia SYSTEM "file://{__file__}">]>'
    body = feed(f"<item><link>{ONE}/&rahasia;</link></item>", entity)

    assert FEED.read("", body, None).links == [Link(f"{ONE}/")]


def test_an_entity_bomb_does_not_go_off() -> None:
    bomb = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    head = f'<!DOCTYPE rss [<!ENTITY b0 "boom">{bomb}]>'

    found = FEED.read("", feed(f"<item><link>{ONE}/&b11;</link></item>", head), None)

    assert all(len(link.url) < 100 for link in found.links)


@example(feed(ITEM * 3).index(b"link>https://p.id/read"), len("link>"), b"")  # "<https://…"
@given(st.integers(0, 400), st.integers(0, 400), st.binary(max_size=4))
def test_damaged_feeds_are_read_as_far_as_they_go(start: int, length: int, junk: bytes) -> None:
    body = feed(ITEM * 3)

    found = FEED.read("", body[:start] + junk + body[start + length :], None)

    assert all(link.url.startswith("http") for link in found.links)


# Sitemap

NAMES = """xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" """


def urlset(inner: str) -> bytes:
    return f'<?xml version="1.0"?><urlset {NAMES}><url>{inner}</url></urlset>'.encode()


@pytest.mark.parametrize(
    ("inner", "published"),
    [
        (f"<loc>{ONE}</loc>", None),
        (f"<loc>\n {ONE} </loc><lastmod>2026-05-15T10:00:00+07:00</lastmod>", None),
        (
            f"<loc>{ONE}</loc><news:news><news:publication_date>2026-05-15T10:00:00+07:00"
            "</news:publication_date><news:title>Air</news:title></news:news>",
            AT_TEN,
        ),
        (
            f"<loc>{ONE}</loc><image:image><image:loc>https://p.id/a.jpg</image:loc></image:image>",
            None,
        ),
        pytest.param(
            f"<image:image><image:loc>https://p.id/a.jpg</image:loc></image:image><loc>{ONE}</loc>",
            None,
        ),
    ],
)
def test_the_page_of_a_sitemap_record(inner: str, published: str | None) -> None:
    (link,) = NEWS.read("", urlset(inner), None).links

    assert (link.url, _iso(link.published)) == (ONE, published)


def index_of(*urls: str) -> bytes:
    inner = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
    return f"<sitemapindex {NAMES}>{inner}</sitemapindex>".encode()


def test_a_sitemap_index_is_followed_where_told() -> None:
    news = "https://www.sindonews.com/sitemap-news.xml"
    body = index_of(
        "https://www.sindonews.com/images/sitemap.xml",
        news,
        "https://www.sindonews.com/sitemap-web.xml",
        "",
    )

    found = Sitemap("https://www.sindonews.com/sitemap.xml").read("", body, None)

    assert found.links == []
    assert found.listings == [Listing(news, news)]


@pytest.mark.parametrize(
    ("follow", "followed"), [("news", [1]), ("sitemap", [0, 1]), (r"/\d{4}/", []), ("", [0, 1])]
)
def test_follow_is_matched_against_the_path(follow: str, followed: list[int]) -> None:
    urls = ["https://news.p.id/sitemap-web.xml", "https://p.id/sitemap-news.xml?x=/2026/"]

    found = Sitemap("https://p.id/sitemap.xml", follow=follow).read("", index_of(*urls), None)

    assert [listing.url for listing in found.listings] == [urls[number] for number in followed]


def test_a_sitemap_that_is_no_address_costs_no_other() -> None:
    found = NEWS.read("", index_of("http://[bad/news", "https://p.id/news.xml"), None)

    assert "https://p.id/news.xml" in [listing.url for listing in found.listings]


def test_a_feed_and_a_sitemap_are_one_page() -> None:
    for source in (FEED, NEWS):
        (listing,) = source.listings(asking())
        assert source.following(listing) is None


def test_sources_are_data() -> None:
    assert hash(INDEX) != hash(SEARCH)
    assert date(2026, 5, 15) in asking().days()
