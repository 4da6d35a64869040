"""The pattern of a portal's article addresses, no wider than a few of them and the links of its
listings need."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlsplit

from newsbot.workbench.draft.hosts import hosts_of, registered
from newsbot.workbench.draft.patterns import PathWriter
from newsbot.workbench.draft.shapes import Shape, shape_of

# Words of a path that listings are under, and what is no text; each as a pattern.
_LISTINGS = (
    r"about amp archives? arsip authors? cari categor(?:y|ies) channel date editors? feed fotos? "
    r"galeri gallery halaman hasil inde(?:ks|x) infografi[ks] kanal kategori label latest live "
    r"login page pencarian penulis photos? popul[ae]r profil recent redaksi reporter rss rubrik "
    r"search section sitemap tags? tagar tanggal tentang terbaru terkini terpopuler topi[ck]s? "
    r"trending users? videos? wp-\w+".split()
)
_WORD = re.compile(r"[\w.-]+")
# Words in the pattern of what a further page adds: "/page/".
_IN_PATH = "[a-z]+(?=/)"
_WIDTH = 88


class UndraftableError(ValueError):
    """Addresses or pages that no portal can be drafted from; the message says why."""


@dataclass(frozen=True)
class Addresses:
    """article_url: a verbose pattern in lines."""

    domain: str
    article_url: tuple[str, ...]
    keys: tuple[str, ...]


def addresses_of(given: Sequence[str], links: Iterable[str], further: str = "") -> Addresses:
    """given: addresses of articles, all of one registered domain. links: of the site, articles or
    not. further: the pattern of what a further page adds to the path. Raises UndraftableError."""
    forms: dict[object, list[Shape]] = defaultdict(list)
    for shape in _shapes(given):
        forms[shape.form].append(shape)
    known = {word for own in forms.values() for shape in own for word in shape.words}
    seen = [
        (url, shape)
        for url in links
        for shape in (shape_of(urlsplit(url).path, in_slugs=each) for each in (True, False))
        if shape and shape.form in forms and registered(url) == registered(given[0])
        and all(word in known or _is_kanal(word) for word in shape.words)
    ]  # fmt: skip
    domain, host, by_host = hosts_of(given, [url for url, _ in seen])
    writer = PathWriter({"channel"} if by_host else set())
    paths = [writer.path(own, [shape for _, shape in seen if shape.form == form])
             for form, own in forms.items()]  # fmt: skip
    lines = [*host, *_guard(chain(*forms.values()), writer.depth, further)]
    if paths[1:]:
        paths = [f"(?:{paths[0]}", *(f"|{path}" for path in paths[1:]), ")"]
    lines += [*paths[:-1], f"{paths[-1]}{further}/?"]
    folded = tuple(part for line in lines for part in _folded(line))
    return Addresses(domain, folded, tuple(writer.keys))


def _shapes(given: Sequence[str]) -> Iterable[Shape]:
    """The shapes of these addresses, each once. A number in a slug is a piece of its own if all
    have one there, else it is the headline's."""
    parted: dict[Shape, Shape] = {}
    for url in given:
        whole, each = (shape_of(urlsplit(url).path, in_slugs=parts) for parts in (False, True))
        if whole is None or each is None:
            raise UndraftableError(f"{url} is no address of an article")
        parted[whole] = each
    for whole, each in parted.items():
        alike = (other for shape, other in parted.items() if shape.form == whole.form)
        yield each if all(other.form == each.form for other in alike) else whole


def _guard(own: Iterable[Shape], depth: int, further: str) -> Iterable[str]:
    """The pattern of what no address of an article has in its segments up to this depth: words of
    listings, but those that these have there, and the addresses of further pages."""
    if depth >= 0:
        known = {segment for shape in own for segment in shape.segments[: depth + 1]}
        known.update(re.findall(_IN_PATH, further))
        words = [word for word in _LISTINGS
                 if not any(re.fullmatch(_listing([word]), each) for each in known)]  # fmt: skip
        yield f"(?!(?:[^/]+/){{0,{depth}}}{_listing(words)}(?![^/.]))"


def _listing(words: Iterable[str]) -> str:
    """The pattern of a segment of listings: "indeks", "tag-populer", "hasil-search-812"."""
    return rf"(?:\w+-)?(?:{'|'.join(words)})(?:-\w+)?"


def _is_kanal(word: str) -> bool:
    return bool(_WORD.fullmatch(word)) and not re.fullmatch(_listing(_LISTINGS), word)


def _folded(pattern: str) -> Iterable[str]:
    line = ""
    for part in re.split(r"(?<=\|)|(?=\(\?P<)", pattern):
        if line and len(line) + len(part) > _WIDTH:
            yield line
            line = ""
        line += part
    yield line
