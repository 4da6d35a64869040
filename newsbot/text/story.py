"""Blocks of one or more pages to one story: joined, without dateline and initials."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from newsbot.text.clean import Block
from newsbot.text.fingerprint import folded
from newsbot.text.junk import CAPTION_CREDIT, DATELINE, INITIALS, NOT_PLACES

# "JAKARTA, SINDOnews.com - ", "JAKARTA, SINDOnews - "
_BRAND = re.compile(r",\s*(?:\w+(?:\.\w+)+|[A-Z]{2,}[a-z]+)$")
_PARTS = re.compile(r"[\s,/-]+")
# A credit is looked for in so many last characters: its label and the 60 that it may have.
_CREDIT_MAX = 120
_PLACEHOLDER = re.compile(r"^(?:loading(?:\.{3}|…)\s*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an article; caption and credit as printed, None where there is none."""

    url: str
    caption: str | None = None
    credit: str | None = None


def join_pages(pages: Sequence[Sequence[Block]]) -> list[Block]:
    """Join pages in order. What a page repeats of the earlier ones at its start or its end
    (an overlap, furniture of every page, the whole page again) is left out."""
    if len(pages) == 1:
        return list(pages[0])
    joined: list[Block] = []
    seen: set[str] = set()
    for page in pages:
        first, last = 0, len(page)
        while first < last and folded(page[first][1]) in seen:
            first += 1
        while last > first and folded(page[last - 1][1]) in seen:
            last -= 1
        joined.extend(page[first:last])
        seen.update(folded(text) for _, text in page)
    return joined


def adds_nothing(page: Sequence[Block], *earlier: Sequence[Block]) -> bool:
    """Whether a page only repeats earlier ones (a portal that answers page 1 for any page)."""
    return len(join_pages([*earlier, page])) == len(join_pages(earlier))


def split_dateline(blocks: list[Block]) -> tuple[str | None, list[Block]]:
    """Take "PYONGYANG - " off the first paragraph: the place, and the blocks without it."""
    for index, (kind, text) in enumerate(blocks):
        if kind != "paragraph":
            continue
        match = DATELINE.match(text)
        if match is None or _PARTS.split(match["place"])[0] in NOT_PLACES:
            return None, blocks
        rest: Block = (kind, text[match.end() :])
        return _BRAND.sub("", match["place"]), [*blocks[:index], rest, *blocks[index + 1 :]]
    return None, blocks


def split_initials(blocks: list[Block]) -> tuple[list[str], list[Block]]:
    """Take the editors' initials, "(zik)" or "(abc/xyz)", off the end of the last paragraph."""
    for index in range(len(blocks) - 1, -1, -1):
        kind, text = blocks[index]
        if kind == "heading" or kind == "paragraph":
            opened = max(text.rfind("("), 0)
            match = INITIALS.fullmatch(text, opened)
            if match is None:
                return [], blocks
            rest = text[:opened].rstrip()
            kept: list[Block] = [(kind, rest)] if rest else []
            names = [name.strip() for name in match["initials"].split("/")]
            return names, blocks[:index] + kept + blocks[index + 1 :]
    return [], blocks


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """Split "… di Pyongyang. Foto/AP" into caption and credit; a lazy image's "loading…" goes."""
    caption = _PLACEHOLDER.sub("", caption).strip()
    long = max(len(caption) - _CREDIT_MAX, 0)
    match = CAPTION_CREDIT.fullmatch(caption, long)
    if match is None:
        return caption or None, None
    return (caption[:long] + match["caption"]).rstrip() or None, match["credit"]


def body_pictures(blocks: Sequence[Block]) -> list[Picture]:
    """Pictures inside the body, each with the caption and credit that follow it directly."""
    pictures: list[Picture] = []
    open_picture = False
    for kind, text in blocks:
        if kind == "image":
            pictures.append(Picture(text))
        elif open_picture and kind in ("caption", "credit"):
            caption, credit = split_credit(text)
            last = pictures[-1]
            pictures[-1] = Picture(last.url, last.caption or caption, last.credit or credit)
        open_picture = kind == "image" or (open_picture and kind in ("caption", "credit"))
    return pictures


def story_text(blocks: Sequence[Block]) -> tuple[str, list[str]]:
    """The text, its paragraphs separated by one blank line, and those of them that are headings."""
    kept = [(kind, text) for kind, text in blocks if kind in ("paragraph", "heading")]
    text = "\n\n".join(text for _, text in kept)
    return text, [text for kind, text in kept if kind == "heading"]
