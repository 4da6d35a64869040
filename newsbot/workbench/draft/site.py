"""What a site names itself: its home page, its sitemaps and feeds, and the links in them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from newsbot.sources import CrawlScope, Discover, Found, Listing
from newsbot.text.markup import compile_selector, parse_html, texts
from newsbot.text.urls import absolute, on_site, strip_tracking
from newsbot.workbench.reparse.obtaining import Answer, Get

# Requests that a look around may cost; of the listings that one names, so many; and how deep.
_MOST, _EACH, _DEEP = 40, 8, 2
_ABSENT = "http_404"
_HREFS = compile_selector("a[href]::attr(href)")


@dataclass
class Site:
    """home: address of the home page, "https://www.radar.id/". answers: by the address that was
    asked for. named: addresses of listings that are named by robots.txt, the home page or nobody
    (the usual places), and are there. posts: whether WordPress tells its posts."""

    home: str
    domains: tuple[str, ...]
    answers: dict[str, Answer | None] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    posts: bool = False
    links: dict[str, None] = field(default_factory=dict)

    async def get(self, get: Get, url: str) -> Answer | None:
        """The page at an address of the site, asked for once."""
        if url not in self.answers:
            self.answers[url] = await get(url) if on_site(url, self.domains) else None
        return self.answers[url]

    def add(self, links: Iterable[str]) -> None:
        """Keep the site's own links."""
        bare = (strip_tracking(link) for link in links)
        self.links.update(dict.fromkeys(each for each in bare if on_site(each, self.domains)))


async def explore(get: Get, homes: Sequence[str], domain: str, scope: CrawlScope) -> Site:
    """Look around as `scrapy crawl any` does. homes: where the home page may be; the first that is
    there is taken."""
    site = Site(homes[0], (domain,))
    for home in homes:
        if answer := await site.get(get, home):
            site.home = urljoin(answer.url, "/")
            site.answers[site.home] = answer
            break
    discover = Discover(site.home)
    first = list(discover.listings(scope))
    queue = deque((listing, 0) for listing in first)
    while queue and len(site.answers) < _MOST:
        listing, depth = queue.popleft()
        is_new = listing.url not in site.answers
        answer = await site.get(get, listing.url)
        if answer is None:
            further = discover.instead(listing.url, _ABSENT) or []
        else:
            found = _read(discover, answer)
            site.add(link.url for link in found.links)
            further = [each for each in found.listings if _holds(each, scope)][:_EACH]
            if listing is first[-1]:
                site.posts = bool(found.links)
            elif listing not in first and is_new and depth == 1:
                site.named.append(listing.url)
            if listing.url == site.home:
                site.add(hrefs(answer))
        if depth < _DEEP:
            queue.extend((each, depth + 1) for each in further)
    return site


def hrefs(answer: Answer) -> list[str]:
    """All addresses that a page links to."""
    root = parse_html(answer.body, answer.content_type)
    found = texts(_HREFS.find(root)) if root else []
    return [link for href in found if (link := absolute(answer.url, href))]


def _read(discover: Discover, answer: Answer) -> Found:
    return discover.read(answer.url, answer.body, answer.content_type, answer.answered)


def _holds(listing: Listing, scope: CrawlScope) -> bool:
    held = listing.held
    return held is None or (held[0] <= scope.until and held[1] >= scope.since)
