"""The Article: the feed's contract. Field order is feed order; docs/feed.md explains each field."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

SCHEMA_VERSION = 2


@dataclass(repr=False, kw_only=True)
class Article:
    """One article, whole. Times are ISO 8601 with an offset; `crawled_at` is UTC."""

    schema_version: int = SCHEMA_VERSION
    id: str
    revision: int = 1
    portal: str
    url: str
    title: str
    published_at: str
    published_raw: str | None = None
    modified_at: str | None = None
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    channel: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    dateline: str | None = None
    summary: str | None = None
    text: str
    headings: list[str] = field(default_factory=list)
    images: list[dict[str, str | None]] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    pages_expected: int | None = None
    complete: bool = True
    free: bool | None = None
    guessed: list[str] = field(default_factory=list)
    word_count: int = 0
    content_hash: str = ""
    crawled_at: str = ""

    # No fields, so never in a feed: the article's key in the ledger; whether an article that was
    # read again from an archive differs from the delivered one in any field; whether the pages that
    # it lacks will never come, since the archive that is read has nothing of them; and the headline
    # by which it was listed, or what its address says of it.
    key = ""
    differs = False
    final = False
    listed = ""

    def values(self) -> dict[str, Any]:
        """The fields in the order of the feed. Lists are the article's own, not copies."""
        return {name: getattr(self, name) for name in FIELDS}

    def __repr__(self) -> str:  # short: Scrapy logs items whole
        return f"<Article {self.id} {self.title!r}>"


#: Names of the fields in the order of the feed.
FIELDS = tuple(column.name for column in fields(Article))
