"""What stands in the bodies of a draft's pages: too little, junk, a dateline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from newsbot.extract.loader import ArticleLoader
from newsbot.spiders.families.undeclared import DROP
from newsbot.text.markup import Element, ancestors
from newsbot.workbench.draft.draft import Draft
from newsbot.workbench.draft.samples import Sample
from newsbot.workbench.draft.selectors import letters, own_names

# Boxes that are named as perhaps junk, and letters of a paragraph that tells text from junk.
_MOST_JUNK, _LINE = 6, 20
# A body that holds less of the words that any finds, or so many more, is the wrong one.
_LEAST, _MOST, _SLACK = 0.8, 1.5, 20


def is_whole(paragraphs: Sequence[str], text: str) -> bool:
    """Whether a text is as long as what any finds of it."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    return _LEAST * words <= len(text.split()) <= _MOST * words + _SLACK


def dropped(draft: Draft, samples: Sequence[Sample]) -> tuple[str, ...]:
    """Of what is junk on many sites, what lies in the bodies of these pages."""
    bodies = [each for sample in samples for each in _bodies(draft, sample)]
    return tuple(
        selector
        for selector in DROP
        if any(
            each.mem_id not in away and each.mem_id != body.mem_id
            for body, away in bodies
            for each in body.css(selector)
        )
    )


def perhaps_junk(draft: Draft, samples: Sequence[Sample]) -> list[str]:
    """Boxes in the bodies with a text that any leaves out."""
    names = (name for sample in samples for name in _left_out(draft, sample))
    return list(islice(dict.fromkeys(names), _MOST_JUNK))


def _left_out(draft: Draft, sample: Sample) -> Iterator[str]:
    blocks = [letters(text) for _, text in sample.told.blocks]
    told, paragraphs = "".join(blocks), [block for block in blocks if len(block) > _LINE]
    for body, away in _bodies(draft, sample):
        for box in body.css("[class], [id]"):
            text = letters(box.text())
            around = {each.mem_id for each in (box, *ancestors(box))}
            is_text = text in told or any(each in text for each in paragraphs)
            if not is_text and box.mem_id != body.mem_id and not around & away:
                yield from islice(own_names(box), 1)


def _bodies(draft: Draft, sample: Sample) -> list[tuple[Element, frozenset[int]]]:
    """The elements that a page's text is read from, with what is left out of each."""
    rules = draft.portal().rules
    loader = ArticleLoader(rules, sample.answer.url, sample.root)
    won = loader.page().won.get("body")
    bodies = next((found for rule, found in loader.evidence.bodies() if rule == won), [])
    return [(body, rules.dropped(body)) for body in bodies]


def has_mixed_datelines(draft: Draft, samples: Sequence[Sample]) -> bool:
    """Whether a text opens with a place in small letters."""
    plain = draft.portal().rules
    mixed = replace(draft, mixed_dateline=True).portal().rules
    return any(
        sample.article(plain).dateline != sample.article(mixed).dateline for sample in samples
    )
