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
from newsbot.workbench.draft.cases import articles, listings
from newsbot.workbench.draft.draft import Draft, SourceCall
from newsbot.workbench.draft.fields import FieldDraft
from newsbot.workbench.draft.hosts import registered
from newsbot.workbench.draft.layout import quoted
from newsbot.workbench.draft.listings import Listed, sources_of
from newsbot.workbench.draft.samples import Sample, pages_of, sample_of
from newsbot.workbench.draft.site import explore, family_of, hrefs
from newsbot.workbench.reparse.obtaining import Get

_ASKED_FOR = ("title", "published_at", "body", "authors", "tags", "section", "images", "summary")
# What nobody asks a site for here.
_UNSEEN = "channels, the search"
_NO_LISTING = (
    "no listing of this site lists articles like these: find one (an index, a feed, a sitemap) "
    "and put it in the place of the home page"
)
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
    given = tuple(sample.url for sample in samples)
    declared = {"unseen": _UNSEEN}
    if not (base.one_page or base.page_parameter):  # the family's are known
        declared |= {"one_page": f"{{url}}{pages.whole}"} if pages.whole else {}
        declared |= {"page_parameter": pages.parameter} if pages.parameter else {}
    draft = Draft(name, today.astimezone(WIB).date(), given, site.home, base, addresses,
                  (SourceCall(Index, (site.home, "a[href]")),),
                  {each: quoted(value) for each, value in declared.items()})  # fmt: skip
    if wrong := next((each for each in given if not draft.portal().rules.urls.read(each)), None):
        raise ValueError(f"{wrong}: no pattern is found for addresses like this")
    listed = await sources_of(site, draft.portal(), scope)
    if listed:
        draft = replace(draft, calls=tuple(each.call for each in listed))
    draft = FieldDraft(draft, samples, [] if listed else [_NO_LISTING]).declared()
    portal, won = draft.portal(), _won(draft, samples)
    lacking = (f"{name}: nothing finds it; an article without it is not delivered"
               for name in ("title", "published_at", "body") if not won[name])  # fmt: skip
    files = await articles(get, portal.rules, samples) | listings(portal, listed)
    return Drafted(replace(draft, todo=(*draft.todo, *lacking)), files, listed, won, len(samples))


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
        usual = sorted(usual, key=lambda host: host not in hosts) if hosts < {*usual} else [*hosts]
    return [f"https://{host}/" for host in usual]


def _won(draft: Draft, samples: Sequence[Sample]) -> dict[str, Counter[str]]:
    won: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for sample in samples:
        for name, rule in sample.page(draft.portal().rules).won.items():
            won.setdefault(name, Counter())[rule] += 1
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
