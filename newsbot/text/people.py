"""The people that a line names: "Oleh: A, B dan C", "Rep: A/ Red: B", "Nama - detikNews"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Literal

from newsbot.text.fingerprint import folded

Role = Literal["author", "editor"]

# A name that is nobody's as a whole, "(tim/tim)", and words that no person's has.
_TEAM = r"tim(?:\s+(?:cek\s+fakta|editor|riset|\w*news))?"
_NOBODY = re.compile(
    rf"\W*(?:(?:{_TEAM}|red|penulis|editor|reporter|pewarta|wartawan|redaktur)(?:\W+|$))*"
)
_NO_NAME = re.compile(
    r"\b(?:redaksi|admin(?:istrator)?|tim\s+(?:liputan|media|it)|newsroom|developer|kontributor"
    r"|https?)\b|\.(?:com|id)\b"
)
_BYLINE = re.compile(
    r"^(?:oleh|penulis|editor|reporter|pewarta|rep|red|sumber)\s*:?\s+", re.IGNORECASE
)
# "Pewarta: A Editor: B Copyright © ANTARA 2026", "Rep: A/ Red: B": who did what, on one line.
_CREDIT = re.compile(
    r"\b(?:(?P<author>oleh|penulis|reporter|pewarta|wartawan|rep)(?:\s*(?:&|dan)\s*(?P<edits>editor))?"
    r"|(?P<editor>editor|redaktur|red)(?:\s*(?:&|dan)\s*(?P<writes>penulis|reporter))?"
    r"|sumber|foto|uploader|copyright)\s*[:©]",
    re.IGNORECASE,
)
_OF_ROLE: dict[Role, tuple[str, ...]] = {
    "author": ("author", "writes"),
    "editor": ("editor", "edits"),
}
# A comma before a degree ("M.Si", "Ph.D") parts no names.
_PARTED = re.compile(
    r"[;|&•]|,(?!\s*(?:[SM]\.[A-Z]|A\.Md|Sp\.|LL\.?[BM]|Ph\.?D|MBA\b|M[AM]\b|S[EHT]\b|Lc\b))"
)
# "A, B dan C": in small letters, as people are called Dan.
_AND = re.compile(r"(?:^|\s+)(?:dan|and)\s+")
_AND_IN_CAPITALS = re.compile(r"(?:^|\s+)(?:DAN|AND)\s+")
# An office of this name is one: "Dinas Komunikasi dan Informatika".
_OFFICE = re.compile(
    r"\b(?:badan|balai|bagian|bidang|biro|departemen|dinas|direktorat|divisi|fakultas|humas"
    r"|kementerian|komisi|kominfo|lembaga|pusat|program|tim|universitas|yayasan)\b",
    re.IGNORECASE,
)
# A dash in spaces parts a name and what it is of: a brand, a rubric.
_DASH = re.compile(r"\s[-\u2013\u2014]\s")
# "Nama • 24 Februari 2026 20:33": a date beside a name is no part of it.
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\d[:.]\d\d\b")
_INITIALS = re.compile(r"[()\s]+")


def people(lines: list[str], role: Role, brands: Collection[str]) -> list[str]:
    """The people of a role that the lines name, each once. A line that names no roles is all of
    that role. brands: names that are no people's, folded; also as a part of a name."""
    if role == "editor":
        bare = [_INITIALS.sub(" ", text) for text in lines]
        lines = [text if _CREDIT.search(text) else text.replace("/", ",") for text in bare]
    credited = (part for text in lines for part in _credited(text, role))
    named = (_person(part, brands) for text in credited for part in _parted(text))
    return list(dict.fromkeys(name for name in named if name))


def _credited(text: str, role: Role) -> list[str]:
    """The parts of a line that name a role's people, names parted by commas; the whole line, if it
    names no roles."""
    roles = list(_CREDIT.finditer(text))
    if not roles:
        return [text]
    ends = [credit.start() for credit in roles[1:]] + [len(text)]
    named = [
        text[credit.end() : end].replace("/", ",")
        for credit, end in zip(roles, ends, strict=True)
        if any(credit.group(*_OF_ROLE[role]))
    ]
    return [text[: roles[0].start()], *named] if role == "author" else named


def _parted(text: str) -> Iterator[str]:
    conjunction = _AND_IN_CAPITALS if text.isupper() else _AND
    for part in _PARTED.split(text):
        if _OFFICE.search(part):
            yield part
        else:
            yield from conjunction.split(part)


def _person(text: str, brands: Collection[str]) -> str | None:
    """The first name of those that dashes part: before a rubric, behind a brand."""
    for part in _DASH.split(text):
        name = _BYLINE.sub("", part).strip(" /:")
        if not (_DATED.search(name) or is_nobody(name, brands)):
            return name
    return None


def is_nobody(name: str, brands: Collection[str] = ()) -> bool:
    """Whether a name is no person's. brands: as in `people`."""
    plain = folded(name)
    if _NOBODY.fullmatch(plain) or _NO_NAME.search(plain) or plain.replace(" ", "") in brands:
        return True
    return any(brand in plain for brand in brands)
