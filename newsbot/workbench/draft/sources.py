"""Where a portal's articles are listed: what its family has and what its site names is asked, and
what lists articles is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.rules import Rules
from newsbot.sources import CrawlScope, Index, Rss, Sitemap, Source
from newsbot.spiders.families import promedia, wordpress
from newsbot.text.urls import strip_tracking
from newsbot.workbench.draft.draft import SourceCall
from newsbot.workbench.draft.site import Site, hrefs
from newsbot.workbench.reparse.obtaining import Answer, Lost

# Sitemaps of an index that are asked for, and sources of a kind that are kept, at most.
_CHILDREN, _ALIKE = 3, 3
_INDEXES = ("indeks", "indeks-berita", "terbaru")
# How the further pages of an index may be addressed: ends of a template.
_PAGED = ("[?page={page}]", "[/page/{page}]", "[/{page}]")
# What an address cannot hold where templates are wanted.
_TEMPLATE = frozenset("{}[]")


@dataclass(frozen=True)
class Listed:
    """Sources that are kept, the pages on which they list articles, and how many those are."""

    call: SourceCall
    pages: Sequence[tuple[Source, Answer]]
    articles: int


async def sources_of(site: Site, portal: type[PortalSpider], scope: CrawlScope) -> list[Listed]:
    """The sources of a portal whose addresses are known, those that answer for days first. Of
    several for one address it is the first that lists articles."""
    kept: list[Listed] = []
    for call in await _calls(site, portal):
        known = {source.url for listed in kept for source in listed.call.sources()}
        alike = sum(listed.call.make == call.make for listed in kept)
        if alike < _ALIKE and known.isdisjoint(source.url for source in call.sources()):
            listed = await _asked(site, call, portal.rules, scope)
            kept += [listed] if listed.articles else []
    return kept


async def _calls(site: Site, portal: type[PortalSpider]) -> list[SourceCall]:
    """What may list articles: what the family has, the usual indexes, what the site names."""
    calls: list[SourceCall] = []
    is_wordpress = issubclass(portal, wordpress.WordPress)
    if is_wordpress:
        calls.append(SourceCall(wordpress.posts, (site.root,)))
    if issubclass(portal, promedia.Promedia):
        calls.append(SourceCall(promedia.sources, (urlsplit(site.home).netloc,)))
    for url in (f"{site.root}/{name}" for name in _INDEXES):
        if answer := await site.page(url):
            links = set(map(strip_tracking, hrefs(answer)))
            paged = (end for end in _PAGED if url + end.strip("[]").format(page=2) in links)
            calls.append(SourceCall(Index, (url + next(paged, ""), "a[href]")))
    if is_wordpress:
        calls += [SourceCall(wordpress.newest, (site.root, *links)) for links in ((), ("a[href]",))]
    else:
        calls.append(SourceCall(Index, (site.home, "a[href]")))
    for url in site.named:
        if is_wordpress and url == f"{site.root}/feed/":
            calls.append(SourceCall(wordpress.feed, (site.root,)))
        elif not _TEMPLATE.intersection(url):
            calls += [SourceCall(Rss, (url,)), SourceCall(Sitemap, (url,))]
            calls.append(SourceCall(Sitemap, (url,), follows=True))
    return calls


async def _asked(site: Site, call: SourceCall, rules: Rules, scope: CrawlScope) -> Listed:
    """What the sources list on their first pages."""
    pages: list[tuple[Source, Answer]] = []
    keys: set[str] = set()
    for source in call.sources():
        for listing in source.listings(scope):
            if isinstance(answer := await site.page(listing.url), Lost):
                break
            answers = [answer]
            children = source.read(answer.url, answer.body, answer.content_type).listings
            wanted = (each.url for each in children
                      if each.held is None or each.held[1] >= scope.since)  # fmt: skip
            children_pages = [await site.page(url) for url in islice(wanted, _CHILDREN)]
            answers += [page for page in children_pages if isinstance(page, Answer)]
            if found := set().union(*(_keys(source, each, rules) for each in answers)):
                pages += ((source, each) for each in answers)
                keys |= found
                break
    return Listed(call, pages, len(keys))


def _keys(source: Source, answer: Answer, rules: Rules) -> set[str]:
    """The keys of the articles that a source finds on a page."""
    links = source.read(answer.url, answer.body, answer.content_type).links
    read = (rules.urls.read(strip_tracking(link.url)) for link in links)
    return {article.key for article in read if article}
