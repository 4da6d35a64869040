"""Blocks to one story: pages joined, dateline, initials, captions and credits taken off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.text.clean import Block
from newsbot.text.story import (
    Picture,
    adds_nothing,
    body_pictures,
    join_pages,
    split_credit,
    split_dateline,
    split_initials,
    story_text,
)


def paragraphs(*texts: str) -> list[Block]:
    return [("paragraph", text) for text in texts]


@pytest.mark.parametrize(
    ("place", "dash"),
    [
        ("JAKARTA", " - "),
        ("JAKARTA", " – "),
        ("JAKARTA", " — "),
        ("JAKARTA", " -- "),
        ("JAKARTA", "- "),
        ("PYONGYANG", " - "),
        ("NEW YORK", " - "),
        ("TEL AVIV", " – "),
        ("KUALA LUMPUR", " -- "),
        ("WASHINGTON D.C.", " - "),
        ("ST. PETERSBURG", " - "),
        ("PORT-AU-PRINCE", " - "),
        ("JAKARTA/BANDUNG", " - "),
        ("SANA'A", " - "),
        ("N’DJAMENA", " - "),
        ("DI YOGYAKARTA", " - "),
        ("BOGOR, Jawa Barat", " – "),
        ("KUPANG, Nusa Tenggara Timur", " - "),
    ],
)
def test_datelines(place: str, dash: str) -> None:
    taken = split_dateline(paragraphs(f"{place}{dash}Warga menanam bakau.", "Air pasang."))

    assert taken == (place, paragraphs("Warga menanam bakau.", "Air pasang."))


@pytest.mark.parametrize(
    "printed",
    [
        "JAKARTA, SINDOnews.com - ",
        "JAKARTA, SINDONEWS.COM – ",
        "JAKARTA, KOMPAS.com - ",
        pytest.param(
            "JAKARTA, SINDOnews - ",
        ),
    ],
)
def test_a_brand_is_no_part_of_the_place(printed: str) -> None:
    taken = split_dateline(paragraphs(f"{printed}Warga menanam bakau."))

    assert taken == ("JAKARTA", paragraphs("Warga menanam bakau."))


@pytest.mark.parametrize(
    "text",
    [
        "KPK - Polri berbagi ruang arsip.",
        "AS - China bertemu di tepi danau.",
        "TNI - Polri menanam pohon.",
        "DPR RI - Pemerintah sepakat.",
        "PBB -- lembaga dunia itu -- bersidang.",
        "AS-China bertemu di tepi danau.",
        "Jakarta - Warga menanam bakau.",
        "Pasar itu - yang terbesar - dibuka.",
        "A - B adalah jarak terdekat.",
        "COVID-19 - begitu tulisannya - mereda.",
        "JAKARTA menanam bakau - lagi.",
        "JAKARTA-Warga menanam bakau.",
        "JAKARTA - ",
        "JAKARTA",
        "- Warga menanam bakau.",
        "",
        "“JAKARTA - kota tua”, begitu judulnya.",
        pytest.param(
            "AS-CHINA - dua kutub itu bertemu.",
        ),
        pytest.param(
            "KPK/POLRI - dua lembaga itu bertemu.",
        ),
    ],
)
def test_look_alikes_of_datelines_stay(text: str) -> None:
    assert split_dateline(paragraphs(text)) == (None, paragraphs(text))


def test_a_dateline_opens_the_first_paragraph_only() -> None:
    first: list[Block] = [("image", "a.jpg"), ("caption", "SOLO - Pasar."), ("heading", "Awal")]
    blocks = [*first, *paragraphs("MEDAN - Satu.", "JAKARTA - Dua.")]

    place, rest = split_dateline(blocks)

    assert (place, rest) == ("MEDAN", [*first, *paragraphs("Satu.", "JAKARTA - Dua.")])
    assert split_dateline(rest) == (None, rest)


@pytest.mark.parametrize("blocks", [[], [("image", "a.jpg")], [("heading", "SOLO - Pasar")]])
def test_no_paragraph_no_dateline(blocks: list[Block]) -> None:
    assert split_dateline(blocks) == (None, blocks)


@pytest.mark.parametrize(
    ("text", "initials", "rest"),
    [
        ("Air pasang. (zik)", ["zik"], ["Air pasang."]),
        ("Air pasang.(zik)", ["zik"], ["Air pasang."]),
        ("Air pasang (zik).", ["zik"], ["Air pasang"]),
        ("Air pasang. (abc/xyz)", ["abc", "xyz"], ["Air pasang."]),
        ("Air pasang. (abc / xyz)", ["abc", "xyz"], ["Air pasang."]),
        ("(zik)", ["zik"], []),
        ("(ab) Air pasang. (zik)", ["zik"], ["(ab) Air pasang."]),
    ],
)
def test_initials(text: str, initials: list[str], rest: list[str]) -> None:
    assert split_initials(paragraphs("Awal.", text)) == (initials, paragraphs("Awal.", *rest))


@pytest.mark.parametrize(
    "text",
    [
        "Lembaga itu (WHO)",
        "Perusahaan itu (persero)",
        "Nilai (x)",
        "Nilai (x/y)",
        "Nilai (abc/y)",
        "Tahun (2024)",
        "Air (zik) pasang.",
        "Air pasang (zik",
        "Air pasang zik)",
        "Air pasang (zik, abc)",
        "Air pasang ()",
    ],
)
def test_look_alikes_of_initials_stay(text: str) -> None:
    assert split_initials(paragraphs(text)) == ([], paragraphs(text))


def test_initials_are_looked_for_before_pictures_at_the_end() -> None:
    end: list[Block] = [("image", "a.jpg"), ("caption", "Pantai (abc)")]

    assert split_initials([*paragraphs("Air. (zik)"), *end]) == (
        ["zik"],
        [*paragraphs("Air."), *end],
    )


def test_initials_stay_inside_the_text() -> None:
    blocks = paragraphs("Air. (zik)", "Pasang.")

    assert split_initials(blocks) == ([], blocks)


@pytest.mark.parametrize(
    ("last", "kept", "initials"),
    [
        ("Sampai malam.***", "Sampai malam.", []),
        ("Sampai malam. ***", "Sampai malam.", []),
        ("Sampai malam (zik)***", "Sampai malam", ["zik"]),
        ("Nilai *** dari lima", "Nilai *** dari lima", []),
        ("Bintang dua: **", "Bintang dua: **", []),
    ],
)
def test_the_mark_of_the_end_goes(last: str, kept: str, initials: list[str]) -> None:
    blocks: list[Block] = [*paragraphs("Awal.***", last), ("image", "a.jpg")]
    assert split_initials(blocks) == (
        initials,
        [*paragraphs("Awal.***", kept), ("image", "a.jpg")],
    )


def test_no_blocks_no_initials() -> None:
    assert split_initials([]) == ([], [])


@pytest.mark.parametrize(
    ("printed", "caption", "credit"),
    [
        ("Warga antre air. Foto/AP", "Warga antre air.", "Foto/AP"),
        ("Warga antre air. FOTO/SINDOnews", "Warga antre air.", "FOTO/SINDOnews"),
        ("Warga antre air. Foto: Antara/Rina", "Warga antre air.", "Foto: Antara/Rina"),
        ("Warga antre air (Foto: Antara)", "Warga antre air", "Foto: Antara"),
        ("Warga antre air. Foto/Dok. Desa", "Warga antre air.", "Foto/Dok. Desa"),
        ("Warga antre air. Dok/Desa", "Warga antre air.", "Dok/Desa"),
        ("Peta sungai. Grafis: Rina", "Peta sungai.", "Grafis: Rina"),
        ("Warga antre air. ©2020 Merdeka.com/Rina", "Warga antre air.", "©2020 Merdeka.com/Rina"),
        ("Warga antre air (© Antara)", "Warga antre air", "© Antara"),
        ("Warga antre air (c) AP Photo", "Warga antre air", "(c) AP Photo"),
        ("Warga blok (C)", "Warga blok (C)", None),
        ("Foto/AP", None, "Foto/AP"),
        ("loading… Warga antre air. Foto/AP", "Warga antre air.", "Foto/AP"),
        ("loading...Warga antre air.", "Warga antre air.", None),
        ("Loading… loading… Warga antre air.", "Warga antre air.", None),
        ("loading…", None, None),
        ("Lihat Foto Warga antre air. Foto/AP", "Warga antre air.", "Foto/AP"),
        ("lihat foto", None, None),
        ("Keterangan gambar, Warga antre air.", "Warga antre air.", None),
        ("Sumber gambar, Getty Images", None, "Sumber gambar, Getty Images"),
        ("Lihat foto lama di museum.", "Lihat foto lama di museum.", None),
        ("", None, None),
        ("  ", None, None),
        ("Warga antre air.", "Warga antre air.", None),
        ("Warga melihat foto lama.", "Warga melihat foto lama.", None),
        ("Loading dok kapal.", "Loading dok kapal.", None),
        ("Fotografi/seni rupa", "Fotografi/seni rupa", None),
        ("Foto/" + "sangat panjang " * 9, ("Foto/" + "sangat panjang " * 9).strip(), None),
        ("Bakau. (ANTARA/Dewi Laut)", "Bakau.", "ANTARA/Dewi Laut"),
        ("Bakau (Foto: Antara/Dewi Laut).", "Bakau", "Foto: Antara/Dewi Laut"),
        ("Bakau(MI/Dewi)", "Bakau", "MI/Dewi"),
        ("Reuters/Dewi Laut", None, "Reuters/Dewi Laut"),
        ("Selisih antara/di atas pagu.", "Selisih antara/di atas pagu.", None),
    ],
)
def test_captions_and_credits(printed: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(printed) == (caption, credit)


def test_pictures_take_what_follows_them() -> None:
    blocks: list[Block] = [
        ("caption", "Tanpa gambar."),
        ("image", "a.jpg"),
        ("caption", "loading… Pantai. Foto/AP"),
        ("paragraph", "Satu."),
        ("credit", "Foto/Antara"),
        ("image", "b.jpg"),
        ("image", "c.jpg"),
        ("credit", "Foto/Rina"),
        ("caption", "Hulu."),
        ("credit", "Foto/Lain"),
    ]

    assert body_pictures(blocks) == [
        Picture("a.jpg", "Pantai.", "Foto/AP"),
        Picture("b.jpg"),
        Picture("c.jpg", "Hulu.", "Foto/Rina"),
    ]


@pytest.mark.parametrize(
    ("pages", "joined"),
    [
        ([], []),
        ([["a", "b"]], ["a", "b"]),
        ([["a", "b"], ["c"]], ["a", "b", "c"]),
        ([["a", "b"], ["b", "c"]], ["a", "b", "c"]),  # overlap
        ([["a", "b"], ["B  ", "c"]], ["a", "b", "c"]),  # the same to a reader
        ([["a", "b"], ["a", "b"]], ["a", "b"]),  # the whole page again
        ([["a", "b"], ["a", "b", "c"]], ["a", "b", "c"]),  # all so far, and more
        ([["top", "a", "end"], ["top", "b", "end"]], ["top", "a", "end", "b"]),  # furniture
        ([["top", "a"], ["top", "b"], ["top", "c"]], ["top", "a", "b", "c"]),
        ([["a", "kata"], ["b", "kata", "c"]], ["a", "kata", "b", "kata", "c"]),  # a refrain
        ([["a"], [], ["b"]], ["a", "b"]),
        ([[], ["a"]], ["a"]),
        ([["a", "a"]], ["a", "a"]),  # a page is not compared with itself
        ([["a", "b", "c"], ["c", "a"]], ["a", "b", "c"]),
    ],
)
def test_pages_are_joined_without_repeats(pages: list[list[str]], joined: list[str]) -> None:
    assert join_pages([paragraphs(*page) for page in pages]) == paragraphs(*joined)


@pytest.mark.parametrize(
    ("page", "nothing"),
    [(["a", "b"], True), (["b"], True), ([], True), (["b", "c"], False), (["c"], False)],
)
def test_a_page_that_repeats_adds_nothing(page: list[str], nothing: bool) -> None:
    assert adds_nothing(paragraphs(*page), paragraphs("a"), paragraphs("b")) is nothing


PAGES = st.lists(st.lists(st.sampled_from("abcdef"), max_size=6), max_size=4)


@given(PAGES)
def test_joining_loses_no_paragraph(pages: list[list[str]]) -> None:
    joined = [text for _, text in join_pages([paragraphs(*page) for page in pages])]

    assert set(joined) == {text for page in pages for text in page}


@given(PAGES)
def test_a_last_page_shown_again_changes_nothing(pages: list[list[str]]) -> None:
    read = [paragraphs(*page) for page in pages]

    assert join_pages([*read, *read[-1:]]) == join_pages(read)


@given(st.text(max_size=60))
def test_any_line_is_survived(text: str) -> None:
    blocks = paragraphs(text)

    assert len(split_dateline(blocks)[1]) == 1
    assert len(split_initials(blocks)[1]) <= 1
    assert all(part is None or part in text for part in split_credit(text))


def test_text_is_paragraphs_and_headings() -> None:
    blocks: list[Block] = [
        ("image", "a.jpg"),
        ("caption", "Pantai."),
        ("paragraph", "Satu."),
        ("heading", "Tengah"),
        ("credit", "Foto/AP"),
        ("paragraph", "Dua."),
    ]

    assert story_text(blocks) == ("Satu.\n\nTengah\n\nDua.", ["Tengah"])
    assert story_text([]) == ("", [])
