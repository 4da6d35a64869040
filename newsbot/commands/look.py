"""`scrapy look URL|FILE`: what every rule finds on a page."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from newsbot.crawl.portal import PortalSpider
from newsbot.replica.saved.files import read_saved
from newsbot.spiders.families.undeclared import domain_of, portal_of
from newsbot.text.markup import parse_html
from newsbot.text.urls import on_site, strip_tracking, web_parts
from newsbot.workbench.command import (
    NOT_FOUND,
    NewsbotCommand,
    add_archive_options,
    one_of,
    only,
)
from newsbot.workbench.look import is_article, look, look_listing, tell, tell_listing
from newsbot.workbench.reparse.finding import ANY
from newsbot.workbench.reparse.obtaining import Answer, Lost, ask_portal

_FORMATS = ("text", "json")


class Command(NewsbotCommand):
    usage = "[options] <url>|<file>"
    summary = "Show what every rule finds on a page, field by field: what won, what lost, and why"
    details = (
        "Reads one page: a saved one (its first line says <!-- url: https://… -->, or --url "
        "does), one of an archive, or one that the portal is asked for. Of a listing it shows "
        "which source reads it, and what it finds. A page of no portal here is read as `scrapy "
        "crawl any` reads it."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add_archive_options(parser, "ask the portal")
        add = parser.add_argument
        add("--url", metavar="URL", help="where the page of a file was")
        add("--portal", metavar="NAME", help="read it by the rules of this portal, or of any")
        add("--format", default="text", help=f"{' or '.join(_FORMATS)} (default: text)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with self.refusing():
            place = only(args, "the address of one page, or a file")
            if opts.format not in _FORMATS:
                raise ValueError(f"--format {opts.format} is neither {' nor '.join(_FORMATS)}")
            answer = _of_file(Path(place), opts.url) if web_parts(place) is None else None
            portal = self._portal(answer.url if answer else place, opts.portal)
            if answer is None:
                if opts.url is not None:
                    raise ValueError("--url is for a file")
                self.prepare(portal, opts)
        with self.failing():
            found = answer or ask_portal(self.settings, portal, lambda get, _: get(place))
            if isinstance(found, Lost):
                self.refuse(f"{place}: no page could be had: {found.why}", NOT_FOUND)
            if not found.body:
                self.refuse(f"{place}: the page is empty", NOT_FOUND)
            portal = self._portal(found.url, opts.portal)  # of where it was led to
            self._show(portal, found, as_json=opts.format == "json")

    def _portal(self, url: str, name: str | None) -> type[PortalSpider]:
        """Whose rules read the page: those that know its address, else those of its domain."""
        portals = self.portals(name or "")
        if name is not None and one_of([name], [*portals, ANY.portal]) in portals:
            return portals[name]
        if name is None:
            plain, every = strip_tracking(url), portals.values()
            known = [portal for portal in every if portal.rules.urls.read(plain)]
            known += [portal for portal in every if on_site(url, portal.domains)]
            if known:
                return known[0]
        if web_parts(url) is None:
            raise ValueError(f"{url} is no address of a page, and no file")
        return portal_of(domain_of(url))

    def _show(self, portal: type[PortalSpider], answer: Answer, *, as_json: bool) -> None:
        root = parse_html(answer.body, answer.content_type)
        facts: dict[str, Any]
        if root is not None and is_article(portal.rules, answer.url, root):
            facts, lines = look(portal.rules, answer.url, root, answer.answered), tell
        else:
            seen = (answer.url, answer.body, answer.content_type, answer.answered)
            facts = {"portal": portal.name, "url": answer.url}
            facts["sources"] = look_listing(portal.sources, portal.rules, *seen)
            lines = tell_listing
        print(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else lines(facts))


def _of_file(path: Path, url: str | None) -> Answer:
    """A saved page; url: where it was, when its first line does not say so. Raises ValueError."""
    try:
        if url is not None:
            return Answer(url, path.read_bytes())
        saved = read_saved(path)
        return Answer(saved.url, saved.body, saved.content_type, saved.answered)
    except OSError as error:
        raise ValueError(f"{path} is no address of a page, and no file: {error.strerror}") from None
    except ValueError as error:
        raise ValueError(f"{error}; or give --url") from None
