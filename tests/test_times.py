"""The time of an article: which of a page's times it is, and in which zone it is delivered."""

from __future__ import annotations

from datetime import datetime

import pytest

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.fields import gives_way
from newsbot.extract.loader import ArticleLoader, Page
from newsbot.sources import Rss
from newsbot.spiders.families.undeclared import portal_of
from newsbot.text.markup import parse_html
from newsbot.text.urls import UrlDate

DATED = "https://radar.id/2026/08/04/pasar-lama-dibuka-lagi"
URL = "https://radar.id/pasar-lama-dibuka-lagi"
LD = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Pasar Lama",%s}</script>'
)
SHOWN = "<div><h1>Pasar Lama</h1><span>%s</span></div>"
OG = "<meta property=article:published_time content=%s>"
# A title that no heading shows.
UNSHOWN = "<meta property=og:title content=Pasar>"


class Wita(PortalSpider):
    name = "wita"
    domains = ("radar.id",)
    sources = (Rss("https://radar.id/feed"),)
    article_url = r"radar\.id/(?:(?P<day>\d{4}/\d\d/\d\d)/)?(?P<id>[\w-]+)"
    url_date = UrlDate("{day}", "%Y/%m/%d", "published")
    zone = "WITA"
    selectors = {"title": ("h1.asli",), "published_at": (".tanggal",)}


def load(html: str, url: str = URL, *, declared: bool = False) -> Page:
    root = parse_html(html.encode())
    assert root is not None
    rules = Wita.rules if declared else portal_of("radar.id").rules
    return ArticleLoader(rules, url, root).page()


def time_of(page: Page, name: str = "published_at") -> str | None:
    value = page.fields.get(name)
    return value[0] if value else None


def stated(time: str, modified: str = "") -> str:
    said = f'"datePublished":"{time}"'
    return LD % (f'{said},"dateModified":"{modified}"' if modified else said)


