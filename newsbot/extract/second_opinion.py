"""What the rules for any page read of one whose text the portal's own rules found: whether they
find far more of the same text.

A body whose box closes after its first line is found by the portal's own rules as ever, and says
nothing of what it lost. The text goes on below it all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.rules import RUNNING, STATED
from newsbot.text.clean import Block
from newsbot.text.fingerprint import folded
from newsbot.text.going_on import (
    behind,
    follows,
    is_confirmed,
    is_list,
    is_running,
    joined,
    running_on,
    words_of,
)
from newsbot.text.markup import Element
from newsbot.text.story import split_initials

#: What a second opinion says: the same text; far more of it; or far more, which is no running text
#: or does not hold what the portal's own rules found, and is not taken.
SAME, LONGER, UNSOUND = "same", "longer", "unsound"

# So many times the words, and so many words more, are far more.
_TIMES, _MORE = 1.5, 60


@dataclass(frozen=True, slots=True)
class Opinion:
    """A second opinion of a page's text. verdict: SAME, LONGER or UNSOUND. rule: what found more;
    "" where nothing did. blocks: the longer text, or what would be it if it were sound. added:
    those of its paragraphs that the portal's own rules did not find, folded."""

    verdict: str = SAME
    rule: str = ""
    blocks: tuple[Block, ...] = ()
    added: tuple[str, ...] = ()


def is_far_more(words: int, own: int) -> bool:
    """Whether so many words are far more than so many."""
    return words >= own * _TIMES and words >= own + _MORE


def can_be_asked(loader: ArticleLoader, page: Page) -> bool:
    """Whether a page has a text of which there may be a second opinion: the portal's own rules
    found it, and the page does not say that the rest is for those who pay."""
    is_own = bool(page.blocks) and not loader.rules.is_general("body", page.won["body"])
    return is_own and page.fields.get("free") != "false"


def reread(loader: ArticleLoader, page: Page) -> Page:
    """The page with what the general rules say of its text, and with the longer one if that is
    sound; as it is where they are not to be asked."""
    return with_opinion(page, opinion_of(loader, page)) if can_be_asked(loader, page) else page


def with_opinion(page: Page, opinion: Opinion) -> Page:
    """The page with an opinion of its text, and with the longer text if it is sound."""
    if opinion.verdict != LONGER:
        return replace(page, second_opinion=opinion.verdict)
    won = {**page.won, "body": opinion.rule}
    return replace(page, won=won, blocks=list(opinion.blocks), second_opinion=LONGER)


def opinion_of(loader: ArticleLoader, page: Page) -> Opinion:
    """What the general rules say of the text of a page that the portal's own rules found. The
    running text is asked first, and the text that the page states; trafilatura, which takes longer,
    only where the running text is another, or more that is unsound."""
    own = page.blocks
    if split_initials(own)[0]:  # a text that is signed is at its end
        return Opinion()
    bodies = loader.evidence.further_bodies()
    first = _judged(loader, own, *next(bodies))
    if first.verdict == LONGER:
        return first
    stated = loader.evidence.stated_body()
    if stated and is_far_more(len(stated[0].text().split()), words_of(own)):
        told = _judged(loader, own, STATED, stated)
        if told.verdict == LONGER or first.verdict == SAME:
            return told
    if first.verdict == SAME:
        return first
    others = (_judged(loader, own, rule, found) for rule, found in bodies if found)
    return next((told for told in others if told.verdict != UNSOUND), first)


def _judged(
    loader: ArticleLoader, own: Sequence[Block], rule: str, bodies: list[Element]
) -> Opinion:
    """What a general rule says of the portal's own text. bodies: the elements that it finds."""
    facts, junk = loader.facts(), list[str]()
    raw = loader.raw_blocks(bodies, facts, exact=False, junk=junk)
    tail = behind(own, raw)
    if tail is None and len(bodies) == 1 and follows(own, raw, bodies[0]):
        tail = raw
    if tail is None:
        blocks = tuple(loader.blocks(bodies, facts, general=True))
        is_other = is_far_more(words_of(blocks), words_of(own))
        return Opinion(UNSOUND, rule, blocks) if is_other else Opinion()
    added = running_on(own, tail, facts.brands)
    whole = tuple(loader.absolute(joined(own, added)))
    if not is_far_more(words_of(whole), words_of(own)):
        return Opinion()
    new = tuple(folded(text) for kind, text in added if kind == "paragraph")
    is_sound = is_running(added) and not is_list(bodies, own, new, junk)
    if is_sound and rule == RUNNING:
        is_sound = is_confirmed(loader.evidence.extracted_text, own, new)
    return Opinion(LONGER if is_sound else UNSOUND, rule, whole, new)
