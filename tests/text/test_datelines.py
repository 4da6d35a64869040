"""Datelines as portals print them: the place alone is kept, the brand goes."""

from __future__ import annotations

import pytest

from newsbot.text.clean import Block
from newsbot.text.datelines import PLACES, read_dateline
from newsbot.text.fingerprint import folded
from newsbot.text.story import split_dateline

TEXT = "Warga menanam bakau."


def opened(printed: str, text: str = TEXT, brands: tuple[str, ...] = ()) -> tuple[str | None, str]:
    """The dateline and the text, where a portal declares mixed datelines."""
    block: Block = ("paragraph", f"{printed}{text}")
    place, blocks = split_dateline([block], [folded(brand) for brand in brands], mixed=True)
    return place, blocks[0][1]


@pytest.mark.parametrize("dash", [" - ", " -- ", " – ", " — ", "- ", "– ", " -", " —", "-"])
@pytest.mark.parametrize(
    ("head", "place"),
    [
        ("JAKARTA, KOMPAS.com", "JAKARTA"),
        ("TEMPO.CO, Jakarta", "Jakarta"),
        ("Jakarta, CNN Indonesia", "Jakarta"),
        ("Jakarta, CNBC Indonesia", "Jakarta"),
        ("Liputan6.com, Jakarta", "Jakarta"),
        ("TRIBUNNEWS.COM, JAKARTA", "JAKARTA"),
        ("TRIBUNJATENG.COM, SEMARANG", "SEMARANG"),
        ("SURYA.CO.ID | SURABAYA", "SURABAYA"),
        ("Jakarta (ANTARA)", "Jakarta"),
        ("Jakarta (ANTARA News)", "Jakarta"),
        ("REPUBLIKA.CO.ID, JAKARTA", "JAKARTA"),
        ("JAKARTA, iNews.id", "JAKARTA"),
        ("Bisnis.com, JAKARTA", "JAKARTA"),
        ("Jakarta, IDN Times", "Jakarta"),
        ("Jakarta, Beritasatu.com", "Jakarta"),
        ("JPNN.com, JAKARTA", "JAKARTA"),
        ("Suara.com", None),
        ("VIVA", None),
        ("VIVA.co.id", None),
        ("JawaPos.com", None),
        ("tirto.id", None),
        ("PRFMNEWS", None),
        ("Merdeka.com", None),
    ],
)
def test_brands_and_places(head: str, dash: str, place: str | None) -> None:
    assert opened(f"{head}{dash}") == (place, TEXT)


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("JAKARTA - ", "JAKARTA"),
        ("Jakarta - ", "Jakarta"),
        ("Jakarta -- ", "Jakarta"),
        ("Jakarta – ", "Jakarta"),
        ("Jakarta— ", "Jakarta"),
        ("Banda Aceh - ", "Banda Aceh"),
        ("Kuala Lumpur - ", "Kuala Lumpur"),
        ("Port-au-Prince - ", "Port-au-Prince"),
        ("Bogor, Jawa Barat - ", "Bogor, Jawa Barat"),
        ("KONTAN.CO.ID - JAKARTA. ", "JAKARTA"),
        ("KONTAN.CO.ID - NEW YORK. ", "NEW YORK"),
        ("KONTAN.CO.ID -JAKARTA. ", "JAKARTA"),
        ("JPNN.com - JAKARTA - ", "JAKARTA"),
        ("Liputan6.com, Urbino - ", "Urbino"),
        ("Liputan6.com, Jakarta ", "Jakarta"),
        ("Fimela.com, Kuala Lumpur ", "Kuala Lumpur"),
        ("ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) -- ", "ISTANBUL"),
        ("Tanjung Redeb, CNN Indonesia -- ", "Tanjung Redeb"),
        ("KUPANG, NTT, KOMPAS.com - ", "KUPANG, NTT"),
        ("REPUBLIKA.CO.ID, KABUPATEN BANDUNG BARAT -- ", "KABUPATEN BANDUNG BARAT"),
        ("Liputan6.com, Rio de Janeiro - ", "Rio de Janeiro"),
        ("Liputan6.com, Port-au-Prince - ", "Port-au-Prince"),
    ],
)
def test_other_forms(printed: str, place: str) -> None:
    assert opened(printed) == (place, TEXT)


