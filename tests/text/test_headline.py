"""The headline of a page, and the times beside it."""

from __future__ import annotations

import pytest

from newsbot.text.headline import headline, times_beside
from newsbot.text.markup import Element, parse_html, texts

OWN = "<span>4 Agustus 2026 10:15 WIB</span>"
SHOWN = "4 Agustus 2026 10:15 WIB"
TIME = "<time datetime='2026-08-04T10:15:00+07:00'></time>"
OTHER = "<time datetime='2026-08-01T09:00:00+07:00'>1 Agustus 2026 09:00 WIB</time>"
LINK = "<a href=/berita/7/pasar-lama-dibuka-lagi>Pasar Lama Dibuka Lagi</a>"
PROSE = f"<p>{'Kata demi kata dalam satu kalimat panjang. ' * 10}</p>"


def page(html: str) -> Element:
    root = parse_html(html.encode())
    assert root is not None
    return root


def beside(html: str) -> tuple[list[str], list[str]]:
    heading = page(html).css_first("h1")
    assert heading is not None
    return times_beside(heading)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<div><h1>J</h1>{OWN}</div>", [SHOWN]),
        (f"<article><header><h1>J</h1></header><div>{OWN}</div></article>", [SHOWN]),
        (f"<div><h1>J</h1></div><div><a href=/penulis/ana>Ana Ani</a> {OWN}</div>", [SHOWN]),
        (f"<div><h1>J</h1></div><div>Oleh <a href=/a-b-c-d/>Ana Ani</a> {OWN}</div>", [SHOWN]),
        # a theme links the date with the article itself
        (f"<div><h1>J</h1></div><div><a href=/2026/08/04/a-b-c-d/>{OWN}</a></div>", [SHOWN]),
        # in the box of the text, which links others
        (f"<div><h1>J</h1></div><div>{OWN}{PROSE}{LINK}</div>", [SHOWN]),
        # of other articles
        (f"<main><h1>J</h1><aside>{OTHER}</aside></main>", []),
        (f"<main><h1>J</h1><article>{LINK}{OTHER}</article></main>", []),
        (f"<main><h1>J</h1><div class=box-terkait>{OTHER}</div></main>", []),
        (f"<main><h1>J</h1><ul><li>{LINK} {OTHER}</li></ul></main>", []),
        (f"<main><h1>J</h1><div><h3>{LINK}</h3><p>Teras.</p>{OTHER}</div></main>", []),
        (f"<main><h1>J</h1><div class='widget widget_posts'>{OTHER}</div></main>", []),
        (f"<main><div><h1>J</h1></div><ul><li>{LINK}{OTHER}</li></ul><i>{OWN}</i></main>", [SHOWN]),
        # Elementor's blocks are no widgets in this sense
        (f"<div><h1>J</h1><div class=elementor-widget>{OWN}</div></div>", [SHOWN]),
        ("<div><h1>J</h1><p>Tahun ini</p></div>", []),
    ],
)
def test_times_that_are_shown(html: str, shown: list[str]) -> None:
    assert beside(html)[0] == shown


@pytest.mark.parametrize(
    ("html", "stated"),
    [
        (f"<div><h1>J</h1>{TIME}</div>", ["2026-08-04T10:15:00+07:00"]),
        (f"<main><h1>J</h1><aside>{OTHER}</aside>{TIME}</main>", ["2026-08-04T10:15:00+07:00"]),
        (f"<main><h1>J</h1><ul><li>{LINK}{OTHER}</li></ul></main>", []),
    ],
)
def test_times_that_are_stated(html: str, stated: list[str]) -> None:
    assert beside(html)[1] == stated


LONG = "Warga Kampung Tua Menanam Seribu Bakau di Muara"


@pytest.mark.parametrize(
    ("stated", "headings", "shown"),
    [
        # the site's name
        (f"{LONG} - Kompas.com", [LONG], LONG),
        (f"{LONG} | Radar Contoh", [LONG], LONG),
        (f"{LONG} - Halaman 2", [LONG], LONG),
        (f"Otosia.com: {LONG}", [LONG], LONG),
        # cut
        ("Warga Kampung Tua Menanam Seribu...", [LONG], LONG),
        ("Warga Kampung Tua Menanam Seribu Bak…", [LONG], LONG),
        ("Warga Kampung Tua Menanam Seribu ...", [LONG], LONG),
        ("Warga Kampung Tua Menanam Seribu... - Kompas.com", [LONG], LONG),
        # whole as it is
        (LONG, [LONG], LONG),
        ("Rusia - Ukraina Berdamai", ["Rusia", "Rusia - Ukraina Berdamai"],
         "Rusia - Ukraina Berdamai"),
        ("Ia Pulang, Lalu...", ["Ia Pulang, Lalu... Menangis Lagi", "Ia Pulang, Lalu..."],
         "Ia Pulang, Lalu..."),
        # too little of it to tell
        ("Warga...", [LONG], None),
        ("Warga Kampung Baru Menanam...", [LONG], None),
        ("Lain Sama Sekali - Kompas.com", [LONG], None),
        (LONG, ["Warga Kampung Tua"], None),
    ],
)  # fmt: skip
def test_the_heading_that_shows_a_stated_title(
    stated: str, headings: list[str], shown: str | None
) -> None:
    root = page("".join(f"<h2>{heading}</h2>" for heading in headings))
    found = headline(root, stated)
    assert (texts([found])[0] if found else None) == shown
