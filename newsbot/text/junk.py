"""The catalogue of junk: lines that portals print inside an article and that are no part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

# A prompt to read something else. It counts only where a clause begins, and only if a link or a
# colon follows. text/prompts.py checks both.
PROMPT = re.compile(
    r"\b(?:(?:baca|lihat|simak|tonton|saksikan)\s+(?:juga|pula|selengkapnya)\b"
    r"(?:\s+(?:video|berita))?\s*(?P<colon>:)?\s*"
    r"|(?:(?:baca|selanjutnya)\s*:|halaman\s+selanjutnya\s*:?)\s*"  # only with a link
    r"|pilihan\s+editor\s*(?:(?P<colon2>:)\s*))"
    r"|^\s*jangan\s+lewatkan\W*$",  # a line of its own, above links
    re.IGNORECASE,
)

# Parts in small letters of which every prompt has one: a quick test that most texts fail.
PROMPT_WORDS = (" juga", " pula", "selengkapnya", "selanjutnya", "baca", "editor", "lewatkan")

# Embedded pictures and videos, by their placeholder: "[Gambas:Video 20detik]".
EMBED = re.compile(r"\[gambas:[^\]]*\]", re.IGNORECASE)


class Line(NamedTuple):
    """A kind of line that is junk as a whole, see junk.txt. heading: whether a sub-heading of these
    words is junk, too."""

    name: str
    words: str
    pattern: str
    heading: bool


# Words with a capital each: people, places, sites.
_NAME = r"(?-i:[A-Z][\w.'’-]*)"
_NAMES = rf"{_NAME}(?:[ ,/&]+(?:(?:dan|and) )?{_NAME}){{0,9}}"
_ROLE = r"(?:editor|penulis|reporter|pewarta|redaktur|kontributor|uploader|rep|red)"
_CREDITED = rf"{_ROLE}(?: (?:&|dan) {_ROLE})? ?:"
_CREDITS = (
    rf"{_CREDITED} ?(?:{_NAMES})?(?:[ |/;,]+{_CREDITED} ?{_NAMES})*"
    r"(?: copyright\b.*)?"
)
# "Editor: Nama", and "Penulis :" on a line of its own and who it was on the next.
BYLINE = re.compile(_CREDITS, re.IGNORECASE)
LABEL, PEOPLE = re.compile(_CREDITED, re.IGNORECASE), re.compile(rf"(?=.{{0,80}}$){_NAMES}")
_LOOK = r"(?:yuk,? )?(?:simak|saksikan|tonton|lihat|cek) (?:juga )?video(?:nya)?"


def _lines(text: str) -> Iterator[Line]:
    """The entries of junk.txt, each with one pattern."""
    parts = {"<names>": _NAMES, "<look>": _LOOK, "<credits>": _CREDITS}
    text = re.sub("|".join(parts), lambda name: parts[name[0]], re.sub(r"(?m)^#.*\n", "", text))
    for entry in re.split(r"\n{2,}", text.strip()):
        name, words, *patterns = entry.split("\n")
        yield Line(name.removesuffix(" *"), words, "|".join(patterns), not name.endswith(" *"))


LINES = tuple(_lines(Path(__file__).with_name("junk.txt").read_text("utf-8")))

# Lines below which there is no text of the article any more: its tags, or other articles.
BELOW = re.compile(
    r"(?:#?tags?|topik|topics|label|tagar)(?: (?:terkait|artikel|berita|populer))? ?:?"
    r"|(?:artikel|berita|video|konten|foto) (?:terkait|lain(?:nya)?|menarik(?: lainnya)?|pilihan"
    r"|rekomendasi|terpopuler|terbaru|terkini) ?:?|rekomendasi(?: untuk (?:anda|kamu))?"
    r"|recommended(?: by editor| for you)?|editor[’']?s[’']? picks?|(?:trending|populer|terpopuler"
    r"|terkini|terbaru|most popular|related (?:news|posts?|articles?|topics?))"
    r"|(?:posting|post) terkait|baca juga|jangan lewatkan|anda mungkin (?:juga )?(?:suka|menyukai)"
    r"(?: ini)?|(?:tinggalkan|tulis) (?:balasan|komentar)|(?:leave a )?(?:comments?|reply)"
    r"|komentar(?: \(?\d+\)?)?|disclaimer\b.*|bagikan(?: artikel)?(?: ini)? ?:?"
    r"|share(?: this)? ?:?",
    re.IGNORECASE,
)

# Characters of a line of the catalogue.
_LONGEST = 600
_FIRST_WORD = re.compile(r"\W*(\w+)")
_PAIRS = sorted((word, number) for number, line in enumerate(LINES) for word in line.words.split())
_BY_WORD = {
    word: [(re.compile(LINES[n].pattern, re.IGNORECASE), LINES[n].heading) for _, n in pairs]
    for word, pairs in groupby(_PAIRS, key=lambda pair: pair[0])
}


def is_furniture(text: str, *, heading: bool) -> bool:
    """Whether a line is junk as a whole. text: as `one_line` makes it. heading: whether it is a
    sub-heading."""
    first = _FIRST_WORD.match(text) if len(text) <= _LONGEST else None
    if first is None:
        return False
    word = first[1].lower()
    for pattern, headings_too in _BY_WORD.get("0" if word.isdecimal() else word, ()):
        if (headings_too or not heading) and pattern.fullmatch(text):
            return True
    return False


_CREDIT = (
    r"(?:\b(?:foto|photo|ilustrasi|infografis|grafis|sumber\s+foto|dok(?:umentasi|\.)?)\s*[/:]"
    r"|\bsumber\s+gambar\s*,|©|\(c\)(?=\s))\s*\S.{0,60}"
)
# "Foto/AP", "Foto: Antara", "Sumber gambar, AFP", "©2020 Merdeka.com": short, and a paragraph of
# its own.
CREDIT = re.compile(rf"\(?{_CREDIT}", re.IGNORECASE)
# "(ANTARA FOTO/Nama)": an agency and who took the picture.
_AGENCY = (
    r"\b(?-i:ANTARA|Antara|AFP|AP|MI|Reuters|REUTERS|Republika|VOA)"
    r"(?: ?(?:foto|news|photo))?\s*/\s*\S.{0,60}"
)
# "… di Pyongyang. Foto/AP": the same at the end of a caption.
CAPTION_CREDIT = re.compile(
    rf"(?P<caption>.*?)\s*(?P<open>\()?(?P<credit>(?:{_CREDIT}?|{_AGENCY}?))(?(open)\)?\.?)",
    re.IGNORECASE,
)

# "Warga antre air. Foto: Antara", "Warga antre air ©2020 Merdeka.com": a paragraph that is a
# caption if it stands below a picture.
CAPTIONED = re.compile(r".{1,300}(?:[.!?)”\"]\s+\(?(?:Foto|FOTO|Photo)\s?[/:]|©)\s?[^\s.].{0,60}")

# "(zik)", "(abc/xyz)", "[ang]", "(abc.-)": editors' initials, alone or at the very end of the text.
INITIALS = re.compile(
    r"[(\[](?P<initials>[a-z]{2,5}(?:\s*/\s*[a-z]{2,5})*)(?:\.? ?-|\.)?[)\]]\s*\.?"
)
# What else stands in brackets at the end of a sentence.
NOT_INITIALS = frozenset(
    "cm dkk dll dsb dst end ha kg km mm persen red rp tbk ton wib wit wita".split()
)


class SignOff(NamedTuple):
    """What may stand in brackets after the last sentence of an article, or below it."""

    name: str
    pattern: re.Pattern[str]


SIGN_OFFS = (
    SignOff("desk", re.compile(r"\((?:[A-Z][a-z]+/)?[A-Z]{1,3}-\d{1,2}\)\.?")),  # "(Ant/H-2)"
    SignOff("star", re.compile(r"\(\*{1,3}\)\.?")),
    SignOff("short names", re.compile(r"\([A-Z][a-z]{1,4}(?: ?/ ?[A-Z][a-z]{1,4})+\)\.?")),
    SignOff(  # "(Arief Setyadi/balipost)"
        "name and newspaper",
        re.compile(r"\([A-Z][\w'’.]+(?: [A-Z][\w'’.]+){0,3} ?/ ?[a-z]{5,}\)\.?"),
    ),
    SignOff("agency", re.compile(r"\((?:Ant|ANT|Antara|ANTARA|AFP|AP|Reuters|Xinhua)\)\.?")),
    SignOff(
        "name",  # "(Arief Setyadi )", and no source or reading: "(Hadis Riwayat Bukhari)"
        re.compile(
            r"\( ?(?!(?:Al|An|Ali|Bagian|Foto|Gambar|Grafik|Hadi(?:s|ts)|Lihat|Riwayat|Sumber|"
            r"Sura[th]|Tabel)\b)[A-Z][a-z'’]+(?: [A-Z][A-Za-z'’]+){1,3} ?\)\.?"
        ),
    ),
)

# Last lines of an article, alone: initials in capitals, "(ALB)", and hashtags, "#ChangeMaker".
LAST_LINE = re.compile(r"\([A-Z]{3}(?: ?/ ?[A-Z]{3})*\)|#[A-Za-z]\w*(?: #[A-Za-z]\w*)*")
