"""The generated site: the same in every process, complete, quick to start, as its truth says."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from parsel import Selector

from newsbot.replica.answer import Answer
from newsbot.replica.generated import pages, site
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site

DAY = date(2026, 11, 23)
WWW = "www.sindonews.com"
Truth = dict[str, Any]


def get(of: Site, url: str) -> Answer:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return of.answer(parts.netloc, target, {})


def body_of(answer: Answer) -> str:
    """The inner HTML of the article's body as it was sent, with the pager."""
    text = answer.body.decode().partition('class="detail-desc">')[2]
    return text.partition('<div class="article-tags">')[0]


@pytest.fixture(scope="module")
def portal() -> Site:
    return Site(Options(articles=120, day=DAY))


@pytest.fixture(scope="module")
def truths(portal: Site) -> list[Truth]:
    return portal.truth()


FINGERPRINT = """
import hashlib, json, sys
from datetime import date
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
of = Site(Options(articles=30, day=date(2026, 11, 23)))
digest = hashlib.sha256(json.dumps(of.truth()).encode())
for target in ("/indeks", "/feed", "/sitemap-web.xml.gz", "/nowhere", "/search/go?q=warga"):
    digest.update(of.answer("www.sindonews.com", target, {}).body)
for row in of.truth():
    digest.update(of.answer(row["url"].split("/")[2], "/" + row["url"].split("/", 3)[3], {}).body)
print(digest.hexdigest())
"""


def test_two_processes_make_the_same_site() -> None:
    prints = {
        subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "America/New_York"))
    }
    assert len(prints) == 1


def test_another_seed_makes_another_site(truths: list[Truth]) -> None:
    other = Site(Options(articles=120, day=DAY, seed=2)).truth()
    assert {t["text"] for t in truths} & {t["text"] for t in other} <= {_visit(truths)["text"]}


def test_a_day_keeps_its_articles_when_the_window_moves_on() -> None:
    before = {t["id"]: t for t in Site(Options(day=date(2026, 11, 22))).truth()}
    after = {t["id"]: t for t in Site(Options(day=DAY)).truth()}
    shared = before.keys() & after.keys()
    assert len(shared) == 59
    assert all(before[key] == after[key] for key in shared)


def test_a_large_site_starts_without_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a text was built")

    monkeypatch.setattr(pages, "story_of", refuse)
    monkeypatch.setattr(site, "truth_of", refuse)
    large = Site(Options(articles=20_000, days=20, day=DAY))
    assert len(large.catalogue.newest_first) == 20_000
    assert large.answer(WWW, "/indeks", {}).status == 200


def test_ids_are_odd_unique_and_rise_with_creation(portal: Site) -> None:
    entries = sorted(portal.catalogue.newest_first, key=lambda entry: entry.number)
    assert all(entry.number % 2 for entry in entries)
    assert len({entry.number for entry in entries}) == len(entries) == 120
    epochs = [entry.epoch for entry in entries if not entry.visit]
    assert epochs == sorted(epochs)


def test_titles_differ_except_where_a_story_is_told_twice(truths: list[Truth]) -> None:
    by_id = {t["id"]: t for t in truths}
    repeats = [t for t in truths if t["duplicate_of"]]
    assert repeats
    for repeat in repeats:
        first = by_id[repeat["duplicate_of"]]
        assert (first["title"], first["text"]) == (repeat["title"], repeat["text"])
        assert first["published_at"] <= repeat["published_at"]
    assert len({t["title"] for t in truths}) == len(truths) - len(repeats)


def test_no_article_says_the_same_twice(truths: list[Truth]) -> None:
    for truth in truths:
        paragraphs = truth["text"].split("\n\n")
        assert len(paragraphs) == len(set(paragraphs))
        assert set(truth["headings"]) <= set(paragraphs)


def test_every_view_of_every_article(portal: Site, truths: list[Truth]) -> None:
    for truth in truths:
        views = [get(portal, url) for url in truth["page_urls"]]
        assert [view.status for view in views] == [200] * len(views)
        for n, view in enumerate(views):
            tree = Selector(view.body.decode())
            assert tree.xpath("string(//link[@rel='canonical']/@href)").get() == truth["url"]
            assert tree.xpath("string(//h1[@class='detail-title'])").get() == truth["title"]
            assert (
                tree.xpath("string(//*[@class='detail-date-artikel'])").get()
                == truth["published_raw"]
            )
            assert (b'"NewsArticle"' in view.body) is (n == 0)
            assert len(tree.xpath("//*[@id='detail-desc']")) == 1
            assert not tree.xpath("//*[@id='detail-desc']//p")
            assert 60_000 <= len(view.body) <= 120_000
        assert get(portal, f"{truth['url']}/{5 * len(views)}").status == 404


def test_the_one_page_view_holds_the_whole_text(portal: Site, truths: list[Truth]) -> None:
    for truth in truths:
        whole = get(portal, f"{truth['url']}?showpage=all")
        text = _plain(whole)
        position = 0
        for paragraph in truth["text"].split("\n\n"):
            for piece in re.split(r"(?<=[.”]) (?=[A-Z“0-9])", paragraph):
                found = text.find(piece, position)
                assert found >= 0, (truth["url"], piece)
                position = found
        assert b'"NewsArticle"' not in whole.body


