"""`scrapy reparse PORTAL`: read archived articles again, by the rules of today."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable
from concurrent.futures import BrokenExecutor
from contextlib import closing
from pathlib import Path

from scrapy.crawler import CrawlerProcess

from newsbot.download.addon import named_place
from newsbot.ledger import LedgerError, ledger_of
from newsbot.ledger.reading import reading
from newsbot.report.exit_codes import INCOMPLETE
from newsbot.report.progress import Progress, hush
from newsbot.workbench.checks import check_settings
from newsbot.workbench.command import (
    NOT_FOUND,
    NewsbotCommand,
    add_archive_options,
    moment_of,
    one_of,
)
from newsbot.workbench.reparse.comparing import Delivered
from newsbot.workbench.reparse.delivering import delivering
from newsbot.workbench.reparse.finding import ANY, find
from newsbot.workbench.reparse.harvest import ReparseResult
from newsbot.workbench.reparse.rereading import Job, Reread, reread_all

# Articles between two updates of the progress line.
_STEP = 100


class Command(NewsbotCommand):
    usage = "[options] <portal>|any"
    summary = "Read archived articles again, and tell what differs from what was delivered"
    details = (
        "Reads every article of an archive by the rules of today, without a request, and tells "
        "field by field how it differs from what was delivered. Changes nothing unless "
        "--deliver is given. `any` reads the archive of any domain."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_archive_options(parser, "the portal's")
        add = parser.add_argument
        add("--since", metavar="WHEN", help="only articles published then or later")
        add("--until", metavar="WHEN", help="only articles published then or before")
        add("--workers", metavar="N", help="processes to read in (default: one for each CPU)")
        add("--against", metavar="FEED", action="append", help="compare with this JSON Lines feed, "
            "may be repeated (default: the feeds that the ledger knows)")  # fmt: skip
        outputs = parser.add_mutually_exclusive_group()
        add = outputs.add_argument
        add("-o", "--output", metavar="FILE", help="write the articles to a new JSON Lines file")
        add("-O", "--overwrite-output", metavar="FILE", help="the same, over an old one")
        parser.add_argument("--deliver", action="store_true", help="deliver what has changed, as "
                            "new revisions, and what no feed has")  # fmt: skip

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with self.refusing():
            check_settings(self.settings)
            job = self._job(args, opts)
            workers, output = _workers(opts.workers), _output(opts)
            since, until = moment_of(opts, "since"), moment_of(opts, "until")
            if opts.deliver and args[0] == ANY.portal:
                raise ValueError("--deliver needs a portal: `any` has no ledger to deliver by")
            archive = job.open()
        with self.failing(), closing(archive):
            delivered = Delivered(self._feeds(args[0], opts.against))
            with closing(ReparseResult(delivered, output, since, until)) as result:
                found = find(archive, job.rules(), since, until)
                self._gather(result, reread_all(job, found, workers))
                print(result.tell())
                if opts.deliver:
                    self._deliver(args[0], result, job.place)

    def _gather(self, result: ReparseResult, rereads: Iterable[Reread]) -> None:
        progress = Progress(on_terminal=sys.stderr.isatty())
        with result, closing(progress):
            try:
                for number, reread in enumerate(rereads, 1):
                    result.take(reread)
                    if number % _STEP == 0 and sys.stderr.isatty():
                        progress.show(f"{number} addresses, {result.read} articles")
            except BrokenExecutor:
                why = "a process was killed, perhaps for want of memory; try fewer --workers"
                self.refuse(why, NOT_FOUND)

    def _job(self, args: list[str], opts: argparse.Namespace) -> Job:
        """Raises ValueError."""
        portals = [*self.portals(*args[:1]), ANY.portal]
        name = one_of(args, portals)
        data = Path(self.settings["NEWSBOT_DATA"])
        place = opts.archive or ("" if name == ANY.portal else str(data / "archive" / name))
        return Job(
            place=named_place(place),
            data=data,
            asof=moment_of(opts, "asof"),
            portals=tuple(portals) if name == ANY.portal else (name,),
            modules=tuple(self.settings.getlist("SPIDER_MODULES")),
        )

    def _feeds(self, portal: str, named: list[str] | None) -> list[Path]:
        """The feeds to compare with, oldest first. Raises OSError for one named and not there."""
        if named:
            for name in named:
                Path(name).open().close()
            return [Path(name) for name in named]
        data = Path(self.settings["NEWSBOT_DATA"])
        try:
            with reading(self.settings["NEWSBOT_LEDGER"], data) as ledger:
                return ledger.feeds(None if portal == ANY.portal else portal)
        except LedgerError:
            return []  # nothing was delivered yet

    def _deliver(self, portal: str, result: ReparseResult, place: str) -> None:
        """Hand over to a run that asks for nothing; its exit code is this command's."""
        if not result.redeliverable:
            return
        self.settings.set("NEWSBOT_WIRE", place, priority="cmdline")
        hush()
        process = CrawlerProcess(self.settings)
        crawler = process.create_crawler(delivering(self.portals()[portal], result.redeliver))
        ledger_of(crawler, {"reparse": place})
        process.crawl(crawler)
        process.start()
        self.exitcode = crawler.stats.get_value("newsbot/exit_code", INCOMPLETE)


def _workers(text: str | None) -> int:
    if text is None:
        return os.cpu_count() or 1
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise ValueError(f"--workers {text} must be a whole number of at least 1")
    return int(text)


def _output(opts: argparse.Namespace) -> Path | None:
    """The file to write, behind any links. Raises ValueError where no file may be put."""
    if opts.output and Path(opts.output).exists():
        raise ValueError(f"{opts.output} is there already; use -O to overwrite it")
    name = opts.output or opts.overwrite_output
    if not name:
        return None
    path = Path(name).resolve()
    if path.exists() and not path.is_file():  # it would be replaced
        raise ValueError(f"{name} is no regular file")
    return path
