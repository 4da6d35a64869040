"""The people that lines name, by role."""

from __future__ import annotations

import pytest

from newsbot.text.markup import parse_html
from newsbot.text.page_data import named_in_scripts
from newsbot.text.people import is_nobody, people

BRANDS = frozenset({"detik", "radarcontoh"})


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Ana Ani, Budi dan Citra Dewi", ["Ana Ani", "Budi", "Citra Dewi"]),
        ("Ana Ani, Budi, dan Citra Dewi", ["Ana Ani", "Budi", "Citra Dewi"]),
        ("Ana Ani and Budi", ["Ana Ani", "Budi"]),
        ("Ana Ani & Budi", ["Ana Ani", "Budi"]),
        ("ana ani dan budi", ["ana ani", "budi"]),
        ("ANA ANI DAN BUDI", ["ANA ANI", "BUDI"]),
        ("Oleh: Ana Ani dan Budi | Editor: Citra", ["Ana Ani", "Budi"]),
        ("Penulis & Editor: Ana Ani", ["Ana Ani"]),
        # names with the word in them, or with its letters
        ("Dan Brown", ["Dan Brown"]),
        ("Ana dan Dan Brown", ["Ana", "Dan Brown"]),
        ("Danang Wicaksono, Dandan Hendayana", ["Danang Wicaksono", "Dandan Hendayana"]),
        ("Fernando Andi", ["Fernando Andi"]),
        ("Sandra Anderson", ["Sandra Anderson"]),
        ("Dinas Komunikasi dan Informatika", ["Dinas Komunikasi dan Informatika"]),
        # degrees
        ("Dr. Ana Ani, M.Si", ["Dr. Ana Ani, M.Si"]),
        ("Ana Ani, S.Kom., M.Kom dan Budi, Ph.D", ["Ana Ani, S.Kom., M.Kom", "Budi, Ph.D"]),
        ("dr. Ana Ani, Sp.A", ["dr. Ana Ani, Sp.A"]),
        ("Ana Ani, Dr. Budi", ["Ana Ani", "Dr. Budi"]),
        # rubrics and brands behind a dash; a brand before it
        ("Ana Ani - detikNews", ["Ana Ani"]),
        ("Ana Ani – Gaya Hidup", ["Ana Ani"]),
        ("Ana Ani - Ekonomi, Budi - Politik", ["Ana Ani", "Budi"]),
        ("detikNews - Ana Ani", ["Ana Ani"]),
        ("Nur-Aini Siregar", ["Nur-Aini Siregar"]),
        # nobody
        ("(tim/tim)", []),
        ("Tim", []),
        ("Tim detikNews", []),
        ("Tim Redaksi", []),
        ("Tim Cek Fakta", []),
        ("Radar Contoh", []),
        ("Penulis", []),
        ("-", []),
        ("Tim Cook", ["Tim Cook"]),
        ("Timotius Redi", ["Timotius Redi"]),
        ("C31", ["C31"]),
    ],
)
def test_authors(line: str, authors: list[str]) -> None:
    assert people([line], "author", BRANDS) == authors


@pytest.mark.parametrize(
    ("line", "editors"),
    [
        ("(zik/abc)", ["zik", "abc"]),
        ("(tim/tim)", []),
        ("(tim/abc)", ["abc"]),
        ("Editor: Ana Ani, Budi dan Citra", ["Ana Ani", "Budi", "Citra"]),
        ("Penulis & Editor: Ana Ani", ["Ana Ani"]),
        ("Penulis: Ana Ani; Editor: Budi", ["Budi"]),
        ("Penulis: Ana Ani", []),
    ],
)
def test_editors(line: str, editors: list[str]) -> None:
    assert people([line], "editor", BRANDS) == editors


def test_nobody() -> None:
    assert is_nobody("tim")
    assert not is_nobody("timo")


@pytest.mark.parametrize(
    ("script", "editors"),
    [
        ('dataLayer.push({"penulis": "Ana", "editor": "Budi Santosa"});', ["Budi Santosa"]),
        ('kly.gtm = {"editors":"Budi, Citra Dewi","editorialType":"x"};', ["Budi, Citra Dewi"]),
        ("dataLayer = [{'content_editor': 'Budi O\\'Hara'}]", ["Budi O'Hara"]),
        ('x = {"editor": "Budi"}; y = {"editor": "Budi"}', ["Budi"]),
        ('x = {"editor": "Budi"}; y = {"editor": "Citra"}', []),  # of several articles
        ('wp = {"editor": "classic"}; has_editor: "True"', []),
        ('{"editors": ""}', []),
        ('{"pilihan_editor": "Budi", "editorial": "Citra"}', []),
    ],
)
def test_editors_in_the_data_of_a_page(script: str, editors: list[str]) -> None:
    root = parse_html(f"<p>x</p><script>{script}</script>".encode())
    assert root is not None
    assert named_in_scripts(root.css("script"), "editor") == editors
