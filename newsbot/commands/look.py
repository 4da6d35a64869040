"""`scrapy look URL|FILE`: what every rule finds on a page."""

from __future__ import annotations

import argparse
import json
from contextlib import closing
from pathlib import Path
from typing import Any

from newsbot.archive import ArchiveError
from newsbot.crawl.arguments import read_moment
from newsbot.crawl.portal import PortalSpider
from newsbot.crawl.run import answer_time
from newsbot.crawl.spiderloader import PortalBrokenError
from newsbot.download.addon import open_archive
from newsbot.replica.saved.files import read_saved
from newsbot.spiders.families.undeclared import domain_of, portal_of
from newsbot.text.markup import parse_html
from newsbot.text.urls import on_site, strip_tracking, web_parts
from newsbot.workbench.checks import check_settings, settle_replica
from newsbot.workbench.command import NOT_FOUND, USAGE, LedgerCommand, one_of
from newsbot.workbench.look import is_article, look, look_listing, tell, tell_listing
from newsbot.workbench.reparse import ANY
from newsbot.workbench.reparse.obtaining import Answer, archive_named, page_of
from newsbot.workbench.reparse.rereading import body_of, header

_FORMATS = ("text", "json")


class Command(LedgerCommand):
    def syntax(self) -> str:
        return "[options] <url>|<file>"

    def short_desc(self) -> str:
        return "Show what every rule finds on a page, field by field: what won, what lost, and why"

    def long_desc(self) -> str:
        return (
            "Reads one page: a saved one (its first line says <!-- url: https://… -->, or --url "
            "does), one of an archive, or one that the portal is asked for. Of a listing it shows "
            "which source reads it, and what it finds. A page of no portal here is read as `scrapy "
            "crawl any` reads it."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add(
            "--archive", metavar="PLACE", help="WARC file, folder or glob (default: ask the portal)"
        )
        add("--asof", metavar="WHEN", help="use no answer that was archived later")
        add("--url", metavar="URL", help="where the page of a file was")
        add("--portal", metavar="NAME", help="read it by the rules of this portal, or of any")
        add("--format", default="text", help=f"{' or '.join(_FORMATS)} (default: text)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        try:
            if len(args) != 1:
                raise ValueError("give the address of one page, or a file")
            if opts.format not in _FORMATS:
                raise ValueError(f"--format {opts.format} is neither {' nor '.join(_FORMATS)}")
            answer = self._answer(args[0], opts)
            portal = self._portal(answer.url if answer else args[0], opts.portal)
        except (ArchiveError, ValueError) as error:
            self.refuse(str(error), USAGE)
            return
        except PortalBrokenError as error:
            self.refuse(str(error), NOT_FOUND)
            return
        if answer is None or not answer.body:
            self.refuse(f"{args[0]}: no page could be had", NOT_FOUND)
        else:
            self._show(portal, answer, as_json=opts.format == "json")

    def _portal(self, url: str, name: str | None) -> type[PortalSpider]:
        """Whose rules read the page: those that know its address, else those of its domain."""
        portals = self.portals(name or "")
        if name is not None and one_of([name], [*portals, ANY.portal]) in portals:
            return portals[name]
        if name is None:
            for knows in (_knows, _holds):
                if known := next((each for each in portals.values() if knows(each, url)), None):
                    return known
        if web_parts(url) is None:
            raise ValueError(f"{url} is no address of a page, and no file")
        return portal_of(domain_of(url))

    def _answer(self, place: str, opts: argparse.Namespace) -> Answer | None:
        """The page; None when it cannot be had. Raises ValueError, OSError."""
        assert self.settings is not None
        if web_parts(place) is None:
            return _of_file(Path(place), opts.url)
        if opts.url is not None:
            raise ValueError("--url is for a file")
        if (named := archive_named(self.settings, opts.archive)) is None:
            return self._asked(place, self._portal(place, opts.portal))
        asof = read_moment("asof", opts.asof) if opts.asof else None
        with closing(open_archive(named, Path(self.settings["NEWSBOT_DATA"]), asof)) as archive:
            capture = archive.follow(place)
            if capture is None or capture.status != 200:
                return None
            kind = header(capture, b"content-type").decode("latin-1") or None
            moment = answer_time(header(capture, b"date"), otherwise=capture.at)
            return Answer(capture.url, body_of(capture) or b"", kind, moment)

    def _asked(self, url: str, portal: type[PortalSpider]) -> Answer | None:
        """The portal's own answer. Raises ValueError when the settings make no sense."""
        assert self.settings is not None
        check_settings(self.settings)
        settle_replica(self.settings, portal)
        return page_of(self.settings, url, portal)

    def _show(self, portal: type[PortalSpider], answer: Answer, *, as_json: bool) -> None:
        root = parse_html(answer.body, answer.content_type)
        facts: dict[str, Any]
        if root is not None and is_article(portal.rules, answer.url, root):
            facts, said = look(portal.rules, answer.url, root, answer.answered), tell
        else:
            seen = (answer.url, answer.body, answer.content_type, answer.answered)
            facts = {"portal": portal.name, "url": answer.url}
            facts["sources"] = look_listing(portal.sources, portal.rules, *seen)
            said = tell_listing
        print(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else said(facts))


def _of_file(path: Path, url: str | None) -> Answer:
    """A saved page. Raises ValueError, OSError."""
    try:
        if url is not None:
            return Answer(url, path.read_bytes())
        saved = read_saved(path)
        return Answer(saved.url, saved.body, saved.content_type, saved.answered)
    except OSError as error:
        raise ValueError(f"{path} is no address of a page, and no file: {error.strerror}") from None
    except ValueError as error:
        raise ValueError(f"{error}; or give --url") from None


def _knows(portal: type[PortalSpider], url: str) -> bool:
    return portal.rules.urls.read(strip_tracking(url)) is not None


def _holds(portal: type[PortalSpider], url: str) -> bool:
    return on_site(url, portal.domains)
