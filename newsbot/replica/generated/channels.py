"""The kanals of the portal and their rubrics: numbers and names as the portal prints them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kanal:
    """One kanal: `cid` is its number in /indeks, `rubrics` pairs of (sub-id, printed name)."""

    cid: int
    name: str
    rubrics: tuple[tuple[int, str], ...]

    @property
    def host(self) -> str:
        return f"{self.name}.sindonews.com"

    @property
    def label(self) -> str:
        return self.name.capitalize()


KANALS: tuple[Kanal, ...] = (
    Kanal(
        5,
        "nasional",
        ((12, "Politik"), (13, "Hukum"), (14, "Hankam"), (15, "Humaniora"), (18, "Opini")),
    ),
    Kanal(
        7,
        "daerah",
        (
            (6, "Jabodetabek"),
            (29, "Cerita Pagi"),
            (174, "Nusantara"),
            (701, "Jawa Barat"),
            (704, "Jawa Timur"),
            (707, "Jateng & DIY"),
        ),
    ),
    Kanal(8, "ekbis", ((33, "Makro"), (34, "Sektor Riil"), (178, "Bursa Finansial"))),
    Kanal(
        9,
        "international",
        (
            (40, "Asia Pasifik"),
            (41, "Eropa"),
            (42, "Amerika"),
            (43, "Timur Tengah"),
            (46, "Jagad Jungkir Balik"),
        ),
    ),
    Kanal(10, "sports", ((11, "Bola"), (49, "Motosport"), (50, "Tinju"), (51, "All Sports"))),
    Kanal(67, "kalam", ((69, "Tausyiah"), (70, "Hikmah"), (72, "Muslimah"), (786, "Dunia Islam"))),
    Kanal(144, "edukasi", ((211, "Kampus"), (212, "Sekolah"), (213, "Beasiswa"))),
    Kanal(
        154,
        "lifestyle",
        ((155, "Health"), (156, "Travel & Kuliner"), (157, "Music"), (166, "Ragam")),
    ),
    Kanal(611, "otomotif", ((120, "Mobil"), (121, "Motor"), (183, "Rest Area"))),
    Kanal(612, "tekno", ((122, "Gadget"), (123, "Elektronik"), (207, "Telco"), (613, "Iptek"))),
)
BY_CID: dict[int, Kanal] = {kanal.cid: kanal for kanal in KANALS}
BY_HOST: dict[str, Kanal] = {kanal.host: kanal for kanal in KANALS}
BY_RUBRIC: dict[int, Kanal] = {sub: kanal for kanal in KANALS for sub, _ in kanal.rubrics}
DOMAIN = "sindonews.com"
WWW = "www.sindonews.com"
HI_LITE = "hi-lite.sindonews.com"
OLD_INDEX = "index.sindonews.com"
HOSTS: frozenset[str] = frozenset({WWW, HI_LITE, OLD_INDEX, DOMAIN, *BY_HOST})
