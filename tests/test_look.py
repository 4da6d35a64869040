"""`scrapy look`: every piece of evidence on a page, and what became of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from newsbot.spiders.sindonews import SindonewsSpider
from newsbot.text.markup import parse_html
from newsbot.workbench.look import look
from tests.conftest import Project

SAVED = Path(__file__).parent / "portals" / "sindonews"
ANY = Path(__file__).parent / "any" / "radarcontoh.id"
URL = "https://nasional.sindonews.com/read/1717487/12/judul-1781400000"
DEMO = "https://daerah.sindonews.com/"


def facts(html: str) -> dict[str, Any]:
    root = parse_html(html.encode())
    assert root is not None
    return look(SindonewsSpider.rules, URL, root)


def verdicts(found: dict[str, Any], field: str) -> dict[str, tuple[str, str]]:
    return {each["rule"]: (each["verdict"], each["why"]) for each in found["fields"][field]}


def test_what_won_what_lost_and_what_was_refused() -> None:
    found = facts(
        '<meta name="author" content="SINDOnews"><meta property="og:title" content="Judul Lama">'
        '<meta name="description" content="x">'
        "<h1 class=detail-title>Judul</h1><div class=detail-date-artikel>nanti saja</div>"
        '<meta property="article:published_time" content="2026-06-14T08:00:00+07:00">'
        f"<p class=tags><a rel=tag>{'t' * 500}</a>"
    )
    assert verdicts(found, "title")["h1.detail-title"] == ("won", "")
    assert verdicts(found, "title")["meta og:title"] == ("lost", "")
    assert verdicts(found, "title")["json-ld"] == ("nothing", "")
    shown = verdicts(found, "published_at")[".detail-date-artikel"]
    assert shown == ("refused", "no time that can be read")
    assert verdicts(found, "published_at")["meta article:published_time"][0] == "won"
    assert verdicts(found, "authors")["meta author"] == ("refused", "names no person")
    assert verdicts(found, "tags")["[class*='tag' i] a[rel=tag]"] == ("refused", "too long")
    rules = [each["rule"] for each in found["fields"]["title"]]
    assert len(rules) == len(set(rules))


def test_of_the_body_what_was_left_out() -> None:
    found = facts(
        "<div id=detail-desc>JAKARTA - Isi berita.<br><br>Baca juga: <a href=/x>Lain</a><br>"
        "<div class=baca-inline>Iklan baris</div>Penutup. (abc)</div>"
        f'<div class=paging-artikel><a href="{URL}/5">2</a></div>'
    )
    body = found["body"]
    assert {each["rule"]: each["verdict"] for each in body["candidates"]}["#detail-desc"] == "won"
    assert body["dropped"] == ['<div class="baca-inline"> Iklan baris']
    assert body["junk"] == ["Baca juga: Lain"]
    assert found["pager"] == {"5": f"{URL}/5"}
    assert found["article"]["dateline"] == "JAKARTA"
    assert found["article"]["editors"] == ["abc"]
    assert (found["article"]["begins"], found["article"]["ends"]) == ("Isi berita.", "Penutup.")


def test_what_it_tells_of_every_case_is_what_is_read() -> None:
    for path in SAVED.glob("*.html"):
        if "." in path.stem:
            continue
        head, _, body = path.read_bytes().partition(b"\n")
        root = parse_html(head + b"\n" + body, "text/html; charset=UTF-8")
        assert root is not None
        found = look(SindonewsSpider.rules, head.split()[2].decode(), root)
        won = {
            name: [each["value"] for each in pieces if each["verdict"] == "won"]
            for name, pieces in found["fields"].items()
        }
        assert all(len(values) <= 1 for values in won.values()), path.name
        article = found["article"]
        assert won["title"] == [article["title"]], path.name
        assert won["authors"] == ([article["authors"]] if article["authors"] else []), path.name


def test_a_saved_article_in_lines_and_as_json(project: Project) -> None:
    page = str(SAVED / "read-also.html")
    ran = project.scrapy("look", page)
    assert ran.code == 0, ran.output
    lines = ran.output.splitlines()
    assert lines[0].startswith("https://daerah.sindonews.com/read/1578805/")
    assert any(line.startswith("  + h1.detail-title: Warga Bangun") for line in lines)
    assert any(line.startswith("  + #detail-desc: ") for line in lines)
    found = "Rabu, 11 Juni 2025 - 14:00 WIB"
    assert f"  + .detail-date-artikel: {found}  ->  2025-06-11T14:00:00+07:00" in lines
    assert "  + .detail-nama-redaksi a[rel=author]: Rahmat Hidayatullah" in lines  # as it was found
    assert "    junk: Baca juga: Pedagang Pasar Pagi Mulai Pakai Timbangan Digital" in lines
    told = json.loads(project.scrapy("look", page, "--format", "json").output)
    assert told["key"] == "1578805-1749621605"
    assert told["article"]["dateline"] == "LEBAK"


def test_a_page_of_no_portal_is_read_by_the_rules_of_any(project: Project) -> None:
    ran = project.scrapy("look", str(ANY / "by-trafilatura.html"), "--format", "json")
    told = json.loads(ran.output)
    assert told["portal"] == "radarcontoh.id"
    assert told["article"]["published_at"] == "2026-05-15T13:40:00+08:00"
    (won,) = (each for each in told["body"]["candidates"] if each["verdict"] == "won")
    assert won["rule"] == "trafilatura"
    other = project.scrapy(
        "look", str(SAVED / "ordinary.html"), "--portal", "any", "--format", "json"
    )
    assert json.loads(other.output)["portal"].endswith("sindonews.com")


def test_of_a_listing_the_source_that_reads_it_comes_first(project: Project) -> None:
    ran = project.scrapy("look", str(SAVED / "feed.listing.xml"), "--format", "json")
    first, *_ = json.loads(ran.output)["sources"]
    expected = json.loads((SAVED / "feed.listing.json").read_bytes())
    assert first["kind"] == "Rss"
    assert [each["key"] for each in first["articles"]] == [e["key"] for e in expected["articles"]]
    ran = project.scrapy("look", str(ANY / "index.listing.xml"))
    assert "source 0, Discover" in ran.output
    assert "  listing  https://www.radarcontoh.id/post-sitemap2.xml" in ran.output


def test_a_page_of_an_archive_or_of_the_portal(project: Project, crawled: Path) -> None:
    (feed,) = (crawled / "feeds" / "sindonews").glob("*.jsonl")
    article = json.loads(feed.read_text("utf-8").splitlines()[0])
    replica = (
        "-s",
        "NEWSBOT_WIRE=replica",
        "-s",
        "NEWSBOT_REPLICA=articles=30,day=2026-05-15,days=1",
    )
    for place in (("--archive", str(crawled / "archive")), replica):
        ran = project.scrapy("look", article["url"], *place, "--format", "json")
        assert ran.code == 0, ran.output
        told = json.loads(ran.output)["article"]
        assert (told["id"], told["title"]) == (article["id"], article["title"])
    assert not (project.data / "feeds").exists()


REPLICA = ("-s", "NEWSBOT_WIRE=replica", "-s", "NEWSBOT_REPLICA=articles=5,day=2026-05-15")
NOBODY = ("-s", "TWISTED_DNS_RESOLVER=tests.resolvers.NoNetwork", "-s", "DOWNLOAD_DELAY=0",
          "-s", "AUTOTHROTTLE_ENABLED=0")  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "give the address of one page, or a file"),
        (["nowhere.html"], 2, "nowhere.html is no address of a page, and no file: No such file"),
        (["README.md"], 2, "does not say <!-- url: https://… --> in its first line; or give --url"),
        (["README.md", "--url", "x"], 2, "x is no address of a page, and no file"),
        ([URL, "--url", URL], 2, "--url is for a file"),
        ([URL, "--format", "xml"], 2, "--format xml is neither text nor json"),
        ([URL, "--portal", "koran"], 2, "'koran' is not a portal"),
        ([URL, "--archive", "nowhere"], 2, "there is no archive nowhere"),
        ([URL, "--archive", "demo", "--asof", "x"], 2, "asof=x is no date"),
        ([URL, "--archive", "demo"], 1, f"{URL}: no page could be had: the archive has no answer"),
        ([URL, *REPLICA], 1, f"{URL}: no page could be had: it was answered with status 404"),
        ([URL, *NOBODY], 1, f"{URL}: no page could be had: this machine has no network"),
    ],
)
def test_wrong_usage_is_one_line(
    project: Project, arguments: list[str], code: int, said: str
) -> None:
    ran = project.scrapy("look", *arguments)
    assert ran.code == code, ran.output
    assert f"scrapy look: {said}" in ran.output or said in ran.output
    assert ran.output.count("\n") == 1, ran.output
