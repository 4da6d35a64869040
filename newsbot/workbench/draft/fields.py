"""What a portal has to declare for its fields: what nothing else gives, or gives wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from newsbot.extract.loader import Page
from newsbot.extract.progress import Progress
from newsbot.extract.rules import GENERAL
from newsbot.spiders.families.undeclared import DROP, SHARED
from newsbot.text import metadata
from newsbot.workbench.draft.draft import Draft
from newsbot.workbench.draft.layout import listed, quoted
from newsbot.workbench.draft.samples import Sample, page_links
from newsbot.workbench.draft.selectors import holds_text, selectors_of, shows_time, shows_title

_NAME = re.compile(r"[\w .,:&'()-]{2,40}")
# A body that holds less of the words that `any` finds, or so many more, is the wrong one.
_LEAST, _MOST, _SLACK = 0.8, 1.5, 20
_BOXES = "article, div, main, section, td"


def with_fields(draft: Draft, samples: Sequence[Sample]) -> Draft:
    """The draft with what the samples' fields need, and with what a person has to decide."""
    if (zone := samples[0].zone) != "WIB":
        draft = draft.having(zone=quoted(zone))
    draft = draft.having(brands=listed(_names(draft, samples), draft.inherited("brands")))
    shown = ((sample, sample.contradiction()) for sample in samples)
    if contradiction := next((each for each in shown if each[1]), None):
        sample, moment = contradiction
        draft = draft.noting(f"{sample.url} states {sample.published_at}, and {moment} stands "
                             "beside its headline: which time is right?")  # fmt: skip
    for name, (is_right, selectors) in _FIELDS.items():
        if _wrong(draft, samples, name, is_right):
            if found := selectors(samples):
                draft = replace(draft, selectors={**draft.selectors, name: found})
            if wrong := _wrong(draft, samples, name, is_right):
                where = ", ".join(sample.url for sample in wrong)
                draft = draft.noting(f"{name}: no selector is known that finds it on {where}")
    read, known = _read(draft, samples), draft.inherited("drop")
    if drop := [each for each in DROP
                if _read(draft.having(drop=listed([each], known)), samples) != read]:  # fmt: skip
        draft = draft.having(drop=listed(drop, known))
    mixed = draft.having(mixed_dateline="True")
    return mixed if _read(mixed, samples) != _read(draft, samples) else draft


def _wrong(draft: Draft, samples: Sequence[Sample], name: str, is_right: _IsRight) -> list[Sample]:
    """The samples of which the portal as drafted reads a field wrongly, not at all, or only by the
    net, which is there for pages that change."""
    rules = draft.portal().rules
    pages = ((sample, sample.page(rules)) for sample in samples)
    return [sample for sample, page in pages
            if page.won.get(name) in GENERAL or not is_right(sample, page)]  # fmt: skip


def _read(draft: Draft, samples: Sequence[Sample]) -> list[tuple[str, str | None]]:
    """Text and dateline of each sample, as the portal as drafted reads it."""
    rules = draft.portal().rules
    articles = (Progress.start(each.page(rules), "").build_article(rules) for each in samples)
    return [(article.text, article.dateline) for article in articles]


def _names(draft: Draft, samples: Sequence[Sample]) -> Iterable[str]:
    """What the pages call the site, and its domain."""
    named = (metadata.metas(sample.root).get("og:site_name", []) for sample in samples)
    names = filter(_NAME.fullmatch, chain(*named))
    return dict.fromkeys([*names, draft.addresses.domain])


def _pager(samples: Sequence[Sample]) -> list[str]:
    """Those of the selectors that portals share that find anything on pages with a pager."""
    paged = [sample.root for sample in samples if page_links(sample)]
    return [each for each in SHARED["pager"]
            if any(root.css(each.partition("::")[0]) for root in paged)]  # fmt: skip


def _has_title(sample: Sample, page: Page) -> bool:
    return page.fields.get("title") == sample.title


def _has_time(sample: Sample, page: Page) -> bool:
    read = page.fields.get("published_at", ("",))[0]
    return bool(read) and sample.states(read)


def _is_whole(sample: Sample, page: Page) -> bool:
    """Whether a page is read as a text as long as the sample's own paragraphs."""
    wanted = sum(len(text.split()) for text in sample.own)
    words = sum(len(text.split()) for kind, text in page.blocks if kind == "paragraph")
    return _LEAST * wanted <= words <= _MOST * wanted + _SLACK


def _has_pager(sample: Sample, page: Page) -> bool:
    return not page_links(sample) or bool(page.further)


_IsRight = Callable[[Sample, Page], bool]
# Of each field: whether a page as drafted has it right, and what finds selectors where it has not.
_FIELDS: dict[str, tuple[_IsRight, Callable[[Sequence[Sample]], list[str]]]] = {
    "title": (_has_title, partial(selectors_of, "h1, h2", shows_title)),
    "published_at": (_has_time, partial(selectors_of, "body *", shows_time)),
    "body": (_is_whole, partial(selectors_of, _BOXES, holds_text, most=1)),
    "pager": (_has_pager, _pager),
}
