"""What stands in an article's body and is not the article: read-also lines, ads, embeds."""

from __future__ import annotations

from html import escape
from random import Random

from newsbot.replica.generated.catalogue import Entry

_LABELS = ("Baca Juga", "Baca juga", "BACA JUGA", "Lihat Juga ", "Baca Juga ")
_JUNK: tuple[str, ...] = (
    '<div id="ads_1"><div class="label">ADVERTISEMENT</div><ins class="adsbygoogle"'
    ' data-ad-slot="7719"></ins></div>',
    '<ins class="adsbygoogle" style="display:block"></ins>'
    "<script>(adsbygoogle = window.adsbygoogle || []).push({});</script>",
    '<div class="warp-ads-paralax"><div class="content-paralax"><div class="parallax-ad">'
    "Scroll ke bawah untuk melanjutkan membaca</div></div></div>",
    '<div class="clear size-wide-custom dummy">ADVERTISEMENT</div>',
    '<div id="me-div-gpt-ad-99871">ADVERTISEMENT</div>',
    '<div class="v-youtube"><iframe src="https://www.youtube.com/embed/replika0001"'
    ' allowfullscreen></iframe><div class="v-title">Tonton video selengkapnya</div></div>',
    '<div class="download-sindoapps"><a href="https://www.sindonews.com/apps">Unduh aplikasi'
    " SINDOnews, baca berita tanpa iklan</a></div>",
    '<script type="text/javascript">var halaman = {"baca": "<br>bukan teks"};</script>',
    "<style>.detail-desc .kotak { color: #333 } /* bukan teks */</style>",
)


def read_also(rng: Random, other: Entry) -> str:
    """a "Baca Juga" line and the link it introduces, in one of the portal's spellings."""
    label = rng.choice(_LABELS)
    kind = rng.choice(("int-link", "baca-link"))
    link = f'<a class="{kind}" href="{other.url}">{escape(other.title, quote=False)}</a>'
    return rng.choice(
        (
            f"<strong>{label}:</strong> {link}",
            f"<strong>{label}</strong>: {link}",
            f"<strong>{label}: {link}</strong>",
            f"{label}: {link}",
            f"<strong>{label}: </strong>{link}",
        )
    )


def junk_piece(rng: Random) -> str:
    return rng.choice(_JUNK)
