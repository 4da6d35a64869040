"""The portals and their saved pages (`portals/`), and what today's rules read from each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.assemble import promised
from newsbot.extract.loader import Page
from newsbot.extract.progress import FurtherPages, Progress, read_page
from newsbot.extract.rules import Rules
from newsbot.replica.saved.files import Saved, case_pages, first_pages, listing_pages, read_saved
from newsbot.replica.saved.writing import article_values, listing_values

SAVED = Path(__file__).with_name("portals")
#: Real pages and a real article that contributors may keep beside the checkout, never in it.
SHARED = Path(__file__).parents[2] / "shared"


def _portals() -> dict[str, type[PortalSpider]]:
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["newsbot.spiders"]}))
    spiders = {name: loader.load(name) for name in sorted(loader.list())}
    return {name: cls for name, cls in spiders.items() if issubclass(cls, PortalSpider)}


PORTALS = _portals()


@dataclass(frozen=True)
class SavedCase:
    """A saved article or listing. first: its page 1, or the listing."""

    first: Path

    def __str__(self) -> str:
        return f"{self.first.parent.name}/{self.first.stem}"

    @property
    def portal(self) -> str:
        return self.first.parent.name

    @property
    def expected(self) -> Path:
        """The file that says what is expected of the case."""
        return self.first.with_suffix(".json")


def article_cases() -> list[SavedCase]:
    return [SavedCase(path) for folder in sorted(SAVED.iterdir()) for path in first_pages(folder)]


def listing_cases() -> list[SavedCase]:
    return [SavedCase(path) for folder in sorted(SAVED.iterdir()) for path in listing_pages(folder)]


def read_listing(case: SavedCase) -> dict[str, Any]:
    """What a listing leads to. Raises ValueError when it cannot be read."""
    saved, portal = read_saved(case.first), PORTALS[case.portal]
    if saved.source >= len(portal.sources):
        raise ValueError(f"{case.first.name} is of source {saved.source}, which is not declared")
    found = portal.sources[saved.source].read(saved.url, saved.body, saved.content_type)
    return listing_values(found, portal.rules.urls)


def read_article(case: SavedCase) -> dict[str, Any]:
    """The article of a case, made of its saved pages as a crawl makes it of answers. Raises
    ValueError when a page cannot be read, or is no page of the article."""
    rules = PORTALS[case.portal].rules
    start, *further = map(read_saved, case_pages(case.first))
    first = _page(rules, start)
    views = [saved for saved in further if saved.path.name == f"{case.first.stem}.all.html"]
    numbered = [saved for saved in further if saved not in views]
    if not views:
        return _walk(rules, first, numbered)
    if not promised([first]):
        raise ValueError("a one-page view is saved, but page 1 promises no further page")
    if not rules.one_page or views[0].url != rules.one_page.format(url=first.canonical):
        raise ValueError(f"{views[0].path.name} is not where the portal has its one-page view")
    values = _walk(rules, first, [*views, *numbered], unasked=numbered)
    if numbered and _walk(rules, first, numbered)["text"] != values["text"]:
        raise ValueError("the pages and the one-page view differ")
    return values


def _walk(
    rules: Rules, first: Page, saved: Sequence[Saved], unasked: Sequence[Saved] = ()
) -> dict[str, Any]:
    """The values of the article that page 1 and these further pages make. unasked: pages that need
    not be asked for."""
    answers = {each.url: each for each in saved}
    further, asked = FurtherPages(rules, Progress.start(first, "")), {each.url for each in unasked}
    for wanted in further:
        asked.add(wanted.url)
        further.page = _page(rules, answers[wanted.url]) if wanted.url in answers else None
    if lost := sorted(answers[url].path.name for url in answers.keys() - asked):
        raise ValueError(f"page 1 does not lead to {', '.join(lost)}")
    return article_values(further.progress.build_article(rules).values())


def _page(rules: Rules, saved: Saved) -> Page:
    page = read_page(rules, saved.url, saved.body, saved.content_type, saved.answered)
    if page is None:
        raise ValueError(f"{saved.path.name} is empty")
    return page
