"""Blocks of the pages of an article to its text: joined, without dateline and initials."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from newsbot.text.clean import Block
from newsbot.text.datelines import read_dateline
from newsbot.text.fingerprint import folded
from newsbot.text.junk import CAPTION_CREDIT, INITIALS, LAST_LINE, NOT_INITIALS, SIGN_OFFS

_DASHES = ("-", "–", "—")
_SENTENCE_ENDS = (".", "!", "?", "…", '"', "'", "”", "’")
# The most sign-offs below each other: of the reporter, of the editor, of the desk.
_MOST_SIGN_OFFS = 3
# How many last characters of a caption are searched for a credit: its label, and the 60 characters
# that it may have.
_CREDIT_MAX = 120
# "… sampai malam.***": where an article ends.
_END_MARK = re.compile(r"\s*\*{3,5}\s*$")
_PLACEHOLDER = re.compile(
    r"^(?:(?:loading(?:\.{3}|…)|keterangan gambar,|lihat foto\b(?!\s*(?-i:[a-z])))\s*)+",
    re.IGNORECASE,
)
# "rs/hp (AFP, Reuters)": the editors and the agencies, on the last line.
SIGNED = re.compile(
    r"(?P<initials>[a-z]{2,4}(?:/[a-z]{2,4}){1,2}|[a-z]{2,4}(?= \([A-Z])) \([\w., /]{1,60}\)"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an article; caption and credit as printed, None where there is none."""

    url: str
    caption: str | None = None
    credit: str | None = None

    def values(self) -> dict[str, str | None]:
        """As it stands in the article."""
        return {"url": self.url, "caption": self.caption, "credit": self.credit}


def join_pages(pages: Sequence[Sequence[Block]]) -> list[Block]:
    """Join the blocks of pages, in order. Blocks at the start or end of a page that earlier pages
    have too (an overlap, furniture of every page, the whole page again) are left out."""
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


def split_dateline(
    blocks: list[Block], brands: Collection[str] = (), *, mixed: bool = False
) -> tuple[str | None, list[Block]]:
    """Take "PYONGYANG - " off the first paragraph, or a line of its own before it: the place, and
    the blocks without it. brands, mixed: see text/datelines.py."""
    for index, (kind, text) in enumerate(blocks):
        alone = text.endswith(_DASHES)
        if kind != "paragraph" and not (kind == "heading" and alone):
            continue
        line, rest = text, blocks[index + 1 :]
        if alone and rest and rest[0][0] == "paragraph":
            line, rest = f"{text} {rest[0][1]}", rest[1:]
        found = read_dateline(line, brands, mixed=mixed)
        if found is not None and (line == text or found[1] == len(text) + 1):
            return found[0], [*blocks[:index], ("paragraph", line[found[1] :]), *rest]
        if kind == "paragraph":
            break
    return None, blocks


def split_initials(blocks: list[Block]) -> tuple[list[str], list[Block]]:
    """Take the editors' initials, "(zik)" or "(abc/xyz)", off the end of the last paragraph, and
    other sign-offs, which are no initials, and the asterisks that mark the end."""
    blocks = _without_end_mark(blocks)
    for _ in range(_MOST_SIGN_OFFS):
        found = _sign_off(blocks)
        if found is None:
            break
        initials, blocks = found
        if initials:
            return initials, blocks
    return [], blocks


def _without_end_mark(blocks: list[Block]) -> list[Block]:
    for index in range(len(blocks) - 1, -1, -1):
        kind, text = blocks[index]
        if kind == "paragraph":
            return [*blocks[:index], (kind, _END_MARK.sub("", text)), *blocks[index + 1 :]]
    return blocks


def _sign_off(blocks: list[Block]) -> tuple[list[str], list[Block]] | None:
    for index in range(len(blocks) - 1, -1, -1):
        kind, text = blocks[index]
        if kind != "heading" and kind != "paragraph":
            continue
        if signed := SIGNED.fullmatch(text):
            return signed["initials"].split("/"), blocks[:index] + blocks[index + 1 :]
        if index and LAST_LINE.fullmatch(text):
            return [], [*blocks[:index], *blocks[index + 1 :]]
        opened = max(text.rfind("("), text.rfind("["), 0)
        rest = text[:opened].rstrip()
        match = INITIALS.fullmatch(text, opened)
        names = re.split(r"\s*/\s*", match["initials"]) if match else []
        if not names and not (
            (not rest or rest.endswith(_SENTENCE_ENDS))
            and any(sign_off.pattern.fullmatch(text, opened) for sign_off in SIGN_OFFS)
        ):
            return None
        if rest and not NOT_INITIALS.isdisjoint(names):
            return None
        kept: list[Block] = [(kind, rest)] if rest else []
        return list(dict.fromkeys(names)), blocks[:index] + kept + blocks[index + 1 :]
    return None


def split_credit(caption: str) -> tuple[str | None, str | None]:
    """Split "… di Pyongyang. Foto/AP" into caption and credit; a lazy image's "loading…" and
    a button's "Lihat Foto" go, and what is said to who cannot see ("Keterangan gambar, ")."""
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
