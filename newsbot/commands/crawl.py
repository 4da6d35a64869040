"""`scrapy crawl`, with one clear line for what is wrong and an exit code that tells the truth."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.commands import ScrapyHelpFormatter
from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler

from newsbot.clock import now
from newsbot.commands import Pipe
from newsbot.crawl.arguments import MEANINGS, ArgumentError
from newsbot.crawl.portal import PortalSpider
from newsbot.crawl.spiderloader import PortalLoader
from newsbot.ledger import ledger_of
from newsbot.report.exit_codes import INCOMPLETE, NOT_STARTED, SIGNALLED
from newsbot.report.progress import hush
from newsbot.spiders.any import AnySpider
from newsbot.workbench.checks import check_settings, settle_replica
from newsbot.workbench.command import NewsbotCommand, one_of


class _Help(argparse.RawDescriptionHelpFormatter, ScrapyHelpFormatter):
    """Scrapy's help, with the lines of the epilog as they are."""


class Command(NewsbotCommand, ScrapyCrawl):
    """Exit codes: see report/exit_codes.py; 1 and 2 are decided here, before the first request."""

    requires_crawler_process = True
    usage = "[options] <spider>"
    summary = "Read the new articles of a portal into a feed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.formatter_class = _Help
        width = max(map(len, MEANINGS))
        lines = [f"  {name:{width}}  {meaning}" for name, meaning in MEANINGS.items()]
        title = "Arguments of every portal (-a NAME=VALUE)"
        more = "`scrapy crawl any` needs one more: -a domain=radarbogor.id"
        parser.epilog = "\n".join([title, "-" * len(title), *lines, "", more])

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.output or opts.overwrite_output:  # the default feed is what -o and -O replace
            self.settings.set("FEEDS", {}, priority="project")
        super().process_options(args, opts)
        if self.settings["LOG_LEVEL"] != "DEBUG":
            hush()

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.crawler_process is not None
        with self.refusing():
            crawler = self._check(args, opts)
        Pipe.raises = True  # a feed there, `-o -`, fails as any other
        self.crawler_process.crawl(crawler, **opts.spargs)
        self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = NOT_STARTED
            return
        # a second signal ends a run before it can judge itself
        stopped_by = crawler.stats.get_value("newsbot/stopped_by", 0)
        unjudged = SIGNALLED + stopped_by if stopped_by else INCOMPLETE
        self.exitcode = crawler.stats.get_value("newsbot/exit_code", unjudged)

    def _check(self, args: list[str], opts: argparse.Namespace) -> Crawler:
        """The crawler, when all is well that can be known before the first request. Raises
        ValueError, LedgerError, PortalBrokenError."""
        assert self.crawler_process is not None
        loader = self.crawler_process.spider_loader
        name = one_of(args, loader.list())
        check_settings(self.settings)
        _check_outputs(opts.output or [])
        portal = loader.load(name)
        if issubclass(portal, AnySpider):
            assert isinstance(loader, PortalLoader)
            spiders = loader.load_whole().values()
            declared = [spider for spider in spiders if issubclass(spider, PortalSpider)]
            portal, opts.spargs = portal.chosen(opts.spargs, declared)
        if issubclass(portal, PortalSpider):
            settle_replica(self.settings, portal)
        crawler = self._create_crawler(portal)
        if issubclass(crawler.spidercls, PortalSpider):
            live = self.settings.getbool("NEWSBOT_LIVE")
            crawler.spidercls.check_arguments(opts.spargs, now(), live=live)
            ledger_of(crawler, opts.spargs)
        return crawler


def _check_outputs(names: list[str]) -> None:
    """Appending to a JSON array would end it in the middle of the file."""
    for name in names:
        path = Path(name)
        if path.suffix == ".json" and path.exists() and path.stat().st_size:
            raise ArgumentError(
                f"-o {name} would append to a JSON array, which makes it invalid; "
                "use -O to overwrite it, or .jsonl"
            )
