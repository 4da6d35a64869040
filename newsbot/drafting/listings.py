"""Which sources a portal has: each candidate is asked, and those that list articles are kept."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from newsbot.drafting.site import Site, hrefs
from newsbot.families import kly, promedia, wordpress
from newsbot.portal import PortalSpider
from newsbot.reparse.obtaining import Answer, Get
from newsbot.rules import Rules
from newsbot.sources import Index, Listing, Question, Rss, Sitemap, Source
from newsbot.text.urls import strip_tracking

# Days of a dated source that are asked for, and sitemaps of an index; feeds and sitemaps at most.
_DAYS, _CHILDREN, _ALIKE = 2, 3, 3
# Share of a page's articles that a selector of its links has to find.
_MOST = 0.8
_INDEXES = ("indeks", "index", "indeks-berita", "terbaru")
# Further pages of an index, by what their links add to its address.
_PAGED = (
    (re.compile(r"/?\?page=\d+"), "[?page={page}]"),
    (re.compile(r"/page/\d+/?"), "[/page/{page}]"),
    (re.compile(r"/\d{1,2}/?"), "[/{page}]"),
)
_DATED = re.compile(
    r"(?<!\d)20\d\d(?:(?P<second>[-_/]?)(?:0[1-9]|1[0-2])(?:(?P<third>[-_/]?)[0-3]\d)?)?(?!\d)"
)
_GROUPS = (r"(?P<year>20\d\d)", r"(?P<month>\d\d)", r"(?P<day>\d\d)")


@dataclass(frozen=True)
class Call:
    """A source as a portal's file writes it: a name, what is given to it, and the name of the
    listing that is saved. sure: no request has to show that it is one. nth: which of a family's
    sources it is, where these are written in one call."""

    make: Callable[..., Any]
    arguments: tuple[str, ...]
    options: tuple[tuple[str, Any], ...] = ()
    saved: str = "listing"
    sure: bool = False
    nth: int | None = None

    def source(self) -> Source:
        made = self.make(*self.arguments, **dict(self.options))
        source: Source = made if self.nth is None else made[self.nth]
        return source


@dataclass(frozen=True)
class Listed:
    """A source that is kept, the pages on which it lists articles, and how many those are."""

    call: Call
    pages: tuple[Answer, ...]
    articles: int


async def sources_of(
    get: Get, site: Site, portal: type[PortalSpider], question: Question, fixed: str
) -> list[Listed]:
    """The sources of a portal whose addresses are known, those that answer for days first. fixed:
    a word in the path of every article, or nothing."""
    kept: list[Listed] = []
    counted: dict[Any, int] = {}
    family: set[str] = set()
    async for call in _candidates(get, site, portal, fixed):
        of_family = call.source().url in family
        if of_family if call.nth is None else (call.nth and not of_family):
            continue
        listed = await _tested(get, site, call, portal.rules, question)
        if call.nth == 0 and listed.articles:  # the others need no proof, as they are not required
            family = {source.url for source in call.make(*call.arguments)}
        most = _ALIKE if call.nth is None else len(family)
        if (listed.articles or call.sure) and counted.get(call.make, 0) < most:
            counted[call.make] = counted.get(call.make, 0) + 1
            kept.append(listed)
    return kept


async def _candidates(
    get: Get, site: Site, portal: type[PortalSpider], fixed: str
) -> AsyncIterator[Call]:
    root = site.home.rstrip("/")
    is_wordpress = issubclass(portal, wordpress.WordPress)
    if is_wordpress:
        yield Call(wordpress.posts, (root,), saved="posts", sure=site.posts)
    if issubclass(portal, promedia.Promedia):
        given = (urlsplit(root).netloc,)
        for nth, saved in enumerate(("daily", "feed", "sitemap")):
            yield Call(promedia.sources, given, saved=saved, nth=nth)
    if issubclass(portal, kly.KlyPortal):
        yield Call(kly.index, (urlsplit(root).netloc,), saved="daily")
    for name in _INDEXES:
        url = f"{root}/{name}"
        if (answer := await site.get(get, url)) and (links := _links(answer, portal.rules, fixed)):
            yield Call(Index, (url + _paged(answer, url), links), saved=name)
            break
    home = await site.get(get, site.home)
    if home and (links := _links(home, portal.rules, fixed)):
        make, of = (wordpress.newest, root) if is_wordpress else (Index, site.home)
        yield Call(make, (of, links), saved="home")
    for url in site.named:
        if is_wordpress and url == f"{root}/feed/":
            yield Call(wordpress.feed, (root,), saved="feed")
        else:
            yield Call(Rss, (url,), saved="feed")
            async for call in _sitemaps(get, site, url, portal.rules):
                yield call


async def _sitemaps(get: Get, site: Site, url: str, rules: Rules) -> AsyncIterator[Call]:
    """A sitemap, or an index of such: then those of its sitemaps are followed that list
    articles, news before all others."""
    answer = await site.get(get, url)
    if answer is None:
        return
    every = Sitemap(url, follow="")
    children = every.read(answer.url, answer.body, answer.content_type).listings
    if not children:
        yield Call(Sitemap, (url,), saved="sitemap")
        return
    wanted = [each for each in children if "news" in urlsplit(each.url).path]
    known = [each for each in children if each.url in site.answers]
    follow: dict[str, None] = {}
    for child in [*wanted[:_CHILDREN], *known]:
        page, path = await site.get(get, child.url), urlsplit(child.url).path
        if page and _keys(every, page, rules):
            if "news" in path:  # what a Sitemap follows
                yield Call(Sitemap, (url,), saved="sitemap")
                return
            follow[_follow(path)] = None
    if follow:
        yield Call(Sitemap, (url,), (("follow", "|".join(follow)),), saved="sitemap")


def _follow(path: str) -> str:
    """The pattern of sitemaps that are named as one is, by date or number."""
    if dated := _DATED.search(path):
        marks = (dated["second"], dated["third"])
        pattern = _GROUPS[0]
        for mark, group in zip(marks, _GROUPS[1:], strict=True):
            if mark is None:
                break
            pattern += f"{mark}{group}"
        return f"{_plain(path[: dated.start()])}{pattern}{_plain(path[dated.end() :])}$"
    return f"{_plain(path)}$"


def _plain(text: str) -> str:
    name, dot, ending = text.rpartition(".xml")
    bare = re.sub(r"\d+$", "", name) if dot else text
    digits = r"\d*" if bare != name and dot else ""
    return re.sub(r"\d+", r"\\d+", bare) + digits + (rf"\.xml{ending}" if dot else "")


async def _tested(get: Get, site: Site, call: Call, rules: Rules, question: Question) -> Listed:
    source = call.source()
    for listing in islice(source.listings(question), _DAYS):
        answer = await site.get(get, listing.url)
        if answer is None:
            continue
        pages, keys = [answer], _keys(source, answer, rules)
        for child in islice(_named(source, answer, question), _CHILDREN):
            if page := await site.get(get, child.url):
                pages.append(page)
                keys |= _keys(source, page, rules)
        if keys:
            return Listed(call, tuple(pages), len(keys))
    return Listed(call, (), 0)


def _named(source: Source, answer: Answer, question: Question) -> Iterator[Listing]:
    for each in source.read(answer.url, answer.body, answer.content_type).listings:
        if each.held is None or each.held[1] >= question.since:
            yield each


def _keys(source: Source, answer: Answer, rules: Rules) -> set[str]:
    """The articles that a source finds on a page."""
    found = source.read(answer.url, answer.body, answer.content_type, answer.answered, rules.zone)
    read = (rules.urls.read(strip_tracking(link.url)) for link in found.links)
    return {article.key for article in read if article}


def _links(answer: Answer, rules: Rules, fixed: str) -> str | None:
    """The narrowest selector that finds most of a page's articles; None where there is none."""
    every = _keys(Index(answer.url, "a[href]"), answer, rules)
    narrow = [f"a[href*='/{fixed}/']"] if fixed else []
    for selector in (*narrow, "h2 a, h3 a", "h1 a, h2 a, h3 a, h4 a", "article a", "a[href]"):
        found = _keys(Index(answer.url, selector), answer, rules)
        if every and len(found) >= _MOST * len(every):
            return selector
    return None


def _paged(answer: Answer, url: str) -> str:
    """How the further pages of an index are addressed: the end of a template, or nothing."""
    added: Sequence[str] = [
        link.removeprefix(url) for link in map(strip_tracking, hrefs(answer)) if link != url
        and link.startswith(url)
    ]  # fmt: skip
    for pattern, template in _PAGED:
        if any(pattern.fullmatch(each) for each in added):
            return template
    return ""
