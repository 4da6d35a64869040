"""The first cases of a drafted portal: its articles, and a listing of each source."""

from __future__ import annotations

from collections.abc import Sequence

from newsbot.clock import now
from newsbot.crawl.portal import PortalSpider
from newsbot.extract.progress import FurtherPages, Progress, read_page
from newsbot.extract.rules import Rules
from newsbot.items import Article
from newsbot.replica.saved.writing import article_files, case_name, listing_files, saved_page
from newsbot.workbench.draft.samples import Sample
from newsbot.workbench.draft.sources import Listed
from newsbot.workbench.reparse.obtaining import Answer, Get


async def articles(get: Get, rules: Rules, samples: Sequence[Sample]) -> dict[str, bytes]:
    """Files by name, of each article once."""
    files: dict[str, bytes] = {}
    done: set[str] = set()
    for sample in samples:
        pages, article = await _read(get, rules, sample)
        if article.id not in done:
            done.add(article.id)
            name = case_name(article.id.partition(":")[2])
            if f"{name}.json" in files:  # long names are cut
                name = f"{name}-{len(done)}"
            files |= article_files(name, pages, article.values())
    return files


async def _read(get: Get, rules: Rules, sample: Sample) -> tuple[dict[int, bytes], Article]:
    """An article and its saved pages by number, read page by page as a crawl does."""
    further = FurtherPages(rules, Progress.start(sample.page(rules), ""))
    pages = {1: _saved(sample.answer, sample.answer.url)}
    for wanted in further:
        if answer := await get(wanted.url):
            seen = (answer.body, answer.content_type, answer.answered)
            further.page = read_page(rules, wanted.url, *seen)
        if answer and further.page:
            pages[wanted.number] = _saved(answer, wanted.url)
    return pages, further.progress.build_article(rules)


def listings(portal: type[PortalSpider], listed: Sequence[Listed]) -> dict[str, bytes]:
    """Files by name, of the pages on which each source lists articles."""
    files: dict[str, bytes] = {}
    for source, page in (each for listing in listed for each in listing.pages):
        kind, number = type(source).__name__.lower(), portal.sources.index(source)
        alike = sum(name.startswith(kind) and name.endswith(".json") for name in files)
        name = f"{kind}-{alike + 1}" if alike else kind
        saved = _saved(page, page.url, number)
        content_type = page.content_type or ""
        files |= listing_files(name, saved, page.url, content_type, source, portal.rules)
    return files


def _saved(answer: Answer, url: str, source: int | None = None) -> bytes:
    moment = answer.answered or now()
    return saved_page(url, answer.body, answer.content_type or "", moment, source)
