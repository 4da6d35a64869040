"""From a few addresses of articles to a portal's file and its first cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from newsbot.extract.declaration import FIELDS
from newsbot.sources import DAY, CrawlScope, Index
from newsbot.spiders.families.wordpress import WordPress
from newsbot.text.calendar import WIB
from newsbot.workbench.draft.addresses import addresses_of
from newsbot.workbench.draft.calls import Call
from newsbot.workbench.draft.cases import articles, listings
from newsbot.workbench.draft.draft import Draft
from newsbot.workbench.draft.families import family_of
from newsbot.workbench.draft.fields import Needs
from newsbot.workbench.draft.hosts import registered
from newsbot.workbench.draft.listings import Listed, sources_of
from newsbot.workbench.draft.pagers import pages_of
from newsbot.workbench.draft.samples import Sample, sample_of
from newsbot.workbench.draft.site import Site, explore, hrefs
from newsbot.workbench.reparse.obtaining import Get

# What nobody asks a site for here.
_UNSEEN = ("channels", "the search")
_DATED = frozenset({"posts", "daily"})
_WORDPRESS_PAGES = r"(?:/(?P<page>\d{1,2}))?"


class NoPageError(Exception):
    """A page that could not be had, or holds no article; the message says which."""


@dataclass(frozen=True)
class Drafted:
    """draft: of the portal's file. cases: their files by name. listed: its sources. won: by field
    and rule, on how many articles it was found by it. count: of articles."""

    draft: Draft
    cases: Mapping[str, bytes]
    listed: Sequence[Listed]
    won: Mapping[str, Counter[str]]
    count: int


async def drafted(get: Get, today: datetime, name: str, urls: Sequence[str]) -> Drafted:
    """Raises NoPageError, ValueError when the addresses are none of articles."""
    samples = [await _sample(get, url) for url in urls]
    since = datetime.combine((today - DAY).astimezone(WIB), datetime.min.time(), WIB)
    scope = CrawlScope(since, today + timedelta(days=365), today)
    site = await explore(get, _homes(urls), registered(urls[0]), scope)
    for sample in samples:
        site.add(hrefs(sample.answer))
    base = family_of([sample.root for sample in samples])
    pages = pages_of(samples)
    further = pages.path or (_WORDPRESS_PAGES if issubclass(base, WordPress) else "")
    addresses = addresses_of([sample.url for sample in samples], site.links, further)
    if base.one_page or base.page_parameter:  # the family's are known
        pages = replace(pages, whole=None, parameter=None)
    given = tuple(sample.url for sample in samples)
    draft = Draft(name, today.astimezone(WIB).date(), given, site.home, base, addresses,
                  pages=pages, calls=(_home(site),))  # fmt: skip
    if wrong := next((each for each in given if not draft.portal().rules.urls.read(each)), None):
        raise ValueError(f"{wrong}: no pattern is found for addresses like this")
    listed = await sources_of(get, site, draft.portal(), scope, addresses.fixed)
    draft = replace(draft, calls=tuple(each.call for each in listed) or draft.calls)
    draft = Needs(_noted(draft, listed, further), samples).declared()
    return await _with_cases(get, draft, samples, listed)


async def _sample(get: Get, url: str) -> Sample:
    answer = await get(url)
    if answer is None:
        raise NoPageError(f"{url}: no page could be had")
    sample = sample_of(answer)
    if sample is None:
        raise NoPageError(f"{url}: no article is found on the page, as it shows no title or text")
    return sample


def _homes(urls: Sequence[str]) -> list[str]:
    """Where the home page may be: on the one host of the articles, else where domains have it."""
    hosts, domain = {urlsplit(url).hostname or "" for url in urls}, registered(urls[0])
    usual = [f"www.{domain}", domain]
    if len(hosts) == 1:
        usual = [*hosts, *(host for host in usual if hosts < {*usual} and host not in hosts)]
    return [f"https://{host}/" for host in usual]


def _home(site: Site) -> Call:
    """What stands for a source as long as none is known."""
    return Call(Index, (site.home, "a[href]"), saved="home")


def _noted(draft: Draft, listed: Sequence[Listed], further: str) -> Draft:
    """The draft with what it does not know of its sources."""
    unseen, todo = list(_UNSEEN), []
    if not any(each.call.saved in _DATED for each in listed):
        unseen.append("an index by day")
    if not (further or draft.pages.known or draft.base.page_parameter):
        unseen.append("articles of several pages")
    if not listed:
        todo.append("no listing of this site lists articles like these: find one (an index, a feed,"
                    " a sitemap) and put it in the place of the home page")  # fmt: skip
    unsure = [each.call.saved for each in listed if not each.articles]
    unseen += [f"an answer of the source of {saved}" for saved in unsure]
    return replace(draft, unseen=tuple(unseen), todo=tuple(todo))


async def _with_cases(
    get: Get, draft: Draft, samples: Sequence[Sample], listed: Sequence[Listed]
) -> Drafted:
    portal = draft.portal()
    files = await articles(get, portal, samples) | listings(portal, listed)
    won: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for sample in samples:
        for name, rule in sample.page(portal.rules).won.items():
            won.setdefault(name, Counter())[rule] += 1
    lacking = [name for name in ("title", "published_at", "body") if not won[name]]
    todo = [f"{name}: nothing finds it; an article without it is not delivered" for name in lacking]
    draft = replace(draft, todo=(*draft.todo, *todo))
    return Drafted(draft, files, listed, won, len(samples))
