"""The junk catalogue: what each entry takes out of a text, and what only looks like it."""

from __future__ import annotations

import re

import pytest

from newsbot.text.clean import Block, read_blocks
from newsbot.text.junk import EMBED, INITIALS, LINES, SIGN_OFFS, is_furniture
from newsbot.text.markup import parse_html
from newsbot.text.story import split_initials

#: By entry: lines that go, and lines that stay.
LINE_EXAMPLES: dict[str, tuple[list[str], list[str]]] = {
    "pager": (
        ["Halaman", "Halaman :", "HALAMAN: 1", "Halaman : 1 2 3"],
        ["Halaman rumah itu luas.", '"Halaman"', "Halaman 2 buku itu robek."],
    ),
    "pages": (
        ["Halaman 1/4", "halaman 2 dari 4", "2 dari 7 halaman", "2 of 2"],
        ["2 dari 7 halaman buku itu robek.", "1/2", "2 dari 7"],
    ),
    "next page": (
        ["Halaman Selanjutnya", "Halaman berikutnya »"],
        ["Halaman selanjutnya kosong."],
    ),
    "on the next page": (
        [
            "Simak selengkapnya di halaman selanjutnya.",
            "Baca Halaman Selanjutnya...",
            "Selengkapnya di halaman berikutnya",
            "Bersambung ke halaman berikutnya...",
        ],
        ["Baca halaman berikutnya buku itu.", "Simak selengkapnya di halaman balai desa."],
    ),
    "next": (["Selanjutnya:", "Selanjutnya →"], ["Selanjutnya: campurkan tepung dan gula."]),
    "read also": (
        ["Baca Juga", "BACA JUGA:", "Lihat Juga", "Simak juga :"],
        ["Ia mencoret “Baca Juga” di papan.", "Baca juga papan itu, kata camat."],
    ),
    "read all": (
        ["Baca selengkapnya di sini", "Baca Selengkapnya", "Selengkapnya...", "Selengkapnya…"],
        ["Baca selengkapnya di buku itu, kata camat.", "Selengkapnya ada di papan."],
    ),
    "read on": (["Lanjutkan Membaca ↓"], ["Lanjutkan membaca sampai tamat, pesan guru itu."]),
    "write": (
        ["Tulis Komentar Anda", "Tulis komentar"],
        ["Tulis komentar yang sopan, kata camat."],
    ),
    "related": (
        ["Berita Terkait", "Video Terpopuler", "Artikel Rekomendasi", "Berita Terkini More"],
        ["Berita terkait bakau ramai dibaca."],
    ),
    "popular": (["Terpopuler"], ["Terpopuler di desa itu adalah bakau."]),
    "box": (
        ["Rekomendasi", "Komentar"],
        ["Rekomendasi tim dibacakan camat.", "Komentar warga beragam."],
    ),
    "share": (["Share", "Bagikan :", "Follow"], ["Bagikan air itu, kata camat."]),
    "loading": (["loading…", "Loading..."], ["Loading dok kapal."]),
    "newsletter": (
        ["Dapatkan berita terkini dan kejutan menarik dari kami"],
        ["Dapatkan berita terkini di balai desa, kata camat."],
    ),
    "updates": (
        ["Dapatkan update berita pilihan setiap hari dari Kompas.com."],
        ["Dapatkan update berita di balai desa, kata camat."],
    ),
    "advertisement": (
        ["ADVERTISEMENT", "Advertisement", "Advertising"],
        ["Advertisement is an old word."],
    ),
    "iklan": (["Iklan", "IKLAN"], ["Iklan itu dipasang di gapura."]),
    "swipe": (
        ["Iklan - Geser ke atas untuk melanjutkan", "Geser ke atas untuk melanjutkan"],
        ["Geser ke atas untuk melanjutkan permainan, kata Rina."],
    ),
    "scroll": (
        ["SCROLL TO CONTINUE WITH CONTENT", "ADVERTISEMENT SCROLL TO RESUME CONTENT"],
        ["Scroll to continue with content, begitu bunyinya."],
    ),
    "scroll down": (
        ["Scroll ke bawah untuk melanjutkan membaca"],
        ["Scroll ke bawah untuk melanjutkan membaca, kata guru itu."],
    ),
    "video": (
        ["Simak Video 'Bakau Tumbuh Lagi'", "Lihat juga Video: “Air Pasang”", 'Tonton video "A":'],
        ['Simak video "Bakau" buatan warga itu.', "Simak video 'Bakau', kata camat."],
    ),
    "video below": (
        [
            "Simak juga video pilihan berikut ini:",
            "Saksikan Video Menarik Setelah Ini",
            "Saksikan videonya di bawah ini:",
            "Yuk, Simak Juga Video ini!",
            "Simak Video Berikut",
        ],
        ["Simak video itu baik-baik.", "Saksikan video ini bersama warga."],
    ),
    "live": (["Saksikan Live DetikPagi:"], ["Saksikan live musik di balai desa."]),
    "instagram": (
        [
            "A post shared by Warga Hulu (@warga.hulu)",
            "A post shared by Rina (@rina_) on Jun 2, 2020 at 5:00am PDT",
        ],
        ["A post shared by the village says otherwise."],
    ),
    "embedded post": (
        ["View this post on Instagram", "Lihat postingan ini di Instagram"],
        ["Lihat postingan ini di dinding balai desa."],
    ),
    "shared post": (
        ["Sebuah kiriman dibagikan oleh Rina (@rina_)"],
        ["Sebuah kiriman dibagikan oleh camat kepada warga."],
    ),
    "look at": (["Lihat Foto"], ["Lihat foto itu baik-baik, katanya."]),
    "breaking news": (
        ["Simak breaking news dan berita pilihan lewat WhatsApp Channel : https://wa.me/x"],
        ["Simak breaking news di radio desa."],
    ),
    "channel": (
        [
            "Ikuti Whatsapp Channel Republika",
            "Ikuti WhatsApp Channel Kompas.com untuk berita terbaru.",
            "(Ayo ikuti saluran WhatsApp KapanLagi.com biar tidak ketinggalan)",
        ],
        ["Ikuti WhatsApp Channel desa, kata camat.", "Ikuti saluran air itu sampai ke hulu."],
    ),
    "google news": (
        ["Follow Berita Okezone di Google News", "Ikuti kami di Google News dan WhatsApp"],
        ["Baca berita itu di Google News, kata camat."],
    ),
    "other articles": (
        [
            "Cek Berita dan Artikel yang lain di Google News",
            "Cek berita dan artikel yg lain di Google News dan dan ikuti WhatsApp channel kami",
        ],
        ["Cek berita dan artikel yang lain di papan."],
    ),
    "preferred source": (
        ["Add as a preferred source on Google", "Add Contoh as a preferred source on Google"],
        ["Add as a preferred source on Google Maps the village hall."],
    ),
    "promise": (
        ["KOMPAS.com berkomitmen memberikan fakta jernih dari lapangan."],
        ["KOMPAS.com berkomitmen menanam bakau di hulu."],
    ),
    "hoax hotline": (
        ["* Fakta atau Hoaks? Kirim pertanyaan lewat WhatsApp ke nomor Cek Fakta."],
        ["Fakta atau hoaks? Warga diminta memeriksa dulu."],
    ),
    "reading time": (["waktu baca 3 menit"], ["Waktu baca 3 menit itu terasa singkat."]),
    "summary": (["Ringkasan Berita:"], ["Ringkasan berita itu dibacakan camat."]),
    "reported by": (
        ["Laporan Wartawan TribunHulu.com, Rina Sari", "Laporan Reporter Antara, Budi"],
        ["Laporan wartawan itu dibacakan camat.", "Laporan Wartawan Desa dibacakan."],
    ),
    "credits": (
        [
            "Editor : Andika",
            "Penulis: Rina Sari",
            "Reporter: Rina | Editor: Budi Santoso",
            "Redaktur & Reporter : Budi",
            "Rep: Rina/ Red: Budi",
            "Pewarta: Rina Sari Editor: Budi Copyright © ANTARA 2026",
            "Penulis :",
        ],
        ["Editor: pekerjaan yang sepi itu kini diminati lagi.", "Penulis itu pulang."],
    ),
    "copyright": (
        ["Copyright © ANTARA 2026", "COPYRIGHT (c) 2016"],
        ["Copyright dijaga undang-undang."],
    ),
    "rights": (
        [
            "© 2007 - 2015 contoh.com, All Rights Reserved",
            "Copyright @ 2026 Grup Contoh. All rights reserved.",
        ],
        ["2026 bukan tahun yang mudah bagi mereka."],
    ),
}

