"""Which sources a portal has: each that it may have is asked, and those that list articles are
kept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.rules import Rules
from newsbot.sources import CrawlScope, Index, Rss, Sitemap, Source
from newsbot.spiders.families import kly, promedia, wordpress
from newsbot.text.urls import strip_tracking
from newsbot.workbench.draft.draft import SourceCall
from newsbot.workbench.draft.site import Site, hrefs
from newsbot.workbench.look import look_listing
from newsbot.workbench.reparse.obtaining import Answer

# Days of a dated source that are asked for, and sitemaps of an index; sources of a kind at most.
_DAYS, _CHILDREN, _ALIKE = 2, 3, 3
# Share of a page's articles that a selector of its links has to find.
_MOST = 0.8
# What an address cannot hold where templates are wanted.
_TEMPLATE = frozenset("{}[]")
_INDEXES = ("indeks", "index", "indeks-berita", "terbaru")
# Further pages of an index, by what their links add to its address.
_PAGED = {
    "[?page={page}]": re.compile(r"/?\?page=\d+"),
    "[/page/{page}]": re.compile(r"/page/\d+/?"),
    "[/{page}]": re.compile(r"/\d{1,2}/?"),
}
# What the hosts of a family have, by the host.
_OF_FAMILY: dict[type[PortalSpider], Any] = {
    promedia.Promedia: promedia.sources,
    kly.KlyPortal: kly.index,
}


@dataclass(frozen=True)
class Listed:
    """Sources that are kept, the pages on which they list articles, and how many those are."""

    call: SourceCall
    pages: tuple[tuple[Source, Answer], ...]
    articles: int


async def sources_of(site: Site, portal: type[PortalSpider], scope: CrawlScope) -> list[Listed]:
    """The sources of a portal whose addresses are known, those that answer for days first."""
    kept: list[Listed] = []
    counted: Counter[Any] = Counter()
    known: set[str] = set()
    async for calls in _candidates(site, portal):
        for call in calls:
            urls = {source.url for source in call.sources()}
            if known & urls or counted[call.make] >= _ALIKE:
                continue
            listed = await _tested(site, call, portal.rules, scope)
            if listed.articles or call.sure:
                kept.append(listed)
                counted[call.make] += 1
                known |= urls
                break
    return kept


async def _tested(site: Site, call: SourceCall, rules: Rules, scope: CrawlScope) -> Listed:
    pages: list[tuple[Source, Answer]] = []
    keys: set[str] = set()
    for source in call.sources():
        for listing in islice(source.listings(scope), _DAYS):
            answer = await site.page(listing.url)
            if answer is None:
                continue
            children = source.read(answer.url, answer.body, answer.content_type).listings
            wanted = (each.url for each in children
                      if each.held is None or each.held[1] >= scope.since)  # fmt: skip
            asked = [await site.page(url) for url in islice(wanted, _CHILDREN)]
            read = [answer, *(each for each in asked if each)]
            if found := set[str]().union(*(_articles(source, each, rules) for each in read)):
                pages += ((source, each) for each in read)
                keys |= found
                break
    return Listed(call, tuple(pages), len(keys))


def _articles(source: Source, answer: Answer, rules: Rules) -> set[str]:
    """The articles that a source finds on a page."""
    seen = (answer.url, answer.body, answer.content_type, answer.answered)
    return {each["key"] for each in look_listing([source], rules, *seen)[0]["articles"]}


async def _candidates(site: Site, portal: type[PortalSpider]) -> AsyncIterator[list[SourceCall]]:
    """What is worth a request; of several for one address the first that lists articles."""
    root = site.home.rstrip("/")
    is_wordpress = issubclass(portal, wordpress.WordPress)
    if is_wordpress:
        yield [SourceCall(wordpress.posts, (root,), sure=site.posts)]
    for family, make in _OF_FAMILY.items():
        if issubclass(portal, family):
            yield [SourceCall(make, (urlsplit(root).netloc,))]
    for url in (f"{root}/{name}" for name in _INDEXES):
        if (answer := await site.page(url)) and (links := _links(answer, portal.rules)):
            yield [SourceCall(Index, (url + _paged(answer, url), links))]
            break
    home = await site.page(site.home)
    if home and (links := _links(home, portal.rules)):
        make, of = (wordpress.newest, root) if is_wordpress else (Index, site.home)
        yield [SourceCall(make, (of, links))]
    for url in site.named:
        if is_wordpress and url == f"{root}/feed/":
            yield [SourceCall(wordpress.feed, (root,))]
        elif not _TEMPLATE.intersection(url):
            sitemap = SourceCall(Sitemap, (url,))
            index = SourceCall(Sitemap, (url,), follows=True)
            yield [SourceCall(Rss, (url,)), sitemap, index]


def _links(answer: Answer, rules: Rules) -> str | None:
    """The narrowest selector that finds most of a page's articles; None where there is none."""
    every = _articles(Index(answer.url, "a[href]"), answer, rules)
    for selector in ("h2 a, h3 a", "h1 a, h2 a, h3 a, h4 a", "article a", "a[href]"):
        found = _articles(Index(answer.url, selector), answer, rules)
        if every and len(found) >= _MOST * len(every):
            return selector
    return None


def _paged(answer: Answer, url: str) -> str:
    """How the further pages of an index are addressed: the end of a template, or nothing."""
    links = map(strip_tracking, hrefs(answer))
    added = [link.removeprefix(url) for link in links if link.startswith(url)]
    templates = (each for each, pattern in _PAGED.items() if any(map(pattern.fullmatch, added)))
    return next(templates, "")
