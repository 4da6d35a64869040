"""Which sources a portal has: each candidate is asked, and those that list articles are kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.rules import Rules
from newsbot.sources import CrawlScope, Listing, Source
from newsbot.workbench.draft.calls import Call, articles_of
from newsbot.workbench.draft.candidates import candidates
from newsbot.workbench.draft.site import Site
from newsbot.workbench.reparse.obtaining import Answer, Get

# Days of a dated source that are asked for, and sitemaps of an index; feeds and sitemaps at most.
_DAYS, _CHILDREN, _ALIKE = 2, 3, 3


@dataclass(frozen=True)
class Listed:
    """A source that is kept, the pages on which it lists articles, and how many those are."""

    call: Call
    pages: tuple[Answer, ...]
    articles: int


async def sources_of(
    get: Get, site: Site, portal: type[PortalSpider], scope: CrawlScope, fixed: str
) -> list[Listed]:
    """The sources of a portal whose addresses are known, those that answer for days first. fixed:
    a word in the path of every article, or nothing."""
    kept: list[Listed] = []
    counted: dict[Any, int] = {}
    family: set[str] = set()
    async for call in candidates(get, site, portal, fixed):
        of_family = call.source().url in family
        if of_family if call.nth is None else (call.nth and not of_family):
            continue
        listed = await _tested(get, site, call, portal.rules, scope)
        if call.nth == 0 and listed.articles:  # the others need no proof, as they are not required
            family = {source.url for source in call.make(*call.arguments)}
        most = _ALIKE if call.nth is None else len(family)
        if (listed.articles or call.sure) and counted.get(call.make, 0) < most:
            counted[call.make] = counted.get(call.make, 0) + 1
            kept.append(listed)
    return kept


async def _tested(get: Get, site: Site, call: Call, rules: Rules, scope: CrawlScope) -> Listed:
    source = call.source()
    for listing in islice(source.listings(scope), _DAYS):
        answer = await site.get(get, listing.url)
        if answer is None:
            continue
        pages, keys = [answer], articles_of(source, answer, rules)
        for child in islice(_named(source, answer, scope), _CHILDREN):
            if page := await site.get(get, child.url):
                pages.append(page)
                keys |= articles_of(source, page, rules)
        if keys:
            return Listed(call, tuple(pages), len(keys))
    return Listed(call, (), 0)


def _named(source: Source, answer: Answer, scope: CrawlScope) -> Iterator[Listing]:
    for each in source.read(answer.url, answer.body, answer.content_type).listings:
        if each.held is None or each.held[1] >= scope.since:
            yield each