#: By entry: what goes from the end of a text, and texts that stay whole.
SIGN_OFF_EXAMPLES: dict[str, tuple[list[str], list[str]]] = {
    "desk": (
        ["(H-2)", "(Ant/H-2)", "(Z-10)"],
        ["Warga pulang sehari sebelumnya (H-1).", "Tujuh negara itu (G-7)"],
    ),
    "star": (["(*)", "(***)"], ["Tanda itu (*)", "Lima (5)"]),
    "short names": (["(Cas/Isk)"], ["Jalan itu (Solo/Yogya)"]),
    "name and newspaper": (
        ["(Luh Wayan Sari/balipost)", "(Sari/balipost)."],
        [
            "Air pasang. (Kabupaten/kota)",
            "Air pasang. (Bupati/wakil bupati)",
            "Air (Sari/balipost)",
        ],
    ),
    "agency": (["(Ant)", "(ANTARA)", "(Reuters)"], ["Kantor berita itu (ANTARA)", "Air. (KPK)"]),
    "name": (
        ["(Arief Setyadi )", "(Luh Wayan Sari)"],
        [
            "Ayat itu dibaca. (Hadis Riwayat Bukhari)",
            "Ayat itu dibaca. (HR Bukhari)",
            "Camat itu (Budi Santoso)",
            "Air pasang. (Bersambung)",
            "Air pasang. (Lihat Tabel)",
        ],
    ),
}


