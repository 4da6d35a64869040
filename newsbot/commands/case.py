"""`scrapy case URL`: from a wrong article to a test case in one command."""

from __future__ import annotations

import argparse
import re
from contextlib import ExitStack
from pathlib import Path

from scrapy.utils.conf import closest_scrapy_cfg

from newsbot.archive import Archive
from newsbot.crawl.portal import PortalSpider
from newsbot.replica.saved.writing import article_files, case_name, saved_page
from newsbot.text.urls import ArticleUrl
from newsbot.workbench.command import (
    NOT_FOUND,
    NewsbotCommand,
    add_archive_options,
    article_at,
    only,
)
from newsbot.workbench.reparse.finding import Found
from newsbot.workbench.reparse.obtaining import Answer, article_place
from newsbot.workbench.reparse.rereading import Reader

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
        with ExitStack() as stack:
            with self.refusing():
                url = only(args, "the address of one article")
                portal, article = article_at(url, self.portals().values())
                path = _path(portal.name, opts.name or case_name(article.key), opts.into)
                place = article_place(self.settings, portal.name, article.url, opts.archive, stack)
                archive = self.open_archive(place, opts)
            stack.callback(archive.close)
            self._save(archive, portal, article, path)

    def _save(
        self, archive: Archive, portal: type[PortalSpider], article: ArticleUrl, path: Path
    ) -> None:
        pages: dict[int, Answer] = {}
        reader = Reader(archive, {portal.name: portal.rules}, pages.setdefault)
        reread = reader.reread(Found(portal.name, article.key, article.url))
        if reread.article is None or not pages:
            self.refuse(f"{article.url}: {reread.fault or 'no page'}", NOT_FOUND)
        path.parent.mkdir(parents=True, exist_ok=True)
        saved = {number: _saved(page) for number, page in pages.items()}
        files = article_files(path.name, saved, reread.article.values())
        for name, text in files.items():
            path.with_name(name).write_bytes(text)
        for name in files:  # at last: when nobody reads it, the case is whole all the same
            print(path.with_name(name))


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


def _saved(page: Answer) -> bytes:
    assert page.answered is not None  # of an archive
    return saved_page(page.url, page.body, page.content_type or "", page.answered)
