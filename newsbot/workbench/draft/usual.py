"""Selectors that fit many portals, where they fit this one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsbot.extract.fields import CLEAN
from newsbot.extract.loader import ArticleLoader
from newsbot.spiders.families.undeclared import SHARED
from newsbot.workbench.draft.draft import Draft
from newsbot.workbench.draft.pagers import pager_links
from newsbot.workbench.draft.samples import Sample
from newsbot.workbench.draft.selectors import around

#: Where many portals have what their metadata often lacks; taken if it is on every page, and not
#: the same on all.
_USUAL = {
    "authors": ("a[href*='/penulis/']", "a[href*='/author/']", "a[href*='/reporter/']",
                "[class*=author i] a", "[class*=reporter i]", "[class*=penulis i]"),
    "tags": ("a[href*='/tag/']", "a[href*='/tags/']", "a[href*='/topik/']"),
}  # fmt: skip
_MOST_TAGS = 15


def usual_selectors(draft: Draft, samples: Sequence[Sample]) -> dict[str, tuple[str, ...]]:
    """By field, for those that no page states otherwise."""
    rules = draft.portal().rules
    chosen: dict[str, tuple[str, ...]] = {}
    for name, usual in _USUAL.items():
        if any(sample.page(rules).fields.get(name) for sample in samples):
            continue
        for selector in usual:
            found = [_found(draft, name, selector, sample) for sample in samples]
            differ = len(found) == 1 or len(set(map(tuple, found))) > 1
            if all(found) and differ and max(map(len, found)) <= _MOST_TAGS:
                chosen[name] = (selector,)
                break
    return chosen


def _found(draft: Draft, name: str, selector: str, sample: Sample) -> list[str]:
    rules = replace(draft, selectors={name: (selector,)}).portal().rules
    loader = ArticleLoader(rules, sample.answer.url, sample.root)
    found = dict(loader.evidence.of(name)).get(selector, [])
    return list(CLEAN[name](loader.facts(), found))


def pager_selectors(
    draft: Draft, samples: Sequence[Sample]
) -> tuple[tuple[str, ...], Sequence[Sample]]:
    """Selectors of the links to further pages, none where they are found without; and the pages of
    which none finds the links."""
    rules = draft.portal().rules
    linked = [sample for sample in samples if pager_links(sample)]
    if all(sample.page(rules).further for sample in linked):
        return (), ()
    chosen: dict[str, None] = {}
    unread = []
    for sample in linked:
        box = around(pager_links(sample))
        for selector in (*SHARED["pager"], *([f"{box} a::attr(href)"] if box else [])):
            tried = replace(draft, selectors={"pager": (selector,)}).portal().rules
            if sample.page(tried).further:
                chosen[selector] = None
                break
        else:
            unread.append(sample)
    return tuple(chosen), unread