def lines(*texts: str, tag: str = "p") -> list[Block]:
    html = "".join(f"<{tag}>{text}</{tag}>" for text in texts)
    root = parse_html(f"<div>{html}</div>".encode())
    assert root is not None
    return read_blocks(root)


def test_every_entry_has_examples_of_both_kinds() -> None:
    for entries, examples in ((LINES, LINE_EXAMPLES), (SIGN_OFFS, SIGN_OFF_EXAMPLES)):
        assert [entry.name for entry in entries] == list(examples)
        assert all(removed and kept for removed, kept in examples.values())


def test_the_words_of_an_entry_are_those_that_its_pattern_begins_with() -> None:
    for line in LINES:
        removed, _ = LINE_EXAMPLES[line.name]
        begun = {re.findall(r"\w+", text)[0].lower() for text in removed}
        assert {"0" if word.isdecimal() else word for word in begun} <= set(line.words.split())


@pytest.mark.parametrize(
    ("name", "text"),
    [(name, text) for name, (removed, _) in LINE_EXAMPLES.items() for text in removed],
)
def test_lines_that_go(name: str, text: str) -> None:
    pattern = next(line.pattern for line in LINES if line.name == name)
    assert re.fullmatch(pattern, text, re.IGNORECASE)
    assert lines("Hujan turun.", text, "Sumur terisi.") == lines("Hujan turun.", "Sumur terisi.")


@pytest.mark.parametrize("text", [text for _, kept in LINE_EXAMPLES.values() for text in kept])
def test_lines_that_stay(text: str) -> None:
    assert lines("Hujan turun.", text) == [("paragraph", "Hujan turun."), ("paragraph", text)]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_sub_headings_of_words_that_are_topics_too(line: object) -> None:
    """Under "Rekomendasi" an article may say what it recommends."""
    entry = next(each for each in LINES if each is line)
    text = LINE_EXAMPLES[entry.name][0][0]
    assert is_furniture(text, heading=False)
    assert is_furniture(text, heading=True) is entry.heading


