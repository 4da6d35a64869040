"""What a portal has to declare for its fields: what nothing else gives, or gives wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import chain

from newsbot.extract.loader import Page
from newsbot.extract.progress import Progress
from newsbot.spiders.families.undeclared import DROP, SHARED
from newsbot.text import metadata
from newsbot.text.calendar import ZONES
from newsbot.workbench.draft.draft import Draft
from newsbot.workbench.draft.layout import quoted
from newsbot.workbench.draft.samples import Sample, own_paragraphs, page_links, same_moment
from newsbot.workbench.draft.selectors import body_selectors, time_selectors, title_selectors

IsRight = Callable[[Sample, Page], bool]

_NAME = re.compile(r"[\w .,:&'()-]{2,40}")
# A body that holds less of the words that `any` finds, or so many more, is the wrong one.
_LEAST, _MOST, _SLACK = 0.8, 1.5, 20


def with_fields(draft: Draft, samples: Sequence[Sample]) -> Draft:
    """The draft with what the samples' fields need, and with what a person has to decide."""
    zone, own = _zone(samples), own_paragraphs(samples)
    if zone != "WIB":
        draft = draft.having(zone=quoted(zone))
    brands = dict.fromkeys([*_site_names(samples), draft.addresses.domain])
    draft = draft.extending("brands", brands)
    shown = ((sample, sample.contradiction(zone)) for sample in samples)
    if contradiction := next((each for each in shown if each[1]), None):
        sample, moment = contradiction
        draft = draft.noting(f"{sample.url} states {sample.published_at}, and {moment} stands "
                             "beside its headline: which time is right?")  # fmt: skip
    found: Mapping[str, tuple[IsRight, Callable[[], Sequence[str]]]] = {
        "title": (_has_title, lambda: title_selectors(samples)),
        "published_at": (_has_time, lambda: time_selectors(samples, zone)),
        "body": (
            lambda sample, page: _is_whole(own[sample.url], page),
            lambda: body_selectors(samples),
        ),
        "pager": (_has_pager, lambda: _pager(draft, samples)),
    }
    for name, (is_right, selectors) in found.items():
        if not _wrong(draft, samples, is_right):
            continue
        draft = draft.selecting(name, selectors())
        if wrong := _wrong(draft, samples, is_right):
            where = ", ".join(sample.url for sample in wrong)
            draft = draft.noting(f"{name}: no selector is known that finds it on {where}")
    if draft.addresses.dates:
        form = quoted(draft.addresses.dates)
        date = f'UrlDate("{{date}}", {form}, "published", early=DAY, late=DAY)'
        dated = draft.having(url_date=date)
        draft = dated if _is_dated(dated, samples) else draft
    read = _read(draft, samples)
    drop = [each for each in DROP if _read(draft.extending("drop", [each]), samples) != read]
    draft = draft.extending("drop", drop) if drop else draft
    mixed = draft.having(mixed_dateline="True")
    return mixed if _read(mixed, samples) != _read(draft, samples) else draft


def _wrong(draft: Draft, samples: Sequence[Sample], is_right: IsRight) -> list[Sample]:
    """The samples of which the portal as drafted reads a field wrongly, or not at all."""
    rules = draft.portal().rules
    return [sample for sample in samples if not is_right(sample, sample.page(rules))]


def _read(draft: Draft, samples: Sequence[Sample]) -> list[tuple[str, str | None]]:
    """Text and dateline of each sample, as the portal as drafted reads it."""
    rules = draft.portal().rules
    articles = (Progress.start(each.page(rules), "").build_article(rules) for each in samples)
    return [(article.text, article.dateline) for article in articles]


def _zone(samples: Sequence[Sample]) -> str:
    """The zone in which every page states its time; WIB where they do not agree."""
    stated = [sample.published_at for sample in samples]
    offsets = {datetime.fromisoformat(each).utcoffset() for each in stated if each}
    zones = (name for name, zone in ZONES.items() if {zone.utcoffset(None)} == offsets)
    return next(zones, "WIB")


def _site_names(samples: Sequence[Sample]) -> list[str]:
    """What the pages call the site."""
    named = (metadata.metas(sample.root).get("og:site_name", []) for sample in samples)
    return [name for name in dict.fromkeys(chain(*named)) if _NAME.fullmatch(name)]


def _is_dated(draft: Draft, samples: Sequence[Sample]) -> bool:
    """Whether the declared date of each address is that of publication, within a day."""
    urls = draft.portal().rules.urls
    for sample in samples:
        identity, stated = urls.read(sample.url), sample.published_at
        window = urls.window(identity) if identity else None
        if window and stated and not window[0] <= datetime.fromisoformat(stated) <= window[1]:
            return False
    return True


def _pager(draft: Draft, samples: Sequence[Sample]) -> Sequence[str]:
    """The first of the selectors that portals share that finds further pages; else none."""
    wrong = _wrong(draft, samples, _has_pager)
    tried = ([selector] for selector in SHARED["pager"])
    drafts = ((pager, draft.selecting("pager", pager)) for pager in tried)
    return next((pager for pager, each in drafts if _wrong(each, samples, _has_pager) != wrong), [])


def _has_title(sample: Sample, page: Page) -> bool:
    return page.fields.get("title") == sample.title


def _has_time(sample: Sample, page: Page) -> bool:
    read = page.fields.get("published_at", ("",))[0]
    return bool(read) and same_moment(read, sample.published_at or read)


def _is_whole(paragraphs: Sequence[str], page: Page) -> bool:
    """Whether a page is read as a text as long as these paragraphs."""
    wanted = sum(len(text.split()) for text in paragraphs)
    words = sum(len(text.split()) for kind, text in page.blocks if kind == "paragraph")
    return _LEAST * wanted <= words <= _MOST * wanted + _SLACK


def _has_pager(sample: Sample, page: Page) -> bool:
    return not page_links(sample) or bool(page.further)
