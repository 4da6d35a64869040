"""`scrapy case URL`: from a wrong article to a test case in one command."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from scrapy.utils.conf import closest_scrapy_cfg

from newsbot.replica.saved.writing import article_files, case_name
from newsbot.workbench.command import (
    NOT_FOUND,
    NewsbotCommand,
    add_archive_options,
    article_at,
    only,
)

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


class Command(NewsbotCommand):
    usage = "[options] <url>"
    summary = "Save an article's pages and what is read from them as a test case"
    details = (
        "Writes tests/portals/<portal>/<name>.html (and further pages) and <name>.json, the "
        "article as it is read today: put right what is wrong in it, and the test fails until "
        "the code agrees. A newspaper's text is not ours to publish: put words of your own "
        "into the page before you share it."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_archive_options(parser, "ask the portal")
        add = parser.add_argument
        add("--name", metavar="NAME", help="name of the case (default: the article's key)")
        add("--into", metavar="FOLDER", help="where to (default: tests/portals/<portal>)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # imported here: Scrapy imports the modules of all commands at the start of each
        from newsbot.workbench.draft.cases import read_article
        from newsbot.workbench.look.lines import OPINIONS
        from newsbot.workbench.reparse.obtaining import Lost, ask_portal

        with self.refusing():
            url = only(args, "the address of one article")
            portal, wanted = article_at(url, self.portals().values())
            path = _path(portal.name, opts.name or case_name(wanted.key), opts.into)
            self.prepare(portal, opts)
        with self.failing():
            found = ask_portal(
                self.settings, portal, lambda get, _: read_article(get, portal.rules, wanted.url)
            )
            if isinstance(found, Lost):
                why = f"{wanted.url}: no page of an article could be had: {found.why}"
                self.refuse(why, NOT_FOUND)
            files = article_files(path.name, found.pages, found.article.values())
            path.parent.mkdir(parents=True, exist_ok=True)
            for name, text in files.items():
                path.with_name(name).write_bytes(text)
            for name in files:  # at last: when nobody reads it, the case is whole all the same
                print(path.with_name(name))
            for verdict in sorted(found.opinions & OPINIONS.keys()):
                told = f"general rules find far more text: {OPINIONS[verdict]}"
                print(f"scrapy case: {told}", file=sys.stderr)


def _path(portal: str, name: str, folder: str | None) -> Path:
    """Where the case is to be, without a suffix. folder: the portal's own where it is None. Raises
    ValueError."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"--name {name} must be of small letters, digits and hyphens")
    cases = Path(closest_scrapy_cfg()).parent / "tests" / "portals" / portal
    path = (Path(folder) if folder else cases) / name
    if path.with_name(f"{name}.html").exists():
        raise ValueError(f"there is a case {name} of {portal} already; give a --name")
    return path