@pytest.mark.parametrize("heading", ["Rekomendasi", "Komentar", "Iklan"])
def test_a_sub_heading_that_is_a_topic_stays(heading: str) -> None:
    assert lines(heading, tag="h3") == [("heading", heading)]
    assert lines(f"<b>{heading}</b>") == [("heading", heading)]
    assert lines(heading) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Air pasang. [Gambas:Video 20detik]", "Air pasang."),
        ("[Gambas:Instagram] Air pasang.", "Air pasang."),
        ("Air [gambas:twitter] pasang.", "Air pasang."),
        ("Air [sic] pasang.", "Air [sic] pasang."),
        ("Gambas: sayur itu dipanen.", "Gambas: sayur itu dipanen."),
    ],
)
def test_embeds_go_from_inside_a_line(text: str, kept: str) -> None:
    assert lines(text) == [("paragraph", kept)]
    assert bool(EMBED.search(text)) is (text != kept)


def test_the_line_after_an_embed_stays() -> None:
    link = '<a href="/x">Sawah Kering di Hulu</a>'
    assert [text for _, text in lines("Air. [Gambas:Video CNN]", link)] == [
        "Air.",
        "Sawah Kering di Hulu",
    ]


@pytest.mark.parametrize("label", ["Selanjutnya:", "Halaman Selanjutnya", "Halaman selanjutnya:"])
def test_a_next_title_goes_with_its_link_only(label: str) -> None:
    assert lines(f'{label} <a href="/x">Sawah Kering</a>', "Air.") == [("paragraph", "Air.")]
    assert len(lines(f"{label} sawah kering.", "Air.")) == 2


@pytest.mark.parametrize(
    ("name", "sign_off"),
    [(name, text) for name, (removed, _) in SIGN_OFF_EXAMPLES.items() for text in removed],
)
def test_sign_offs_go_from_the_end(name: str, sign_off: str) -> None:
    pattern = next(entry.pattern for entry in SIGN_OFFS if entry.name == name)
    text: Block = ("paragraph", "Air pasang.")
    assert pattern.fullmatch(sign_off)
    assert split_initials([("paragraph", f"Air pasang. {sign_off}")]) == ([], [text])
    assert split_initials([text, ("paragraph", sign_off)]) == ([], [text])
    assert split_initials([text, ("heading", sign_off)]) == ([], [text])
    assert split_initials([("paragraph", sign_off), text]) == ([], [("paragraph", sign_off), text])


@pytest.mark.parametrize("text", [text for _, kept in SIGN_OFF_EXAMPLES.values() for text in kept])
def test_brackets_that_are_no_sign_off(text: str) -> None:
    assert split_initials([("paragraph", text)]) == ([], [("paragraph", text)])


@pytest.mark.parametrize(
    ("line", "initials"),
    [
        ("rs/hp (AFP, Reuters)", ["rs", "hp"]),
        ("rs/hp (dpa, AFP)", ["rs", "hp"]),
        ("gtp (AP)", ["gtp"]),
        ("air (bersih)", []),
        ("kata Sari (AP)", []),
    ],
)
def test_initials_before_agencies(line: str, initials: list[str]) -> None:
    text: Block = ("paragraph", "Air pasang.")
    kept = [text] if initials else [text, ("paragraph", line)]
    assert split_initials([text, ("paragraph", line)]) == (initials, kept)


def test_initials_above_or_below_a_name() -> None:
    text: Block = ("paragraph", "Air pasang.")
    both: list[Block] = [("paragraph", "(kha)"), ("heading", "(Arief Setyadi )")]
    assert split_initials([text, *both]) == (["kha"], [text])


@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("Air pasang. [ang]", ["ang"]),
        ("Air pasang. (con/con)", ["con"]),
        ("Beras dan gula (dll)", []),
        ("Beras dan gula (dll).", []),
        ("Air pasang. [sic", []),
    ],
)
def test_initials(text: str, initials: list[str]) -> None:
    names, blocks = split_initials([("paragraph", text)])
    assert names == initials
    assert blocks == [("paragraph", "Air pasang." if initials else text)]
    assert bool(initials) <= bool(INITIALS.search(text))


def test_long_lines_are_never_furniture() -> None:
    assert lines(f"Editor: {'Rina ' * 200}") != []
    assert lines("Halaman " + "1" * 700) != []
