"""What bench.crawl compares with: downloads the addresses that a file names, and does no more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.http import Response


class BareSpider(scrapy.Spider):
    name = "bare"

    async def start(self) -> AsyncIterator[Any]:
        for url in Path(self.file).read_text().split():  # type: ignore[attr-defined]
            yield scrapy.Request(url)

    def parse(self, response: Response) -> None:
        """Yield nothing."""
