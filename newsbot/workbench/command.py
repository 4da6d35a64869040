"""What the commands of newsbot share."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property, partial
from pathlib import Path
from typing import ClassVar, NoReturn

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from newsbot.archive import ArchiveError
from newsbot.clock import set_clock
from newsbot.crawl.arguments import read_moment
from newsbot.crawl.portal import PortalSpider
from newsbot.crawl.spiderloader import PortalBrokenError, PortalLoader
from newsbot.download.addon import named_place
from newsbot.ledger import LedgerBusyError, LedgerError
from newsbot.ledger.days import Needed
from newsbot.ledger.reading import Reading, reading
from newsbot.ledger.store import read_address
from newsbot.report.exit_codes import BUSY, SIGNALLED, USAGE
from newsbot.sources.walks import needed_walks
from newsbot.text.urls import ArticleUrl
from newsbot.workbench.checks import check_log, check_settings, settle_replica

#: The exit code of a command that does not have what it is asked for.
NOT_FOUND = 1


class NewsbotCommand(ScrapyCommand):
    """Sets the clock, and says what is wrong in one line.

    usage: what follows the command's name. summary, details: for `scrapy -h`, and for the command's
    own help.
    """

    requires_project = True
    requires_crawler_process = False
    usage: ClassVar[str] = "[options]"
    summary: ClassVar[str]
    details: ClassVar[str] = ""
    settings: Settings  # Scrapy sets it before it calls a method

    def syntax(self) -> str:
        return self.usage

    def short_desc(self) -> str:
        return self.summary

    def long_desc(self) -> str:
        return self.details or self.summary

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        with self.refusing():
            if unknown := [word for word in args if word.startswith("-")]:  # Scrapy lets them pass
                raise ValueError(f"unknown option {unknown[0]}; `-h` names those there are")
            check_log(self.settings)
            if moment := self.settings["NEWSBOT_NOW"]:
                set_clock(read_moment("NEWSBOT_NOW", moment))

    def refuse(self, message: str, code: int) -> NoReturn:
        """Print why nothing is done, and end with this exit code."""
        name = type(self).__module__.rpartition(".")[2]
        print(f"scrapy {name}: {message}", file=sys.stderr)
        sys.exit(code)

    @contextmanager
    def refusing(self) -> Iterator[None]:
        """End the command in one line when what it was given is wrong: with exit code 2 for a
        ValueError or an ArchiveError, else as failing() does. Only for what checks arguments and
        settings: elsewhere a ValueError is a fault of the program, and wants its traceback."""
        with self.failing():
            try:
                yield
            except (ArchiveError, ValueError) as error:
                self.refuse(str(error), USAGE)

    @contextmanager
    def failing(self) -> Iterator[None]:
        """End the command in one line, with exit code 1 when something is missing or broken, 75
        when another program has the ledger, and 130 for Ctrl-C."""
        try:
            yield
        except LedgerBusyError as error:
            self.refuse(str(error), BUSY)
        except (ArchiveError, LedgerError, PortalBrokenError) as error:
            self.refuse(str(error), NOT_FOUND)
        except OSError as error:
            self.refuse(f"cannot use {error.filename or 'a file'}: {error.strerror}", NOT_FOUND)
        except KeyboardInterrupt:
            self.refuse("stopped; nothing was changed", SIGNALLED + signal.SIGINT)

    def prepare(self, portal: type[PortalSpider], opts: argparse.Namespace) -> None:
        """Check the settings for asking for pages of a portal; an archive that is given answers.
        Raises ValueError."""
        if opts.archive is not None:
            self.settings.set("NEWSBOT_WIRE", named_place(opts.archive), priority="cmdline")
        if moment := moment_of(opts, "asof"):
            self.settings.set("NEWSBOT_ASOF", moment.isoformat(), priority="cmdline")
        check_settings(self.settings)
        settle_replica(self.settings, portal)

    def portals(self, needed: str = "") -> dict[str, type[PortalSpider]]:
        """All portals of the project by name; of those whose files are broken a warning is given.
        Raises PortalBrokenError when the needed one is among them."""
        if needed in self._loader.list():
            self._loader.load(needed)
        return dict(self._portals)

    @cached_property
    def _portals(self) -> dict[str, type[PortalSpider]]:
        spiders = self._loader.load_whole().items()
        return {name: cls for name, cls in spiders if issubclass(cls, PortalSpider)}

    @cached_property
    def _loader(self) -> PortalLoader:
        loader = get_spider_loader(self.settings)
        assert isinstance(loader, PortalLoader)
        return loader

    def needed_walks(self, portal: str) -> Needed:
        """The walks that a portal's day needs to be read; none are known of a domain that `any`
        read and of a portal that is gone. Raises PortalBrokenError."""
        cls = self._loader.load(portal) if portal in self._loader.list() else None
        if cls is not None and issubclass(cls, PortalSpider):
            return partial(needed_walks, cls.sources, tuple(cls.channels.values()))
        return lambda first, last: {}


class LedgerCommand(NewsbotCommand):
    """Answers from the ledger."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        data, place = Path(self.settings["NEWSBOT_DATA"]), self.settings["NEWSBOT_LEDGER"]
        with self.refusing():
            self.check(args)
            if place:
                read_address(place)
        with self.failing(), reading(place, data) as ledger:
            self.answer(ledger, args)

    def check(self, args: list[str]) -> None:
        """Raises ValueError when the arguments make no sense."""
        raise NotImplementedError

    def answer(self, ledger: Reading, args: list[str]) -> None:
        """Print what the ledger says. Raises LedgerError, PortalBrokenError."""
        raise NotImplementedError


def add_archive_options(parser: argparse.ArgumentParser, default: str) -> None:
    """Let the command be given an archive, and until when it is read. default: what the command
    reads when it is given none."""
    place = f"WARC file, folder or glob (default: {default})"
    parser.add_argument("--archive", metavar="PLACE", help=place)
    parser.add_argument("--asof", metavar="WHEN", help="use no answer that was archived later")


def moment_of(opts: argparse.Namespace, name: str) -> datetime | None:
    """The moment (aware) that an option gives, None where it is not given. Raises ValueError."""
    text = getattr(opts, name)
    return None if text is None else read_moment(name, text)


def only(args: list[str], what: str) -> str:
    """The one argument. Raises ValueError, saying what is wanted, when there are none or more."""
    if len(args) != 1:
        raise ValueError(f"give {what}")
    return args[0]


def article_at(
    url: str, portals: Iterable[type[PortalSpider]]
) -> tuple[type[PortalSpider], ArticleUrl]:
    """The first portal that has an article at an address, and what the address says of it. Raises
    ValueError when none has."""
    for portal in portals:
        article = portal.rules.urls.read(url)
        if article is not None:
            return portal, article
    raise ValueError(f"{url} is not the address of an article of any portal here")


def one_of(args: list[str], known: list[str]) -> str:
    """The one portal named. Raises ValueError."""
    if len(args) == 1 and args[0] in known:
        return args[0]
    given = f"{' '.join(args)!r} is not a portal" if args else "name a portal"
    alike = get_close_matches(args[0].lower(), known) if args else []
    meant = f", did you mean {' or '.join(alike)}?" if alike else ""
    raise ValueError(f"{given}{meant}; `scrapy list` names them")


def table(rows: list[tuple[object, ...]]) -> str:
    """Rows as left-aligned columns; None is a dash."""
    cells = [["-" if cell is None else str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in cells
    )
    return "\n".join(line.rstrip() for line in lines)
