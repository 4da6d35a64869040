"""Breadcrumbs in markup, and the levels that they name."""

from __future__ import annotations

import pytest

from newsbot.text.breadcrumbs import breadcrumb_in, is_same, levels, names_site_and
from newsbot.text.markup import parse_html

BRANDS = frozenset({"radarcontoh", "mediacontoh"})
TITLE = "Pasar Lama Dibuka Lagi Setelah Tiga Bulan"


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<nav aria-label=Breadcrumb><a>Home</a> / <a>News</a></nav>", ["Home", "News"]),
        ("<ul class=breadcrumb__wrap><li>Home</li><li><a>News</a> »</li></ul>", ["Home", "News"]),
        ("<div class=my-BreadCrumbs><a>Home</a><a>News</a></div>", ["Home", "News"]),
        ("<ol itemtype='https://schema.org/BreadcrumbList'><li><span itemprop=name>Home</span>"
         "<meta itemprop=position content=1></li><li><span itemprop=name>News</span></ol>",
         ["Home", "News"]),
        # the first that has any
        ("<div class=breadcrumb></div><div class=breadcrumb><a>News</a></div>", ["News"]),
        # a menu is none
        (f"<div class=breadcrumb>{'<a>Menu</a>' * 9}</div>", []),
        ("<nav aria-label=Menu><a>Home</a><a>News</a></nav>", []),
        ("<p>Home / News</p>", []),
    ],
)  # fmt: skip
def test_a_breadcrumb_in_markup(html: str, names: list[str]) -> None:
    root = parse_html(html.encode())
    assert root is not None
    assert breadcrumb_in(root) == names


@pytest.mark.parametrize(
    ("names", "below"),
    [
        (["Home", "News", "Nasional"], ["News", "Nasional"]),
        (["Beranda", "Ekonomi"], ["Ekonomi"]),
        (["Radar Contoh", "Ekonomi"], ["Ekonomi"]),
        (["RadarContoh.id", "Ekonomi"], ["Ekonomi"]),
        (["News", "Nasional"], ["News", "Nasional"]),  # without home
        (["Home", "NBA"], ["NBA"]),
        (["Home", "nasional"], ["Nasional"]),
        (["Home", "Gaya Hidup", TITLE], ["Gaya Hidup"]),
        (["Home", "Gaya Hidup", "Pasar Lama Dibuka…"], ["Gaya Hidup"]),
        (["Home", "News", "Detail Berita"], ["News"]),
        (["Home", "News", "Halaman 2"], ["News"]),
        (["HOME", ">", "NEWS", ">", "HOT"], ["News", "HOT"]),
        (["HOME", "KABAR-HAJI", "YOUR STORY", "CPNS"], ["Kabar Haji", "Your Story", "CPNS"]),
        (["HOME", "SELEBRITI", "V", "VIA VALLEN"], ["Selebriti"]),
        (["Home", "2026", "08", "Kota"], ["Kota"]),
        (["Home", "Judul lain yang panjang sekali dan tidak berakhir di sini"], []),
        (["Home", "Pasar", "Lama"], ["Pasar", "Lama"]),  # a rubric that the title begins with
        (["Home"], []),
        ([], []),
    ],
)
def test_levels_below_home(names: list[str], below: list[str]) -> None:
    assert levels(names, BRANDS, [TITLE]) == below


@pytest.mark.parametrize(
    ("channel", "names", "both"),
    [
        ("inet", ["contohInet", "Berita", "Cyber Life"], True),
        ("sport", ["Insider", "ContohSport"], True),
        ("inet", ["Inet", "Cyber Life"], False),
        ("news", ["Home", "Newsletter"], False),
    ],
)
def test_a_site_and_its_channel_in_one(channel: str, names: list[str], *, both: bool) -> None:
    assert names_site_and(channel, names, {"contoh"}) is both


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Gaya-hidup", "Gaya Hidup", True),
        ("nasional", "Nasional", True),
        ("Seni & Budaya", "Seni dan Budaya", True),
        ("News", "News Plus", False),
        ("Nasional", "Internasional", False),
        ("", "", True),
        ("News", "", False),
    ],
)
def test_the_same_rubric(one: str, other: str, *, same: bool) -> None:
    assert is_same(one, other) is same
