"""Keywords that are a sentence cut into words, and summaries that tags hang on."""

from __future__ import annotations

import pytest

from newsbot.text.keywords import cut_from, own_keywords, without_tags


@pytest.mark.parametrize(
    ("stated", "own"),
    [
        (["bakau, #Jakarta", "berita terkini"], ["bakau", "Jakarta"]),
        (["Desa: Kabar", "Topic: Rina Sari", "topik : bakau"], ["Rina Sari", "bakau"]),
        (["Topik hangat, rasio 1: 2"], ["Topik hangat", "rasio 1: 2"]),
    ],
)
def test_keywords_of_this_article(stated: list[str], own: list[str]) -> None:
    assert own_keywords(stated) == own


@pytest.mark.parametrize(
    ("keywords", "cut"),
    [
        ("air,kembali,petani,pulang", True),
        ("Desa,2016,Air,Kembali,Petani,Pulang", True),
        ("warga,menanam,bakau,di,tepi,pantai.", True),
        ("hujan,turun,di,desa-desa", True),
        ("air,petani,bakau,pantai", False),
        ("air,kembali,petani", False),
        ("Air Kembali,Petani Pulang,warga,menanam,bakau", False),
        ("air kembali,petani,pulang,sore", False),
        ("", False),
    ],
)
def test_keywords_cut_from_a_sentence(keywords: str, cut: bool) -> None:
    told = (
        "Air Kembali, Petani Pulang",
        "Warga menanam bakau di tepi pantai. Hujan turun di desa-desa",
    )
    assert cut_from(keywords.split(","), *told) is cut
    assert not cut_from(keywords.split(","))


@pytest.mark.parametrize(
    ("printed", "summary"),
    [
        ("Air pasang, kata camat,Bakau,Jakarta", "Air pasang, kata camat"),
        ("Air pasang, kata camat,bakau,jakarta", "Air pasang, kata camat"),
        ("Air pasang,Jakarta", "Air pasang,Jakarta"),
        ("Air pasang di Jakarta", "Air pasang di Jakarta"),
        ("", ""),
    ],
)
def test_tags_on_a_summary(printed: str, summary: str) -> None:
    assert without_tags(printed, ["Bakau", "Jakarta"]) == summary
    assert without_tags(printed, []) == printed
