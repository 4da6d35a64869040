"""The shape of an article's path: words, then dates, numbers, codes and a slug."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

_EXTENSION = re.compile(r"\.(?:html?|php|aspx?)$")
# What a piece of a path is, the first that fits: kind and what it looks like.
_KINDS = (
    ("created", re.compile(r"20\d{12}")),
    ("day", re.compile(r"20\d\d(?:0[1-9]|1[0-2])[0-3]\d")),
    ("epoch", re.compile(r"1\d{9}")),
    ("number", re.compile(r"\d+")),
    ("code", re.compile(r"(?=[a-z]*\d)[a-z0-9]{6,14}")),
)
_DATE = re.compile(r"(20\d\d)([/-])(0[1-9]|1[0-2])\2([0-3]\d)(?=/)")
_NUMBERS = frozenset({"number", "epoch", "created"})
# Digits before and behind a slug that are an id, and no part of the headline.
_LEAST_BEFORE, _LEAST_BEHIND = 5, 4
# Hyphens that make a headline of a segment that is not the last.
_HYPHENS = 3


class Piece(NamedTuple):
    """A piece of a path: what it is, its text, and what stands before it ("/", "-" or nothing)."""

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
    def form(self) -> tuple[object, ...]:
        """The same for all articles that are addressed alike."""
        return tuple((piece.kind, piece.before) for piece in self.rest), self.extension


def shape_of(path: str) -> Shape | None:
    """The shape of an address's path; None where it has nothing that could tell an article."""
    found = _EXTENSION.search(path)
    extension = found[0] if found else ""
    path = path.removesuffix(extension).strip("/")
    pieces: list[Piece] = []
    if dated := _DATE.search(f"{path}/"):
        path = f"{path[: dated.start()]}\0{path[dated.end() :]}"
    segments = [segment for segment in path.split("/") if segment]
    for place, segment in enumerate(segments, 1):
        if segment == "\0" and dated:
            pieces.append(Piece("date/" if dated[2] == "/" else "date-", dated[0]))
        elif place < len(segments) and _is_word(segment):
            pieces.append(Piece("word", segment))
        else:
            pieces += _pieces(segment)
    if pieces and pieces[-1].kind == "word":  # a slug of one word
        pieces[-1] = pieces[-1]._replace(kind="slug")
    count = next((n for n, piece in enumerate(pieces) if piece.kind != "word"), len(pieces))
    words = tuple(piece.text for piece in pieces[:count])
    rest = (each._replace(kind="slug") if each.kind == "word" else each for each in pieces[count:])
    shape = Shape(words, tuple(rest), extension)
    return shape if shape.rest else None


def _is_word(segment: str) -> bool:
    return not (_kind(segment) or any(map(_kind, segment.split("-")))) and (
        segment.count("-") < _HYPHENS
    )


def _pieces(segment: str) -> list[Piece]:
    """Of a segment: the numbers before and behind its text."""
    if kind := _kind(segment):
        return [Piece(kind, segment)]
    parts = segment.split("-")
    kinds = [_kind(part) for part in parts]
    if not all(kind in _NUMBERS for kind in kinds):
        first = len(parts[0]) >= _LEAST_BEFORE and kinds[0] in _NUMBERS
        last = len(parts) - (len(parts[-1]) >= _LEAST_BEHIND and kinds[-1] in _NUMBERS)
        parts = [*parts[:first], "-".join(parts[first:last]), *parts[last:]]
    pieces = (Piece(_kind(part) or "slug", part, "-") for part in parts)
    return [next(pieces)._replace(before="/"), *pieces]


def _kind(text: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(text)), "")
