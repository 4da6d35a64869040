"""Sources that a portal may have: those of its family, indexes, the home page, what is named."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.rules import Rules
from newsbot.sources import Index, Rss
from newsbot.spiders.families import kly, promedia, wordpress
from newsbot.text.urls import strip_tracking
from newsbot.workbench.draft.calls import Call, articles_of
from newsbot.workbench.draft.site import Site, hrefs
from newsbot.workbench.draft.sitemaps import sitemaps
from newsbot.workbench.reparse.obtaining import Answer, Get

# Share of a page's articles that a selector of its links has to find.
_MOST = 0.8
# What an address cannot hold where templates are wanted.
_TEMPLATE = frozenset("{}[]")
_INDEXES = ("indeks", "index", "indeks-berita", "terbaru")
# Further pages of an index, by what their links add to its address.
_PAGED = (
    (re.compile(r"/?\?page=\d+"), "[?page={page}]"),
    (re.compile(r"/page/\d+/?"), "[/page/{page}]"),
    (re.compile(r"/\d{1,2}/?"), "[/{page}]"),
)


async def candidates(
    get: Get, site: Site, portal: type[PortalSpider], fixed: str
) -> AsyncIterator[Call]:
    """What is worth a request. fixed: a word in the path of every article, or nothing."""
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
        if _TEMPLATE.intersection(url):
            continue
        if is_wordpress and url == f"{root}/feed/":
            yield Call(wordpress.feed, (root,), saved="feed")
        else:
            yield Call(Rss, (url,), saved="feed")
            async for call in sitemaps(get, site, url, portal.rules):
                yield call


def _links(answer: Answer, rules: Rules, fixed: str) -> str | None:
    """The narrowest selector that finds most of a page's articles; None where there is none."""
    every = articles_of(Index(answer.url, "a[href]"), answer, rules)
    narrow = [f"a[href*='/{fixed}/']"] if fixed else []
    for selector in (*narrow, "h2 a, h3 a", "h1 a, h2 a, h3 a, h4 a", "article a", "a[href]"):
        found = articles_of(Index(answer.url, selector), answer, rules)
        if every and len(found) >= _MOST * len(every):
            return selector
    return None


def _paged(answer: Answer, url: str) -> str:
    """How the further pages of an index are addressed: the end of a template, or nothing."""
    added = [
        link.removeprefix(url) for link in map(strip_tracking, hrefs(answer)) if link != url
        and link.startswith(url)
    ]  # fmt: skip
    for pattern, template in _PAGED:
        if any(pattern.fullmatch(each) for each in added):
            return template
    return ""
