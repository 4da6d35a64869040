"""AMP pages and old layouts are read, whatever a portal declares of them."""

from __future__ import annotations

import pytest

from newsbot.extract.progress import Progress, read_page
from newsbot.items import Article
from newsbot.spiders.families.undeclared import portal_of
from tests.saved_portals import PORTALS

PARAGRAPHS = "".join(
    f"<p>Kalimat nomor {number} menceritakan apa yang terjadi di kota itu pada pagi hari.</p>"
    for number in range(6)
)
#: A page as AMP's validator wants it, with what stands in it besides the text.
AMP = f"""<!doctype html><html amp lang="id"><head><meta charset="utf-8">
<title>Warga Bangun Jembatan</title><script async src="https://cdn.ampproject.org/v0.js"></script>
<style amp-boilerplate>body{{visibility:hidden}}</style></head><body>
<amp-sidebar id="m" layout="nodisplay"><ul><li><a href="/a">Nasional</a></ul></amp-sidebar>
<header><a href="/">Beranda</a></header>
<article><h1>Warga Bangun Jembatan</h1><span>Jumat, 15 Mei 2026 10:00 WIB</span>
<div class="isi"><amp-img src="https://img.contoh.id/jembatan.jpg" width="700" height="400">
<noscript><img src="https://img.contoh.id/kecil.jpg"></noscript></amp-img>
{PARAGRAPHS}
<amp-twitter data-tweetid="1" layout="responsive"><blockquote placeholder>Ramai sekali hari ini di
jembatan baru itu.</blockquote></amp-twitter>
<amp-iframe src="https://contoh.id/x">
<p placeholder>Video sedang dimuat, mohon tunggu.</p></amp-iframe>
<amp-ad width="300" height="250" type="doubleclick">
<div fallback>Iklan tidak dapat dimuat.</div></amp-ad>
</div></article><footer><p>Hak cipta dilindungi undang-undang.</p></footer></body></html>"""

ADDRESSES = [
    ("detik", "https://news.detik.com/berita/d-7993377/warga-bangun-jembatan/amp"),
    ("kompas", "https://amp.kompas.com/regional/read/2026/05/15/100000078/warga-bangun-jembatan"),
    ("liputan6", "https://www.liputan6.com/amp/4354911/warga-bangun-jembatan"),
    ("bola", "https://m.bola.com/amp/4384601/warga-bangun-jembatan"),
    ("antaranews", "https://m.antaranews.com/amp/berita/629369/warga-bangun-jembatan"),
    ("any", "https://radar.id/2026/05/15/warga-bangun-jembatan/amp/"),
    ("any", "https://radar.id/2026/05/15/warga-bangun-jembatan/?amp=1"),
    ("any", "https://amp.radar.id/2026/05/15/warga-bangun-jembatan/"),
    ("any", "https://m.radar.id/2026/05/15/warga-bangun-jembatan/amp"),
]


def read(portal: str, url: str, html: str) -> Article:
    rules = portal_of("radar.id").rules if portal == "any" else PORTALS[portal].rules
    assert rules.urls.read(url), "no address of the portal's"
    page = read_page(rules, url, html.encode(), None, None)
    assert page is not None
    return Progress.start(page, "").build_article(rules)


@pytest.mark.parametrize(("portal", "url"), ADDRESSES)
def test_amp_pages(portal: str, url: str) -> None:
    article = read(portal, url, AMP)
    assert article.title == "Warga Bangun Jembatan"
    assert article.published_at == "2026-05-15T10:00:00+07:00"
    assert article.text.split("\n\n")[0].startswith("Kalimat nomor 0")
    assert article.text.count("\n\n") == 5
    assert "amp" not in article.id
    assert [image["url"] for image in article.images] == ["https://img.contoh.id/jembatan.jpg"]


#: Layouts of 2014 to 2018, as portals had them: tables, <font>, text between <br>.
SENTENCES = [sentence.removesuffix("</p>") for sentence in PARAGRAPHS.split("<p>")[1:]]
OLD = {
    "line breaks": "<div id=isi>{}</div>".format("<br><br>".join(SENTENCES)),
    "a table": f"<table><tr><td>{PARAGRAPHS}</td></tr></table>",
    "a span": "<div><span>{}</span></div>".format("<br>&nbsp;<br>".join(SENTENCES)),
    "font": "<div>{}</div>".format("".join(f"<p><font>{each}</font></p>" for each in SENTENCES)),
    "divs": "".join(f"<div>{each}</div>" for each in SENTENCES),
    "a lead in bold": f"<div><b>Warga membangun jembatan sendiri.</b><br><br>{PARAGRAPHS}</div>",
}


@pytest.mark.parametrize("portal", ["sindonews", "kompas", "tribunnews"])
@pytest.mark.parametrize("form", OLD)
def test_old_layouts(portal: str, form: str) -> None:
    url = {
        "sindonews": "https://nasional.sindonews.com/read/1013377/13/judul-berita-1434690165",
        "kompas": "http://nasional.kompas.com/read/2015/06/19/14382361/Judul.Berita",
        "tribunnews": "http://www.tribunnews.com/metropolitan/2015/06/19/judul-berita-hari-ini",
    }[portal]
    html = (
        "<title>Warga Bangun Jembatan</title><body><center><h1>Warga Bangun Jembatan</h1></center>"
        f"<p>Jumat, 19 Juni 2015 10:00 WIB</p><div>{OLD[form]}</div>"
    )
    article = read(portal, url, html)
    assert article.title == "Warga Bangun Jembatan"
    assert article.published_at == "2015-06-19T10:00:00+07:00"
    assert article.text.count("Kalimat nomor") == 6
    assert "text" in article.guessed
