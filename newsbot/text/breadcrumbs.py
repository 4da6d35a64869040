"""Breadcrumbs, in JSON-LD and in markup, to the levels between a site's home and an article."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import islice

from newsbot.text.fingerprint import folded
from newsbot.text.markup import Element, texts

_BOXES = "nav[aria-label*=breadcrumb i], [class*=breadcrumb i], [itemtype*=BreadcrumbList]"
_NAMES = ("[itemprop=name]", "li", "a")
_HOME = frozenset("home beranda homepage depan utama index".split())
# "Detail Berita", "Halaman 2", "2026": what stands last, or says nothing.
_NO_LEVEL = re.compile(r"detail\b.*|halaman \d+|baca|read|\d+|\W*|.", re.IGNORECASE)
# A word in capitals that is no abbreviation: four letters or more, one of them a vowel.
_PRONOUNCED = re.compile(r"(?=.*[AEIOU])[A-Z]{4}")
_LONGEST, _BOXES_SEARCHED, _MOST = 40, 3, 8


def breadcrumb_in(root: Element) -> list[str]:
    """Names in the first breadcrumb of a page's markup that has any, as they are printed."""
    for box in islice(root.css(_BOXES), _BOXES_SEARCHED):
        for names in _NAMES:
            if found := texts(islice(box.css(names), _MOST + 1)):
                return [name.strip(" »›>/|•") for name in found] if len(found) <= _MOST else []
    return []


def levels(names: Sequence[str], brands: Collection[str], titles: Iterable[str]) -> list[str]:
    """The levels below home, the highest first, without the article itself. brands: names of the
    site, folded. titles: the article's."""
    kept, last = [], len(names) - 1
    for number, name in enumerate(names):
        plain = _plain(name)
        if number == 0 and (plain in _HOME or _is_brand(plain, brands)):
            continue
        if len(plain) == 1 and plain.isalpha():  # "V", "Via Vallen": an index of names
            break
        if len(name) > _LONGEST or _NO_LEVEL.fullmatch(plain):
            continue
        begun = plain.rstrip(" .…")
        if number == last and any(folded(title).startswith(begun) for title in titles):
            continue
        kept.append(_printed(name))
    return kept


@lru_cache(1000)
def _printed(name: str) -> str:
    """A name that is written all in small letters or in capitals as people write it; but "NBA"."""
    if name.islower():
        return name.capitalize()
    if not name.isupper():
        return name
    words = (name if " " in name else name.replace("-", " ")).split(" ")
    return " ".join(word.capitalize() if _PRONOUNCED.search(word) else word for word in words)


def _is_brand(plain: str, brands: Collection[str]) -> bool:
    return plain.replace(" ", "") in brands or any(brand in plain for brand in brands)


def names_site_and(channel: str, names: Sequence[str], brands: Collection[str]) -> bool:
    """Whether one of the names is the site's with a channel's, "detikInet": what stands below is
    in that channel."""
    plain = _plain(channel)
    both = (name for name in names if plain in _plain(name) and not is_same(name, channel))
    return any(brand in _plain(name) for name in both for brand in brands)


def is_same(one: str, other: str) -> bool:
    """Whether two names of rubrics are one, in the spelling of an address or of people."""
    return _spelt(one) == _spelt(other)


@lru_cache(1000)  # rubrics are few, and each article has some
def _plain(name: str) -> str:
    return folded(name)


@lru_cache(1000)
def _spelt(name: str) -> str:
    return re.sub(r"[\W_]+", " ", folded(name).replace("&", " dan ")).strip()
