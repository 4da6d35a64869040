"""Cases of a portal: its articles as they are read today, and a listing of each source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from newsbot.clock import now
from newsbot.crawl.portal import PortalSpider
from newsbot.extract.loader import Page
from newsbot.extract.progress import FurtherPages, Progress, read_page
from newsbot.extract.rules import Rules
from newsbot.extract.second_opinion import reread
from newsbot.items import Article
from newsbot.replica.saved.writing import article_files, case_name, listing_files, saved_page
from newsbot.text.urls import strip_tracking
from newsbot.workbench.draft.sources import Listed
from newsbot.workbench.reparse.obtaining import Answer, Get, Lost


@dataclass(frozen=True)
class Saved:
    """An article and its pages as a case saves them, by number. opinions: what second opinions said
    of its text, see Progress.opinions()."""

    article: Article
    pages: dict[int, bytes]
    opinions: set[str]


async def read_article(get: Get, rules: Rules, url: str) -> Saved | Lost:
    """An article read page by page as a crawl does; why not, when none is at the address."""
    first = await get(url)
    if isinstance(first, Lost):
        return first
    if not rules.urls.read(strip_tracking(first.url)):
        return Lost(f"it leads to no article, {first.url}")
    page = _read(rules, first)
    if page is None:
        return Lost("its answer is no page")
    pages = {1: _saved(first)}
    further = FurtherPages(rules, Progress.start(page, ""))
    for wanted in further:
        if answer := await get(wanted.url):
            answer = replace(answer, url=wanted.url)
            further.page = _read(rules, answer)
            pages |= {wanted.number: _saved(answer)} if further.page else {}
    progress = further.progress
    return Saved(progress.build_article(rules), pages, progress.opinions())


def _read(rules: Rules, answer: Answer) -> Page | None:
    return read_page(rules, answer.url, answer.body, answer.content_type, answer.answered, reread)


def _saved(answer: Answer, source: int | None = None) -> bytes:
    moment = answer.answered or now()
    return saved_page(answer.url, answer.body, answer.content_type or "", moment, source)


async def articles(get: Get, rules: Rules, urls: Iterable[str]) -> dict[str, bytes]:
    """Files by name, of each article once."""
    files: dict[str, bytes] = {}
    done: set[str] = set()
    for url in urls:
        read = await read_article(get, rules, url)
        if read and read.article.id not in done:
            article = read.article
            done.add(article.id)
            name = case_name(article.id.partition(":")[2])
            name += f"-{len(done)}" if f"{name}.json" in files else ""  # long names are cut
            files |= article_files(name, read.pages, article.values())
    return files


def listings(portal: type[PortalSpider], listed: Sequence[Listed]) -> dict[str, bytes]:
    """Files by name, of the pages on which each source lists articles."""
    files: dict[str, bytes] = {}
    for source, page in (each for listing in listed for each in listing.pages):
        name = f"{type(source).__name__.lower()}-{len(files) // 2 + 1}"
        saved, kind = _saved(page, portal.sources.index(source)), page.content_type or ""
        files |= listing_files(name, saved, page.url, kind, source, portal.rules)
    return files
