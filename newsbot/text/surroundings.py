"""What stands above and below a text that no selector of the portal found: headline, byline, time,
captions, standfirst; sign-off, tags, links. All of it goes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from newsbot.text.clean import Block
from newsbot.text.datelines import read_dateline
from newsbot.text.fingerprint import folded
from newsbot.text.headline import is_time_line
from newsbot.text.junk import BELOW
from newsbot.text.story import SIGNED

# Among how many first blocks the headline, the time and the dateline are.
_TOP = 10
# The most sentences of a standfirst.
_STANDFIRST = 2
# The most characters of a line that is a time or names people, and the fewest words of a sentence.
_LINE, _SENTENCE = 80, 5
# How much of the sentences may stand behind a lone sign-off, and behind the heading of a box, and
# go.
_SIGNED_OFF, _BOXES = 0.3, 0.25
_ENDS = (".", "!", "?", "…", ":", ".)")
_CLOSING = "\"”'’» "
# "Oleh: Nama", "Penulis Nama", "Nama - detikNews", "Tim Redaksi".
_BYLINE = re.compile(
    r"(?:oleh|penulis|editor|reporter|pewarta|rep|red|by|laporan|tim|written by)\b"
    r"(?! (?:karena|sebab|itu))\s*:?\s*\S.*",
    re.IGNORECASE,
)
# "(abc)", "(abc/def)", "(abc.-)", "[abc]"
_INITIALS = re.compile(r"[(\[][a-z]{2,5}(?: ?[/&-] ?[a-z]{2,5}){0,3}[ .*/-]{0,3}[)\]]\.?")
# "Jam menara. (ANTARA/Hadi Wibowo)", "Penenun (c) AP Photo", "Dermaga. Foto: Kantor Pos"
_CAPTION = re.compile(
    r"[^\"“”]{1,250}(?:(?-i:\((?=[^()]*[A-Z])[^()/\d]{2,40}/[^()/\d]{2,60}\))\.?"
    r"|\((?:(?:foto|dok)\b[^()]{1,60}|c\)[^.]{0,60})|©[^.]{1,60}"
    r"|(?-i:Foto|FOTO|Photo) ?[/:].{1,60})",
    re.IGNORECASE,
)


def is_sentence(kind: str, text: str) -> bool:
    """Whether a block reads like a sentence: a paragraph of some words that ends like one."""
    return (
        kind == "paragraph"
        and len(text.split()) >= _SENTENCE
        and text.rstrip(_CLOSING).endswith(_ENDS)
        and not _CAPTION.fullmatch(text)
    )


def is_caption(kind: str, text: str) -> bool:
    """Whether a block is the caption of a picture by its words, as a paragraph may be."""
    return kind != "image" and bool(_CAPTION.fullmatch(text))


def without_surroundings(
    blocks: Sequence[Block], headline: str, brands: Collection[str]
) -> list[Block]:
    """The blocks of the text alone. headline: as the page shows it. brands: the portal's, folded.
    Nothing goes of a text without sentences."""
    kept = [block for block in blocks if not is_caption(*block)]
    first = _first(kept, headline, brands)
    last = _last(kept, first)
    body = [block for block in kept[first:last] if not BELOW.fullmatch(block[1])]
    return body if any(is_sentence(*block) for block in body) else list(blocks)


def _first(blocks: Sequence[Block], headline: str, brands: Collection[str]) -> int:
    """The index of the block in which the text begins."""
    shown = folded(headline)
    titles = (n for n, (_, text) in enumerate(blocks) if shown and folded(text) == shown)
    top = next(titles, -1) + 1
    if not any(is_sentence(*block) for block in blocks[top:]):
        top = 0
    first = top
    for index, (kind, text) in enumerate(blocks[top : top + _TOP], top):
        if not _may_begin(blocks, top, index):
            break
        if kind != "heading" and _has_dateline(text, brands):
            return index
        if kind != "heading" and is_time_line(text):
            first = index + 1
    if not any(is_sentence(*block) for block in blocks[first:]):
        first = top
    while first < len(blocks) and _opens_no_text(*blocks[first]):
        first += 1
    return first


def _may_begin(blocks: Sequence[Block], top: int, index: int) -> bool:
    """Whether the text may begin as late as this: no more than a standfirst stands above it."""
    above = [len(text.split()) for kind, text in blocks[top:index] if is_sentence(kind, text)]
    below = sum(len(text.split()) for kind, text in blocks[index:] if is_sentence(kind, text))
    return not above or (len(above) <= _STANDFIRST and 2 * sum(above) <= below)


def _has_dateline(text: str, brands: Collection[str]) -> bool:
    found = read_dateline(text if not text.endswith("-") else f"{text} X", brands, mixed=True)
    return found is not None


def _opens_no_text(kind: str, text: str) -> bool:
    """Whether a block above the text is no part of it: a byline, a word or two."""
    if kind == "image":
        return False
    if kind == "heading":
        return len(text.split()) < 2
    words = len(text.split())
    ends = text.rstrip(_CLOSING).endswith(_ENDS)
    return bool(len(text) <= _LINE and _BYLINE.fullmatch(text) and not ends) or (
        words <= 6 and not ends
    )


def _last(blocks: Sequence[Block], first: int) -> int:
    """The index behind the last block of the text. A lone sign-off or the heading of a box ends it,
    unless a good part of the sentences comes behind (pages that are signed each)."""
    words = [len(text.split()) if is_sentence(kind, text) else 0 for kind, text in blocks]
    last, all_words = len(blocks), sum(words[first:])
    for index in range(first + 1, len(blocks)):
        signed = is_sign_off(blocks[index][1])
        if not signed and not BELOW.fullmatch(blocks[index][1]):
            continue
        share = sum(words[index:]) / (all_words or 1)
        if share <= (_SIGNED_OFF if signed else _BOXES):
            last = index + signed
            break
    while last > first + 1 and _closes_no_text(*blocks[last - 1]):
        last -= 1
    return last


def is_sign_off(text: str) -> bool:
    """Whether a line is the editors' initials and nothing else."""
    return len(text) <= _LINE and bool(_INITIALS.fullmatch(text) or SIGNED.fullmatch(text))


def _closes_no_text(kind: str, text: str) -> bool:
    if kind == "image":
        return False
    if kind == "heading" or is_time_line(text):
        return True
    if any(map(str.isdigit, text)):  # a price, a score; but not the number of a page
        return text.isdigit()
    return len(text.split()) <= 3 and not text.rstrip(_CLOSING).endswith((*_ENDS, ")", "]"))