@pytest.mark.parametrize("printed", ["Metrotvnews.com, Jakarta: ", "Jakarta: ", "Viva, Jakarta: "])
def test_a_colon_after_the_place(printed: str) -> None:
    assert opened(printed) == ("Jakarta", TEXT)


@pytest.mark.parametrize("printed", ["Bakau: ", "Toko.com: ", "Kata Warga, Jakarta: "])
def test_a_colon_after_what_is_no_place(printed: str) -> None:
    assert opened(printed) == (None, f"{printed}{TEXT}")


def test_a_colon_counts_without_a_brand_where_a_portal_says_so() -> None:
    assert read_dateline(f"Jakarta: {TEXT}") is None


def test_the_brands_of_a_portal() -> None:
    assert opened("Solo, Koran Contoh - ", brands=("Koran Contoh",)) == ("Solo", TEXT)
    assert opened("Contoh – ", brands=("Contoh",)) == (None, TEXT)
    assert opened("Contoh.id – ", brands=("Contoh",)) == (None, TEXT)
    assert opened("Contoh.id – ") == (None, f"Contoh.id – {TEXT}")


@pytest.mark.parametrize(
    "text",
    [
        "Presiden - kata dia - menanam bakau.",
        "Presiden - Wakil Presiden menanam bakau.",
        "KPK - lembaga itu - bersidang.",
        "KPK - Polri berbagi ruang arsip.",
        "Jakarta-Bandung ditempuh satu jam.",
        "Jakarta - kota tua itu - sepi.",
        "Solo - begitu judul album itu - laris.",
        "Warga Jakarta - Bogor naik kereta.",
        "Ekonomi, Jakarta - Bandung lancar.",
        "Tokopedia.com - situs belanja itu - ditutup.",
        "Tokopedia.com - Situs belanja itu ditutup.",
        "Suara.com - situs berita itu - pindah kantor.",
        "Liputan6.com, situs itu - pindah kantor.",
        "Liputan6.com, Jakarta punya situs itu.",
        "Jakarta (17/8) - Warga menanam bakau.",
        "Jakarta, Selasa - Warga menanam bakau.",
        "Jakarta -",
        "Jakarta",
        "- Warga menanam bakau.",
        "–",
    ],
)
def test_look_alikes_stay(text: str) -> None:
    assert opened("", text) == (None, text)


def test_what_stands_before_a_pair_is_a_place_if_it_is_known() -> None:
    text = "Budi-Rina menang."
    assert opened("Liputan6.com, Jakarta ", text) == ("Jakarta", text)


def test_places_in_small_letters_are_a_portals_rule() -> None:
    text = f"Jakarta - {TEXT}"
    assert read_dateline(text) is None
    assert read_dateline(text, mixed=True) == ("Jakarta", 10)
    assert read_dateline(f"Jakarta (ANTARA) - {TEXT}") == ("Jakarta", 19)


@pytest.mark.parametrize("kind", ["paragraph", "heading"])
@pytest.mark.parametrize("printed", ["Jakarta -", "JAKARTA –", "Jakarta, CNN Indonesia --"])
def test_a_dateline_on_a_line_of_its_own(printed: str, kind: str) -> None:
    """detik: `<strong>Jakarta</strong> - <p>…`."""
    blocks: list[Block] = [(kind, printed), ("paragraph", TEXT)]  # type: ignore[list-item]
    place, rest = split_dateline(blocks, mixed=True)
    assert (place, rest) == (printed.split(",")[0].rstrip(" –-"), [("paragraph", TEXT)])


def test_a_line_that_ends_with_a_dash_is_no_dateline_of_the_next() -> None:
    blocks: list[Block] = [("paragraph", "Warga -"), ("paragraph", f"Jakarta - {TEXT}")]
    assert split_dateline(blocks, mixed=True) == (None, blocks)
    lone: list[Block] = [("paragraph", "Jakarta -"), ("image", "a.jpg")]
    assert split_dateline(lone, mixed=True) == (None, lone)


def test_places_are_written_as_they_are_looked_up() -> None:
    assert all(place == folded(place) for place in PLACES)
    assert {"jakarta", "kabupaten bogor"} & PLACES == {"jakarta"}
    assert {"surabaya", "raja ampat", "washington", "papua barat daya"} <= PLACES
