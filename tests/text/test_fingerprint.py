"""When two texts are the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.text.fingerprint import content_hash, folded
from newsbot.text.markup import one_line


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Panen  Raya\n di\tDesa", "panen raya di desa"),
        ("Panen\u00a0Raya", "panen raya"),
        ("e\u0301lan", "\u00e9lan"),
        ("\ufb01lm", "film"),
        ("Ｐａｎｅｎ", "panen"),
        ("STRASSE", "straße"),
        ("", " \n "),
    ],
)
def test_blind_to_case_space_and_form(text: str, same: str) -> None:
    assert folded(text) == folded(same)


@pytest.mark.parametrize("other", ["panen raya.", "panenraya", "panen raja", "panén raya"])
def test_words_and_signs_count(other: str) -> None:
    assert folded("panen raya") != folded(other)


def test_the_hash_is_the_same_for_ever() -> None:
    known = "c7df82d195da44e11ac8cd768c964aa9c2359697898496663a782af2fbe0eff8"

    assert content_hash("Panen Raya", "Petani pulang.") == known


def test_a_hash_for_title_and_text() -> None:
    assert content_hash("Panen", "Petani pulang.") == content_hash("PANEN ", "petani\npulang.")
    assert content_hash("Panen", "Petani pulang.") != content_hash("Panen", "Petani datang.")
    assert content_hash("Panen", "Petani pulang.") != content_hash("Hujan", "Petani pulang.")


@given(st.text(), st.text())
def test_a_hash_for_any_cleaned_text(title: str, text: str) -> None:
    assert len(content_hash(one_line(title), one_line(text))) == 64


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


def test_a_hash_for_a_lone_surrogate() -> None:
    assert content_hash("\ud800", "") != content_hash("\ud801", "")
