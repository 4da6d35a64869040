"""`scrapy list`: the portals' names, and a warning for each whose file is broken."""

from __future__ import annotations

import argparse

from scrapy.commands.list import Command as ScrapyList
from scrapy.spiderloader import get_spider_loader

from newsbot.crawl.spiderloader import PortalLoader


class Command(ScrapyList):
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        super().run(args, opts)
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        if isinstance(loader, PortalLoader):
            loader.load_whole()
