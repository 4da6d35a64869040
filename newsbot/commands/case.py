"""`scrapy case URL`: from a wrong article to a test case in one command."""

from __future__ import annotations

import argparse
import re
from contextlib import ExitStack
from pathlib import Path

from scrapy.utils.conf import closest_scrapy_cfg

from newsbot.archive import Archive, ArchiveError, Capture
from newsbot.crawl.arguments import read_moment
from newsbot.crawl.run import answer_time
from newsbot.download.addon import open_archive
from newsbot.replica.saved.writing import article_files, case_name, saved_page
from newsbot.workbench.command import NOT_FOUND, USAGE, LedgerCommand
from newsbot.workbench.reparse import Found, Reader
from newsbot.workbench.reparse.obtaining import articles_place
from newsbot.workbench.reparse.rereading import body_of, header

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


class Command(LedgerCommand):
    def syntax(self) -> str:
        return "[options] <url>"

    def short_desc(self) -> str:
        return "Save an article's pages and what is read from them as a test case"

    def long_desc(self) -> str:
        return (
            "Writes tests/portals/<portal>/<name>.html (and further pages) and <name>.json, the "
            "article as it is read today: put right what is wrong in it, and the test fails until "
            "the code agrees. A newspaper's text is not ours to publish: put words of your own "
            "into the page before you share it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add(
            "--archive", metavar="PLACE", help="WARC file, folder or glob (default: ask the portal)"
        )
        add("--asof", metavar="WHEN", help="use no answer that was archived later")
        add("--name", metavar="NAME", help="name of the case (default: the article's key)")
        add("--into", metavar="FOLDER", help="where to (default: tests/portals/<portal>)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with ExitStack() as stack:
            try:
                found = self._found(args)
                path = _path(found, opts.name, opts.into)
                asof = read_moment("asof", opts.asof) if opts.asof else None
                assert self.settings is not None
                crawl = [found.portal, "-a", f"urls={found.url}"]
                place = articles_place(self.settings, crawl, found.portal, opts.archive, stack)
                archive = open_archive(place, Path(self.settings["NEWSBOT_DATA"]), asof)
            except (ArchiveError, ValueError) as error:
                self.refuse(str(error), USAGE)
                return
            stack.callback(archive.close)
            self._save(archive, found, path)

    def _found(self, args: list[str]) -> Found:
        if len(args) != 1:
            raise ValueError("give the address of one article")
        for name, portal in self.portals().items():
            article = portal.rules.urls.read(args[0])
            if article is not None:
                return Found(name, article.key, article.url)
        raise ValueError(f"{args[0]} is not the address of an article of any portal here")

    def _save(self, archive: Archive, found: Found, path: Path) -> None:
        pages: dict[int, Capture] = {}
        reader = Reader(
            archive, {found.portal: self.portals()[found.portal].rules}, pages.setdefault
        )
        reread = reader.reread(found)
        if reread.article is None or not pages:
            self.refuse(f"{found.url}: {reread.fault or 'no page'}", NOT_FOUND)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        saved = {number: _saved(capture) for number, capture in pages.items()}
        for name, text in article_files(path.name, saved, reread.article.values()).items():
            path.with_name(name).write_bytes(text)
            print(path.with_name(name))


def _path(found: Found, name: str | None, folder: str | None) -> Path:
    """Where the case is to be, without a suffix. Raises ValueError."""
    name = name or case_name(found.key)
    if not _NAME.fullmatch(name):
        raise ValueError(f"--name {name} must be of small letters, digits and hyphens")
    cases = Path(closest_scrapy_cfg()).parent / "tests" / "portals" / found.portal
    path = (Path(folder) if folder else cases) / name
    if path.with_name(f"{name}.html").exists():
        raise ValueError(f"there is a case {name} of {found.portal} already; give a --name")
    return path


def _saved(capture: Capture) -> bytes:
    moment = answer_time(header(capture, b"date"), otherwise=capture.at)
    kind = header(capture, b"content-type").decode("latin-1")
    return saved_page(capture.url, body_of(capture) or b"", kind, moment)
