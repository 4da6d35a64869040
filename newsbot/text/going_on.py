"""How a text goes on in other blocks of its page, behind the part of it that is known: what is
added, and whether that is running text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from newsbot.text import bounds
from newsbot.text.clean import Block
from newsbot.text.datelines import read_dateline
from newsbot.text.fingerprint import folded
from newsbot.text.headline import is_time_line
from newsbot.text.junk import BELOW, PROMPT
from newsbot.text.markup import Element, ancestors
from newsbot.text.story import split_initials
from newsbot.text.surroundings import is_caption, is_sentence, is_sign_off

# How much of the known text has to stand in the other blocks, by words; how much of what these add
# has to be sentences, of its paragraphs and with its headings; of how many of its paragraphs the
# last words may be left out ("…").
_HELD, _SENTENCES, _OF_ALL, _CUT_OFF = 0.8, 0.8, 0.6, 0.25
# How much of it an extractor has to find too, where it finds the known text.
_CONFIRMED = 0.5
# How many links that are lines of their own may stand between so many paragraphs: more are a list
# of other articles. Links of fewer words are no headlines.
_LINKS, _FEWEST_LINKS, _HEADLINE = 0.75, 3, 4
# So many pictures without a sentence between them are no part of a text.
_PICTURES = 3
# A paragraph of so many words is text, though it does not end like a sentence ("… akhir. (H-4)").
_LINE = 10
# A line with a time has so many words at most, above a text ("Selasa 02 Jun 2026 08:00 WIB").
_TIME = 6
# Characters that may stand between the known text and that which goes on with it in another box.
_BETWEEN = 300
# A paragraph is found again by its first characters.
_BEGINS = 60
_ELLIPSES = ("…", "...", "[…]", "[...]")


def words_of(blocks: Sequence[Block]) -> int:
    """The number of words of a text."""
    return sum(len(text.split()) for kind, text in blocks if kind in ("paragraph", "heading"))


def behind(own: Sequence[Block], raw: Sequence[Block]) -> list[Block] | None:
    """What stands in other blocks (`raw`) behind the last paragraph of the known text (`own`); None
    where they do not hold that text."""
    begin = {folded(text)[:_BEGINS]: index for index, (_, text) in reversed([*enumerate(raw)])}
    words, held, last, rest = 0, 0, -1, ""
    for text in (text for kind, text in own if kind == "paragraph"):
        words += len(text.split())
        index = begin.get(folded(text)[:_BEGINS])
        if index is None:
            index = next((n for n, (_, whole) in enumerate(raw) if text in whole), None)
        if index is not None:
            held += len(text.split())
            last, rest = index, raw[index][1].partition(text)[2].strip()
    if last < 0 or held < words * _HELD:
        return None
    cut: list[Block] = [("paragraph", rest)] if rest else []
    return cut + list(raw[last + 1 :])


def follows(own: Sequence[Block], raw: Sequence[Block], body: Element) -> bool:
    """Whether other blocks, which lack the known text, go on where that ends: hardly a word stands
    between them on the page. body: the element that the blocks are of."""
    last = _last_of(own)[-_BEGINS:]
    begins = next((folded(text)[:_BEGINS] for kind, text in raw if is_sentence(kind, text)), "")
    if not last or not begins:
        return False
    for around in ancestors(body):
        before, found, _ = folded(around.text()).partition(begins)
        if found and last in before:
            return len(before.rpartition(last)[2]) <= _BETWEEN
    return False


def running_on(
    own: Sequence[Block], tail: Sequence[Block], brands: Collection[str] = ()
) -> list[Block]:
    """What of the blocks behind the known text goes on with it: up to what is the head of a box or
    of another article, or comes more than once, and without what is no sentence at the end.
    brands: the portal's, folded."""
    known = {folded(text) for _, text in own}
    often = Counter(folded(text) for kind, text in tail if kind not in ("caption", "credit"))
    kept: list[Block] = []
    pictures = 0
    for kind, text in tail:
        if is_caption(kind, text):
            continue
        if kind == "image":
            pictures += 1
        elif is_sentence(kind, text):
            pictures = 0
        is_other = bool(kept) and kept[-1][0] == "heading" and _has_dateline(text, brands)
        is_dated = len(text.split()) <= _TIME and is_time_line(text)
        ends = BELOW.fullmatch(text) or is_dated or is_other or pictures >= _PICTURES
        if ends or often[folded(text)] > 1 or folded(text) in known:
            break
        kept.append((kind, text))
        if is_sign_off(text) or _is_signed(kind, text):
            return kept
    while kept and _ends_no_text(*kept[-1]):
        kept.pop()
    return kept


def _has_dateline(text: str, brands: Collection[str]) -> bool:
    return read_dateline(text, brands, mixed=True) is not None


def _is_signed(kind: str, text: str) -> bool:
    return kind == "paragraph" and bool(split_initials([("paragraph", text)])[0])


def _ends_no_text(kind: str, text: str) -> bool:
    return not is_sentence(kind, text) and (kind != "paragraph" or len(text.split()) < _LINE)


def joined(own: Sequence[Block], added: Sequence[Block]) -> list[Block]:
    """The known text and what goes on with it. A paragraph that was cut within a sentence is one
    again."""
    kind, text = own[-1]
    if kind != "paragraph" or not added or added[0][0] != kind or is_sentence(kind, text):
        return [*own, *added]
    whole: list[Block] = [("paragraph", f"{text} {added[0][1]}")]
    return [*own[:-1], *whole, *added[1:]]


def is_running(added: Sequence[Block]) -> bool:
    """Whether blocks are running text, and no furniture or teasers that are cut off."""
    paragraphs = [block for block in added if block[0] == "paragraph"]
    sentences = words_of([b for b in paragraphs if is_sentence(*b) or _is_signed(*b)])
    cut_off = sum(text.rstrip().endswith(_ELLIPSES) for _, text in paragraphs)
    return (
        sentences > 0
        and sentences >= words_of(paragraphs) * _SENTENCES
        and sentences >= words_of(added) * _OF_ALL
        and cut_off <= len(paragraphs) * _CUT_OFF
    )


def is_list(
    bodies: Sequence[Element], own: Sequence[Block], added: Sequence[str], junk: Sequence[str]
) -> bool:
    """Whether headlines stand between the added paragraphs (folded): those of other articles, of
    which the paragraphs are the teasers. bodies: the elements that hold them. junk: the lines of
    these that were left out, links as a whole among them."""
    text = folded(" ".join(body.text() for body in bodies[: bounds.BODIES]))
    begins = text.find(_last_of(own)[:_BEGINS])
    ends = text.rfind(added[-1][:_BEGINS]) if added else -1
    between = text[max(begins, 0) : max(ends, 0)]
    headlines = (line for line in map(folded, junk) if len(line.split()) >= _HEADLINE)
    count = sum(line in between for line in headlines if not PROMPT.match(line))
    return count >= max(_FEWEST_LINKS, len(added) * _LINKS)


def is_confirmed(extracted: str, own: Sequence[Block], added: Sequence[str]) -> bool:
    """Whether an extractor's text has a good part of the added paragraphs (folded) too. Where it
    lacks the known text, it has no say."""
    text = folded(extracted)
    if not text or _last_of(own)[:_BEGINS] not in text:
        return True
    found = sum(len(line.split()) for line in added if line[:_BEGINS] in text)
    return found >= _CONFIRMED * sum(len(line.split()) for line in added)


def _last_of(own: Sequence[Block]) -> str:
    """The last paragraph of a text, folded."""
    return next((folded(text) for kind, text in reversed(own) if kind == "paragraph"), "")
