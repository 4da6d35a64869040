"""`scrapy newportal NAME URL…`: a portal's file and its first cases, from a few of its articles."""

from __future__ import annotations

import argparse
import keyword
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from pkgutil import iter_modules

from scrapy.utils.conf import closest_scrapy_cfg

from newsbot.spiders import families
from newsbot.spiders.families.undeclared import domain_of, portal_of
from newsbot.text.urls import strip_tracking, web_parts
from newsbot.workbench.command import NOT_FOUND, NewsbotCommand, add_archive_options

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_NEXT = """next:
  read {cases}, each value against its page, put right what is wrong in {file},
  and delete the line "unread" of each; until then the portal's tests fail:
    pytest tests -k {name}
  `scrapy look URL` shows what every rule finds; the saved pages can be crawled:
    scrapy crawl {name} -s NEWSBOT_WIRE=replica -s NEWSBOT_REPLICA=cases={cases}
  tell docs/portals.md of it: scrapy portals --format md --into docs/portals.md"""


class Command(NewsbotCommand):
    """Exit codes: 1 a page could not be had, holds no article or has an address of no known form,
    2 wrong usage, 130 stopped; then nothing is written."""

    usage = "[options] <name> <url>..."
    summary = "Draft a portal: its file and test cases, from the addresses of a few articles"
    details = (
        "Reads the articles, looks around on their site as `scrapy crawl any` does, and writes "
        "newsbot/spiders/<name>.py and tests/portals/<name>/. What it writes is a draft: its "
        "tests fail until somebody has read what is expected of each page. A newspaper's text "
        "is not ours to publish: put words of your own into the pages before you share them."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_archive_options(parser, "ask the site")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # imported here: Scrapy imports the modules of all commands at the start of each
        from newsbot.workbench.draft.addresses import UndraftableError
        from newsbot.workbench.draft.hosts import registered
        from newsbot.workbench.draft.layout import tidied
        from newsbot.workbench.draft.work import drafted
        from newsbot.workbench.reparse.obtaining import ask_portal

        root = Path(closest_scrapy_cfg()).parent
        with self.refusing():
            name, urls = self._checked(args)
            file, folder = root / f"newsbot/spiders/{name}.py", root / "tests/portals" / name
            if taken := next((path for path in (file, folder) if path.exists()), None):
                raise ValueError(f"{taken.relative_to(root)} is there already; nothing is changed")
            portal = portal_of(registered(urls[0]))
            self.prepare(portal, opts)
        with self.failing():
            try:
                found = ask_portal(self.settings, portal, partial(drafted, name=name, urls=urls))
            except UndraftableError as error:
                self.refuse(str(error), NOT_FOUND)
            _write(file, tidied(found.draft.text(), root).encode(), folder, found.cases)
            print(found.told)
            for path in (file, *(folder / case for case in found.cases)):
                print(f"wrote {path.relative_to(root)}")
            places = {"file": file.relative_to(root), "cases": folder.relative_to(root)}
            print(_NEXT.format(**places, name=name))

    def _checked(self, args: list[str]) -> tuple[str, list[str]]:
        """The portal's name, and its addresses, each once. Raises ValueError."""
        from newsbot.workbench.draft.hosts import registered

        if len(args) < 2:
            raise ValueError("give a name and the addresses of some articles: NAME URL…")
        name, *given = args
        if not _NAME.fullmatch(name) or keyword.iskeyword(name):
            raise ValueError(f"{name} is no name of a portal: small letters and digits are wanted")
        portals = self.portals()
        if name in {*portals, *_taken()}:
            raise ValueError(f"there is a portal or a family {name} already; nothing is changed")
        urls = list(dict.fromkeys(map(strip_tracking, given)))
        domains = {url: registered(url) if web_parts(url) else "" for url in urls}
        if wrong := next((url for url in urls if not domains[url]), None):
            raise ValueError(f"{wrong} is no address of an article")
        if len(several := sorted(set(domains.values()))) > 1:
            raise ValueError(f"these addresses are of several portals: {', '.join(several)}")
        for known, portal in portals.items():
            for url in urls:
                if portal.rules.urls.read(url) or domain_of(url) in portal.domains:
                    raise ValueError(
                        f"{url} is of the portal {known}; `scrapy case` makes test cases of it"
                    )
        return name, urls


def _taken() -> Iterator[str]:
    """Names of modules that a portal's module would be mistaken for."""
    yield "any"
    yield from (module.name for module in iter_modules(families.__path__))


def _write(file: Path, text: bytes, folder: Path, cases: Mapping[str, bytes]) -> None:
    """Write all of the files or none of them; no file is overwritten. Raises OSError."""
    folder.mkdir(parents=True)
    try:
        for name, body in cases.items():
            (folder / name).write_bytes(body)
        with file.open("xb") as opened:
            opened.write(text)
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if not isinstance(error, FileExistsError):
            with suppress(OSError):
                file.unlink()
        raise
