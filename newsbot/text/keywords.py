"""Keywords of `<meta>`: without those of every article, and those that repeat other fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsbot.text.fingerprint import folded

_WORDS = re.compile(r"[\w-]+")
# What IDN Media's editorial system leaves among keywords, and what antaranews and suara called
# every article in 2015-16.
_OF_ALL = frozenset(
    "update me,berita bisnis,berita ekonomi,berita harian,berita harian online,berita hari ini,"
    "berita indonesia,berita olahraga,berita politik,berita terbaru,berita terkini,portal indonesia"
    "".split(",")
)
# okezone's "Celebrity: Hot Gossip, Topic: Nama Orang"
_TOPIC = re.compile(r"(?:topi[ck]|tag)\s*:\s*(\S.*)", re.IGNORECASE)
# Kompas' "Editor:Nama Orang"
_EDITOR = re.compile(r"editor\s*:\s*(\S.*)", re.IGNORECASE)
# So many keywords of one word each, one after the other as in a sentence, were cut out of it.
_CUT = 4


def own_keywords(stated: Sequence[str]) -> list[str]:
    """The keywords of texts that may name several, with commas, but for those that every article of
    a portal has. Where some say that they are topics, only these."""
    keywords = [keyword.strip(" #") for text in stated for keyword in text.split(",")]
    keywords = [keyword for keyword in keywords if not _EDITOR.fullmatch(keyword)]
    topics = [found[1] for keyword in keywords if (found := _TOPIC.fullmatch(keyword))]
    return topics or [keyword for keyword in keywords if keyword.lower() not in _OF_ALL]


def editors_among(stated: Sequence[str]) -> list[str]:
    """The editors whom keywords name."""
    keywords = (keyword.strip() for text in stated for keyword in text.split(","))
    return [found[1] for keyword in keywords if (found := _EDITOR.fullmatch(keyword))]


def cut_from(keywords: Sequence[str], *sentences: str) -> bool:
    """Whether keywords are one of the sentences (title, summary) cut into words."""
    words = [folded(keyword).rstrip(".,") for keyword in keywords]
    plain = [f" {' '.join(_WORDS.findall(folded(sentence)))} " for sentence in sentences]
    runs = (words[start : start + _CUT] for start in range(len(words) - _CUT + 1))
    return any(
        f" {' '.join(run)} " in sentence
        for run in runs
        if all(map(_WORDS.fullmatch, run))
        for sentence in plain
    )


def without_tags(summary: str, tags: Sequence[str]) -> str:
    """A summary without the tags that were appended to it: "…, kata camat,Bakau,Jakarta"."""
    hung = f",{','.join(tags)}"
    hangs = bool(tags) and folded(summary).endswith(folded(hung))
    return (summary[: -len(hung)] if hangs else "") or summary
