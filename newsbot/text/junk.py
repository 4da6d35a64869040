"""The catalogue of junk: lines that portals print inside an article and that are no part of it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

# A prompt to read something else. It counts only where a clause begins, and only if a link or a
# colon follows. text/prompts.py checks both.
PROMPT = re.compile(
    r"\b(?:baca|lihat|simak|tonton|saksikan)\s+(?:juga|pula|selengkapnya)\b"
    r"(?:\s+(?:video|berita))?\s*(?P<colon>:)?\s*"
    r"|\b(?:(?:baca|selanjutnya)\s*:|halaman\s+selanjutnya\s*:?)\s*"  # only with a link
    r"|\bpilihan\s+editor\s*(?:(?P<colon2>:)\s*)"
    r"|^\s*jangan\s+lewatkan\W*$",  # a line of its own, above links
    re.IGNORECASE,
)

# Parts in small letters of which every prompt has one: a quick test that most texts fail.
PROMPT_WORDS = (" juga", " pula", "selengkapnya", "selanjutnya", "baca", "editor", "lewatkan")

# Embedded pictures and videos, by their placeholder: "[Gambas:Video 20detik]".
EMBED = re.compile(r"\[gambas:[^\]]*\]", re.IGNORECASE)


class Line(NamedTuple):
    """A kind of line that is junk as a whole.

    words: the words that it may begin with, in small letters ("0" for any number); the pattern is
    not tried on lines that begin otherwise. pattern: of the whole line, with one space between
    words; it ignores case. heading: whether a sub-heading of these words is junk, too.
    """

    name: str
    words: str
    pattern: str
    heading: bool = True


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

LINES = (
    Line("pager", "halaman", r"halaman ?:?[\d ]*"),
    Line("pages", "halaman 0", r"halaman \d+ ?(?:dari|/) ?\d+|\d+ dari \d+ halaman|\d+ of \d+"),
    Line("next page", "halaman", r"halaman (?:selanjutnya|berikutnya|sebelumnya)\W*"),
    Line(
        "on the next page", "simak baca lihat klik selengkapnya bersambung",
        r"(?:(?:simak|baca|lihat|klik|bersambung) )?(?:selengkapnya |lanjutannya )?"
        r"(?:di |pada |ke )?halaman "
        r"(?:selanjutnya|berikutnya)\W*",
    ),
    Line("next", "selanjutnya", r"selanjutnya\W*", heading=False),
    Line("read also", "baca lihat simak", r"(?:baca|lihat|simak) juga ?:?"),
    Line("read all", "baca selengkapnya", r"(?:baca )?selengkapnya(?: di sini)?\W*"),
    Line("read on", "lanjutkan", r"lanjutkan membaca\W*"),
    Line("write", "tulis", r"tulis komentar(?: anda)?"),
    Line(
        "related", "berita video artikel",
        r"(?:berita|video|artikel) (?:terkait|rekomendasi|terpopuler|terkini)(?: more)?",
    ),
    Line("popular", "terpopuler", r"terpopuler"),
    Line("box", "rekomendasi komentar", r"rekomendasi|komentar", heading=False),
    Line("share", "follow share bagikan", r"follow|share|bagikan ?:?"),
    Line("loading", "loading", r"loading(?:\.{3}|…)"),
    Line("newsletter", "dapatkan", r"dapatkan berita terkini dan kejutan menarik dari .*"),
    Line("updates", "dapatkan", r"dapatkan update berita (?:pilihan|terkini|terbaru)\b.*"),
    Line("advertisement", "advertisement advertising", r"(?:advertisement|advertising)\W*"),
    Line("iklan", "iklan", r"iklan", heading=False),
    Line("swipe", "iklan geser", r"(?:iklan\W+)?geser ke atas untuk melanjutkan\W*"),
    Line(
        "scroll", "scroll advertisement",
        r"(?:advertisement )?scroll to (?:continue|resume) (?:with )?content\W*",
    ),
    Line("scroll down", "scroll", r"scroll ke bawah untuk melanjutkan(?: membaca)?\W*"),
    Line("video", "yuk simak saksikan tonton lihat cek", rf"{_LOOK} ?:? ?[\"'“‘].+[\"'”’]\W*"),
    Line(
        "video below", "yuk simak saksikan tonton lihat cek",
        rf"{_LOOK}(?: (?:pilihan|menarik|terkait))?(?: (?:berikut|di bawah|setelah))?"
        r"(?: ini|(?<=berikut))\W*",
    ),
    Line("live", "saksikan", r"saksikan live detik ?\w+\W*"),
    Line("instagram", "a", r"a post shared by(?: .+\(@[\w. ]+\).*)?"),
    Line("embedded post", "view lihat", r"view this post on \w+|lihat postingan ini di \w+"),
    Line("shared post", "sebuah", r"sebuah kiriman (?:yang )?dibagikan oleh .+\(@[\w. ]+\).*"),
    Line("look at", "lihat", r"lihat foto"),
    Line("breaking news", "simak", r"simak breaking news .*whats ?app channel\b.*"),
    Line(
        "channel", "ayo ikuti",
        r"\W*(?:ayo )?ikuti (?:kami di )?(?:saluran whats ?app|whats ?app channel) "
        rf"{_NAMES}(?: (?:agar|biar|untuk)\b.*)?\W*",
    ),
    Line(
        "google news", "cek baca follow ikuti temukan",
        r"(?:cek|baca|follow|ikuti|temukan) (?:berita|artikel|kami|update)\b.* di google news"
        rf"(?: (?:dan|serta)\b.*| {_NAMES})?\W*",
    ),
    Line("other articles", "cek", r"cek berita dan artikel y(?:an)?g lain di google news.*"),
    Line("preferred source", "add", r"add (?:.+ )?as a preferred source on google\W*"),
    Line("promise", "kompas", r"kompas\.com berkomitmen (?:memberikan|menyajikan) fakta\b.*"),
    Line("hoax hotline", "fakta", r"\W*fakta atau hoaks\? .*(?:whats ?app|cek fakta)\b.*"),
    Line(
        "elsewhere", "artikel",
        r"artikel ini (?:telah |sudah |pernah )?(?:naik|tayang|terbit|dimuat) (?:di|pada) "
        r".{2,40} (?:dan (?:bisa|dapat) dibaca selengkapnya di sini|dengan judul ?:? .*)\W*",
    ),
    Line(
        "campaign", "ingatpesanibu pakai selalu",  # of all media against Covid-19, 2020-21
        r"\W*#ingatpesanibu|pakai masker, cuci tangan pakai sabun, jaga jarak dan hindari kerumunan"
        r"\.|selalu jaga kesehatan, jangan sampai tertular dan jaga keluarga kita\.",
    ),
    Line("reading time", "waktu", r"waktu baca ?:? ?\d+ menit\W*"),
    Line("summary", "ringkasan", r"ringkasan berita ?:?"),
    Line("reported by", "laporan", rf"laporan (?:langsung )?(?:wartawan|reporter),? {_NAMES}"),
    Line(
        "credits", "editor penulis reporter pewarta redaktur kontributor uploader rep red",
        _CREDITS,
    ),
    Line("copyright", "copyright", r"copyright (?:©|\(c\)) ?.{0,40}"),
    Line(
        "rights", "copyright hak 0",
        r"\W*(?:copyright|hak cipta|\d{4}\b).{0,80}\ball rights reserved\W*",
    ),
)  # fmt: skip

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

# "(zik)", "(abc/xyz)", "[ang]": editors' initials, alone or at the very end of the text.
INITIALS = re.compile(r"[(\[](?P<initials>[a-z]{2,5}(?:\s*/\s*[a-z]{2,5})*)[)\]]\s*\.?")
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
