"""Listings in XML, the newest articles on one page: Rss and Sitemap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import ClassVar
from urllib.parse import urlsplit

import lxml.etree

from newsbot.sources.base import Found, Link, Listing, Question, Times
from newsbot.text import bounds
from newsbot.text.markup import one_line


@dataclass(frozen=True)
class _Xml:
    """A listing in XML on one page: the newest articles only."""

    url: str
    required: bool = True
    max_pages: int = 1
    patience: int = 1
    most_bytes: ClassVar[int] = bounds.XML_BYTES

    def listings(self, question: Question) -> Iterator[Listing]:
        if question.recent():
            yield Listing(self.url, self.url)

    def following(self, listing: Listing) -> Listing | None:
        return None


@dataclass(frozen=True)
class Rss(_Xml):
    """An RSS or Atom feed."""

    def read(
        self,
        url: str,
        body: bytes,
        content_type: str | None,
        now: datetime | None = None,
        zone: str = "WIB",
    ) -> Found:
        links, times = [], Times(now, zone)
        for item in _records(body, ("item", "entry")):
            for name in ("link", "guid", "id"):
                target = item.get(name, "")
                if target.startswith(("http://", "https://")):
                    stated = item.get("pubDate") or item.get("published") or item.get("date")
                    links.append(Link(target, times.read(stated) if stated else None))
                    break
        return Found(links)


@dataclass(frozen=True)
class Sitemap(_Xml):
    """A sitemap or sitemap index, plain or gzipped.

    follow: of an index, the sitemaps whose URL matches this regular expression are read too.
    """

    follow: str = r"news"

    def read(
        self,
        url: str,
        body: bytes,
        content_type: str | None,
        now: datetime | None = None,
        zone: str = "WIB",
    ) -> Found:
        links, listings, times = [], [], Times(now, zone)
        for record in _records(body, ("url", "sitemap")):
            target = record.get("loc", "")
            if record["tag"] == "sitemap":
                if re.search(self.follow, _path(target)):
                    listings.append(Listing(target, target))
            elif target:
                stated = record.get("publication_date")  # lastmod says nothing of publication
                links.append(Link(target, times.read(stated) if stated else None))
        return Found(links, listings)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _records(body: bytes, tags: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Elements named in `tags`, each as {"tag": its name, descendant's local name: its text}; a
    child's text counts before that of what lies deeper.

    Entities are not resolved and nothing is loaded; broken XML is read as far as it goes.
    """
    root = _parse(body)
    if root is None:
        return
    for element in root.iter("{*}" + tags[0], "{*}" + tags[1]):
        record = {"tag": _name(element)}
        below = list(islice(element.iterdescendants("*"), bounds.RECORD_ELEMENTS))
        deeper = (child for child in below if child.getparent() is not element)
        for child in chain(islice(element, bounds.RECORD_ELEMENTS), deeper):
            if not isinstance(child.tag, str):  # a comment
                continue
            if child.get("rel") in (None, "alternate"):  # Atom's other links are not the article
                text = one_line(child.text or child.get("href") or "")
                record.setdefault(_name(child), text)
        yield record


def _parse(body: bytes) -> lxml.etree._Element | None:
    """The root, read with the declared encoding, else as UTF-8: some declarations are wrong."""
    for encoding in (None, "utf-8"):
        parser = lxml.etree.XMLParser(
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            encoding=encoding,
        )
        try:
            root = lxml.etree.fromstring(body.strip(), parser)
        except (lxml.etree.XMLSyntaxError, ValueError):
            continue
        if root is not None and len(root):
            return root
    return None


def _name(element: lxml.etree._Element) -> str:
    """The local name; lxml's QName refuses names that its own parser lets through."""
    return str(element.tag).rpartition("}")[2]
