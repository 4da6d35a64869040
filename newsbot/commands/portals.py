"""`scrapy portals`: what every portal can be asked, and how well it is known."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scrapy.utils.conf import closest_scrapy_cfg

from newsbot.crawl.capabilities import CAPABILITIES
from newsbot.crawl.portal import PortalSpider
from newsbot.replica.saved.files import UNREAD
from newsbot.workbench.command import NewsbotCommand, table

_FORMATS = ("table", "md", "json")
#: Between these lines of a Markdown file stands the table.
MARKERS = ("<!-- portals: written by `scrapy portals --format md --into docs/portals.md` -->",
           "<!-- end of portals -->")  # fmt: skip
_HEAD = ("portal", "sources", "answers", "further pages", "access", "cases", "facts")


class Command(NewsbotCommand):
    summary = "List the portals: sources, what each can be asked, access, cases, age of the facts"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--format", default="table", help=f"{', '.join(_FORMATS)} (default: table)")
        add("--into", metavar="FILE", help="write the table between its markers in this Markdown "
            "file; with --format md")  # fmt: skip

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with self.refusing():
            if args:
                raise ValueError(f"unknown argument {args[0]!r}")
            if opts.format not in _FORMATS:
                raise ValueError(f"--format {opts.format} is none of {', '.join(_FORMATS)}")
            if opts.into and opts.format != "md":
                raise ValueError("--into is for --format md")
            before, after = _around(Path(opts.into)) if opts.into else ("", "")
        with self.failing():
            facts = [facts_of(portal) for portal in self.portals().values()]
            if opts.into:
                text = f"{before}\n\n{markdown(facts)}\n\n{after}"
                Path(opts.into).write_text(text, encoding="utf-8")
            elif opts.format == "json":
                print(json.dumps(facts, ensure_ascii=False, indent=2))
            else:
                rows = [_HEAD, *map(_row, facts)]
                print(markdown(facts) if opts.format == "md" else table(rows))


def facts_of(portal: type[PortalSpider]) -> dict[str, Any]:
    """A portal in facts: sources by their kinds, answers (its CAPABILITIES), further_pages (how
    those of an article are addressed), cases and unread (see `_cases`)."""
    capabilities = portal.capabilities()
    kinds = dict.fromkeys(type(source).__name__ for source in portal.sources)
    return {
        "portal": portal.name,
        "domains": list(portal.domains),
        "sources": list(kinds),
        "answers": [name for name in CAPABILITIES if name in capabilities],
        "channels": sorted(portal.channels),
        "further_pages": _further(portal),
        "access": portal.access,
        **_cases(portal.name),
        "facts": portal.facts,
        "unseen": portal.unseen,
    }


def _further(portal: type[PortalSpider]) -> list[str]:
    """How further pages are addressed: the one-page view, a number in the query, a number or a name
    in the path. Empty where the portal declares none of these."""
    groups = portal.rules.urls.pattern.groupindex
    return [
        *([portal.one_page.format(url="")] if portal.one_page else []),
        *([f"?{portal.page_parameter}=N"] if portal.page_parameter else []),
        *(["path"] if groups.keys() & {"page", "part"} else []),
    ]


def _cases(name: str) -> dict[str, int]:
    """cases: saved pages 1 of articles, and saved listings; unread: how many of them nobody has
    read, so that their tests fail."""
    folder = Path(closest_scrapy_cfg()).parent / "tests" / "portals" / name
    pages = (path for path in folder.glob("*") if path.suffix != ".json" or ".listing" in path.name)
    names = {path.name.split(".")[0] for path in pages}
    expected = (json.loads(path.read_bytes()) for path in folder.glob("*.json"))
    return {"cases": len(names), "unread": sum(UNREAD in values for values in expected)}


def _row(facts: dict[str, Any]) -> tuple[object, ...]:
    listed = (", ".join(facts[name]) or None for name in ("sources", "answers", "further_pages"))
    unread = f" ({facts['unread']} unread)" if facts["unread"] else ""
    cases = f"{facts['cases']}{unread}"
    return facts["portal"], *listed, facts["access"], cases, facts["facts"] or None


def markdown(facts: Sequence[dict[str, Any]]) -> str:
    """The table in Markdown, as docs/portals.md has it."""
    rows = [_HEAD, ("---",) * len(_HEAD), *map(_row, facts)]
    cells = (("–" if cell is None else str(cell) for cell in row) for row in rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def _around(path: Path) -> tuple[str, str]:
    """A file up to the marker before the table, and from the one behind it. Raises ValueError where
    it has none."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(MARKERS[0])
    _, end, after = rest.partition(MARKERS[1])
    if not begin or not end:
        raise ValueError(f"{path} has no lines {MARKERS[0]} and {MARKERS[1]}")
    return before + begin, end + after
