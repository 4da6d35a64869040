"""What our commands share."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches
from functools import cached_property, partial
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from newsbot.clock import set_clock
from newsbot.crawl.arguments import ArgumentError, read_moment
from newsbot.crawl.portal import PortalSpider
from newsbot.crawl.spiderloader import PortalBrokenError, PortalLoader
from newsbot.ledger import LedgerError
from newsbot.ledger.days import Needed
from newsbot.ledger.reading import Reading, reading
from newsbot.sources.walks import needed_walks

NOT_FOUND, USAGE = 1, 2


class NewsbotCommand(ScrapyCommand):
    """Sets the clock, and says what is wrong in one line."""

    requires_project = True

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        super().process_options(args, opts)
        assert self.settings is not None
        try:
            if moment := self.settings["NEWSBOT_NOW"]:
                set_clock(read_moment("NEWSBOT_NOW", moment))
        except ArgumentError as error:
            self.refuse(str(error), USAGE)
            raise UsageError(print_help=False) from None  # Scrapy's way to exit with 2

    def refuse(self, message: str, code: int) -> None:
        """Print why nothing is done, and let `code` be the exit code."""
        name = type(self).__module__.rpartition(".")[2]
        print(f"scrapy {name}: {message}", file=sys.stderr)
        self.exitcode = code


class LedgerCommand(NewsbotCommand):
    """Opens the ledger, answers from it, and says in one line when that cannot be."""

    requires_crawler_process = False

    def short_desc(self) -> str:
        raise NotImplementedError

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        assert self.settings is not None
        data = Path(self.settings["NEWSBOT_DATA"])
        try:
            self.check(args)
            with reading(self.settings["NEWSBOT_LEDGER"], data) as ledger:
                self.answer(ledger, args)
        except (LedgerError, PortalBrokenError) as error:
            self.refuse(str(error), NOT_FOUND)
        except ValueError as error:
            self.refuse(str(error), USAGE)

    def check(self, args: list[str]) -> None:
        """Raises ValueError when the arguments make no sense."""
        raise NotImplementedError

    def answer(self, ledger: Reading, args: list[str]) -> None:
        raise NotImplementedError

    def portals(self, asked: str = "") -> dict[str, type[PortalSpider]]:
        """All portals of the project by name; of those whose files are broken a warning is given.
        Raises PortalBrokenError when it is the one asked for."""
        if asked in self._loader.list():
            self._loader.load(asked)
        return dict(self._portals)

    @cached_property
    def _portals(self) -> dict[str, type[PortalSpider]]:
        spiders = self._loader.load_whole().items()
        return {name: cls for name, cls in spiders if issubclass(cls, PortalSpider)}

    @cached_property
    def _loader(self) -> PortalLoader:
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        assert isinstance(loader, PortalLoader)
        return loader

    def needed_walks(self, portal: str) -> Needed:
        """What of a portal has to be walked to have read a day; of a domain that `any` read, and
        of a portal that is gone, whatever was. Raises PortalBrokenError."""
        cls = self._loader.load(portal) if portal in self._loader.list() else None
        if cls is not None and issubclass(cls, PortalSpider):
            return partial(needed_walks, cls.sources, tuple(cls.channels.values()))
        return lambda first, last: {}


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
