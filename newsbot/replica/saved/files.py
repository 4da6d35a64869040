"""A folder of saved pages: articles with what is expected of them, and listings."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from newsbot.replica.answer import HTML, XML

_PLACE = re.compile(
    rb"<!-- url: (?P<url>\S+)(?: source: (?P<source>\d+))?(?: answered: (?P<answered>\S+))?"
    rb"(?: content-type: (?P<content_type>.+?))? -->\s*"
)
#: In what is expected of a page: what nobody has read yet says so under this name. A test of it
#: fails until the line is gone.
UNREAD = "unread"
_HEAD = 1000  # bytes in which a page states its place
JSON = "application/json; charset=UTF-8"
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_XML = re.compile(rb"<(?:\?xml|rss|feed|rdf|urlset|sitemapindex)", re.IGNORECASE)


@dataclass(frozen=True)
class Saved:
    """A saved answer. url: where it was. source: of a listing, the number of the source that reads
    it. answered: when (aware), None where the page does not say."""

    path: Path
    url: str
    body: bytes
    content_type: str
    source: int
    answered: datetime | None


@dataclass(frozen=True)
class Case:
    """A saved article: its pages, page 1 first, and the Article that is expected of them."""

    name: str
    pages: tuple[Saved, ...]
    expected: dict[str, Any]

    @property
    def url(self) -> str:
        """Where page 1 was, as a link to it."""
        return self.pages[0].url

    @cached_property
    def published(self) -> datetime:
        """When the article was published, in the zone that the portal means."""
        return datetime.fromisoformat(self.expected["published_at"])


def first_pages(folder: Path) -> list[Path]:
    """Page 1 of each saved article of a folder, by name."""
    return [path for path in sorted(folder.glob("*.html")) if "." not in path.stem]


def listing_pages(folder: Path) -> list[Path]:
    """The saved listings of a folder, by name."""
    return [path for path in sorted(folder.glob("*.listing.*")) if path.suffix != ".json"]


def case_pages(first: Path) -> list[Path]:
    """All pages of an article: page 1, `<case>.2.html` and so on, and `<case>.all.html`."""
    further = re.compile(rf"{re.escape(first.stem)}\.(?:\d+|all)\.html")
    beside = sorted(first.parent.glob(f"{first.stem}.*.html"))
    return [first, *(path for path in beside if further.fullmatch(path.name))]


def expected_of(first: Path) -> dict[str, Any]:
    """What is expected of a case, whether anybody has read it or not; nothing where the file is not
    there yet. first: its page 1, or the listing."""
    path = first.with_suffix(".json")
    values: dict[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
    values.pop(UNREAD, None)
    return values


def read_cases(folder: Path) -> list[Case]:
    """The articles of a folder by name; one of which nothing is expected yet, or no time of
    publication, is left out. Raises ValueError when a page does not say where it was."""
    return [
        Case(first.stem, tuple(map(read_saved, case_pages(first))), expected)
        for first in first_pages(folder)
        if (expected := expected_of(first)).get("published_at")
    ]


def read_listings(folder: Path) -> list[Saved]:
    """The saved listings of a folder by name. Raises ValueError."""
    return [read_saved(path) for path in listing_pages(folder)]


def read_saved(path: Path) -> Saved:
    """A saved page. Raises ValueError when it does not say where it was, OSError."""
    body = path.read_bytes()
    place = _PLACE.search(body, 0, _HEAD)
    if place is None:
        raise ValueError(f"{path} does not say <!-- url: https://… --> in its first line")
    said = {name: (value or b"").decode("utf-8") for name, value in place.groupdict().items()}
    if path.suffix not in (".html", ".xml"):  # in JSON there is no room for it
        body = body[: place.start()] + body[place.end() :]
    return Saved(
        path,
        said["url"],
        body,
        said["content_type"] or {".html": HTML, ".xml": XML}.get(path.suffix, JSON),
        int(said["source"] or 0),
        datetime.fromisoformat(said["answered"]) if said["answered"] else None,
    )


def kind_of(body: bytes) -> str:
    """The content type that a page is of by its looks: HTML, XML, or JSON for whatever has no tags.
    The comment that states its place is passed over."""
    head = _COMMENT.sub(b"", body[:2000]).lstrip(b"\xef\xbb\xbf \t\r\n")
    if _XML.match(head):
        return XML
    return HTML if head.startswith(b"<") else JSON
