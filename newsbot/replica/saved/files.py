"""Reads a folder of saved pages: articles with the values expected of them, and listings."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from newsbot.replica.answer import HTML, XML

_ORIGIN = re.compile(
    rb"<!-- url: (?P<url>\S+)(?: source: (?P<source>\d+))?(?: answered: (?P<answered>\S+))?"
    rb"(?: content-type: (?P<content_type>.+?))? -->\s*"
)
#: The field that marks expected values which nobody has compared with the page yet. The test of
#: such a page fails until somebody deletes the line.
UNREAD = "unread"
_HEAD = 1000  # bytes of a page in which the comment with its URL begins
JSON = "application/json; charset=UTF-8"
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf|urlset|sitemapindex)", re.IGNORECASE)


@dataclass(frozen=True)
class Saved:
    """A saved answer. url: its address. source: the number of the portal's source that reads it,
    where it is a listing. answered: when (aware); None where the comment does not say."""

    path: Path
    url: str
    body: bytes
    content_type: str
    source: int
    answered: datetime | None


@dataclass(frozen=True)
class Case:
    """A saved article. pages: page 1 first. expected: the fields of its Article, by name."""

    name: str
    pages: tuple[Saved, ...]
    expected: dict[str, Any]

    @property
    def url(self) -> str:
        """The address of page 1."""
        return self.pages[0].url

    @cached_property
    def published(self) -> datetime:
        """When the article was published: aware, in the zone that the portal means."""
        return datetime.fromisoformat(self.expected["published_at"])


def first_pages(folder: Path) -> list[Path]:
    """The paths of page 1 of each saved article of a folder, sorted."""
    return [path for path in sorted(folder.glob("*.html")) if "." not in path.stem]


def listing_pages(folder: Path) -> list[Path]:
    """The paths of the saved listings of a folder, sorted."""
    return [path for path in sorted(folder.glob("*.listing.*")) if path.suffix != ".json"]


def case_pages(first: Path) -> list[Path]:
    """The paths of all pages of an article: page 1, then `<case>.2.html` and so on, and the
    one-page view `<case>.all.html`."""
    further = re.compile(rf"{re.escape(first.stem)}\.(?:\d+|all)\.html")
    beside = sorted(first.parent.glob(f"{first.stem}.*.html"))
    return [first, *(path for path in beside if further.fullmatch(path.name))]


def expected_of(first: Path) -> dict[str, Any]:
    """The values expected of a case, read by somebody or not; empty where there is no such file
    yet. first: page 1 of an article, or a listing."""
    path = first.with_suffix(".json")
    values: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
    values.pop(UNREAD, None)
    return values


def read_cases(folder: Path) -> list[Case]:
    """The articles of a folder, sorted by name, without those of which no time of publication is
    expected yet. Raises ValueError when a page does not state its URL."""
    return [
        Case(first.stem, tuple(map(read_saved, case_pages(first))), expected)
        for first in first_pages(folder)
        if (expected := expected_of(first)).get("published_at")
    ]


def read_listings(folder: Path) -> list[Saved]:
    """The saved listings of a folder, sorted by name. Raises ValueError when a page does not state
    its URL."""
    return [read_saved(path) for path in listing_pages(folder)]


def read_saved(path: Path) -> Saved:
    """Read a saved page. Raises OSError, and ValueError when it does not state its URL."""
    body = path.read_bytes()
    origin = _ORIGIN.search(body, 0, _HEAD)
    if origin is None:
        raise ValueError(f"{path} does not say <!-- url: https://… --> in its first line")
    about = {name: (value or b"").decode("utf-8") for name, value in origin.groupdict().items()}
    if path.suffix not in (".html", ".xml"):  # JSON has no comments
        body = body[: origin.start()] + body[origin.end() :]
    return Saved(
        path,
        about["url"],
        body,
        about["content_type"] or {".html": HTML, ".xml": XML}.get(path.suffix, JSON),
        int(about["source"] or 0),
        datetime.fromisoformat(about["answered"]) if about["answered"] else None,
    )


def kind_of(body: bytes) -> str:
    """The content type of a page as its first characters show it: HTML, XML, or JSON where it does
    not begin with a tag. The comment with its URL is ignored."""
    head = _COMMENT.sub(b"", body[:2000]).lstrip(b"\xef\xbb\xbf \t\r\n")
    if _XML.match(head):
        return XML
    return HTML if head.startswith(b"<") else JSON