def test_page_one_is_the_beginning_of_the_one_page_view(portal: Site, truths: list[Truth]) -> None:
    several = [t for t in truths if len(t["page_urls"]) > 1]
    assert several
    for truth in several:
        first = body_of(get(portal, truth["url"])).partition('<div class="paging-artikel">')[0]
        first = first.rstrip().removesuffix("</div>")
        whole = body_of(get(portal, f"{truth['url']}?showpage=all"))
        assert whole.startswith(first)
        assert len(whole) > len(first)


def test_the_pager_promises_what_the_truth_says(portal: Site, truths: list[Truth]) -> None:
    for truth in truths:
        tree = Selector(get(portal, truth["url"]).body.decode())
        links = tree.xpath("//*[@class='paging-artikel']//a/@href").getall()
        assert links == (truth["page_urls"] if truth["pages_expected"] else [])
        whole = tree.xpath("//*[@class='paging-all']/a/@href").getall()
        assert whole == ([truth["all_url"]] if truth["all_url"] else [])
    counts = {truth["pages_expected"] for truth in truths}
    assert counts >= {None, 1, 2, 3, 4}


def test_the_visit_is_always_there(truths: list[Truth]) -> None:
    for options in (Options(articles=1, days=1, day=DAY), Options(articles=7, seed=9, day=DAY)):
        assert _visit(Site(options).truth())["title"] == _visit(truths)["title"]
    visit = _visit(truths)
    assert visit["published_at"] == "2026-11-23T13:45:00+07:00"
    assert visit["images"][0]["credit"] == "Foto/AP"
    assert len(visit["page_urls"]) == 3
    assert "1. Arkania Menawarkan Jalur Kereta Barang" in visit["headings"]


def test_every_oddity_is_there(portal: Site, truths: list[Truth]) -> None:
    whole = "".join(get(portal, f"{t['url']}?showpage=all").body.decode() for t in truths)
    first = "".join(get(portal, t["url"]).body.decode() for t in truths)
    for oddity in (
        "<strong>BACA JUGA</strong>:", "Lihat Juga :</strong>", "Baca juga: <a", 'id="ads_1"',
        "warp-ads-paralax", "me-div-gpt-ad", "v-youtube", "download-sindoapps", "<blockquote>",
        "<ul>\n<li>", "&nbsp;", "&ldquo;", "\u00a0", "&amp;", "int-link", 'class="editor"',
        "baca juga aturan", "halaman balai desa", "Foto/Reuters", "</strong> – ",
    ):  # fmt: skip
        assert oddity in whole, oddity
    for oddity in (
        "Halaman :",
        "tulis komentar anda",
        "Klik Disini",
        "Berita Terkini <a",
        "Jum'at",
    ):
        assert oddity in first, oddity
    assert {bool(t["dateline"]) for t in truths} == {True, False}
    assert {len(t["authors"]) for t in truths} == {0, 1, 2}


def test_json_ld_is_spelled_in_many_ways(portal: Site, truths: list[Truth]) -> None:
    broken = 0
    for truth in truths:
        page = get(portal, truth["url"]).body.decode()
        text = re.findall(r'<script type="application/ld\+json">\n(.*?)\n</script>', page, re.S)[0]
        try:
            json.loads(text)
        except ValueError:
            broken += 1
    assert 0 < broken < len(truths) / 2


def _visit(truths: list[Truth]) -> Truth:
    return next(t for t in truths if t["dateline"] == "PYONGYANG")


def _plain(answer: Answer) -> str:
    body = Selector(answer.body.decode()).xpath("//*[@id='detail-desc']")
    words = body.xpath(".//text()[not(parent::script or parent::style)]").getall()
    return " ".join("".join(words).split())


def test_listings_lead_to_every_article_and_end(portal: Site, truths: list[Truth]) -> None:
    wanted = {t["id"].split(":")[1].split("-")[0] for t in truths if t["day"] == str(DAY)}
    found: set[str] = set()
    for offset in range(0, 80, 20):
        tree = Selector(portal.answer(WWW, f"/indeks/0/{offset}?t={DAY}", {}).body.decode())
        links = tree.xpath("//*[contains(@class,'title-article')]/a/@href").getall()
        found |= {m[1] for link in links if (m := re.search(r"/(?:newsread|read)/(\d+)/", link))}
        popular = tree.xpath("//aside//a/@href").getall()
        assert popular
        assert not any(tree.xpath("//aside//*[contains(@class,'title-article')]"))
        if not links:
            assert offset == 60
            break
    assert wanted <= found


def test_a_repeating_listing_never_ends() -> None:
    repeating = Site(Options(day=DAY, repeat_listing=True))
    last, beyond = (repeating.answer(WWW, f"/indeks/0/{n}", {}).body for n in (40, 4000))
    assert last == beyond


