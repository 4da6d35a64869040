"""Listings in XML, the newest articles on one page: Rss and Sitemap."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import lxml.etree

from newsbot.sources.base import Found, Link, Listing, Question
from newsbot.text.dates import parse_datetime
from newsbot.text.markup import one_line


@dataclass(frozen=True)
class _Xml:
    """A listing in XML on one page: the newest articles only."""

    url: str
    required: bool = True
    max_pages: int = 1
    patience: int = 1

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
        links = []
        for item in _records(body, ("item", "entry")):
            for name in ("link", "guid", "id"):
                target = item.get(name, "")
                if target.startswith(("http://", "https://")):
                    stated = item.get("pubDate") or item.get("published") or item.get("date")
                    links.append(
                        Link(target, parse_datetime(stated, now, zone) if stated else None)
                    )
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
        links, listings = [], []
        for record in _records(body, ("url", "sitemap")):
            target = record.get("loc", "")
            if record["tag"] == "sitemap":
                if re.search(self.follow, urlsplit(target).path):
                    listings.append(Listing(target, target))
            else:
                stated = record.get("publication_date")  # lastmod says nothing of publication
                links.append(Link(target, parse_datetime(stated, now, zone) if stated else None))
        return Found(links, listings)


def _records(body: bytes, tags: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """Elements named in `tags`, each as {"tag": its name, descendant's local name: its text}.

    Entities are not resolved and nothing is loaded; broken XML is read as far as it goes.
    """
    parser = lxml.etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = lxml.etree.fromstring(body, parser)
    except lxml.etree.XMLSyntaxError:
        return
    if root is None:
        return
    for element in root.iter("{*}" + tags[0], "{*}" + tags[1]):
        record = {"tag": lxml.etree.QName(element).localname}
        for child in element.iterdescendants("{*}*"):
            name = lxml.etree.QName(child).localname
            record.setdefault(name, one_line(child.text or child.get("href") or ""))
        yield record
