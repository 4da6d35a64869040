"""A downloader for bench.crawl to compare with: aiohttp and lxml without any framework.

python -m bench.aiohttp_loop FILE: downloads the addresses in the file, eight at a time, and reads
from each HTML page what a simple scraper reads.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import aiohttp
from lxml import etree, html

CONCURRENCY = 8
WANTED = [
    etree.XPath(path)
    for path in (
        "string(//h1)",
        "string(//*[@class='detail-date-artikel'])",
        "//*[@id='detail-desc']//text()",
        "//*[@class='detail-nama-redaksi']/a/text()",
        "//*[@class='paging-artikel']//a/@href",
        "//*[contains(@class, 'title-article')]/a/@href",
        "//script[@type='application/ld+json']/text()",
    )
]


async def work(session: aiohttp.ClientSession, urls: Iterator[str]) -> None:
    for url in urls:  # shared by all who work
        async with session.get(url) as response:
            body = await response.read()
            if response.content_type == "text/html":
                page = html.document_fromstring(body)
                _ = [wanted(page) for wanted in WANTED]


async def main(file: Path) -> None:
    urls = iter(file.read_text().split())
    connector = aiohttp.TCPConnector(limit=CONCURRENCY)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(work(session, urls) for _ in range(CONCURRENCY)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