def test_kalam_lists_what_is_not_an_article(portal: Site) -> None:
    page = portal.answer(WWW, f"/indeks/67/0?t={DAY}", {}).body
    assert b"/surah/1/al-fatihah" in page
    assert b"/jadwalsholat" in page


@pytest.mark.parametrize("target", ["/indeks/99", "/nowhere", "/read/2/40/none-1795414869"])
def test_a_404_is_full_of_links(portal: Site, target: str) -> None:
    answer = portal.answer(WWW, target, {})
    assert answer.status == 404
    assert answer.body.count(b"/read/") > 20


def test_every_address_of_an_article_leads_to_it(portal: Site, truths: list[Truth]) -> None:
    url = truths[5]["url"]
    shown = get(portal, url).body
    for variant in (
        url.replace("/read/", "/newsread/"),
        url.replace("/read/", "/berita/"),
        url.rpartition("-")[0],
        url + "/",
        url + "?utm_source=x",
    ):
        assert get(portal, variant).body == shown


def test_feeds_and_sitemaps(portal: Site) -> None:
    rss = ElementTree.fromstring(portal.answer(WWW, "/feed", {}).body)
    assert len(rss.findall(".//item")) == 50
    assert "+0700" in str(rss.findtext(".//pubDate"))
    assert "utm_source=rss" in str(rss.findtext(".//item/link"))
    web = portal.answer(WWW, "/sitemap-web.xml", {}).body
    packed = portal.answer(WWW, "/sitemap-web.xml.gz", {})
    assert gzip.decompress(packed.body) == web
    assert len(ElementTree.fromstring(web)) == 120
    assert len(ElementTree.fromstring(portal.answer(WWW, "/sitemap-news.xml", {}).body)) == 120
    assert len(ElementTree.fromstring(portal.answer(WWW, "/sitemap.xml", {}).body)) == 3
    own = ElementTree.fromstring(portal.answer("kalam.sindonews.com", "/sitemap-web.xml", {}).body)
    assert all("kalam." in str(url.findtext("{*}loc")) for url in own)


def test_search_pages_overlap_and_end(portal: Site, truths: list[Truth]) -> None:
    def links(page: int) -> list[str]:
        body = portal.answer(WWW, f"/search/go?q=WARGA&type=artikel&p={page}", {}).body.decode()
        tree = Selector(body)
        return tree.xpath("//*[contains(@class,'title-article')]/a/@href").getall()

    first, second = links(1), links(2)
    assert len(first) == 10
    assert second[0] == first[-1]
    by_url = {t["url"]: t for t in truths}
    assert all("warga" in (by_url[u]["title"] + by_url[u]["text"]).lower() for u in first)
    assert links(999) == []


def test_broken_listings() -> None:
    targets = ("/indeks", "/feed", "/sitemap.xml", "/sitemap-news.xml", "/", "/search/go?q=warga")
    broken = Site(Options(articles=9, listing_500=True))
    assert {broken.answer(WWW, target, {}).status for target in targets} == {500}
    empty = Site(Options(articles=9, listing_empty=True))
    assert {empty.answer(WWW, target, {}).status for target in targets} == {200}
    assert b"title-article" not in empty.answer(WWW, "/indeks", {}).body
    assert b"/read/" not in empty.answer(WWW, "/feed", {}).body


def test_robots_txt() -> None:
    plain = Site(Options(articles=1)).answer("ekbis.sindonews.com", "/robots.txt", {}).body.decode()
    assert "Disallow: /ajax/\nDisallow: /*?utm_source=" in plain
    assert "Sitemap: https://ekbis.sindonews.com/sitemap.xml" in plain
    strict = Site(Options(articles=1, robots_disallow=True, crawl_delay=0.5))
    assert "Disallow: /\n" in strict.answer(WWW, "/robots.txt", {}).body.decode()
    assert "Crawl-delay: 0.5" in strict.answer(WWW, "/robots.txt", {}).body.decode()


def test_requests_are_counted() -> None:
    counted = Site(Options(articles=3, days=1, day=DAY))
    url = counted.truth()[0]["url"]
    get(counted, str(url))
    counted.answer(WWW, "/indeks", {})
    assert counted.hits[str(url).removeprefix("https://")] == 1
    assert counted.kinds == {"article": 1, "listing": 1}


def test_a_person_can_click_around(portal: Site, truths: list[Truth]) -> None:
    home = portal.answer("localhost:8000", "/", {}).body.decode()
    assert 'href="https://' not in home.partition("<body>")[2].replace(".net", "")
    link = f"/{truths[0]['url']}"
    assert f'href="{link}"' in home
    assert portal.answer("127.0.0.1:8000", link, {}).status == 200


def test_the_fingerprint_is_of_this_process_too(truths: list[Truth]) -> None:
    again = Site(Options(articles=120, day=DAY)).truth()
    assert hashlib.sha256(json.dumps(again).encode()).digest() == (
        hashlib.sha256(json.dumps(truths).encode()).digest()
    )
