"""The shape of an article's path: words, then dates, numbers, codes and a slug."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

_EXTENSION = re.compile(r"\.(?:html?|php|aspx?)$")
#: Kinds of pieces that are a moment or may begin with one: their patterns.
DATES = {
    "date/": r"20\d\d/\d\d/\d\d",
    "date-": r"20\d\d-\d\d-\d\d",
    "month/": r"20\d\d/\d\d",
    "month-": r"20\d\d-\d\d",
    "created": r"20\d{12}",
    "day": r"20\d\d(?:0[1-9]|1[0-2])[0-3]\d",
    "epoch": r"1\d{9}",
    "year": r"20\d\d",
}
_DATE = re.compile(r"(?<![^/])20\d\d([/-])(?:0[1-9]|1[0-2])(\1[0-3]\d)?(?=/)")
# What a piece of a path is: the first kind that fits. "citizen6" and "covid19" are words.
_KINDS = {kind: pattern for kind, pattern in DATES.items() if kind[-1].isalpha()} | {
    "number": r"\d+",
    "code": r"(?=[A-Za-z]*\d)(?![A-Za-z]+\d{1,2}$)[A-Za-z0-9]{6,14}",
}
_NUMBERS = frozenset({"number", "epoch", "created"})
# Digits that make an id, and no part of the headline, of a number before or behind it in a segment;
# and digits of an id that has a headline in the path.
_LEAST_BEFORE, _LEAST_BEHIND, _LEAST = 5, 4, 3
# Hyphens that make a headline of a segment that is not the last.
_HYPHENS = 3


class Piece(NamedTuple):
    """A piece of a path: what it is, its text, and what stands before it ("/" or "-")."""

    kind: str
    text: str
    before: str = "/"


@dataclass(frozen=True)
class Shape:
    """words: what the path begins with, "nasional/politik". rest: the other pieces. extension:
    ".html" or nothing."""

    words: tuple[str, ...]
    rest: tuple[Piece, ...]
    extension: str

    @property
    def form(self) -> object:
        """A value that is equal for all articles whose addresses are built alike."""
        pieces = tuple((piece.kind, piece.before) for piece in self.rest)
        return len(self.words), pieces, self.extension

    @property
    def segments(self) -> list[str]:
        """The path between its slashes."""
        rest = "".join(piece.before + piece.text for piece in self.rest)
        return [*self.words, *rest.strip("/").split("/")]

    def id_of(self, texts: Sequence[Sequence[str]]) -> int | None:
        """Which piece is the article's id: of the numbers the one that differs most, then the
        longest; else a code. texts: of each piece, in all addresses of this form."""
        is_headed = any(piece.kind == "slug" and "-" in piece.text for piece in self.rest)
        numbers = [n for n, piece in enumerate(self.rest) if piece.kind == "number"
                   and (min(map(len, texts[n])) >= _LEAST or not is_headed)]  # fmt: skip
        others = (n for kind in ("code", "epoch") for n, piece in enumerate(self.rest)
                  if piece.kind == kind)  # fmt: skip
        found = numbers or list(islice(others, 1))
        return max(found, key=lambda n: (len(set(texts[n])), min(map(len, texts[n]))), default=None)


def shape_of(path: str, *, in_slugs: bool = True) -> Shape | None:
    """The shape of an address's path; None where it has nothing that could tell an article.
    in_slugs: whether a long number before or behind a headline is a piece of its own."""
    found = _EXTENSION.search(path)
    extension = found[0] if found else ""
    path = path.removesuffix(extension).strip("/")
    if dated := _DATE.search(f"{path}/"):
        path = f"{path[: dated.start()]}\0{path[dated.end() :]}"
    segments = [segment for segment in path.split("/") if segment]
    count = next((n for n, each in enumerate(segments[:-1]) if not _is_word(each)), None)
    count = max(len(segments) - 1, 0) if count is None else count
    pieces: list[Piece] = []
    for segment in segments[count:]:
        if dated and segment == "\0":
            pieces.append(Piece(("date" if dated[2] else "month") + dated[1], dated[0]))
        else:
            pieces += _pieces(segment, in_slugs=in_slugs)
    return Shape(tuple(segments[:count]), tuple(pieces), extension) if pieces else None


def _is_word(segment: str) -> bool:
    is_plain = "\0" not in segment and not any(map(_kind, [segment, *segment.split("-")]))
    return is_plain and segment.count("-") < _HYPHENS


def _pieces(segment: str, *, in_slugs: bool) -> list[Piece]:
    """Of a segment: its slug, and the numbers around it ("d-7993377", "812345-judul-berita",
    "news-531210-judul-berita")."""
    if kind := _kind(segment):
        return [Piece(kind, segment)]
    parts = segment.split("-")
    numbers = [_kind(part) in _NUMBERS for part in parts]
    if not (all(numbers) or numbers == [False, True]):
        last = len(parts) - 1
        for n, part in enumerate(parts):
            least = _LEAST_BEHIND if n == last else _LEAST_BEFORE
            numbers[n] &= in_slugs and n in (0, 1, last) and len(part) >= least
    pieces: list[Piece] = []
    for part, is_number in zip(parts, numbers, strict=True):
        if is_number or not pieces or pieces[-1].kind != "slug":
            kind = _kind(part) if is_number else "slug"
            pieces.append(Piece(kind, part, "-" if pieces else "/"))
        else:
            pieces[-1] = pieces[-1]._replace(text=f"{pieces[-1].text}-{part}")
    return pieces


def _kind(text: str) -> str:
    return next((kind for kind, pattern in _KINDS.items() if re.fullmatch(pattern, text)), "")
