"""The pattern of a path, from those of a few articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsbot.workbench.draft.hosts import plain
from newsbot.workbench.draft.shapes import DATES, Shape

# Words of a path that say what an address is of, and name no kanal, or but sometimes.
_FIXED = frozenset(
    "arsip article articles artikel baca berita content detail news newsread post posts read "
    "story view".split()
)
_ALSO_KANAL = frozenset({"berita", "news"})
_NO_DAY = r"(?!20\d\d[01]\d[0-3]\d(?!\d))"
# A number with a mark of its own: "read812345".
_MARKED = re.compile(r"([^\W\d]+)\d+")
# Letters of a mark in the path, "/id/".
_MARK = 3
# A slug that tells an article has as many hyphens as these have, a number that does so as many
# digits, but it need not have more than this; with so many a slug is an article's in any kanal.
_HYPHENS, _DIGITS, _TELLING = 3, 5, 2


class PathWriter:
    """Writes paths as patterns, with each group name used once.

    depth: number of the last segment that might be a listing's, from 0; -1 if there is none."""

    def __init__(self, taken: set[str]) -> None:
        self.keys: list[str] = []
        self.depth = -1
        self._taken = taken

    def path(self, own: Sequence[Shape], seen: Sequence[Shape]) -> str:
        """The pattern of addresses of one form: own are articles', seen may be."""
        rest = own[0].rest
        texts = [[shape.rest[n].text for shape in own] for n in range(len(rest))]
        number = own[0].id_of(texts)
        is_fixed = bool(own[0].words) and all(_FIXED.issuperset(shape.words) for shape in own)
        pattern, key, depth = "", [], len(own[0].words) - 1
        for n, piece in enumerate(rest):
            depth += (piece.before == "/") + piece.text.count("/")
            beside = [m for m in (n - 1, n + 1)
                      if 0 <= m < len(rest) and rest[max(m, n)].before == "-"]  # fmt: skip
            if piece.kind == "slug" and not (number is None or number in beside):
                inner = _decoration(texts[n])
            elif piece.kind == "slug":
                inner = self._slug(texts[n], depth, is_mark=bool(beside))
            elif piece.kind == "number":
                slugs = [text for m in beside if rest[m].kind == "slug" for text in texts[m]]
                is_headed = any("-" in slug for slug in slugs)
                is_told = bool(rest[1:]) and (not is_headed if beside else is_fixed)
                inner = _digits(texts[n], is_told=is_told, may_be_day=is_headed or not rest[1:])
            elif piece.kind == "code":
                inner = _marked(texts[n]) or _code(texts[n])
            else:
                inner = DATES[piece.kind]
            name = "id" if n == number else piece.kind if piece.kind == "slug" else "date"
            is_key = n == number or (number is None and piece.kind in ("slug", *DATES))
            if is_key:
                name = self._free(name)
                key.append(f"{{{name}}}")
                inner = f"(?P<{name}>{inner})"
            pattern += (piece.before if n else "") + inner
        self.keys.append("/".join(key))
        is_telling = len(rest) > 1 or rest[0].kind == "code" or _hyphens(texts[0]) >= _TELLING
        return self._words(own, seen, named=not is_telling) + pattern + plain(own[0].extension)

    def _free(self, name: str) -> str:
        free = next(each for n in range(1, 99) if (each := name + str(n) * (n > 1))
                    not in self._taken)  # fmt: skip
        self._taken.add(free)
        return free

    def _slug(self, texts: Sequence[str], depth: int, *, is_mark: bool) -> str:
        """The pattern of a headline. is_mark: it is beside the id, so one word is a mark."""
        if marked := _marked(texts):
            return marked
        if is_mark and not any("-" in text for text in texts):
            return _one_of(texts)
        self.depth = max(self.depth, depth)
        few = min(_hyphens(texts), _HYPHENS)
        sign = r"[\w%]" if all(re.fullmatch(r"[\w%-]+", text) for text in texts) else r"[^/-]"
        return rf"{sign}*(?:-{sign}*){{{few},}}" if few else r"\d*[^\d/][^/]*"

    def _words(self, own: Sequence[Shape], seen: Sequence[Shape], *, named: bool) -> str:
        """The pattern of the words that the path begins with. named: it lists the channels that
        were seen instead of taking any word."""
        every, pattern = {*own, *seen}, ""
        for position in range(len(own[0].words)):
            given = {shape.words[position] for shape in own}
            values = {shape.words[position] for shape in every}
            if given <= _FIXED and (values <= _FIXED or not given <= _ALSO_KANAL):
                values = given | values & _FIXED
            is_kanal = not (values <= _FIXED or (len(values) == 1 and len(every) > 1))
            words = _one_of(values)
            if is_kanal and not named:
                self.depth = max(self.depth, position)
                is_name = all(value[0].isalpha() for value in values)
                words = r"[a-z][\w-]*" if is_name and "".join(values).islower() else r"[\w-]+"
            if is_kanal and "channel" not in self._taken:
                self._taken.add("channel")
                words = f"(?P<channel>{words.removeprefix('(?:').removesuffix(')')})"
            pattern += f"{words}/"
        return pattern


def _hyphens(texts: Sequence[str]) -> int:
    return min(text.count("-") for text in texts)


def _one_of(texts: Iterable[str]) -> str:
    every = sorted(set(map(plain, texts)))
    return every[0] if len(every) == 1 else f"(?:{'|'.join(every)})"


def _decoration(texts: Sequence[str]) -> str:
    """The pattern of a text beside an id."""
    is_mark = len(set(texts)) == 1 and (len(texts) > 1 or len(texts[0]) <= _MARK)
    return plain(texts[0]) if is_mark else "[^/]+"


def _digits(texts: Sequence[str], *, is_told: bool, may_be_day: bool) -> str:
    """is_told: what is around the number says what it is. may_be_day: nothing else says that it is
    no day of an index."""
    if is_told:
        return r"\d+"
    return rf"{_NO_DAY * may_be_day}\d{{{min(_DIGITS, *map(len, texts))},}}"


def _marked(texts: Sequence[str]) -> str:
    """The pattern of numbers that begin with the same letters, "read" and any digits; else ""."""
    found = [_MARKED.fullmatch(text) for text in texts]
    marks = {match[1] if match else "" for match in found}
    return rf"{plain(*marks)}\d+" if len(marks) == 1 and all(found) else ""


def _code(texts: Sequence[str]) -> str:
    letters = "a-z" if all(text.islower() for text in texts) else "A-Za-z"
    sizes = ",".join(map(str, sorted({min(map(len, texts)), max(map(len, texts))})))
    return rf"(?!(?:\d+|[{letters}]+)\b)[{letters}\d]{{{sizes}}}"
