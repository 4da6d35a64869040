"""The pattern of a portal's article addresses, from a few of them and the links of its listings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count
from urllib.parse import urlsplit

from newsbot.workbench.draft.hosts import hosts_of, plain, registered
from newsbot.workbench.draft.shapes import Piece, Shape, shape_of

# Words of a path that say what an address is of, and name no kanal.
_FIXED = frozenset(
    "arsip article articles artikel baca berita content detail news newsread post posts read "
    "story view".split()
)
_OTHERS = "author|category|foto|galeri|indeks|infografis|kategori|penulis|search|tag|topik|video"
_EXACT = {"code": "[a-z0-9]{6,14}", "epoch": r"1\d{9}", "created": r"20\d{12}"}
# Letters of a mark before a number, "d-7993377".
_MARK = 3
# Hyphens that a slug must have where nothing else tells an article: as few as these have, but not
# more than this.
_HYPHENS = 3
_DATES = {"date/": (r"20\d\d/\d\d/\d\d", "%Y/%m/%d"), "date-": (r"20\d\d-\d\d-\d\d", "%Y-%m-%d"),
          "day": (r"20\d{6}", "%Y%m%d")}  # fmt: skip


@dataclass(frozen=True)
class Addresses:
    """article_url: a verbose pattern in lines. dates: strptime's form of the group `date`, empty
    without one. fixed: a word that stands in every path, empty where none does."""

    domain: str
    article_url: tuple[str, ...]
    keys: tuple[str, ...]
    dates: str
    fixed: str


def addresses_of(given: Sequence[str], links: Iterable[str], further: str = "") -> Addresses:
    """given: addresses of articles, all of one registered domain. links: of the site, articles or
    not. further: the pattern of what a further page adds to the path. Raises ValueError."""
    read = {url: shape_of(urlsplit(url).path) for url in given}
    if wrong := next((url for url, shape in read.items() if shape is None), None):
        raise ValueError(f"{wrong} is no address of an article")
    shapes = [shape for shape in read.values() if shape]
    forms = {shape.form for shape in shapes}
    alike = {url: shape for url in links if (shape := shape_of(urlsplit(url).path))
             and shape.form in forms and registered(url) == registered(given[0])}  # fmt: skip
    domain, host, by_host = hosts_of(given, alike)
    groups = _Groups(by_host)
    paths = []
    for form in dict.fromkeys(shape.form for shape in shapes):
        own = [shape for shape in shapes if shape.form == form]
        seen = [shape for shape in alike.values() if shape.form == form]
        paths.append(groups.path(own, seen))
    # what begins with any word may begin with that of another kind of page
    others = any(path.startswith(("(?P<channel>", "[", "(?:[", "(?P<slug>")) for path in paths)
    lines = [*host, *([f"(?!(?:{_OTHERS})/)"] if others else [])]
    lines += [f"(?:{paths[0]}", *(f"|{path}" for path in paths[1:])] if paths[1:] else paths
    end = f"{')' if paths[1:] else ''}{further}/?"
    return Addresses(
        domain, (*lines[:-1], lines[-1] + end), tuple(groups.keys), groups.dates, groups.fixed
    )


class _Groups:
    """Writes paths as patterns; each group has its name once."""

    def __init__(self, by_host: bool) -> None:
        self.keys: list[str] = []
        self.dates = self.fixed = ""
        self._taken = {"channel"} if by_host else set[str]()

    def path(self, own: Sequence[Shape], seen: Sequence[Shape]) -> str:
        """The pattern of addresses of one form: own are articles', seen may be."""
        rest = own[0].rest
        texts = [[shape.rest[n].text for shape in own] for n in range(len(rest))]
        number = _id(rest, texts)
        key: list[str] = []
        pattern = self._words(own, seen)
        for n, piece in enumerate(rest):
            pattern += piece.before if n else ""
            name, inner = self._piece(piece, texts[n], alone=len(rest) == 1)
            if n == number:
                name = "id"
            elif name == "slug" and number is not None:
                name = ""
            if name:
                name = self._free(name)
                if n == number or number is None:
                    key.append(f"{{{name}}}")
            pattern += f"(?P<{name}>{inner})" if name else inner
        self.keys.append("/".join(key))
        return pattern + plain(own[0].extension)

    def _free(self, name: str) -> str:
        names = chain([name], (f"{name}{number}" for number in count(2)))
        free = next(each for each in names if each not in self._taken)
        self._taken.add(free)
        return free

    def _piece(self, piece: Piece, texts: list[str], *, alone: bool) -> tuple[str, str]:
        """The name of its group, empty for what tells nothing, and its pattern."""
        if piece.kind in _DATES:
            inner, dates = _DATES[piece.kind]
            self.dates = self.dates or dates
            return "" if "date" in self._taken else "date", inner
        if piece.kind != "slug":
            return "", _EXACT.get(piece.kind, r"\d+")
        if len(set(texts)) == 1 and len(piece.text) <= _MARK:
            return "", plain(piece.text)
        few = min(min(text.count("-") for text in texts), _HYPHENS)
        return "slug", rf"[\w%]+(?:-[\w%]+){{{few},}}" if alone and few else "[^/]+"

    def _words(self, own: Sequence[Shape], seen: Sequence[Shape]) -> str:
        counts = {len(shape.words) for shape in own}
        if len(counts) > 1:
            return rf"(?:[\w-]+/){{{min(counts)},{max(counts)}}}"
        alike = [*own, *(shape for shape in seen if len(shape.words) in counts)]
        pattern = ""
        for position in range(max(counts)):
            values = {shape.words[position] for shape in alike}
            if values <= _FIXED:
                words = "|".join(sorted(values))
                pattern += f"{words}/" if len(values) == 1 else f"(?:{words})/"
                self.fixed = self.fixed or ("" if len(values) > 1 else words)
            elif "channel" in self._taken:
                pattern += r"[\w-]+/"
            else:
                self._taken.add("channel")
                pattern += r"(?P<channel>[\w-]+)/"
        return pattern


def _id(rest: Sequence[Piece], texts: Sequence[list[str]]) -> int | None:
    """Which piece is the article's number: the longest that is no moment, else a code."""
    numbers = [n for n, piece in enumerate(rest) if piece.kind == "number"]
    if numbers:
        return max(numbers, key=lambda n: min(map(len, texts[n])))
    return next((n for n, piece in enumerate(rest) if piece.kind in ("code", "epoch")), None)
