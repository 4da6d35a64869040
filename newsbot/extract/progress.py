"""An article, page by page ("Halaman"): which page to ask for next, and the article of all pages.

Nothing here asks for a page: a crawl asks the network, a reparse asks an archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
# What promises more pages than this is a loop, and no article.
_MAX_PAGES = 40


def read_page(
    rules: Rules,
    url: str,
    body: bytes,
    content_type: str | None,
    answered: datetime | None,
    reread: Callable[[ArticleLoader, Page], Page] | None = None,
) -> Page | None:
    """Read one answered page; None when there is nothing in it. content_type: the header's value.
    answered: when it was (aware), for relative times. reread: what has the last word on it, such as
    a second opinion of its text."""
    root = parse_html(body, content_type)
    if root is None:
        return None
    loader = ArticleLoader(rules, url, root, answered)
    page = loader.page()
    return reread(loader, page) if reread else page


@dataclass(frozen=True, slots=True)
class NextPage:
    """A page to ask for: its address, and its number or WHOLE."""

    url: str
    number: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading of one article has come: plain data, so that a request can carry it.

    read_at: when page 1 was read, ISO 8601 UTC. pages: the pages that were read, page 1 first.
    missing: numbers of promised pages that could not be had. gone: those of them that will never
    come. whole: the one-page view. one_by_one:
    whether the one-page view was tried in vain, or another page was asked for.
    """

    read_at: str
    pages: tuple[Page, ...]
    missing: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    whole: Page | None = None
    one_by_one: bool = False

    @classmethod
    def start(cls, first: Page, read_at: str) -> Progress:
        """The progress when only page 1 is read."""
        return cls(read_at, (first,))

    def next_page(self, rules: Rules) -> NextPage | None:
        """The page to ask for next; None when no more pages are promised, or too many.

        Of an article of more than one page the one-page view comes first, where the portal has it.
        """
        if self.whole or not (unread := self._unread()):
            return None
        if rules.one_page and not self.one_by_one:
            return NextPage(rules.one_page.format(url=self.pages[0].canonical), WHOLE)
        size = sum(len(text) for page in self.pages for _, text in page.blocks)
        if len(self.pages) + len(self.missing) >= _MAX_PAGES or size > bounds.TEXT:
            return None
        return unread[0]

    def add_page(self, number: int, page: Page | None, *, gone: bool = False) -> Progress:
        """The progress with the page that was asked for; page: None when it could not be had. gone:
        whether it will never come, as the archive that is read has nothing of it."""
        pages = self.pages
        if number == WHOLE:
            whole = page if page and covers(page, pages[0]) else None
            return replace(self, whole=whole, one_by_one=whole is None)
        if page and page.number == UNNUMBERED and all(page.url != known.url for known in pages):
            page = replace(page, number=number)
        if page and page.guessed_text and not pages[0].guessed_text:
            page = None  # another page in its place: that of page 1 has the layout that is known
        # an empty body under a title is a page; one of another number (a redirect) is not
        is_page = page and (page.blocks or page.fields.get("title"))
        if page is None or not is_page or page.number != number:
            lost = (*self.gone, number) if gone else self.gone
            return replace(self, one_by_one=True, missing=(*self.missing, number), gone=lost)
        if promised([*pages, page]).keys() - promised(pages) and page.blocks and self.repeats(page):
            # a portal that answers any number with the same page would promise pages for ever
            page = replace(page, further={})
        return replace(self, one_by_one=True, pages=(*pages, page))

    def repeats(self, page: Page) -> bool:
        """Whether a page has no text that the pages read so far lack."""
        return adds_nothing(page.blocks, *(known.blocks for known in self.pages))

    def build_article(self, rules: Rules) -> Article:
        """The article of the pages that were read so far."""
        article = assemble(rules, self.pages, whole=self.whole, crawled_at=self.read_at)
        article.final = bool(self.gone) and set(self.missing) == set(self.gone)
        return article

    def all_pages(self) -> tuple[Page, ...]:
        """Every page that was read, the one-page view last."""
        return (*self.pages, self.whole) if self.whole else self.pages

    def opinions(self) -> set[str]:
        """What second opinions said of the texts of its pages; empty where none was asked."""
        return {page.second_opinion for page in self.all_pages()} - {""}

    def cut_short(self) -> bool:
        """Whether promised pages were not even asked for, because they are too many."""
        return self.whole is None and bool(self._unread())

    def _unread(self) -> list[NextPage]:
        done = {page.number for page in self.pages}.union(self.missing)
        promise = promised(self.pages)
        return [NextPage(url, number) for number, url in promise.items() if number not in done]


class FurtherPages:
    """Iterates over the further pages of an article, for callers that read them in a loop; a crawl
    goes from page to page by its requests.

    page: the caller puts the page that it has read here, before it takes the next one; None when
    it could not be had. gone: whether that page will never come. progress: with all pages that were
    read so far.
    """

    def __init__(self, rules: Rules, progress: Progress):
        self.progress = progress
        self.page: Page | None = None
        self.gone = False
        self._rules = rules

    def __iter__(self) -> Iterator[NextPage]:
        while wanted := self.progress.next_page(self._rules):
            self.page, self.gone = None, False
            yield wanted
            self.progress = self.progress.add_page(wanted.number, self.page, gone=self.gone)