CASES = [
    # (page, published_at of `any` (WIB), of a portal in WITA)
    # the clock beside the headline is the stated one: the zone is false
    (stated("2026-08-04T10:15:30Z") + SHOWN % "Selasa, 4 Agustus 2026 10:15",
     "2026-08-04T10:15:30+07:00", "2026-08-04T10:15:30+08:00"),
    (stated("2026-08-04T10:15:00+00:00") + SHOWN % "4 Agustus 2026 | 10.15 WIB",
     "2026-08-04T10:15:00+07:00", "2026-08-04T10:15:00+07:00"),
    (stated("2026-08-04T10:15:00Z") + SHOWN % "4 Agustus 2026 10:15 WIT",
     "2026-08-04T10:15:00+09:00", "2026-08-04T10:15:00+09:00"),
    (stated("2026-08-04T10:15:00-07:00") + SHOWN % "4 Agustus 2026 10:15 WIB",
     "2026-08-04T10:15:00+07:00", "2026-08-04T10:15:00+07:00"),
    (OG % "2026-08-04T10:15:00Z" + LD % '"x":1' + SHOWN % "4 Agustus 2026 10:15 WIB",
     "2026-08-04T10:15:00+07:00", "2026-08-04T10:15:00+07:00"),
    (LD % '"x":1' + "<div><h1>Pasar Lama</h1><time datetime=2026-08-04T10:15:00Z>4 Agustus 2026 "
     "10:15 WIB</time></div>", "2026-08-04T10:15:00+07:00", "2026-08-04T10:15:00+07:00"),
    # another clock: the zone is right, and so is the moment
    (stated("2026-08-04T03:15:00Z") + SHOWN % "4 Agustus 2026 10:15 WIB",
     "2026-08-04T10:15:00+07:00", "2026-08-04T10:15:00+07:00"),
    (stated("2026-08-04T02:15:00Z") + SHOWN % "4 Agustus 2026",
     "2026-08-04T09:15:00+07:00", "2026-08-04T10:15:00+08:00"),
    (stated("2026-08-03T23:30:00Z") + SHOWN % "Pasar",
     "2026-08-04T06:30:00+07:00", "2026-08-04T07:30:00+08:00"),
    # the page says twice when it was, once in the zone of the place
    (stated("2026-08-04T02:15:00+00:00") + OG % "2026-08-04T10:15:00+08:00",
     "2026-08-04T10:15:00+08:00", "2026-08-04T10:15:00+08:00"),
    # the clock of another article says nothing
    (stated("2026-08-04T10:15:00Z") + "<main><h1>Pasar Lama</h1><aside>4 Agustus 2026 10:15 WIB"
     "</aside></main>", "2026-08-04T17:15:00+07:00", "2026-08-04T18:15:00+08:00"),
    # the day alone is shown, and is that of the clock
    (stated("2026-08-04T20:15:00Z") + SHOWN % "Selasa, 4 Agustus 2026",
     "2026-08-04T20:15:00+07:00", "2026-08-04T20:15:00+08:00"),
    (stated("2026-08-04T20:15:00Z") + SHOWN % "Rabu, 5 Agustus 2026",
     "2026-08-05T03:15:00+07:00", "2026-08-05T04:15:00+08:00"),
    # zones of Indonesia stay; so do others that nothing contradicts
    (stated("2026-08-04T10:15:00+09:00") + SHOWN % "4 Agustus 2026 10:15",
     "2026-08-04T10:15:00+09:00", "2026-08-04T10:15:00+09:00"),
    (stated("2026-08-04T10:15:00+02:00") + SHOWN % "4 Agustus 2026 15:15 WIB",
     "2026-08-04T10:15:00+02:00", "2026-08-04T10:15:00+02:00"),
    # no time of an aside, of a list, of a menu
    (LD % '"x":1' + "<main><h1>Pasar Lama</h1></main><aside><time "
     "datetime=2026-08-01T10:15:00+07:00></time></aside>", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("html", "wib", "wita"), CASES)
def test_the_zone_of_a_time(html: str, wib: str | None, wita: str | None) -> None:
    assert time_of(load(html, "https://radar.id/7")) == wib
    assert time_of(load(html, declared=True)) == wita


@pytest.mark.parametrize(
    ("day", "published"),
    [("04", "2026-08-04T20:15:00+08:00"), ("05", "2026-08-05T04:15:00+08:00")],
)
def test_the_day_of_an_address_tells_of_a_false_zone(day: str, published: str) -> None:
    shown = SHOWN % "4 Agustus 2026"  # a theme shows it in the zone that it states
    page = load(stated("2026-08-04T20:15:00Z") + shown, DATED.replace("04", day), declared=True)
    assert time_of(page) == published


@pytest.mark.parametrize(
    ("language", "url", "published"),
    [
        ("", "https://radar.com/7", "2026-08-05T01:15:00+07:00"),
        ("lang=id", "https://radar.com/7", "2026-08-05T01:15:00+07:00"),
        ("lang=id-ID", "https://radar.com/7", "2026-08-05T01:15:00+07:00"),
        ("lang=en-ID", "https://radar.com/7", "2026-08-05T01:15:00+07:00"),
        ("lang=en", "https://radar.id/7", "2026-08-05T01:15:00+07:00"),
        ("lang=en-US", "https://radar.com/7", "2026-08-04T18:15:00+00:00"),
    ],
)
def test_the_zone_abroad_is_left(language: str, url: str, published: str) -> None:
    page = load(f"<html {language}>" + stated("2026-08-04T18:15:00Z"), url)
    assert time_of(page) == published


@pytest.mark.parametrize(
    ("html", "published", "modified"),
    [
        # false as that of publication is, by what is shown and by a selector
        (stated("2026-08-04T10:15:00Z", "2026-08-04T11:00:00Z") + SHOWN % "4 Agustus 2026 10:15",
         "2026-08-04T10:15:00+08:00", "2026-08-04T11:00:00+08:00"),
        (stated("2026-08-04T10:15:00Z", "2026-08-04T11:00:00Z")
         + "<i class=tanggal>4 Agustus 2026 10:15</i>",
         "2026-08-04T10:15:00+08:00", "2026-08-04T11:00:00+08:00"),
        # right, and delivered in the zone of publication
        (stated("2026-08-04T02:15:00Z", "2026-08-04T03:00:00Z")
         + "<i class=tanggal>4 Agustus 2026 10:15</i>",
         "2026-08-04T10:15:00+08:00", "2026-08-04T11:00:00+08:00"),
        (stated("2026-08-04T02:15:00Z", "2026-08-04T03:00:00Z")
         + "<i class=tanggal>4 Agustus 2026 09:15 WIB</i>",
         "2026-08-04T09:15:00+07:00", "2026-08-04T10:00:00+07:00"),
        # of two who state times, one is wrong
        (OG % "2026-08-04T10:15:00Z" + stated("2026-08-04T02:15:00Z", "2026-08-04T03:00:00Z")
         + "<i class=tanggal>4 Agustus 2026 10:15</i>",
         "2026-08-04T10:15:00+08:00", "2026-08-04T11:00:00+08:00"),
    ],
)  # fmt: skip
def test_the_zone_of_a_change(html: str, published: str, modified: str) -> None:
    page = load(html, declared=True)
    assert (time_of(page), time_of(page, "modified_at")) == (published, modified)


@pytest.mark.parametrize(
    ("html", "published"),
    [
        ("<h1>Pasar Lama</h1>", "2026-08-04T00:00:00+07:00"),
        (OG % "2026-08-04T10:15:00+07:00", "2026-08-04T10:15:00+07:00"),
        (OG % "2026-08-05T00:10:00+07:00", "2026-08-05T00:10:00+07:00"),
        (SHOWN % "4 Agustus 2026 10:15 WIB", "2026-08-04T10:15:00+07:00"),
    ],
)
def test_the_day_of_an_address_is_the_last_evidence(html: str, published: str) -> None:
    assert time_of(load(html, DATED)) == published


@pytest.mark.parametrize(
    ("other", "address", "way"),
    [
        ("2026-08-04T10:15:00+07:00", True, True),
        ("2026-08-09T10:15:00+07:00", True, True),
        ("2026-08-09T10:15:00+07:00", False, False),
        ("2026-08-04T10:15:00+07:00", False, True),
        ("2026-08-04T00:00:00+07:00", True, False),  # midnight may be but the day
    ],
)
def test_the_day_of_an_address_gives_way_to_every_exact_time(
    other: str, address: bool, way: bool
) -> None:
    day = "2026-08-04T00:00:00+07:00", "2026-08-04"
    assert gives_way(day, (other, other), address=address) is way


@pytest.mark.parametrize(
    ("html", "url", "published", "rule"),
    [
        (f"{UNSHOWN}<p>Published on August 4, 2026</p>", URL, "2026-08-04", "htmldate"),
        (f"{UNSHOWN}<p>August 4, 2026</p>", DATED, "2026-08-04", "url (published)"),
        (OG % "2026-08-03T10:15:00+07:00" + "<p>August 4, 2026</p>", URL, "2026-08-03",
         "meta article:published_time"),
        (f"{UNSHOWN}<p>Copyright © 2026</p>", URL, None, None),
        (f"{UNSHOWN}<p>Tidak ada.</p>", URL, None, None),
        (f"{UNSHOWN}<aside><time datetime=2026-08-04>4/8</time></aside>", URL, None, None),
        (f"{UNSHOWN}<ul><li><a href=/berita/7/judul-yang-panjang-sekali>Judul Lain</a> "
         "<time datetime=2026-08-04>4/8</time></ul>", URL, None, None),
        # no article, and none about the site, and none of a shop
        (f"{UNSHOWN}<p>Published on August 4, 2026</p>", "https://radar.id/tag/x", None, None),
        (f"{UNSHOWN}<p>Published on August 4, 2026</p>",
         "https://radar.id/tentang-kami-dan-cara-menghubungi", None, None),
        ("<meta property=og:type content=product><p>Published on August 4, 2026</p>", URL, None,
         None),
    ],
)  # fmt: skip
def test_the_day_that_htmldate_finds_comes_last(
    html: str, url: str, published: str | None, rule: str | None
) -> None:
    page = load(html, url)
    time = time_of(page)
    assert (time and time[:10], page.won.get("published_at")) == (published, rule)
    if rule == "htmldate":
        assert time == f"{published}T00:00:00+07:00"


def test_a_declared_portal_is_not_guessed_at() -> None:
    assert time_of(load(f"{UNSHOWN}<p>Published on August 4, 2026</p>", declared=True)) is None


def test_no_guessed_day_is_later_than_the_answer() -> None:
    root = parse_html(f"{UNSHOWN}<p>Published on August 4, 2026</p>".encode())
    assert root is not None
    then = datetime.fromisoformat("2026-08-01T00:00:00+07:00")
    page = ArticleLoader(portal_of("radar.id").rules, URL, root, then).page()
    assert "published_at" not in page.fields
