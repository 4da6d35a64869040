"""Pages of a site that stand instead of an article, with status 200: it is gone, the site is being
repaired, a search found this. (Those that want something of the reader are in text/walls.py.)"""

from __future__ import annotations

import re

_NO_ARTICLE = re.compile(
    r"(?:error |galat )?(?:40[34]|410|50[0-4])(?:\W+(?:error|not found|forbidden|gone|halaman"
    r"|tidak ditemukan|service|internal|bad gateway)\b.*)?"
    r"|(?:maaf|oops|ups)?\W*(?:halaman|laman|artikel|berita|konten)"
    r"(?: (?:yang (?:anda|kamu) (?:cari|tuju|minta|maksud)|ini|tersebut))?"
    r" tidak (?:dapat |bisa )?(?:ditemukan|tersedia)\W*"
    r"|(?:(?:the )?(?:page|article|content|file|object|resource) )?(?:was |is )?not found\W*"
    r"|(?:situs|website|web|halaman|laman|server|sistem)\b.{0,20}\bsedang (?:dalam )?"
    r"(?:pemeliharaan|perbaikan|perawatan|maintenance)\b.{0,20}"
    r"|(?:site )?(?:is )?(?:under |scheduled )?maintenance(?: mode)?\W*"
    r"|(?:hasil (?:pencarian|penelusuran)|search results?)(?:(?: untuk| for)? ?:? ?[\"“'].*"
    r"| (?:untuk|for) .*| ?: .*)?"
    r"|(?:the |this )?domain\b.{0,40}\b(?:for sale|dijual|parked)\b.*|[\w.-]+ is for sale\W*",
    re.IGNORECASE,
)
# The name of the site behind such a title.
_SITE_BEHIND = re.compile(r"\s+[|–—·-]\s+.{1,40}$")


def is_error_title(title: str) -> bool:
    """Whether a title is that of such a page. The name of the site may stand behind it."""
    return bool(_NO_ARTICLE.fullmatch(_SITE_BEHIND.sub("", title.strip())))
