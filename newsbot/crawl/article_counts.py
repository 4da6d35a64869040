"""What is counted of each article that was read."""

from __future__ import annotations

from collections.abc import Iterator

from newsbot.extract.progress import Progress
from newsbot.extract.second_opinion import LONGER, UNSOUND
from newsbot.items import Article

# Statistics of second opinions, without "newsbot/".
_OPINIONS = "article/second_opinion"


def counts_of(article: Article, progress: Progress) -> Iterator[tuple[str, int]]:
    """Names of statistics, without "newsbot/", and what an article adds to each: which rule won
    which field, what was guessed, what was cut, and what its second opinion was."""
    pages = progress.all_pages()
    won = {field: rule for page in reversed(pages) for field, rule in page.won.items()}
    for field, rule in won.items():
        yield f"field/{field}/{rule}", 1
    for name in article.guessed:
        yield f"guessed/{name}", 1
    for page in pages:
        for field, cut in page.cut.items():
            yield f"cut/{field}", cut
    yield "dateparser", sum(page.asked_dateparser for page in pages)
    yield "cut/pages", progress.cut_short()
    if verdicts := progress.opinions():
        yield f"{_OPINIONS}/asked", 1
        found = [verdict for verdict in (LONGER, UNSOUND) if verdict in verdicts]
        for verdict in found[:1]:
            yield f"{_OPINIONS}/{verdict}", 1
