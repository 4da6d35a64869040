"""Makes the files of a case: saved pages with their URLs, and the values expected of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newsbot.extract.rules import Rules
from newsbot.replica.answer import HTML, XML
from newsbot.replica.saved.files import JSON, UNREAD, kind_of
from newsbot.sources import Found, Source
from newsbot.text.urls import ArticleUrls, strip_tracking

_XML_HEAD = re.compile(rb"\s*<\?xml[^>]*\?>\s*")
_ENDINGS = {HTML: "html", XML: "xml", JSON: "txt"}
_LONGEST = 80
_TO_READ = "Compare every value with the page, put right what is wrong, then delete this line."


def case_name(key: str) -> str:
    """The name of an article's case."""
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")[:_LONGEST].rstrip("-")


def saved_page(
    url: str, body: bytes, content_type: str, answered: datetime, source: int | None = None
) -> bytes:
    """A page with the comment that saved/files.py reads. source: of a listing, the number of its
    source in the portal."""
    of_source = f" source: {source}" if source is not None else ""
    kind = content_type.replace("--", "")
    of_kind = f" content-type: {kind}" if kind else ""
    comment = f"<!-- url: {url}{of_source} answered: {answered.isoformat()}{of_kind} -->\n".encode()
    head = _XML_HEAD.match(body)
    start = head.end() if head else 0
    return body[:start] + comment + body[start:]


def article_files(
    name: str, pages: Mapping[int, bytes], values: Mapping[str, Any]
) -> dict[str, bytes]:
    """A case's files by name, marked as unread. pages: as saved_page() makes them, by number; 0 is
    the one-page view. values: the Article's."""
    suffixes = {1: "", 0: ".all"}
    files = {
        f"{name}{suffixes.get(number, f'.{number}')}.html": page for number, page in pages.items()
    }
    return {**files, f"{name}.json": as_json(article_values(values))}


def article_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a case expects of an Article: all but the time of the crawl, which the saved
    page does not decide."""
    return {field: value for field, value in values.items() if field != "crawled_at"}


def listing_files(
    name: str, page: bytes, url: str, content_type: str, source: Source, rules: Rules
) -> dict[str, bytes]:
    """A listing's files by name, marked as unread. page: as saved_page() makes it."""
    kind = kind_of(page)
    body = page.partition(b"-->")[2] if kind == JSON else page
    expected = listing_values(source.read(url, body, content_type or HTML), rules.urls)
    return {
        f"{name}.listing.{_ENDINGS[kind]}": page,
        f"{name}.listing.json": as_json(expected),
    }


def listing_values(found: Found, urls: ArticleUrls) -> dict[str, Any]:
    """The values that a case expects of a listing: its articles (each once), the links that are no
    articles, and the further listings that it names."""
    articles: dict[str, dict[str, str | None]] = {}
    skipped = []
    for link in found.links:
        target = urls.read(strip_tracking(link.url))
        if target is None:
            skipped.append(link.url)
            continue
        published = link.published.isoformat() if link.published else None
        articles.setdefault(
            target.key, {"key": target.key, "url": target.url, "published": published}
        )
    listings = [listing.url for listing in found.listings]
    return {"articles": list(articles.values()), "skipped": skipped, "listings": listings}


def as_json(values: Mapping[str, Any]) -> bytes:
    """The content of a case's .json file, marked as unread, since nobody has compared it yet."""
    marked = {UNREAD: _TO_READ, **values}
    return (json.dumps(marked, ensure_ascii=False, indent=2) + "\n").encode()
