"""A body to blocks: where it breaks, what is junk, and what only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.text.clean import Block, image_source, read_blocks
from newsbot.text.markup import Element, one_line, parse_html

LINK = '<a href="/read/1/2/sawah">Sawah Kering di Hulu</a>'
MORE = '<a href="/read/3/4/sungai">Sungai Surut Lagi</a>'


def element(html: str) -> Element:
    root = parse_html(f'<div id="isi">{html}</div>'.encode("utf-8", "replace"))
    assert root is not None
    return root.css("#isi")[0]


def blocks(html: str) -> list[Block]:
    return read_blocks(element(html))


def lines(html: str) -> list[str]:
    return [text for _, text in blocks(html)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", []),
        ("&nbsp;<br>\n<br>", []),
        ("Satu.", ["Satu."]),
        ("Satu.<br>Dua.", ["Satu.", "Dua."]),
        ("Satu.<br/><br> <br>\n&nbsp;<br>Dua.", ["Satu.", "Dua."]),
        ("Satu\n  baris\tsaja.", ["Satu baris saja."]),
        ("<p>Satu.</p>Ekor.<p>Dua.</p>", ["Satu.", "Ekor.", "Dua."]),
        ("Satu.<div>Dua.</div>Tiga.", ["Satu.", "Dua.", "Tiga."]),
        ("Satu <em>dua</em> <span>tiga</span>.", ["Satu dua tiga."]),
        ("Sa<b>tu</b>.", ["Satu."]),
        ("<h1>S</h1><p>atu dua.</p>", ["Satu dua."]),  # a drop cap
        ("<div>“S</div>atu”, dua.", ["“Satu”, dua."]),
        ("<h3>A</h3><p>Satu.</p>", ["A", "Satu."]),
        ("<p>Satu.</p><p>dua.</p>", ["Satu.", "dua."]),
        ("Satu.<hr>Dua.", ["Satu.", "Dua."]),
        ("<blockquote><p>“Satu.”</p></blockquote>Dua.", ["“Satu.”", "Dua."]),
        ("<ul><li>Satu</li><li>Dua<ol><li>Tiga</li></ol></li></ul>", ["Satu", "Dua", "Tiga"]),
        ("<dl><dt>Satu</dt><dd>Dua</dd></dl>", ["Satu", "Dua"]),
        (
            "<table><tr><th>Desa</th><th>Luas</th></tr><tr><td>Hulu</td><td>7</td></tr></table>",
            ["Desa Luas", "Hulu 7"],
        ),
        ("Satu.<!-- dua --> Tiga.", ["Satu. Tiga."]),
        ("Satu.<script>dua()</script> Tiga.", ["Satu. Tiga."]),
        ("Satu.<style>p {}</style><noscript>dua</noscript> Tiga.", ["Satu. Tiga."]),
        ("<iframe>Satu</iframe><video>Dua</video><svg><text>x</text></svg>Tiga.", ["Tiga."]),
        ("<button>Bagi</button><form>Cari <input></form>Satu.", ["Satu."]),
        ("<p>***</p>---<br>•<br>Satu.", ["Satu."]),
        (f"Kata {LINK} tetap.", ["Kata Sawah Kering di Hulu tetap."]),
        (f"{LINK}<br>Satu.", ["Sawah Kering di Hulu", "Satu."]),
        ("Satu &amp; dua &lt;tiga&gt;", ["Satu & dua <tiga>"]),
        ("Satu\x07 du\x00a\ufeff.", ["Satu dua."]),
    ],
)
def test_where_a_body_breaks(html: str, text: list[str]) -> None:
    assert lines(html) == text


@pytest.mark.parametrize(
    "prompt",
    [
        pytest.param(f"<br>Baca Juga: {LINK}<br>", id="block"),
        pytest.param(f"<p>Baca Juga: {LINK}</p>", id="paragraph"),
        pytest.param(f"<br>Baca juga: {LINK}<br>", id="half-capitals"),
        pytest.param(f"<br>BACA JUGA: {LINK}<br>", id="capitals"),
        pytest.param(f"<br>baca juga: {LINK}<br>", id="lower-case"),
        pytest.param(f"<br>Baca juga {LINK}<br>", id="no-colon"),
        pytest.param(f"<br>Baca Juga : {LINK}<br>", id="space-before-colon"),
        pytest.param(f"<br>Baca&nbsp;Juga:&nbsp;{LINK}<br>", id="hard-spaces"),
        pytest.param(f"<br>Baca\n  Juga:\n{LINK}\n<br>", id="line-breaks"),
        pytest.param(f"<br>Lihat Juga: {LINK}<br>", id="lihat-juga"),
        pytest.param(f"<br>Simak juga: {LINK}<br>", id="simak-juga"),
        pytest.param(f"<br>Tonton juga Video: {LINK}<br>", id="tonton-juga-video"),
        pytest.param(f"<br>Pilihan Editor: {LINK}<br>", id="pilihan-editor"),
        pytest.param(f"<br>Baca: {LINK}<br>", id="baca"),
        pytest.param(f"<br>Baca Selengkapnya: {LINK}<br>", id="baca-selengkapnya"),
        pytest.param("<br>Baca selengkapnya di sini<br>", id="di-sini"),
        pytest.param(f"<br><strong>Baca Juga: {LINK}</strong><br>", id="strong"),
        pytest.param(f"<br><strong>Baca Juga:</strong> {LINK}<br>", id="colon-in-strong"),
        pytest.param(f"<br><strong>Baca Juga</strong>: {LINK}<br>", id="colon-after-strong"),
        pytest.param(f"<br>Baca Juga: <strong>{LINK}</strong><br>", id="link-in-strong"),
        pytest.param('<br><a href="/x">Baca Juga: Sawah Kering</a><br>', id="prompt-in-link"),
        pytest.param(
            '<br><strong><a href="/x">Baca Juga: Sawah Kering</a></strong><br>',
            id="prompt-in-strong-link",
        ),
        pytest.param('<br><a href="/x">Baca Juga</a><br>', id="prompt-is-link"),
        pytest.param(f"<br>Baca Juga:<br>{LINK}<br>", id="line-before"),
        pytest.param(f"<br><strong>Baca Juga</strong><br><b>{LINK}</b><br>", id="bold-line-before"),
        pytest.param(f"<p>Baca Juga:</p><p>{LINK}</p>", id="paragraph-before"),
        pytest.param(f"<br>Baca Juga:<br>{LINK}<br>{MORE}<br>", id="lines-before"),
        pytest.param(f"<p>Baca Juga:</p><ul><li>{LINK}</li><li>{MORE}</li></ul>", id="list"),
        pytest.param(f"<br>Baca Juga: {LINK}, {MORE} dan {LINK}<br>", id="several"),
        pytest.param(f"<p>BACA JUGA {LINK} dan tulisan {MORE} lainnya.</p>", id="and-others"),
        pytest.param(f"<br>Baca Juga: {LINK}{MORE}<br>", id="side-by-side"),
        pytest.param(f"<br>Baca Juga: • {LINK} • {MORE}<br>", id="bullets"),
        pytest.param(f"<br>[Baca Juga: {LINK}]<br>", id="brackets"),
        pytest.param(f"<br>(Baca Juga: {LINK})<br>", id="round-brackets"),
        pytest.param("<br>Baca Juga: Sawah Kering di Hulu<br>", id="no-link"),
        pytest.param("<br><em>Baca Juga: Sawah Kering di Hulu</em><br>", id="no-link-em"),
        pytest.param("<br>Baca Juga:<br>", id="nothing-follows"),
        pytest.param(f"<h2>JANGAN LEWATKAN!!!</h2>{LINK}<br>{MORE}<br>", id="jangan-lewatkan"),
        pytest.param(f"<br>Baca Juga: {LINK}<br>Lihat Juga: {MORE}<br>", id="two-prompts"),
        pytest.param(f" Baca Juga: {LINK}<br>", id="end-of-paragraph"),
        pytest.param(f" <strong>Lihat Juga: {LINK}</strong><br>", id="strong-end-of-paragraph"),
        pytest.param(" Baca Juga: Sawah Kering di Hulu<br>", id="end-of-paragraph-no-link"),
        pytest.param(
            f" Baca Juga:<br>{LINK}<br>",
            id="end-of-paragraph-line-before",
        ),
    ],
)
def test_prompts_go(prompt: str) -> None:
    assert lines(f"Warga menunggu hujan.{prompt}Sumur mulai kering.") == [
        "Warga menunggu hujan.",
        "Sumur mulai kering.",
    ]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (f"Hujan turun. Baca Juga: {LINK} Sumur terisi.", "Hujan turun. Sumur terisi."),
        (f"Hujan turun. Baca juga {LINK} Sumur terisi.", "Hujan turun. Sumur terisi."),
        (f"Hujan turun? Baca Juga: {LINK} Sumur terisi.", "Hujan turun? Sumur terisi."),
        (f"“Hujan turun.” BACA JUGA: {LINK} Sumur terisi.", "“Hujan turun.” Sumur terisi."),
        (f"Hujan turun. (Baca: {LINK}) Sumur terisi.", "Hujan turun. Sumur terisi."),
        (f"Hujan turun. <b>Lihat Juga: {LINK}</b> Sumur terisi.", "Hujan turun. Sumur terisi."),
        (f"Hujan turun. Baca Juga: {LINK}, {MORE} Sumur terisi.", "Hujan turun. Sumur terisi."),
        (f"Baca Juga: {LINK} Sumur terisi.", "Sumur terisi."),
        pytest.param(
            f"Baca Juga: {LINK}. Sumur terisi.",
            "Sumur terisi.",
        ),
    ],
)
def test_prompts_between_sentences_go(html: str, text: str) -> None:
    assert lines(html) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Guru itu meminta murid membaca juga buku lama.",
        "Ia berpesan agar warga baca juga papan pengumuman.",
        "Anda boleh lihat juga kebun di belakang.",
        "Lihat juga betapa jernih air di hulu.",
        "Ia baca: huruf demi huruf.",
        "Pentas digelar besok. Jangan lewatkan!",
        "Jangan lewatkan pentas di hulu.",
        "Pilihan editor jatuh pada cerita pendek.",
        "Ia mencoret “Baca Juga” di papan.",
        'Ia menulis "Halaman" di sampul.',
        '"Halaman"',
        "Halaman 2 buku itu robek.",
        "Halaman rumah itu luas.",
        "Iklan itu dipasang di gapura.",
        "Foto itu diambil kemarin.",
        "Rekomendasi tim dibacakan camat.",
        "Mereka menonton iklan, lalu tidur.",
        "Baca Juga: demikian judul lagunya. Lagu itu dinyanyikan anak-anak.",
    ],
)
def test_look_alikes_stay(text: str) -> None:
    assert blocks(f"Hujan turun.<br>{text}<br>Sumur terisi.") == [
        ("paragraph", "Hujan turun."),
        ("paragraph", text),
        ("paragraph", "Sumur terisi."),
    ]


@pytest.mark.parametrize(
    "html",
    [
        f"Anda dapat baca juga {LINK} malam ini.",
        f"Anda dapat lihat juga: {LINK} malam ini.",
        f"Lihat juga betapa kering {LINK} itu.",
        f"Ia menulis, baca juga {LINK} di sana.",
        f"Pesan di papan: lihat juga: {LINK} di balai.",
        f"Katanya, “lihat juga {LINK} itu”.",
    ],
)
def test_look_alikes_with_a_link_stay(html: str) -> None:
    assert lines(html) == [one_line(element(html).text())]


@pytest.mark.parametrize("sentence", ["Hujan  turun.", "Hujan\n turun.", "Hujan&nbsp;turun."])
def test_a_link_after_a_sentence_of_several_spaces_stays(sentence: str) -> None:
    assert lines(f"{sentence}<br>{LINK}<br>Dua.") == [
        "Hujan turun.",
        "Sawah Kering di Hulu",
        "Dua.",
    ]


def test_a_link_on_the_line_after_a_sentence_stays() -> None:
    assert lines(f"Baca juga papan itu, kata camat.<br>{LINK}<br>Dua.") == [
        "Baca juga papan itu, kata camat.",
        "Sawah Kering di Hulu",
        "Dua.",
    ]


@pytest.mark.parametrize(
    "furniture",
    [
        "Halaman :",
        "Halaman",
        "Halaman : 1 2 3",
        "HALAMAN: 1",
        "ADVERTISEMENT",
        "Iklan",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Scroll ke bawah untuk melanjutkan membaca",
        "[Gambas:Video 20detik]",
        "[Gambas:Instagram]",
        "loading…",
        "Loading...",
        "Baca Selengkapnya",
        "Lihat Juga",
        "Berita Terkait",
        "Rekomendasi",
        "Tulis Komentar Anda",
        "Share",
        "<b>Bagikan:</b>",
        "<h3>Terpopuler</h3>",
        "Cek Berita dan Artikel yang lain di Google News dan saluran kami",
    ],
)
def test_furniture_goes(furniture: str) -> None:
    assert lines(f"Hujan turun.<p>{furniture}</p>Sumur terisi.") == [
        "Hujan turun.",
        "Sumur terisi.",
    ]


@pytest.mark.parametrize(
    ("below", "left"),
    [
        ("<b>Penulis :</b><p>Rina Sari Dewi", []),
        ("Editor:<br>Budi & Rina", []),
        ("Penulis:<br>Rina Sari mengajar menulis.", ["Rina Sari mengajar menulis."]),
        ("Penyusunnya:<br>Rina Sari", ["Penyusunnya:", "Rina Sari"]),
        ("Penulis:<br>Rina Sari<br>Budi Santoso", ["Budi Santoso"]),
    ],
)
def test_names_go_with_the_label_above_them(below: str, left: list[str]) -> None:
    assert lines(f"<p>Hujan turun.</p>{below}") == ["Hujan turun.", *left]


@pytest.mark.parametrize(
    ("html", "block"),
    [
        ("<h2>Air Kembali</h2>", ("heading", "Air Kembali")),
        ("<h6>Air Kembali</h6>", ("heading", "Air Kembali")),
        ("<h3><span>Air</span> Kembali</h3>", ("heading", "Air Kembali")),
        ("<h2>Air kembali mengalir.</h2>", ("heading", "Air kembali mengalir.")),
        ("<strong>Air Kembali</strong>", ("heading", "Air Kembali")),
        ("<p><b>Air</b> <strong>Kembali</strong></p>", ("heading", "Air Kembali")),
        ("<b>Dari mana airnya?</b>", ("heading", "Dari mana airnya?")),
        ("<center><b>Air Kembali</b></center>", ("heading", "Air Kembali")),
        ("<b>Air mulai kembali ke hulu.</b>", ("paragraph", "Air mulai kembali ke hulu.")),
        ("<b>“Air mulai kembali.”</b>", ("paragraph", "“Air mulai kembali.”")),
        ('<b>"Air mulai kembali."</b>', ("paragraph", '"Air mulai kembali."')),
        ("<b>Syaratnya:</b>", ("paragraph", "Syaratnya:")),
        ("<b>Dan seterusnya…</b>", ("paragraph", "Dan seterusnya…")),
        ("<b>Air</b> kembali", ("paragraph", "Air kembali")),
        ("Air <b>kembali</b>", ("paragraph", "Air kembali")),
        (f"<b>{'air ' * 41}</b>", ("paragraph", "air " * 40 + "air")),
        ("Foto/Antara", ("credit", "Foto/Antara")),
        ("(Foto: Antara/Rina)", ("credit", "(Foto: Antara/Rina)")),
        ("<b>FOTO/SINDOnews</b>", ("credit", "FOTO/SINDOnews")),
        ("Ilustrasi: Rina", ("credit", "Ilustrasi: Rina")),
        ("<b>© Pixabay</b>", ("credit", "© Pixabay")),
        ("<em>©2020 Merdeka.com/Rina</em>", ("credit", "©2020 Merdeka.com/Rina")),
        ("<figcaption>Warga antre.</figcaption>", ("caption", "Warga antre.")),
        ("<figcaption><b>Warga antre</b></figcaption>", ("caption", "Warga antre")),
    ],
)
def test_kinds(html: str, block: Block) -> None:
    assert blocks(f"Hujan turun.<br>{html}<br>Sumur terisi.") == [
        ("paragraph", "Hujan turun."),
        block,
        ("paragraph", "Sumur terisi."),
    ]


def test_headings_and_captions_break_too() -> None:
    html = "<h2>Satu<br>Dua</h2>Tiga.<figcaption>Empat<br>Lima</figcaption>Enam."

    assert blocks(html) == [
        ("heading", "Satu"),
        ("heading", "Dua"),
        ("paragraph", "Tiga."),
        ("caption", "Empat"),
        ("caption", "Lima"),
        ("paragraph", "Enam."),
    ]


def test_a_figure_is_picture_and_caption() -> None:
    html = """Satu.<figure><img data-src="antre.jpg" src="data:image/gif;base64,R0">
        <figcaption>Warga antre. Foto/Antara</figcaption></figure>Dua."""

    assert blocks(html) == [
        ("paragraph", "Satu."),
        ("image", "antre.jpg"),
        ("caption", "Warga antre. Foto/Antara"),
        ("paragraph", "Dua."),
    ]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("caption", "Warga antre air. Foto: Antara"),
        ("caption", "Warga antre air. (Foto/Dewi Laut)"),
        ("caption", "Warga antre air ©2020 Merdeka.com"),
        ("paragraph", "Warga antre air."),
        ("paragraph", "Warga mengirim foto/video lewat ponsel."),
        ("paragraph", "Warga antre air. Foto: " + "sangat panjang " * 9 + "itu."),
    ],
)
def test_a_credited_line_below_a_picture_is_its_caption(kind: str, text: str) -> None:
    assert blocks(f"<p><img src=a.jpg></p><p><br></p><p>{text}</p>")[1:] == [(kind, text)]
    assert blocks(f"<p>Air pasang.</p><p>{text}</p>")[1:] == [("paragraph", text)]


@pytest.mark.parametrize(
    ("attributes", "source"),
    [
        ('src="a.jpg"', "a.jpg"),
        ('src=" a.jpg "', "a.jpg"),
        ('data-src="a.jpg" src="putih.gif"', "a.jpg"),
        ('src="putih.gif" data-original="a.jpg"', "a.jpg"),
        ('data-lazy-src="a.jpg"', "a.jpg"),
        ('data-src="" src="a.jpg"', "a.jpg"),
        ('data-src="data:image/gif;base64,R0" src="a.jpg"', "a.jpg"),
        ('src="data:image/gif;base64,R0"', None),
        ('src=""', None),
        ("", None),
    ],
)
def test_the_lazy_address_before_the_placeholder(attributes: str, source: str | None) -> None:
    image = element(f"<img {attributes}>").css("img")[0]

    assert image_source(image) == source


@pytest.mark.parametrize(
    "junk",
    [
        '<div class="buang">Beli <b>sekarang</b></div>',
        '<span class="buang">Beli<br>sekarang</span>',
        '<p class="buang">Beli <span class="buang">sekarang</span></p>',
        '<h2 class="buang">Beli</h2>',
        '<a class="buang" href="/">Beli <img src="x.jpg"></a>',
        '<img class="buang" src="x.jpg">',
        '<figcaption class="buang">Beli</figcaption>',
        '<ul class="buang"><li>Beli</li></ul>',
    ],
)
def test_dropped_elements_go_and_their_tails_stay(junk: str) -> None:
    body = element(f"Hujan turun.<br>{junk} Sumur terisi.<br><b>Air</b> pulang.")

    read = read_blocks(body, {each.mem_id for each in body.css(".buang")})

    assert read == [
        ("paragraph", "Hujan turun."),
        ("paragraph", "Sumur terisi."),
        ("paragraph", "Air pulang."),
    ]


def test_a_body_dropped_whole_is_empty() -> None:
    body = element("Satu.<br>Dua.")

    assert read_blocks(body, {body.mem_id}) == []


def test_what_stands_after_the_body_is_not_in_it() -> None:
    assert lines("Satu.</div>Dua.") == ["Satu."]


def test_nesting_without_end_is_survived() -> None:
    assert lines("Satu." + "<div><b><a>" * 5_000)[:1] == ["Satu."]


PIECES = st.sampled_from(
    "<p> </p> <b> </b> <a> <a href=/x> </a> <br> <h2> </h2> <figcaption> </figcaption> <img src=x> "
    "<li> <table> <td> </table> <script> </script> <!-- --> & &amp; &#0; Baca Juga: Halaman ( ) . "
    "Foto/ loading… \ud800 \x00 \x07".split(" ")
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=30))
def test_any_markup_gives_clean_lines(pieces: list[str]) -> None:
    root = parse_html(" ".join(pieces).encode("utf-8", "replace"))

    read = [] if root is None else read_blocks(root)

    assert all(text and text == one_line(text) for _, text in read)
