"""A spider for bench.crawl to compare with: it downloads the addresses in a file and no more."""

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
