"""Which days of a range are not asked for again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.utils.test import get_crawler

from newsbot.crawl.portal import PortalSpider
from newsbot.ledger import ledger_of
from newsbot.sources import DatedIndex

URL = "https://{channel}.p.id/indeks?t={date}"


class ByChannelSpider(PortalSpider):
    """Two walks for each day, and a second index with one."""

    name = "p"
    domains = ("p.id",)
    channels = {"politik": "politik", "ekonomi": "ekonomi"}
    sources = (DatedIndex(URL, "a"), DatedIndex("https://p.id/lain?t={date}", "a"))
    article_url = r"\w+\.p\.id/(?P<id>\d+)"


def run(folder: Path, **asked: str) -> ByChannelSpider:
    settings = {"NEWSBOT_DATA": str(folder), "NEWSBOT_LEDGER": "", "NEWSBOT_RETRY_HOURS": "1"}
    crawler = get_crawler(ByChannelSpider, settings)
    return ByChannelSpider.from_crawler(crawler, since="2026-05-01", until="2026-05-01", **asked)


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[ByChannelSpider]:
    spider = run(tmp_path)
    yield spider
    ledger_of(spider.crawler).close()


def asked(spider: ByChannelSpider) -> set[str]:
    async def collected() -> set[str]:
        return {request.url.partition("?")[0] async for request in spider.start()}

    return asyncio.run(collected())


POLITIK, EKONOMI, REST = (f"https://{host}" for host in
                          ("politik.p.id/indeks", "ekonomi.p.id/indeks", "p.id/lain"))  # fmt: skip


@pytest.mark.parametrize(
    ("walked", "left"),
    [
        ([], {POLITIK, EKONOMI, REST}),
        (["0|politik|2026-05-01|"], {POLITIK, EKONOMI, REST}),
        (["0|politik|2026-05-01|", "0|ekonomi|2026-05-01|"], {REST}),
        (["0|politik|2026-05-01|politik", "0|ekonomi|2026-05-01|"], {POLITIK, EKONOMI, REST}),
        (["0|politik|2026-05-02|", "0|ekonomi|2026-05-01|"], {POLITIK, EKONOMI, REST}),
        (["1||2026-05-01|"], {POLITIK, EKONOMI}),
        (["0|politik|2026-05-01|", "0|ekonomi|2026-05-01|", "1||2026-05-01|"], set()),
    ],
)
def test_a_day_is_closed_when_all_its_walks_are(
    spider: ByChannelSpider, walked: list[str], left: set[str]
) -> None:
    for name in walked:
        spider.ledger.days.end(name)

    assert asked(spider) == left


def test_a_closed_day_is_closed_for_single_channels(tmp_path: Path) -> None:
    spider = run(tmp_path, channels="politik")
    try:
        assert asked(spider) == {POLITIK}  # the other index does not tell channels apart
        for channel in ("politik", "ekonomi"):
            spider.ledger.days.end(f"0|{channel}|2026-05-01|")
        assert asked(spider) == set()
    finally:
        ledger_of(spider.crawler).close()
