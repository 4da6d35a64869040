"""The site that saved pages make: its answers, what it refuses, and listings of every form."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from newsbot.crawl.portal import PortalSpider
from newsbot.replica.answer import HTML, Answer
from newsbot.replica.saved.addresses import days_of
from newsbot.replica.saved.files import Case, Saved, read_cases
from newsbot.replica.saved.minimal import minimal
from newsbot.replica.saved.options import ENDS, CaseOptions
from newsbot.replica.saved.site import CaseSite
from newsbot.replica.saved.source_reading import Reading
from newsbot.replica.saved.templates import Form, form_of
from newsbot.sources import (
    CrawlScope,
    DatedIndex,
    Json,
    Link,
    Listing,
    Rss,
    Sitemap,
    Source,
)
from newsbot.spiders.idxchannel import IdxchannelSpider
from newsbot.spiders.jawapos import JawaposSpider
from newsbot.spiders.sindonews import SindonewsSpider
from newsbot.workbench.checks import SettingError, settle_replica
from tests.conftest import Project

FOLDER = Path(__file__).parents[1] / "portals" / "sindonews"
NOW = datetime(2026, 7, 24, 16, 59, 59, tzinfo=UTC)
LIST_ARTICLE = (
    "/read/1400817/40/3-hal-menarik-pameran-bunga-di-pyongyang-dari-anggrek-hingga-taman-atap-"
    "1718862604"
)


@pytest.fixture(scope="module")
def site() -> CaseSite:
    return CaseSite(SindonewsSpider, CaseOptions(FOLDER))


def ask(site: CaseSite, url: str) -> Answer:
    host, slash, target = url.removeprefix("https://").partition("/")
    return site.answer(host, slash + target, {})


def saved(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


# What is answered


@pytest.mark.parametrize(
    ("target", "page"),
    [
        (LIST_ARTICLE, "list-article.html"),
        (f"{LIST_ARTICLE}?utm_source=x", "list-article.html"),
        (LIST_ARTICLE.replace("/read/", "/newsread/"), "list-article.html"),
        (f"{LIST_ARTICLE}/5", "list-article.2.html"),
        (f"{LIST_ARTICLE}?showpage=all", "list-article.all.html"),
    ],
)
def test_each_saved_page_is_at_its_address(site: CaseSite, target: str, page: str) -> None:
    answer = ask(site, f"https://international.sindonews.com{target}")
    assert (answer.status, answer.body) == (200, saved(page))


@pytest.mark.parametrize(
    "target", [f"{LIST_ARTICLE}/10", f"{LIST_ARTICLE}?print=1", "/read/1/40/lain-1718862604", "/x"]
)
def test_nothing_else_is_there(site: CaseSite, target: str) -> None:
    assert ask(site, f"https://international.sindonews.com{target}").status == 404


def test_robots_allow_everything(site: CaseSite) -> None:
    assert ask(site, "https://tekno.sindonews.com/robots.txt").body == b"User-agent: *\nAllow: /\n"


def test_the_content_type_is_the_saved_one(site: CaseSite) -> None:
    path = "/read/1579061/174/kafe-kecil-seduh-kopi-dengan-ketel-tembaga-1749690210"
    answer = ask(site, f"https://daerah.sindonews.com{path}")
    assert answer.content_type == "text/html; charset=iso-8859-1"


def test_a_browser_is_shown_around(site: CaseSite) -> None:
    links = re.findall(rb'href="(/https://[^"]+)"', site.answer("127.0.0.1:8000", "/", {}).body)
    assert len(links) > 40
    assert site.answer("127.0.0.1:8000", links[0].decode(), {}).status == 200


# Listings


def listed(site: CaseSite, number: int, url: str) -> list[Link]:
    answer = ask(site, url)
    assert answer.status == 200
    source = SindonewsSpider.sources[number]
    links = source.read(url, answer.body, answer.content_type, NOW).links
    return [link for link in links if SindonewsSpider.rules.urls.read(link.url)]


def test_a_day_is_listed_over_its_pages(site: CaseSite) -> None:
    found: list[Link] = []
    for offset in range(0, 100, 20):
        index = f"https://www.sindonews.com/indeks/0/{offset}?t=2025-06-10"
        found += listed(site, 0, index) if offset < 60 else []
    of_day = [case for case in site.cases if case.published.date() == date(2025, 6, 10)]
    assert [link.published and link.published.replace(second=0) for link in found] == sorted(
        (case.published.replace(second=0) for case in of_day), reverse=True
    )
    assert {link.url for link in found} == {case.url for case in of_day}
    assert not ask(site, index).body.count(b"Tiga Pulau")


@pytest.mark.parametrize("day", ["2025-06-09", "1999-12-31"])
def test_a_day_without_cases_is_empty(site: CaseSite, day: str) -> None:
    assert listed(site, 0, f"https://www.sindonews.com/indeks/8/0?t={day}") == []


@pytest.mark.parametrize(
    ("number", "url"),
    [(1, "https://www.sindonews.com/feed"), (2, "https://www.sindonews.com/sitemap-news.xml")],
)
def test_feeds_list_all_cases(site: CaseSite, number: int, url: str) -> None:
    found = {link.url: link.published for link in listed(site, number, url)}
    assert found == {case.url: case.published for case in site.cases}


def test_a_search_finds_what_has_the_words(site: CaseSite) -> None:
    url = "https://www.sindonews.com/search/go?q=kereta+tua&type=artikel&p=1"
    assert [link.url.rpartition("/")[2] for link in listed(site, 3, url)] == [
        "menyusuri-jalur-kereta-tua-di-lereng-gunung-1749541211"
    ]


def test_the_future_is_not_listed() -> None:
    site = CaseSite(SindonewsSpider, CaseOptions(FOLDER, day=date(2017, 4, 11)))
    years = {link.published.year for link in listed(site, 1, "https://www.sindonews.com/feed")
             if link.published}  # fmt: skip
    assert years == {2013, 2015, 2017}
    assert ask(site, "https://www.sindonews.com/feed").headers == {
        "Date": "Tue, 11 Apr 2017 16:59:59 GMT"
    }


def test_an_index_of_sitemaps_leads_to_them(site: CaseSite) -> None:
    url = "https://www.sindonews.com/sitemap.xml"
    assert b"<lastmod>2026-07-24T23:59:59+07:00</lastmod>" in ask(site, url).body


def test_what_is_posted_tells_listings_from_each_other() -> None:
    """This portal has all of its listings at one address."""
    site = CaseSite(JawaposSpider, CaseOptions(FOLDER.with_name("jawapos"), items=1))
    newest, *_, oldest = sorted((case.published, case.url) for case in site.cases)[::-1]
    by_day, new, search = JawaposSpider.sources

    def ask(source: Source, listing: Listing) -> list[str]:
        answer = site.answer("api.jawapos.com", "/api-jp-graphql", {}, listing.body)
        links = source.read(listing.url, answer.body, answer.content_type).links
        return [link.url for link in links]

    now = site.options.now()
    (first,) = new.listings(CrawlScope(now, now, now))
    second = new.following(first)
    assert second
    assert [newest[1]] == ask(new, first) != ask(new, second)
    (day,) = by_day.listings(CrawlScope(oldest[0], oldest[0], now))
    assert ask(by_day, day) == [oldest[1]]
    words = next(case.expected["title"] for case in site.cases if case.url == oldest[1])
    (listing,) = search.listings(CrawlScope(now, now, now, query=words))
    assert ask(search, listing) == [oldest[1]]
    assert site.answer("api.jawapos.com", "/api-jp-graphql", {}, "{}").status == 404
    assert site.answer("api.jawapos.com", "/api-jp-graphql", {}).status == 404


@pytest.mark.parametrize("end", ENDS)
def test_no_saved_listing_is_shown_beyond_the_end(end: str) -> None:
    """A saved listing names articles that are no cases."""
    site = CaseSite(IdxchannelSpider, CaseOptions(FOLDER.with_name("idxchannel"), end=end))
    answer = ask(site, "https://www.idxchannel.com/indeks/more/6?idkanal=&date=15-01-2026")
    assert answer.status == (404 if end == "missing" else 200)
    links = IdxchannelSpider.sources[0].read("https://www.idxchannel.com/", answer.body, None).links
    assert {link.url for link in links} <= {case.url for case in site.cases}


# Listings of other forms


ENDPOINT = Json("https://www.sindonews.com/api", link="url", published="at", items="data.items")


def cases() -> list[Case]:
    return [case for case in read_cases(FOLDER) if case.name.startswith("json-ld")]


def reading(source: Source) -> Reading:
    return Reading(source, SindonewsSpider.rules.urls, "WIB", NOW)


def read_back(source: Source, form: Form) -> list[tuple[str, datetime | None]]:
    links = source.read(form.saved.url, form.fill(cases()), form.content_type, NOW).links
    return [(link.url, link.published) for link in links]


WANTED = [(case.url, case.published) for case in cases()]


def test_json_is_filled_in() -> None:
    at = 1784874300
    item = {"url": "/x", "at": at, "date": "2026-07-24 13:25:00", "views": 7, "tags": ["a"]}
    item["url"] = "https://daerah.sindonews.com/read/1731775/174/layang-layang-1784874302"
    page = Saved(
        Path("api.listing.txt"),
        ENDPOINT.url,
        json.dumps({"data": {"items": [item, {**item, "url": "/topik/3"}]}}).encode(),
        "application/json",
        0,
        None,
    )
    form = form_of(reading(ENDPOINT), [page], cases())
    assert form
    filled = json.loads(form.fill(cases()))["data"]["items"]
    assert [item["url"] for item in filled] == [*(case.url for case in cases()), "/topik/3"]
    assert {item["date"] for item in filled[:-1]} == {"2025-06-12T09:30:00+07:00"}
    assert filled[0]["views"] == 7
    assert read_back(ENDPOINT, form)[:-1] == WANTED


def test_json_of_nuxt_is_filled_in_by_parts_of_addresses() -> None:
    """An address elsewhere ("https://lain.id/") cannot be made from parts, and is left out."""
    before = "https://international.sindonews.com/"
    source = Json(f"{before}_payload.json", f"{before}{{path}}", "at", devalue=True)
    flat = [{"data": 1}, ["Reactive", 2], [3], {"path": 4, "at": 5, "views": 6},
            "read/1731775/40/layang-layang-1784874302", "2026-07-24 13:25:00", 7]  # fmt: skip
    page = Saved(
        Path("api.listing.txt"), source.url, json.dumps(flat).encode(), "application/json", 0, None
    )
    every = read_cases(FOLDER)
    listable = [case for case in every if case.url.startswith(before)]
    form = form_of(reading(source), [page], every)
    assert form
    assert 0 < len(listable) < len(every)
    found = source.read(source.url, form.fill(listable), form.content_type, NOW).links
    assert [(link.url, link.published) for link in found] == [
        (case.url, case.published) for case in listable
    ]


def test_a_day_may_have_its_month_in_words() -> None:
    assert date(2026, 8, 3) in set(days_of("p.id/indeks?daterange=03 August 2026 - 03 August 2026"))


@pytest.mark.parametrize(
    "source",
    [
        Rss("https://p.id/rss"),
        Sitemap("https://p.id/sitemap.xml"),
        DatedIndex("https://p.id/{date}", "a.judul", ".tanggal"),
        DatedIndex("https://p.id/{date}", "main > ul.daftar li h3 > a[href*='/read/']", "li time"),
        DatedIndex("https://p.id/{date}", "#isi .berita.utama a, .lain a", "time::attr(datetime)"),
        DatedIndex("https://p.id/{date}", "article[data-id] [class^=judul] a", "span.tgl.kecil"),
    ],
)
def test_a_listing_is_made_of_what_its_source_looks_for(source: Source) -> None:
    form = form_of(reading(source), [], cases())
    assert form
    assert read_back(source, form) == WANTED


@pytest.mark.parametrize("links", ["a:not(.x)", "h2 + a"])
def test_not_of_every_selector(links: str) -> None:
    source = DatedIndex("https://p.id/{date}", links)
    assert minimal(source, WANTED[0][0]) is None
    assert form_of(reading(source), [], cases()) is None


@pytest.mark.parametrize(
    "item",
    [
        '<li><a href="{url}">x</a></li>',
        '<div><a href="{url}"><img></a><p><a href="{url}">x</a></p><i>24/7/2026</i></div>',
        '<a href="{url}"><b>x</b> <span>kemarin</span></a>',
    ],
)
@pytest.mark.parametrize("count", [1, 3, 20])
def test_html_of_few_and_of_many_items_is_filled_in(item: str, count: int) -> None:
    urls = (f"/read/17317{n:02}/174/layang-layang-17848743{n:02}" for n in range(count))
    items = "".join(item.format(url=url) for url in urls)
    body = f'<body><header><a href="/">x</a></header><div><ul>{items}</ul></div></body>'
    url = "https://daerah.sindonews.com/indeks"
    source = DatedIndex(f"{url}?{{date}}", "ul a", "i, span")
    form = form_of(reading(source), [Saved(Path("x"), url, body.encode(), HTML, 0, None)], cases())
    assert form
    assert form.saved.path == Path("x")
    links = dict.fromkeys(link for link, _ in read_back(source, form))
    assert list(links) == [url for url, _ in WANTED]
    assert b"layang" not in form.fill(())


# What is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cases=nowhere", "cases=nowhere: there is no such folder"),
        ("cases=.,articles=3", "unknown option 'articles': beside cases=FOLDER, known are day, "),
        ("cases=.,day=kemarin", "day=kemarin: a day as 2026-11-23 is wanted"),
        ("cases=.,items=0", "items=0: allowed is 1 to 1000"),
        ("cases=.,items=x", "items=x: a whole number is wanted"),
        ("cases=.,end=never", "end=never: known are empty, missing, repeat"),
        ("cases=.,end", "end: write end=VALUE"),
        ("cases=.,end=empty,end=empty", "end: given twice"),
    ],
)
def test_wrong_options(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        CaseOptions.parse(text)


def test_a_folder_without_cases(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there is no case, <name>\.html with <name>\.json"):
        CaseSite(SindonewsSpider, CaseOptions(tmp_path))


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("<html></html>", r"a\.html does not say <!-- url: https://… --> in its first line"),
        (
            "<!-- url: https://www.detik.com/1 -->",
            r"a\.html: https://www\.detik\.com/1 is not the address of an article of sindonews",
        ),
    ],
)
def test_pages_that_are_not_the_portals(tmp_path: Path, page: str, message: str) -> None:
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "a.json").write_text('{"published_at": "2026-07-24T13:39:00+07:00"}')
    with pytest.raises(ValueError, match=message):
        CaseSite(SindonewsSpider, CaseOptions(tmp_path))


# Which site a crawl gets


class Contoh(PortalSpider):
    name = "contoh"
    domains = ("contoh.id",)
    sources = (Rss("https://contoh.id/feed"),)
    article_url = r"contoh\.id/(?P<id>\d+)"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "scrapy.cfg").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def settings(wire: str = "replica", site: str = "") -> Settings:
    return Settings({"NEWSBOT_WIRE": wire, "NEWSBOT_REPLICA": site})


def test_a_portal_gets_its_cases_in_the_project(checkout: Path) -> None:
    folder = checkout / "tests" / "portals" / "contoh"
    folder.mkdir(parents=True)
    (folder / "a.html").write_text("<!-- url: https://contoh.id/1 -->")
    (folder / "a.json").write_text('{"published_at": "2026-07-24T13:39:00+07:00"}')
    given = settings(site="day=2026-07-25")
    settle_replica(given, Contoh)
    assert given["NEWSBOT_REPLICA"] == f"cases={folder},day=2026-07-25"
    with pytest.raises(SettingError, match="NEWSBOT_REPLICA: unknown option 'articles'"):
        settle_replica(settings(site="articles=3"), Contoh)


def test_a_portal_without_cases_is_told_what_to_name(checkout: Path) -> None:
    with pytest.raises(SettingError, match=r"and contoh has no saved ones in .*cases=FOLDER"):
        settle_replica(settings(), Contoh)
    other = settings("network")
    settle_replica(other, Contoh)
    assert other["NEWSBOT_REPLICA"] == ""


def test_every_portal_of_the_project_has_a_replica(monkeypatch: pytest.MonkeyPatch) -> None:
    """With articles on its newest day or the day before: the range of a crawl without arguments."""
    monkeypatch.chdir(FOLDER.parents[2])
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["newsbot.spiders"]}))
    spiders = [loader.load(name) for name in sorted(loader.list())]
    portals = [spider for spider in spiders if issubclass(spider, PortalSpider)]
    assert len(portals) > 50
    for portal in portals:
        given = settings()
        settle_replica(given, portal)
        options = given["NEWSBOT_REPLICA"]
        if portal is SindonewsSpider:
            assert not options
            continue
        site = CaseSite(portal, CaseOptions.parse(options))
        now = site.options.now()
        sheets = site.listings.between(now - timedelta(days=1), now)
        assert any(sheet.cases for sheet in sheets.values()), portal.name


def test_sindonews_gets_generated_pages_unless_cases_are_named(checkout: Path) -> None:
    given = settings(site="articles=3")
    settle_replica(given, SindonewsSpider)
    assert given["NEWSBOT_REPLICA"] == "articles=3"
    settle_replica(settings(site=f"cases={FOLDER}"), SindonewsSpider)


def test_the_replica_of_cases_can_run_alone(project: Project) -> None:
    process = project.start("replica", "--port", "0", "--site", f"cases={FOLDER},day=2017-04-11")
    assert process.stdout
    try:
        line = process.stdout.readline()
    finally:
        process.kill()
        process.communicate()
    assert re.match(r"http://127\.0\.0\.1:\d+/ : \d+ cases of sindonews, .*, on 2017-04-11;", line)
