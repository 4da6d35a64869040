"""From a few addresses of articles to a portal's file and its first cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from newsbot.sources import DAY, CrawlScope, Index
from newsbot.spiders.families.wordpress import WordPress
from newsbot.text.calendar import WIB
from newsbot.workbench.draft.addresses import UndraftableError, addresses_of
from newsbot.workbench.draft.cases import articles, listings
from newsbot.workbench.draft.draft import Draft, SourceCall
from newsbot.workbench.draft.fields import with_fields
from newsbot.workbench.draft.hosts import registered
from newsbot.workbench.draft.samples import Sample, compare, further_pages, sample_of
from newsbot.workbench.draft.site import explore, family_of, hrefs
from newsbot.workbench.draft.sources import Listed, sources_of
from newsbot.workbench.reparse.obtaining import Get, Lost

_ASKED_FOR = ("title", "published_at", "body", "authors", "tags", "section", "images", "summary")
# A listing by day is asked for so many days before today, until one has an article.
_DAYS = 6
_NO_LISTING = (
    "no listing of this site lists articles like these: find one (an index, a feed, a sitemap) "
    "and put it in the place of the home page"
)
_WORDPRESS_PAGES = r"(?P<suffix>/(?P<page>\d{1,2}))?"


@dataclass(frozen=True)
class Drafted:
    """draft: of the portal's file. cases: their files by name. told: what is found by which rule,
    what the sources list, and what is left for a person, in lines."""

    draft: Draft
    cases: Mapping[str, bytes]
    told: str


async def drafted(get: Get, today: datetime, name: str, urls: Sequence[str]) -> Drafted:
    """Raises UndraftableError."""
    samples = [await _sample(get, url) for url in urls]
    compare(samples)
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
        raise UndraftableError(f"{wrong}: no pattern is found for addresses like this")
    if listed := await sources_of(site, draft.portal(), scope):
        draft = replace(draft, calls=tuple(each.call for each in listed))
    else:
        draft = draft.noting(_NO_LISTING)
    draft = with_fields(draft, samples)
    portal = draft.portal()
    site.answers |= {sample.answer.url: sample.answer for sample in samples}
    cases = await articles(site.page, portal.rules, [sample.answer.url for sample in samples])
    return Drafted(draft, cases | listings(portal, listed), _told(draft, samples, listed))


async def _sample(get: Get, url: str) -> Sample:
    answer = await get(url)
    if isinstance(answer, Lost):
        raise UndraftableError(f"{url}: no page could be had: {answer.why}")
    sample = sample_of(answer)
    if sample is None:
        raise UndraftableError(
            f"{url}: no article is found on the page: it lacks a title or a text, or neither its "
            "metadata (JSON-LD, article:published_time) nor its address say that it is an article"
        )
    return sample


def _homes(urls: Sequence[str]) -> list[str]:
    """Where the home page may be: on the one host of the articles, else where domains have it."""
    hosts, domain = {urlsplit(url).netloc for url in urls}, registered(urls[0])
    places = hosts if len(hosts) == 1 else (f"www.{domain}", domain)
    return [f"https://{host}/" for host in places]


def _told(draft: Draft, samples: Sequence[Sample], listed: Sequence[Listed]) -> str:
    """Fields by the rules that found them, sources by the articles they list, and what is left for
    a person."""
    rules = draft.portal().rules
    won = [sample.page(rules).won for sample in samples]
    lines = [
        f"{draft.name}: {len(samples)} articles of {draft.addresses.domain}, "
        f"on the base of {draft.base.__name__}",
        *(f"  {name}: {_counted(each[name] for each in won if name in each)}"
          for name in _ASKED_FOR),
        "sources:",
        *(f"  {each.call.make.__name__} {each.call.sources()[0].url}: "
          f"{each.articles} articles of this form" for each in listed),
    ]  # fmt: skip
    if draft.todo:
        lines += ["to decide (TODO in the file):", *(f"  {each}" for each in draft.todo)]
    return "\n".join(lines)


def _counted(rules: Iterable[str]) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in Counter(rules).items()) or "not found"
