"""From a few addresses of articles to a portal's file and its first cases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from newsbot.sources import DAY, CrawlScope, Index
from newsbot.spiders.families.wordpress import WordPress
from newsbot.text.calendar import WIB
from newsbot.workbench.draft.addresses import addresses_of
from newsbot.workbench.draft.cases import articles, listings
from newsbot.workbench.draft.draft import Draft, SourceCall
from newsbot.workbench.draft.fields import with_fields
from newsbot.workbench.draft.hosts import registered
from newsbot.workbench.draft.samples import Sample, further_pages, sample_of
from newsbot.workbench.draft.site import explore, family_of, hrefs
from newsbot.workbench.draft.sources import Listed, sources_of
from newsbot.workbench.reparse.obtaining import Get

_ASKED_FOR = ("title", "published_at", "body", "authors", "tags", "section", "images", "summary")
# A listing by day is asked for so many days before today, until one has an article.
_DAYS = 6
_NO_LISTING = (
    "no listing of this site lists articles like these: find one (an index, a feed, a sitemap) "
    "and put it in the place of the home page"
)
_WORDPRESS_PAGES = r"(?P<suffix>/(?P<page>\d{1,2}))?"


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
    since = datetime.combine((today - _DAYS * DAY).astimezone(WIB), datetime.min.time(), WIB)
    scope = CrawlScope(since, today + timedelta(days=365), today)
    site = await explore(get, _homes(urls), registered(urls[0]), scope)
    for sample in samples:
        site.add(hrefs(sample.answer))
    base = family_of([sample.root for sample in samples])
    further, declared = further_pages(samples)
    if issubclass(base, WordPress):
        further = further or _WORDPRESS_PAGES
    if base.one_page or base.page_parameter:  # the family's are known
        declared = {}
    given = tuple(sample.url for sample in samples)
    addresses = addresses_of(given, sorted(site.links), further)
    draft = Draft(name, today.astimezone(WIB).date(), given, site.home, base, addresses,
                  (SourceCall(Index, (site.home, "a[href]")),), declared)  # fmt: skip
    if wrong := next((each for each in given if not draft.portal().rules.urls.read(each)), None):
        raise ValueError(f"{wrong}: no pattern is found for addresses like this")
    if listed := await sources_of(site, draft.portal(), scope):
        draft = replace(draft, calls=tuple(each.call for each in listed))
    else:
        draft = draft.noting(_NO_LISTING)
    draft = with_fields(draft, samples)
    portal, won = draft.portal(), _won(draft, samples)
    draft = draft.noting(
        *(f"{name}: nothing finds it; an article without it is not delivered"
          for name in ("title", "published_at", "body") if not won[name])
    )  # fmt: skip
    files = await articles(get, portal.rules, samples) | listings(portal, listed)
    return Drafted(draft, files, listed, won, len(samples))


async def _sample(get: Get, url: str) -> Sample:
    answer = await get(url)
    if answer is None:
        raise NoPageError(f"{url}: no page could be had")
    sample = sample_of(answer)
    if sample is None:
        raise NoPageError(
            f"{url}: no article is found on the page: it lacks a title or a text, or neither its "
            "metadata (JSON-LD, article:published_time) nor its address say that it is an article"
        )
    return sample


def _homes(urls: Sequence[str]) -> list[str]:
    """Where the home page may be: on the one host of the articles, else where domains have it."""
    hosts, domain = {urlsplit(url).netloc for url in urls}, registered(urls[0])
    usual = sorted([f"www.{domain}", domain], key=lambda host: {host} != hosts)
    places = [*hosts] if len(hosts) == 1 and hosts.isdisjoint(usual) else usual
    return [f"https://{host}/" for host in places]


def _won(draft: Draft, samples: Sequence[Sample]) -> dict[str, Counter[str]]:
    won: dict[str, Counter[str]] = defaultdict(Counter)
    rules = draft.portal().rules
    for sample in samples:
        for name, rule in sample.page(rules).won.items():
            won[name][rule] += 1
    return won


def tell(found: Drafted) -> str:
    """Fields by the rules that found them, sources by the articles they list, and what is left for
    a person."""
    draft = found.draft
    lines = [
        f"{draft.name}: {found.count} articles of {draft.addresses.domain}, "
        f"on the base of {draft.base.__name__}",
        *(f"  {name}: {_counted(found.won[name])}" for name in _ASKED_FOR),
        "sources:",
        *(f"  {each.call.make.__name__} {each.call.sources()[0].url}: "
          f"{each.articles or 'no'} articles of this form" for each in found.listed),
    ]  # fmt: skip
    if draft.todo:
        lines += ["to decide (TODO in the file):", *(f"  {each}" for each in draft.todo)]
    return "\n".join(lines)


def _counted(rules: Counter[str]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in rules.items()) or "not found"
