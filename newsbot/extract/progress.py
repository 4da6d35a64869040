"""An article, page by page ("Halaman"): what to ask for next, and what the pages make.

Pure: a crawl asks the network, a reparse asks an archive, and both read by what stands here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from newsbot.extract.assemble import assemble, covers, promised
from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.rules import Rules
from newsbot.items import Article
from newsbot.text import bounds
from newsbot.text.markup import parse_html
from newsbot.text.story import adds_nothing
from newsbot.text.urls import UNNUMBERED

#: The number of the one-page view.
WHOLE = 0
# An article of more pages than this is a loop of the portal's.
_MAX_PAGES = 40


def read_page(
    rules: Rules, url: str, body: bytes, content_type: str | None, answered: datetime | None
) -> Page | None:
    """Read one answer; None when there is nothing in it. answered: for relative dates (aware)."""
    root = parse_html(body, content_type)
    return None if root is None else ArticleLoader(rules, url, root, answered).page()


@dataclass(frozen=True, slots=True)
class NextPage:
    """A page to ask for: its address, and its number or WHOLE."""

    url: str
    number: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of one article has come: plain data, so that a request can carry it.

    read_at: when page 1 was read, ISO 8601 UTC. pages: page 1 first. missing: numbers of promised
    pages that could not be had. whole: the one-page view. one_by_one: no one-page view is of use.
    """

    read_at: str
    pages: tuple[Page, ...]
    missing: tuple[int, ...] = ()
    whole: Page | None = None
    one_by_one: bool = False

    @classmethod
    def start(cls, first: Page, read_at: str) -> Progress:
        """The article of which page 1 is read, and no other."""
        return cls(read_at, (first,))

    def next_page(self, rules: Rules) -> NextPage | None:
        """The page to ask for next; None when nothing more is promised, or too much.

        The one-page view first, where the portal has one and the article has more than one page.
        """
        if self.whole or not (unread := self._unread()):
            return None
        if rules.one_page and not self.one_by_one:
            return NextPage(rules.one_page.format(url=self.pages[0].canonical), WHOLE)
        size = sum(len(text) for page in self.pages for _, text in page.blocks)
        if len(self.pages) + len(self.missing) >= _MAX_PAGES or size > bounds.TEXT:
            return None
        return unread[0]

    def add_page(self, number: int, page: Page | None) -> Progress:
        """The progress with the page that was asked for; page: None when it could not be had."""
        pages = self.pages
        if number == WHOLE:
            whole = page if page and covers(page, pages[0]) else None
            return replace(self, whole=whole, one_by_one=whole is None)
        if page and page.number == UNNUMBERED and all(page.url != known.url for known in pages):
            page = replace(page, number=number)
        # an empty body under a title is a page; another page than asked for (a redirect) is none
        is_page = page and (page.blocks or page.fields.get("title"))
        if page is None or not is_page or page.number != number:
            return replace(self, one_by_one=True, missing=(*self.missing, number))
        if promised([*pages, page]).keys() - promised(pages) and page.blocks and self.repeats(page):
            # what the portal answers for any number would promise one page more for ever
            page = replace(page, further={})
        return replace(self, one_by_one=True, pages=(*pages, page))

    def repeats(self, page: Page) -> bool:
        """Whether a page has no text that the pages read so far lack."""
        return adds_nothing(page.blocks, *(known.blocks for known in self.pages))

    def build_article(self, rules: Rules) -> Article:
        """The article that the pages read so far make."""
        return assemble(rules, self.pages, whole=self.whole, crawled_at=self.read_at)

    def all_pages(self) -> tuple[Page, ...]:
        """Every page that was read, the one-page view last."""
        return (*self.pages, self.whole) if self.whole else self.pages

    def cut_short(self) -> bool:
        """Whether promised pages were not even asked for, because they are too many."""
        return self.whole is None and bool(self._unread())

    def _unread(self) -> list[NextPage]:
        done = {page.number for page in self.pages}.union(self.missing)
        promise = promised(self.pages)
        return [NextPage(url, number) for number, url in promise.items() if number not in done]


class FurtherPages:
    """Iterates over the pages that an article still wants; who reads one puts it into `page` before
    asking for the next one. (A crawl goes from page to page by its requests.)

    progress: with all pages that were read so far.
    """

    def __init__(self, rules: Rules, progress: Progress):
        self.progress = progress
        self.page: Page | None = None
        self._rules = rules

    def __iter__(self) -> Iterator[NextPage]:
        while wanted := self.progress.next_page(self._rules):
            self.page = None
            yield wanted
            self.progress = self.progress.add_page(wanted.number, self.page)
