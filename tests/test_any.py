"""`any`: a portal without a file, from its robots.txt to the feed; and by which rules it is read.

The site is any/radarcontoh.id: pages, sitemaps, a feed and WordPress's answer, saved as cases are.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from newsbot.extract.progress import Progress, read_page
from newsbot.replica.saved.options import CaseOptions
from newsbot.replica.saved.site import CaseSite
from newsbot.spiders.any import read_domain
from newsbot.spiders.families.undeclared import domain_of, portal_of
from tests.conftest import Project, Serving
from tests.forked import Ran

SAVED = Path(__file__).parent / "any" / "radarcontoh.id"
DOMAIN = SAVED.name
SITE = ("-s", f"NEWSBOT_REPLICA=cases={SAVED}")
URL = f"https://www.{DOMAIN}/berita/1/judul-yang-panjang-sekali"


def crawl(project: Project, *arguments: str, wire: str = "replica", domain: str = DOMAIN) -> Ran:
    asked = ("-s", f"NEWSBOT_WIRE={wire}", *SITE, "-a", f"domain={domain}")
    ran = project.scrapy("crawl", "any", *asked, *arguments)
    assert "Traceback" not in ran.output, ran.output
    return ran


def delivered(project: Project) -> list[dict[str, Any]]:
    feeds = sorted((project.data / "feeds" / DOMAIN).glob("*.jsonl"))
    return [json.loads(line) for feed in feeds for line in feed.read_text("utf-8").splitlines()]


def test_a_site_is_read_from_what_it_names_and_once(project: Project, serving: Serving) -> None:
    site = CaseSite(portal_of(DOMAIN), CaseOptions(SAVED))
    wire = f"replica:{serving(site)}"
    ran = crawl(project, wire=wire, domain=f"https://www.{DOMAIN}/")
    assert ran.code == 0, ran.output
    assert "excluded: 2 (1 no article, 1 robots)" in ran.output
    assert "out of range: 1 (1 time of its last change)" in ran.output
    expected = [json.loads(path.read_bytes()) for path in SAVED.glob("*.json")]
    found = {each["id"]: each for each in delivered(project)}
    assert len(found) == len(expected) == 4
    for article in expected:
        assert {name: found[article["id"]][name] for name in article} == article
    asked = {place.removeprefix(f"www.{DOMAIN}") for place in site.hits}
    assert {"/sitemap_index.xml", "/post-sitemap2.xml", "/sitemap-news.xml", "/feed/"} <= asked
    # nothing old, of tags and comments, nor what robots.txt forbids
    unwanted = (
        "post-sitemap1",
        "tag",
        "category",
        "comments",
        "arsip",
        "foto",
        "70001",
        "wp-admin",
    )
    assert not [place for place in asked if any(word in place for word in unwanted)]

    pages = site.kinds["article"]
    again = crawl(project, wire=wire)
    assert again.code == 0, again.output
    assert f"{DOMAIN}: 7 listed, 7 known, 0 new" in again.output
    assert site.kinds["article"] == pages


def test_what_found_what_is_in_the_run_record(project: Project) -> None:
    assert crawl(project).code == 0
    (path,) = (project.data / "runs").iterdir()
    record = json.loads(path.read_bytes())
    assert path.name.startswith(f"{DOMAIN}-")
    assert record["portal"] == DOMAIN
    assert record["fields"]["body"] == {"trafilatura": 4}
    told = project.scrapy(
        "why", f"https://m.{DOMAIN}/berita/88123/sungai-meluap-dua-kampung-mengungsi"
    )
    assert told.code == 0, told.output
    assert "delivered; revision 1 delivered, published 2026-05-15T13:40:00+08:00" in told.output


def test_a_range_is_answered_by_what_dates_its_links(project: Project) -> None:
    ran = crawl(project, "-a", "since=2026-05-14", "-a", "until=2026-05-14")
    assert ran.code == 0, ran.output
    (article,) = delivered(project)
    assert article["published_at"] == "2026-05-14T20:05:00+07:00"


def test_an_archive_is_read_by_the_same_rules(project: Project) -> None:
    crawl(project)
    archive = ("--archive", str(project.data / "archive"))
    ran = project.scrapy("reparse", "any", *archive, "--workers", "1")
    assert "4 articles read again: 4 the same, 0 differ" in ran.output


def test_two_domains_have_ledgers_of_their_own(project: Project) -> None:
    crawl(project)
    names = {path.name for path in project.data.glob("*.lock")}
    assert f"ledger.sqlite3.{DOMAIN}.lock" in names


def test_a_site_that_names_nothing_is_asked_in_the_usual_places(
    project: Project, tmp_path: Path, serving: Serving
) -> None:
    for path in SAVED.glob("wordpress.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    site = CaseSite(portal_of(DOMAIN), CaseOptions(tmp_path))
    ran = crawl(project, wire=f"replica:{serving(site)}")
    assert ran.code == 4
    assert "blocked: no listing named an article" in ran.output
    assert {f"{DOMAIN}/sitemap.xml", f"{DOMAIN}/wp-sitemap.xml"} <= site.hits.keys()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "any needs a domain: scrapy crawl any -a domain=radarbogor.id"),
        (["domain="], "domain= is no domain; write domain=radarbogor.id"),
        (["domain=bogor"], "domain=bogor is no domain"),
        (["domain=127.0.0.1"], "domain=127.0.0.1 is no domain"),
        (["domain=radar.id/kota"], "domain=radar.id/kota is no domain"),
        (["domain=ftp://[x"], "domain=ftp://[x is no domain"),
        (["domain=www.sindonews.com"], "is a portal of its own here: scrapy crawl sindonews"),
        (["domain=radar.id", "query=x"], "query: radar.id cannot be searched"),
        (["domain=radar.id", "channels=x"], "unknown channel 'x'; this portal has none"),
        (["domain=radar.id", "sinc=x"], "unknown argument 'sinc'"),
    ],
)
def test_wrong_usage_is_one_line(project: Project, arguments: list[str], said: str) -> None:
    given = [part for argument in arguments for part in ("-a", argument)]
    ran = project.scrapy("crawl", "any", *given)
    assert ran.code == 2
    assert said in ran.output
    assert ran.output.count("\n") == 1


@pytest.mark.parametrize(
    "text",
    [
        "radar.co.id",
        " Radar.co.id ",
        "www.radar.co.id",
        "https://www.radar.co.id/",
        "//radar.co.id",
    ],
)
def test_a_domain_in_any_form(text: str) -> None:
    assert read_domain(text) == "radar.co.id"


# Addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "key", "page"),
    [
        ("https://www.radar.id/2026/05/15/judul-berita-ini/", "2026/05/15/judul-berita-ini", 0),
        ("http://m.radar.id/2026/05/15/judul-berita-ini/2", "2026/05/15/judul-berita-ini", 2),
        ("https://radar.id/2026/05/15/judul-berita-ini/page/3/", "2026/05/15/judul-berita-ini", 3),
        ("https://radar.id/judul-berita-ini.html?page=2", "judul-berita-ini", 2),
        ("https://radar.id/judul-berita-ini.html?page=all", "judul-berita-ini", 0),
        ("https://radar.id/judul-berita-ini/amp/", "judul-berita-ini", 0),
        ("https://amp.radar.id/judul-berita-ini", "judul-berita-ini", 0),
        ("https://kota.radar.id/judul-berita-ini.html", "kota/judul-berita-ini", 0),
        ("https://radar.id/berita/12", "berita/12", 0),
        ("https://radar.id/berita-kota/12", "berita-kota/12", 0),
        ("https://radar.id/", None, 0),
        ("https://radar.id", None, 0),
        ("https://radar.id.example.com/judul-berita-ini", None, 0),
        ("https://lainradar.id/judul-berita-ini", None, 0),
    ],
)
def test_one_article_has_one_key(url: str, key: str | None, page: int) -> None:
    read = portal_of("radar.id").rules.urls.read(url)
    assert (read and read.key, read.page if read else 0) == (key, page)


def test_the_date_in_an_address_is_a_witness() -> None:
    urls = portal_of("radar.id").rules.urls
    dated = urls.read("https://radar.id/2026/05/15/judul-berita-ini/")
    window = urls.window(dated) if dated else None
    assert window
    assert [each.date().isoformat() for each in window] == ["2026-05-14", "2026-05-17"]
    undated = urls.read("https://radar.id/2026/judul-berita-ini/")
    assert undated
    assert urls.window(undated) is None


def test_addresses_without_end_cost_nothing() -> None:
    urls = portal_of("radar.id").rules.urls
    for path in ("-" * 1900, "-/" * 900, "a-" * 900 + "/", "2026/05/15/" * 170, "a/" * 900 + "2"):
        urls.read(f"https://radar.id/{path}?")


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.radar.id/x", "radar.id"),
        ("https://kota.radar.id/", "kota.radar.id"),
        ("x", ""),
    ],
)
def test_the_domain_of_an_address(url: str, domain: str) -> None:
    assert domain_of(url) == domain


# Pages --------------------------------------------------------------------------------------------

PARAGRAPHS = "".join(
    f"<p>Kalimat nomor {number} menceritakan keadaan kota itu pada pagi hari, ketika pasar baru "
    "saja dibuka dan jalan belum ramai oleh kendaraan dari desa-desa di sekitarnya.</p>"
    for number in range(6)
)


def article(html: str, url: str = URL) -> dict[str, Any]:
    rules = portal_of(DOMAIN).rules
    page = read_page(rules, url, html.encode(), None, None)
    assert page is not None
    return asdict(Progress.start(page, "").build_article(rules)) | {"won": page.won}


def test_a_title_is_shown_without_the_name_of_the_site() -> None:
    read = article(
        '<meta property="og:title" content="Judul Berita - Radar Contoh"><h1>Radar</h1>'
        "<h2>Judul Berita</h2>"
    )
    assert (read["title"], read["won"]["title"]) == ("Judul Berita", "headline")


def test_the_time_of_another_article_is_none() -> None:
    other = "<aside><time datetime='2026-05-01T10:00:00+07:00'>1 Mei 2026</time></aside>"
    head = '<meta property="og:title" content="Judul"><main><div><h1>Judul</h1>'
    nothing = article(f"{head}</div>{PARAGRAPHS}</main>")
    shown = article(f"{head}<i>15 Mei 2026 10:00 WIB</i></div>{PARAGRAPHS}</main>{other}")
    assert nothing["published_at"] == ""
    assert shown["published_at"] == "2026-05-15T10:00:00+07:00"
    assert shown["published_raw"] == "15 Mei 2026 10:00 WIB"


def test_a_few_words_are_no_body_where_there_is_more() -> None:
    read = article(
        f"<h1>J</h1><div class=post-content>Masuk atau daftar.</div><div>{PARAGRAPHS}</div>"
    )
    assert read["won"]["body"] == "trafilatura"
    assert read["text"].count("Kalimat nomor") == 6


def test_the_headline_and_its_time_are_no_part_of_the_text() -> None:
    body = f"<p>NASIONAL</p><h1>Judul</h1><p>Jumat, 15 Mei 2026 10:00 WIB</p>{PARAGRAPHS}"
    read = article(
        f'<meta property="og:title" content="Judul"><div itemprop=articleBody>{body}</div>'
    )
    assert read["text"].startswith("Kalimat nomor 0")
    assert read["published_at"] == "2026-05-15T10:00:00+07:00"


def test_a_short_article_keeps_its_body() -> None:
    read = article(
        "<h1>J</h1><div itemprop=articleBody><p>Gempa terasa, tidak ada korban.</p></div>"
    )
    assert read["text"] == "Gempa terasa, tidak ada korban."


def test_a_page_that_is_no_article_has_no_text() -> None:
    listing = f"https://{DOMAIN}/kategori/kota"
    assert article(f"<h1>Kota</h1>{PARAGRAPHS}", listing)["text"] == ""
    stated = '<meta property="article:published_time" content="2026-05-15T10:00:00+07:00">'
    assert article(f"{stated}<h1>Kota</h1>{PARAGRAPHS}", listing)["text"]


CRUMBS = (
    '<script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[%s]}</script>'
)
MARKUP = "<ul class=breadcrumb><li>Home</li>%s</ul>"


def crumbs(*names: str) -> str:
    return CRUMBS % ",".join(
        f'{{"position":{at},"name":"{name}"}}' for at, name in enumerate(names)
    )


@pytest.mark.parametrize(
    ("html", "channel", "section"),
    [
        (crumbs("Home", "News", "Nasional"), "News", "Nasional"),
        (crumbs("Radar Contoh", "News", "Daerah", "Bogor"), "News", "Bogor"),
        (crumbs("Home", "News"), "News", None),
        (crumbs("Home"), None, None),
        (MARKUP % "<li>News</li><li>Nasional</li>", "News", "Nasional"),
        (MARKUP % "<li>News</li>", "News", None),
        (MARKUP % "<li>News</li><li>Judul Berita</li>", "News", None),
        # that of the data first, where it names anything
        (crumbs("Home", "News", "Nasional") + MARKUP % "<li>Lain</li>", "News", "Nasional"),
        (crumbs("Home") + MARKUP % "<li>News</li><li>Nasional</li>", "News", "Nasional"),
        # before <meta>; but one that says no more than the channel leaves the section to others
        ("<meta property=article:section content=Lain>" + crumbs("Home", "News", "Nasional"),
         "News", "Nasional"),
        ("<meta property=article:section content=Nasional>" + crumbs("Home", "News"),
         "News", "Nasional"),
        ("<meta property=article:section content=news>" + crumbs("Home", "News"), "News", None),
        ("<meta property=article:section content=News>", None, "News"),
    ],
)  # fmt: skip
def test_channel_and_section(html: str, channel: str | None, section: str | None) -> None:
    read = article(f"{html}<h1>Judul Berita</h1>")
    assert (read["channel"], read["section"]) == (channel, section)


def test_prompts_and_dateline_are_cleaned_out_of_what_is_extracted() -> None:
    read = article(
        "<h1>Judul</h1><div><p>BOGOR, RadarContoh - Pagi itu hujan turun di seluruh kota.</p>"
        f"{PARAGRAPHS}<p>Baca juga: <a href='/x-y-z-a'>Judul Lain</a></p></div>"
    )
    assert read["dateline"] == "BOGOR"
    assert read["text"].startswith("Pagi itu hujan")
    assert "Baca juga" not in read["text"]
