"""What a portal can be asked, and in which words it refuses the rest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsbot.crawl.arguments import ArgumentError
from newsbot.crawl.portal import PortalSpider
from newsbot.sources import DatedIndex, Index, Json, Rss, Search, Sitemap, Source
from newsbot.spiders.sindonews import SindonewsSpider

NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)  # 10:00 WIB
DATED = DatedIndex("https://p.id/{date}", "a")
BY_CHANNEL = DatedIndex("https://p.id/{channel}/{date}", "a")
INDEX = Index("https://p.id/indeks?page={page}", "a", reach=timedelta(days=3))
FEEDS = Rss("https://p.id/{channel}/rss")
FEED = Rss("https://p.id/rss")
SEARCH = Search("https://p.id/cari?q={query}", "a")
MONTHS = Sitemap("https://p.id/{month:%Y-%m}.xml")
NAMED = Sitemap("https://p.id/sitemap.xml", follow=r"(?P<year>\d{4})")
POSTED = Json("https://p.id/api", link="url", json={"kata": "{query}"})
TELLING, SILENT = r"p\.id/(?P<channel>\w+)/(?P<id>\d+)", r"p\.id/\w+/(?P<id>\d+)"


def portal(*sources: Source, url: str = SILENT, channels: bool = False) -> type[PortalSpider]:
    body = {
        "name": "p",
        "domains": ("p.id",),
        "sources": sources,
        "article_url": url,
        "channels": {"politik": "1", "ekonomi": "2"} if channels else {},
    }
    return type("DeclaredSpider", (PortalSpider,), body)


@pytest.mark.parametrize(
    ("declared", "capabilities"),
    [
        (portal(FEED), {"latest"}),
        (portal(INDEX, SEARCH), {"latest", "query"}),
        (portal(DATED), {"latest", "range"}),
        (portal(MONTHS), {"latest", "range"}),
        (portal(NAMED), {"latest", "range"}),
        (portal(FEED, POSTED), {"latest", "query"}),
        (portal(INDEX, FEEDS, channels=True), {"latest", "channels"}),
        (portal(INDEX, url=TELLING, channels=True), {"latest", "channels"}),
        (portal(INDEX, url=TELLING), {"latest"}),  # none that one could ask for
        (SindonewsSpider, {"latest", "range", "channels", "query"}),
    ],
)
def test_capabilities(declared: type[PortalSpider], capabilities: set[str]) -> None:
    assert declared.capabilities() == capabilities


@pytest.mark.parametrize(
    ("declared", "given"),
    [
        (portal(FEED), {}),
        (portal(FEED), {"since": "2026-05-14"}),  # no further back than without it
        (portal(FEED), {"until": "2026-05-14"}),
        (portal(INDEX), {"since": "2026-05-12"}),
        (portal(FEED, DATED), {"since": "2020-01-01"}),
        (portal(FEED), {"order": "oldest"}),
        (portal(FEED), {"urls": "https://p.id/politik/1"}),
        (portal(FEED, SEARCH), {"query": "banjir", "since": "2020-01-01"}),
        (portal(FEED, SEARCH, url=TELLING, channels=True), {"query": "x", "channels": "politik"}),
        (portal(BY_CHANNEL, channels=True), {"since": "2020-01-01", "channels": "politik"}),
        (portal(DATED, url=TELLING, channels=True), {"since": "2020-01-01", "channels": "1"}),
    ],
)
def test_what_can_be_asked(declared: type[PortalSpider], given: dict[str, str]) -> None:
    declared.check_arguments(given, NOW)


@pytest.mark.parametrize(
    ("declared", "given", "message"),
    [
        (portal(FEED), {"query": "x"}, "query: p cannot be searched; it can answer latest"),
        (
            portal(DATED),
            {"query": "x", "since": "2026-05-01"},
            "query: p cannot be searched; it can answer latest, range",
        ),
        (
            portal(FEED),
            {"since": "2026-05-13"},
            "since: p lists no more than the last 1 day; it can answer latest",
        ),
        (
            portal(INDEX),
            {"until": "2026-05-11"},
            "until: p lists no more than the last 3 days; it can answer latest",
        ),
        (
            portal(Rss("https://p.id/rss", reach=timedelta(hours=6))),
            {"since": "2026-05-14"},
            "since: p lists no more than the last 6 hours; it can answer latest",
        ),
        (
            portal(FEEDS, DATED, channels=True),
            {"since": "2026-05-01", "channels": "politik"},
            "since: p lists no more than the last 1 day by channel; "
            "it can answer latest, range, channels",
        ),
        (
            portal(FEEDS, SEARCH, channels=True),
            {"query": "x", "channels": "politik"},
            "query: p cannot be searched by channel; it can answer latest, channels, query",
        ),
        (
            portal(FEED, Search("https://p.id/{channel}?q={query}", "a"), channels=True),
            {"channels": "politik"},
            "channels: p can only be searched by channel; it can answer latest, query",
        ),
    ],
)
def test_what_cannot_be_asked(
    declared: type[PortalSpider], given: dict[str, str], message: str
) -> None:
    with pytest.raises(ArgumentError) as raised:
        declared.check_arguments(given, NOW)

    assert str(raised.value) == message


def test_an_archive_may_be_asked_for_any_time() -> None:
    declared: Any = portal(FEED)

    assert declared.check_arguments({"since": "2020-01-01"}, NOW, live=False).since.year == 2020
