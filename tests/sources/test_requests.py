"""Which requests a declaration makes for a scope, for each form that portals need."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsbot.sources import (
    CrawlScope,
    DatedIndex,
    Index,
    Json,
    Listing,
    Rss,
    Search,
    Sitemap,
    Source,
)
from newsbot.text.dates import WIB

NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)  # 10:00 WIB
TODAY = datetime(2026, 5, 15, tzinfo=WIB)
EVER = datetime(2300, 1, 1, tzinfo=UTC)
EVERY = ("news", "finance")


def asking(since: datetime = TODAY, until: datetime = EVER, **more: Any) -> CrawlScope:
    return CrawlScope(since, until, NOW, **{"every_channel": EVERY, **more})


def urls(source: Source, scope: CrawlScope, pages: int = 1) -> list[str]:
    """The addresses of the first pages of each walk."""
    found = []
    for first in source.listings(scope):
        listing: Listing | None = first
        for _ in range(pages):
            if listing is None:
                break
            found.append(listing.url)
            listing = source.following(listing)
    return found


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        (
            DatedIndex(
                "https://news.detik.com/indeks?date={date:%m%%2F%d%%2F%Y}&page={page}", links="a"
            ),
            ["https://news.detik.com/indeks?date=05%2F15%2F2026&page=1",
             "https://news.detik.com/indeks?date=05%2F15%2F2026&page=2"],
        ),
        (
            DatedIndex(
                "https://www.liputan6.com/indeks/{date:%Y/%m/%d}?start={date:%Y-%m-%d}"
                "&end={next:%Y-%m-%d}&page={page}", links="a"
            ),
            ["https://www.liputan6.com/indeks/2026/05/15?start=2026-05-15&end=2026-05-16&page=1",
             "https://www.liputan6.com/indeks/2026/05/15?start=2026-05-15&end=2026-05-16&page=2"],
        ),
        (
            DatedIndex(
                "https://www.kontan.co.id/search/indeks?kanal=&tanggal={date.day}"
                "&bulan={date:%m}&tahun={date.year}&pos=indeks&per_page={offset}", links="a"
            ),
            ["https://www.kontan.co.id/search/indeks?kanal=&tanggal=15&bulan=05&tahun=2026"
             "&pos=indeks&per_page=0",
             "https://www.kontan.co.id/search/indeks?kanal=&tanggal=15&bulan=05&tahun=2026"
             "&pos=indeks&per_page=20"],
        ),
        (
            DatedIndex("https://{channel}.okezone.com/indeks/{date:%Y/%m/%d}/{offset}", "a",
                       step=10),
            ["https://news.okezone.com/indeks/2026/05/15/0",
             "https://news.okezone.com/indeks/2026/05/15/10",
             "https://finance.okezone.com/indeks/2026/05/15/0",
             "https://finance.okezone.com/indeks/2026/05/15/10"],
        ),
        (
            Index("https://www.beritasatu.com/terkini/indeks/{page}", "a",
                  first="https://www.beritasatu.com/terkini", max_pages=7, ends=True),
            ["https://www.beritasatu.com/terkini",
             "https://www.beritasatu.com/terkini/indeks/2"],
        ),
        (Index("https://voi.id/artikel/indeks[?page={page}]", "a"),
         ["https://voi.id/artikel/indeks", "https://voi.id/artikel/indeks?page=2"]),
        (DatedIndex("https://{channel}.p.id/{date:%Y%m%d}[/{offset}]/", "a", all_channels="www"),
         ["https://www.p.id/20260515/", "https://www.p.id/20260515/20/"]),
        (Index("https://mediaindonesia.com/indeks/20/{offset}", "a"),
         ["https://mediaindonesia.com/indeks/20/0", "https://mediaindonesia.com/indeks/20/20"]),
        (Index("https://www.viva.co.id/indeks", "a"), ["https://www.viva.co.id/indeks"]),
        (Rss("https://rss.tempo.co/{channel}"),
         ["https://rss.tempo.co/news", "https://rss.tempo.co/finance"]),
        (Rss("https://www.antaranews.com/rss/{channel}.xml", all_channels="terkini"),
         ["https://www.antaranews.com/rss/terkini.xml"]),
        (Sitemap("https://katadata.co.id/sitemap/post/{month:%Y-%m}.xml"),
         ["https://katadata.co.id/sitemap/post/2026-05.xml"]),
        (Sitemap("https://p.id/sitemap-{date:%Y%m%d}.xml"), ["https://p.id/sitemap-20260515.xml"]),
        (Sitemap("https://p.id/{channel}/sitemap-news.xml"),
         ["https://p.id/news/sitemap-news.xml", "https://p.id/finance/sitemap-news.xml"]),
        (Json("https://p.id/api?hal={page}", link="url"),
         ["https://p.id/api?hal=1", "https://p.id/api?hal=2"]),
        (Search("https://p.id/cari?q={query}", "a"), []),
        (Json("https://p.id/cari?q={query}&hal={page}", "url"), []),
    ],
    ids=lambda value: value.url if isinstance(value, Source) else "",
)  # fmt: skip
def test_what_is_new(source: Source, asked: list[str]) -> None:
    assert urls(source, asking(), pages=2) == asked


@pytest.mark.parametrize(
    ("source", "asked"),
    [
        (Rss("https://p.id/{channel}/rss", all_channels="semua"), ["https://p.id/finance/rss"]),
        (Index("https://p.id/{channel}?page={page}", "a"), ["https://p.id/finance?page=1"]),
        (Index("https://p.id/indeks?page={page}", "a"), ["https://p.id/indeks?page=1"]),
        (DatedIndex("https://p.id/{date}", "a"), ["https://p.id/2026-05-15"]),
    ],
    ids=lambda value: value.url if isinstance(value, Source) else "",
)
def test_one_channel(source: Source, asked: list[str]) -> None:
    assert urls(source, asking(channels=("finance",))) == asked


MONTHS = Sitemap("https://p.id/{month:%Y-%m}.xml")


@pytest.mark.parametrize(
    ("since", "until", "oldest_first", "months"),
    [
        ("2026-02-28", "2026-04-01", False, ["2026-04", "2026-03", "2026-02"]),
        ("2025-12-31", "2026-01-01", True, ["2025-12", "2026-01"]),
        ("2024-02-10", "2024-02-20", False, ["2024-02"]),
    ],
)
def test_months_of_a_range(since: str, until: str, oldest_first: bool, months: list[str]) -> None:
    moments = [datetime.fromisoformat(each).replace(tzinfo=WIB) for each in (since, until)]
    listings = list(MONTHS.listings(asking(*moments, oldest_first=oldest_first)))

    assert [listing.url for listing in listings] == [f"https://p.id/{each}.xml" for each in months]
    assert {listing.day for listing in listings} == {None}  # a month is no day


@pytest.mark.parametrize(
    ("source", "days", "asked"),
    [
        (Rss("https://p.id/rss"), 1, True),
        (Rss("https://p.id/rss"), 2, False),
        (Index("https://p.id/{page}", "a", reach=timedelta(days=3)), 3, True),
        (Index("https://p.id/{page}", "a", reach=timedelta(days=3)), 4, False),
        (Sitemap("https://p.id/s.xml", follow=r"(?P<year>\d{4})"), 400, True),
        (DatedIndex("https://p.id/{date}", "a"), 400, True),
    ],
)
def test_how_far_back_a_source_is_asked(source: Source, days: int, asked: bool) -> None:
    past = NOW - timedelta(days=days)
    assert bool(urls(source, asking(past - timedelta(hours=1), past))) is asked


def test_a_range_of_an_undated_listing_is_a_walk_of_its_own() -> None:
    index = Index("https://p.id/{page}", "a")
    (new,) = index.listings(asking())
    (ranged,) = index.listings(asking(ranged=True))
    (further,) = index.listings(asking(TODAY - timedelta(days=1), ranged=True))

    assert len({new.walk, ranged.walk, further.walk}) == 3
    assert [index.following(each).url for each in (new, ranged, further)] == ["https://p.id/2"] * 3  # type: ignore[union-attr]


def test_a_form_is_posted() -> None:
    search = Search(
        "https://www.viva.co.id/request/load-more-search",
        "a",
        form={"keyword": "{query}", "ctype": "art", "page": "{page}", "record_count": "12"},
        headers={"X-Requested-With": "XMLHttpRequest"},
    )
    (first,) = search.listings(asking(query="banjir & rob"))
    second = search.following(first)

    assert second is not None
    assert (second.method, second.url) == ("POST", search.url)
    assert second.body == "keyword=banjir+%26+rob&ctype=art&page=2&record_count=12"
    assert dict(second.headers) == {
        "X-Requested-With": "XMLHttpRequest",
        "Content-Type": "application/x-www-form-urlencoded",
    }


def test_json_is_posted() -> None:
    source = Json(
        "https://api.jawapos.com/api-jp-graphql",
        link="url",
        json={
            "query": "{ articles(first: 20) { url { page } } }",
            "variables": {"page": "{page}", "hari": "{date}", "ke": ["{offset}", "p{page}"],
                          "tetap": 1, "kanal": "{channel}"},
        },
        all_channels="",
    )  # fmt: skip
    (first,) = source.listings(asking())

    assert first.method == "POST"
    assert json.loads(first.body) == {
        "query": "{ articles(first: 20) { url { page } } }",
        "variables": {"page": 1, "hari": "2026-05-15", "ke": [0, "p1"], "tetap": 1, "kanal": None},
    }
    assert dict(first.headers)["Content-Type"] == "application/json"
    assert source.answers == {"latest", "range"}


def test_a_cursor_goes_on_where_the_answer_says() -> None:
    source = Json("https://p.id/api?after={cursor}", link="url", cursor="next")
    (first,) = source.listings(asking())

    assert first.url == "https://p.id/api?after="
    assert source.following(first) is None
    second = source.following(Listing(first.walk, first.url, 1, cursor="a b="))
    assert second is not None
    assert (second.url, second.page) == ("https://p.id/api?after=a+b%3D", 2)


@pytest.mark.parametrize(
    ("declare", "said"),
    [
        (lambda: Index("https://p.id/{halaman}", "a"), "unknown halaman; known are page, offset"),
        (lambda: Index("https://p.id/{}", "a"), "cannot fill in"),
        (lambda: Index("https://p.id/{page", "a"), "cannot fill in"),
        (lambda: Index("https://p.id/{page:%Y}", "a"), "cannot fill in"),
        (lambda: Index("https://p.id/[?hal=1]", "a"), "brackets are for {page}"),
        (lambda: Index("https://p.id/[?hal={page}", "a"), "brackets are for {page}"),
        (lambda: DatedIndex("https://p.id/{date.hari}", "a"), "cannot fill in"),
        (lambda: DatedIndex("https://p.id/{page}", "a"), "a DatedIndex needs {date}"),
        (lambda: Index("https://p.id/{date}", "a"), "an Index has neither {date} nor {query}"),
        (lambda: Index("https://p.id/{page}", "a", first="https://p.id/{x}"), "unknown x"),
        (lambda: Search("https://p.id/?p={page}", "a"), "a Search needs {query}"),
        (lambda: Index("https://p.id/", "a["), "cannot parse the selector"),
        (lambda: Json("https://p.id/", "url", script="a["), "cannot parse the selector"),
        (lambda: Json("https://p.id/", "url", cursor="a.b"), "go together"),
        (lambda: Json("https://p.id/{cursor}", "url"), "go together"),
        (lambda: Json("https://p.id/{date}?q={query}", "url"), "do not go together"),
        (lambda: Json("https://p.id/", "url", json={}, form={}), "not both"),
        (lambda: Index("https://p.id/", "a", headers={"user-agent": "Mozilla/5.0"}), "user-agent"),
        (lambda: Index("https://p.id/", "a", headers={"Cookie": "a=b"}), "Cookie"),
        (lambda: Sitemap("https://p.id/", follow="("), "cannot parse follow"),
    ],
)
def test_a_wrong_declaration_is_refused_when_it_is_made(
    declare: Callable[[], Source], said: str
) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        declare()

    assert said in str(raised.value)
