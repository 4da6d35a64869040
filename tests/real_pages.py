"""The real pages beside the checkout (../shared/corpus): the articles that the MANIFEST lists, and
where each was."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from fnmatch import fnmatch
from functools import cache
from typing import Any

from newsbot.extract.rules import Rules
from newsbot.text.markup import compile_selector, parse_html, texts
from newsbot.text.metadata import metas
from tests.saved_portals import PORTALS, SHARED

CORPUS = SHARED / "corpus"

#: Where a page was, if neither the MANIFEST nor the page says it as the portal does.
ADDRESSES = {
    "antaranews/*singlepage3*": "http://www.antaranews.com/berita/546640",
    "antaranews/*singlepage4*": "http://otomotif.antaranews.com/berita/546646/prototype",
    "antaranews/*singlepage5*": "http://m.antaranews.com/amp/berita/629369",
    "liputan6/hot-*4268946*": "https://hot.liputan6.com/read/4268946/potret-transformasi-6-artis",
}

_CANONICAL = compile_selector("link[rel=canonical]::attr(href)")


@cache
def rows() -> dict[str, dict[str, str]]:
    """The MANIFEST's articles by file; empty where there is no corpus."""
    path = CORPUS / "MANIFEST.tsv"
    if not path.exists():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["file"]: row for row in table if row["kind"].startswith("article")}


def listed(by_pattern: Mapping[str, Any], file: str) -> Any:
    """What a list by patterns of files says of a file; None where it does not name it."""
    return next((said for pattern, said in by_pattern.items() if fnmatch(file, pattern)), None)


@cache
def place(file: str) -> tuple[Rules, str] | None:
    """The rules that know a page's address, and the address; None where no portal's do."""
    root = parse_html((CORPUS / file).read_bytes())
    assert root is not None
    stated = [*texts(_CANONICAL.find(root)), *metas(root).get("og:url", [])]
    for url in (listed(ADDRESSES, file), rows()[file]["url"], *stated):
        for spider in PORTALS.values():
            if url and spider.rules.urls.read(url):
                return spider.rules, url
    return None
