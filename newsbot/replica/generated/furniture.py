"""What surrounds every page: assets, menus, recommendation lists, footer; built once a kanal."""

from __future__ import annotations

from html import escape

from newsbot.replica.generated.catalogue import Catalogue, Entry
from newsbot.replica.generated.channels import KANALS, Kanal
from newsbot.replica.generated.words import HTML, displayed

_ASSET_HOSTS = ("cdn.sindonews.net", "pict.sindonews.net", "e.sindonews.com")
_BOXES = (
    ("Berita Terkait", "terkait", 12),
    ("Rekomendasi", "rekomendasi", 16),
    ("Terpopuler", "terpopuler", 10),
    ('Berita Terkini <a href="https://www.sindonews.com/indeks">More</a>', "terkini", 16),
)


class Furniture:
    """Head, header and footer for a kanal (None: www), as finished HTML."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._boxes: dict[Kanal | None, str] = {}
        self.head = _assets()
        self.header = HTML["header"].format(menu=_menu("menu"))
        self.footer = _footer()

    def boxes(self, kanal: Kanal | None) -> str:
        """The recommendation lists that follow an article."""
        if kanal not in self._boxes:
            self._boxes[kanal] = self._build_boxes(kanal)
        return self._boxes[kanal]

    def wrap(self, head: str, main: str) -> bytes:
        """A whole page of UTF-8 bytes."""
        page = (
            f'<!DOCTYPE html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n{head}{self.head}'
            f"</head>\n<body>\n{self.header}{main}{self.footer}</body>\n</html>\n"
        )
        return page.encode()

    def _build_boxes(self, kanal: Kanal | None) -> str:
        entries = self._catalogue.of(kanal) or self._catalogue.newest_first
        parts = ['<div class="video-rekomendasi"><h3>Video Rekomendasi</h3></div>\n']
        for shift, (heading, name, count) in enumerate(_BOXES):
            picked = [entries[(k * 3 + shift) % len(entries)] for k in range(count)]
            cards = "".join(_card(entry, name) for entry in picked)
            parts.append(f'<div class="box-{name}"><h3>{heading}</h3><ul>\n{cards}</ul></div>\n')
        return "".join(parts)


def _card(entry: Entry, name: str) -> str:
    title = escape(entry.title)
    return (
        f'<li class="{name}-item" data-id="{entry.number}" data-kanal="{entry.kanal.cid}"'
        f' data-subkanal="{entry.rubric.number}" data-publish="{entry.published:%Y%m%d}">'
        f'<div class="{name}-img"><a href="{entry.url}"><img class="lazyload" alt="{title}"'
        f' src="https://cdn.sindonews.net/assets/images/loading.gif"></a></div>'
        f'<div class="{name}-title"><a href="{entry.url}">{escape(entry.title, quote=False)}</a>'
        f'</div><div class="{name}-date">{displayed(entry.published)}</div></li>\n'
    )


def _assets() -> str:
    links = "".join(
        f'<link rel="preconnect" href="https://{host}" crossorigin>\n'
        f'<link rel="dns-prefetch" href="//{host}">\n'
        for host in _ASSET_HOSTS
    )
    rules = "".join(
        f".mt{n},.mb{n}{{margin:{n}px 0}}.pl{n}{{padding-left:{n}px}}.sm-pl{n}{{padding:0 {n}px}}"
        f".width-{n}{{width:{n}%;box-sizing:border-box}}.fs{n}{{font-size:{n}px;line-height:1.4}}\n"
        for n in range(1, 101)
    )
    slots = "".join(
        f"window.slots = window.slots || []; window.slots.push({{id: 'slot-{n}', sizes: [[300, 250]"
        f", [336, 280]], path: '/replica/desktop/slot_{n}', lazy: {str(n > 3).lower()}}});\n"
        for n in range(1, 61)
    )
    feed = (
        '<link rel="alternate" type="application/rss+xml" href="https://www.sindonews.com/feed">\n'
    )
    return f"{links}{feed}<style>\n{rules}</style>\n<script>\n{slots}</script>\n"


def _menu(name: str) -> str:
    groups = []
    for kanal in KANALS:
        items = "".join(
            f'<li><a href="https://{kanal.host}/more/{sub}">{escape(label)}</a></li>'
            for sub, label in kanal.rubrics
        )
        groups.append(
            f'<li class="{name}-kanal"><a href="https://{kanal.host}/">{kanal.label}</a>'
            f'<ul class="{name}-sub">{items}</ul></li>\n'
        )
    return f'<ul class="{name}">\n{"".join(groups)}</ul>\n'


def _footer() -> str:
    calls = "".join(
        f"document.addEventListener('scroll', function () {{ return 'langkah-{n}'; }});\n"
        for n in range(1, 121)
    )
    return HTML["footer"].format(menu=_menu("footer-menu")) + f"<script>\n{calls}</script>\n"
