"""What surrounds the content of every page: assets, menus, recommendation lists and footer."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from newsbot.replica.generated.channels import KANALS
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.words import HTML, displayed, fill

_ASSET_HOSTS = ("cdn.sindonews.net", "pict.sindonews.net", "e.sindonews.com")
_BOXES = (
    ("Berita Terkait", "terkait", 12),
    ("Rekomendasi", "rekomendasi", 16),
    ("Terpopuler", "terpopuler", 10),
    ('Berita Terkini <a href="https://www.sindonews.com/indeks">More</a>', "terkini", 16),
)


class Furniture:
    """The surroundings of pages as HTML."""

    def __init__(self) -> None:
        calls = "".join(fill("call", n=n) for n in range(1, 121))
        self.surroundings = {
            "assets": _assets(),
            "header": fill("header", menu=_menu("menu")),
            "footer": fill("footer", menu=_menu("footer-menu"), calls=calls),
        }

    def boxes(self, entries: list[Entry]) -> str:
        """The recommendation lists that follow the content, of the first fifty of these."""
        parts = [HTML["videos"]]
        for shift, (heading, name, count) in enumerate(_BOXES if entries else ()):
            picked = [entries[(k * 3 + shift) % len(entries)] for k in range(count)]
            cards = "".join(_card(entry, name) for entry in picked)
            parts.append(fill("box", name=name, heading=heading, cards=cards))
        return "".join(parts)

    def wrap(self, head: str, main: str) -> bytes:
        """A whole page, in UTF-8. head: what its <head> has of its own. main: its content."""
        return fill("page", head=head, main=main, **self.surroundings).encode()


@lru_cache(maxsize=8192)
def _card(entry: Entry, name: str) -> str:
    alt, title = escape(entry.title), escape(entry.title, quote=False)
    when = displayed(entry.published)
    return fill("card", name=name, entry=entry, alt=alt, title=title, when=when)


def _assets() -> str:
    return fill(
        "assets",
        links="".join(fill("asset_link", host=host) for host in _ASSET_HOSTS),
        rules="".join(fill("asset_rule", n=n) for n in range(1, 101)),
        slots="".join(fill("asset_slot", n=n, lazy=str(n > 3).lower()) for n in range(1, 61)),
    )


def _menu(name: str) -> str:
    groups = []
    for kanal in KANALS:
        items = "".join(
            fill("menu_item", kanal=kanal, number=number, label=escape(label))
            for number, label in kanal.rubrics
        )
        groups.append(fill("menu_group", name=name, kanal=kanal, items=items))
    return fill("menu", name=name, groups="".join(groups))
