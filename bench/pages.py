"""Pages for benchmarks: those of the generated replica, and saved ones."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from bench.archive import Stories
from bench.peers import Sample
from newsbot.crawl.portal import PortalSpider
from newsbot.extract.rules import Rules
from newsbot.spiders.families.undeclared import domain_of, portal_of
from newsbot.text.markup import compile_selector, parse_html, texts

MANIFEST = "MANIFEST.tsv"
STATED = compile_selector("link[rel=canonical]::attr(href), meta[property='og:url']::attr(content)")
#: How many articles the replica generates for each that has one page and the usual size.
GENERATED = 8


def portals() -> list[Rules]:
    """The rules of every portal."""
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["newsbot.spiders"]}))
    spiders = [loader.load(name) for name in loader.list()]
    return [each.rules for each in spiders if issubclass(each, PortalSpider)]


def generated(count: int, sizes: range) -> Iterator[tuple[str, bytes]]:
    """Addresses and pages of one-page articles of the generated replica."""
    found = (pages for _, pages in Stories(count * GENERATED).made if len(pages) == 1)
    chosen = (each for pages in found for each in pages.items() if len(each[1]) in sizes)
    yield from islice(chosen, count)


def saved(place: Path, sizes: range) -> Iterator[tuple[str, bytes]]:
    """Addresses and pages of a file, or of the articles in a folder. Raises OSError."""
    if place.is_file():
        body = place.read_bytes()
        yield stated_url(body) or f"https://example.com/{place.name}", body
        return
    if not place.is_dir():
        raise FileNotFoundError(f"{place} is no file and no folder")
    for file, url in sorted(listed(place)):
        body = file.read_bytes()
        if len(body) in sizes:
            yield url or stated_url(body) or f"https://example.com/{file.name}", body


def listed(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files of a folder's articles, with their addresses where a manifest has them."""
    manifest = folder / MANIFEST
    if not manifest.exists():
        yield from ((file, "") for file in folder.rglob("*.htm*") if file.is_file())
        return
    with manifest.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] == "article":
                yield folder / row["file"], row["url"]


def stated_url(body: bytes) -> str | None:
    """The address that a page names as its own; None where it names none."""
    root = parse_html(body)
    urls = [] if root is None else texts(STATED.find(root))
    return next((url for url in urls if url.startswith(("https://", "http://"))), None)


def sample_of(url: str, body: bytes, known: list[Rules]) -> Sample:
    """The page, with the rules for its address."""
    meant = next((rules for rules in known if rules.urls.read(url)), None)
    return Sample(url, body, meant or portal_of(domain_of(url)).rules, meant is not None)
