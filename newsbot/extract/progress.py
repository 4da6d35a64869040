"""An article, page by page ("Halaman"): what to ask for next, and what the pages make.

Pure: a crawl asks the network, a reparse asks an archive, and both read by these functions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from newsbot.extract.assemble import assemble, covers, promised
from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.rules import Rules
from newsbot.items import Article
from newsbot.text import bounds
from newsbot.text.markup import parse_html
from newsbot.text.story import adds_nothing
from newsbot.text.urls import UNNUMBERED

#: Asked for as a number: the one-page view.
WHOLE = 0
# An article of more pages than this is a loop of the portal's.
_MAX_PAGES = 40


class Progress(TypedDict):
    """How far the reading of one article has come: plain data, so that a request can carry it.

    read_at: when page 1 was read, ISO 8601 UTC. pages: page 1 first. missing: numbers of promised
    pages that could not be had. whole: the one-page view. walking: there is none of any use.
    """

    read_at: str
    pages: list[Page]
    missing: list[int]
    whole: Page | None
    walking: bool


@dataclass(frozen=True)
class Wanted:
    """The next page to ask for: its address, and its number or WHOLE."""

    url: str
    number: int


def read_page(
    rules: Rules, url: str, body: bytes, content_type: str | None, answered: datetime | None
) -> Page | None:
    """Read one answer; None when there is nothing in it. answered: for relative dates (aware)."""
    root = parse_html(body, content_type)
    return None if root is None else ArticleLoader(rules, url, root, answered).page()


def is_article(page: Page) -> bool:
    """Whether a page has what makes it an article: title, time and text."""
    return bool(page["blocks"]) and {"title", "published_at"} <= page["fields"].keys()


def begun(first: Page, read_at: str) -> Progress:
    """An article of which page 1 is read."""
    return Progress(read_at=read_at, pages=[first], missing=[], whole=None, walking=False)


def wanted(rules: Rules, progress: Progress) -> Wanted | None:
    """What to ask for next; None when nothing more is promised, or too much.

    The one-page view first, where the portal has one and the article has more than one page.
    """
    pages = progress["pages"]
    if progress["whole"] or not (ahead := _unread(progress)):
        return None
    if rules.one_page and not progress["walking"]:
        return Wanted(rules.one_page.format(url=pages[0]["canonical"]), WHOLE)
    size = sum(len(text) for page in pages for _, text in page["blocks"])
    if len(pages) + len(progress["missing"]) >= _MAX_PAGES or size > bounds.TEXT:
        return None
    return ahead[0]


def taken(progress: Progress, number: int, page: Page | None) -> Progress:
    """The progress with one more answer; page: None when it could not be had."""
    pages = progress["pages"]
    if number == WHOLE:
        whole = page if page and covers(page, pages[0]) else None
        return {**progress, "whole": whole, "walking": whole is None}
    if page and page["number"] == UNNUMBERED and all(page["url"] != each["url"] for each in pages):
        page = {**page, "number": number}
    # an empty body under a title is a page; another page than asked for (a redirect) is none
    is_page = page and (page["blocks"] or page["fields"].get("title"))
    if page is None or not is_page or page["number"] != number:
        return {**progress, "walking": True, "missing": [*progress["missing"], number]}
    if promised([*pages, page]).keys() - promised(pages) and _repeats(page, pages):
        # what the portal answers for any number would promise one page more for ever
        page = {**page, "further": {}}
    return {**progress, "walking": True, "pages": [*pages, page]}


def made(rules: Rules, progress: Progress) -> Article:
    """The article that the pages read so far make."""
    return assemble(
        rules, progress["pages"], whole=progress["whole"], crawled_at=progress["read_at"]
    )


def read(progress: Progress) -> list[Page]:
    """Every page that was read, the one-page view last."""
    return [*progress["pages"], *([progress["whole"]] if progress["whole"] else [])]


def cut_short(progress: Progress) -> bool:
    """Whether promised pages were not even asked for, because they are too many."""
    return progress["whole"] is None and bool(_unread(progress))


def _repeats(page: Page, pages: list[Page]) -> bool:
    """Whether a page has text, and none that the pages before it lack."""
    return bool(page["blocks"]) and adds_nothing(page["blocks"], *(p["blocks"] for p in pages))


def _unread(progress: Progress) -> list[Wanted]:
    done = {page["number"] for page in progress["pages"]}.union(progress["missing"])
    promise = promised(progress["pages"])
    return [Wanted(url, number) for number, url in promise.items() if number not in done]
