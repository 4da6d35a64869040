"""What a site names itself: its home page, its sitemaps and feeds, and the links in them; and which
software it runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin

from newsbot.crawl.failures import in_words
from newsbot.crawl.portal import PortalSpider
from newsbot.sources import CrawlScope, Discover, Listing
from newsbot.spiders.families.promedia import Promedia
from newsbot.spiders.families.wordpress import WordPress
from newsbot.text.markup import Element, compile_selector, parse_html, texts
from newsbot.text.urls import absolute, on_site, strip_tracking
from newsbot.workbench.reparse.obtaining import Answer, Get, Lost

# Of the listings that robots.txt or the home page names, so many are asked for.
_EACH = 8
_HREFS = compile_selector("a[href]::attr(href)")

# Selectors of which every page of the family has one each: of families that any site may join.
_SIGNS: dict[type[PortalSpider], tuple[str, ...]] = {
    Promedia: ("h1.read__title", ".read__content, .read__article"),
    WordPress: ("meta[name=generator][content^=WordPress], link[rel='https://api.w.org/'], "
                "link[href*='/wp-content/'], [src*='/wp-content/'], .td-post-content, "
                ".jeg_post_title, .entry-title + * .entry-content",),
}  # fmt: skip


@dataclass
class Site:
    """A site while it is looked around on.

    home: address of the home page, "https://www.radar.id/". answers: by the address that was asked
    for. named: addresses of listings that robots.txt or the home page name, or that stand in the
    usual places, and that are there. links: of the site.
    """

    get: Get
    home: str
    domain: str
    answers: dict[str, Answer | Lost] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)

    @property
    def root(self) -> str:
        """The home page's address without its last slash."""
        return self.home.rstrip("/")

    async def page(self, url: str) -> Answer | Lost:
        """The page at an address of the site, asked for once."""
        if url not in self.answers:
            own = on_site(url, (self.domain,))
            self.answers[url] = await self.get(url) if own else Lost(in_words("off-site"))
        return self.answers[url]

    def read(self, discover: Discover, answer: Answer) -> list[Listing]:
        """Keep the links that `any` finds on a listing; the listings that this names."""
        found = discover.read(answer.url, answer.body, answer.content_type, answer.answered)
        self.add(link.url for link in found.links)
        return found.listings

    def add(self, links: Iterable[str]) -> None:
        """Keep the site's own links."""
        bare = (strip_tracking(link) for link in links)
        self.links.update(link for link in bare if on_site(link, (self.domain,)))


async def explore(get: Get, homes: Sequence[str], domain: str, scope: CrawlScope) -> Site:
    """Look around as `scrapy crawl any` does. homes: where the home page may be; the first that is
    there is taken."""
    site = Site(get, homes[0], domain)
    for home in homes:
        if answer := await site.page(home):
            site.home = urljoin(answer.url, "/")
            site.answers[site.home] = answer
            site.add(hrefs(answer))
            break
    discover = Discover(site.home)
    for place in discover.listings(scope):
        answer = await site.page(place.url)
        named = site.read(discover, answer) if answer else discover.instead(place.url, "http_404")
        for url in (each.url for each in (named or [])[:_EACH] if each.url not in site.answers):
            if answer := await site.page(url):
                site.read(discover, answer)
                site.named.append(url)
    return site


def hrefs(answer: Answer) -> list[str]:
    """All addresses that a page links to."""
    root = parse_html(answer.body, answer.content_type)
    found = texts(_HREFS.find(root)) if root else []
    return [link for href in found if (link := absolute(answer.url, href))]


def family_of(roots: Sequence[Element]) -> type[PortalSpider]:
    """The family whose signs are on all of these articles' pages; of none, PortalSpider."""
    for portal, signs in _SIGNS.items():
        if all(root.css_first(sign) is not None for root in roots for sign in signs):
            return portal
    return PortalSpider
