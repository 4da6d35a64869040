"""The date in an article's address: what it leaves unfetched, replaces and contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse, Request
from scrapy.utils.test import get_crawler

from newsbot.items import Article
from newsbot.ledger import ledger_of
from newsbot.sources import Link
from newsbot.spiders.sindonews import SindonewsSpider
from newsbot.text.urls import ArticleUrls, UrlDate

HOUR = timedelta(hours=1)
# Addresses as portals make them, and what their dates mean.
DATES = {
    "sindonews": (
        r"x\.id/read/(?P<id>\d+)/\d+/[a-z-]+-(?P<epoch>\d{10})",
        UrlDate("{epoch}", "epoch", "created", early=6 * HOUR, late=24 * HOUR),
        "https://x.id/read/1717487/12/judul-1781400000",
        ("2026-06-14T02:20:00+07:00", "2026-06-15T08:20:00+07:00"),
    ),
    "kompas": (
        r"x\.id/read/(?P<day>\d{4}/\d\d/\d\d)/(?P<time>\d{6})(?P<id>\d+)/.*",
        UrlDate("{day} {time}", "%Y/%m/%d %H%M%S", "published"),
        "https://x.id/read/2018/12/31/224959710/judul",
        ("2018-12-31T22:44:59+07:00", "2018-12-31T22:54:59+07:00"),
    ),
    "cnnindonesia": (
        r"x\.id/[a-z]+/(?P<time>\d{14})-\d+-(?P<id>\d+)/.*",
        UrlDate("{time}", "%Y%m%d%H%M%S", "created", late=48 * HOUR),
        "https://x.id/nasional/20181231204400-12-357823/judul",
        ("2018-12-31T20:39:00+07:00", "2019-01-02T20:44:00+07:00"),
    ),
    "okezone": (
        r"x\.id/read/(?P<day>\d{4}/\d\d/\d\d)/\d+/(?P<id>\d+)/.*",
        UrlDate("{day}", "%Y/%m/%d", "published", early=timedelta(0), late=timedelta(0)),
        "https://x.id/read/2025/06/16/337/3147/judul",
        ("2025-06-16T00:00:00+07:00", "2025-06-17T00:00:00+07:00"),
    ),
    "suara": (
        r"x\.id/[a-z]+/(?P<day>\d{4}/\d\d/\d\d)/(?P<time>\d{6})/(?P<id>.*)",
        UrlDate("{day}{time}", "%Y/%m/%d%H%M%S", "published"),
        "https://x.id/news/2026/07/24/070812/judul",
        ("2026-07-24T07:03:12+07:00", "2026-07-24T07:13:12+07:00"),
    ),
    "bisnis": (
        r"x\.id/read/(?P<day>\d{8})/\d+/(?P<id>\d+)/.*",
        UrlDate("{day}", "%Y%m%d", "published"),
        "https://x.id/read/20251114/9/1928374/judul",
        ("2025-11-13T23:55:00+07:00", "2025-11-15T00:05:00+07:00"),
    ),
}


@pytest.mark.parametrize("portal", DATES)
def test_window(portal: str) -> None:
    pattern, date, url, expected = DATES[portal]
    urls = ArticleUrls(re.compile(pattern), ("{id}",), date=date)
    article = urls.read(url)
    assert article is not None
    window = urls.window(article)
    assert window is not None
    assert tuple(moment.isoformat() for moment in window) == expected


@pytest.mark.parametrize(
    "url", ["https://x.id/read/20251399/9/1/judul", "https://x.id/read/00000000/9/1/j"]
)
def test_an_impossible_date_in_an_address_is_none(url: str) -> None:
    pattern, date, _, _ = DATES["bisnis"]
    urls = ArticleUrls(re.compile(pattern), ("{id}",), date=date)
    article = urls.read(url)
    assert article is not None
    assert urls.window(article) is None


# In the flow -----------------------------------------------------------------------------------

CREATED = datetime.fromisoformat("2026-06-14T08:20:00+07:00")
URL = f"https://nasional.sindonews.com/read/1717487/12/judul-{int(CREATED.timestamp())}"
KEY = f"1717487-{int(CREATED.timestamp())}"


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[SindonewsSpider]:
    settings = {
        "NEWSBOT_DATA": str(tmp_path),
        "NEWSBOT_LEDGER": "",
        "NEWSBOT_RETRY_HOURS": "1",
        "STATS_DUMP": False,
    }
    crawler = get_crawler(SindonewsSpider, settings)
    spider = SindonewsSpider.from_crawler(crawler, since="2026-06-14", until="2026-06-14")
    yield spider
    ledger_of(crawler).close()


def counted(spider: SindonewsSpider, name: str) -> int:
    return int(spider.crawler.stats.get_value(f"newsbot/{name}", 0))


def follow(spider: SindonewsSpider, *links: Link) -> list[str]:
    return [request.url for request in spider.follow("w", links, SindonewsSpider.sources[0])]


def read(spider: SindonewsSpider, displayed: str) -> list[Article]:
    spider.ledger.links.add("w", {KEY: URL}, *spider.utc_range())
    body = f"<h1 class=detail-title>Judul</h1>{displayed}<div id=detail-desc>Isi berita.</div>"
    response = HtmlResponse(URL, body=body.encode(), request=Request(URL))
    return list(spider.parse_article(response, KEY))


@pytest.mark.parametrize(
    ("day", "fetched"),
    [("2026-06-12", False), ("2026-06-13", True), ("2026-06-14", True), ("2026-06-15", False)],
)
def test_what_the_address_puts_out_of_range_is_not_fetched(
    spider: SindonewsSpider, day: str, fetched: bool
) -> None:
    epoch = int(datetime.fromisoformat(f"{day}T12:00:00+07:00").timestamp())
    url = f"https://nasional.sindonews.com/read/1/12/judul-{epoch}"
    assert bool(follow(spider, Link(url))) is fetched


def test_a_listed_time_counts_more_than_the_address(spider: SindonewsSpider) -> None:
    listed = datetime.fromisoformat("2026-06-15T00:10:00+07:00")
    assert follow(spider, Link(URL, listed)) == []
    assert spider.ledger.outcomes.counts() == {("out_of_range", "listed time"): 1}


def test_the_address_is_the_last_fallback(spider: SindonewsSpider) -> None:
    (article,) = read(spider, "")
    assert (article.published_at, article.published_raw) == (CREATED.isoformat(), None)
    assert counted(spider, "field/published_at/url (created)") == 1


def test_an_impossible_time_is_counted_and_said(
    spider: SindonewsSpider, caplog: pytest.LogCaptureFixture
) -> None:
    read(spider, "<div class=detail-date-artikel>Minggu, 14 Juni 2020 - 09:00 WIB</div>")
    assert counted(spider, "date/conflict") == 1
    assert "Published 2020-06-14T09:00:00+07:00, but the address says" in caplog.text


def test_a_possible_time_is_no_conflict(spider: SindonewsSpider) -> None:
    (article,) = read(
        spider, "<div class=detail-date-artikel>Minggu, 14 Juni 2026 - 09:00 WIB</div>"
    )
    assert article.published_raw == "Minggu, 14 Juni 2026 - 09:00 WIB"
    assert counted(spider, "date/conflict") == 0
