"""The time of the generated site: nothing is there before its time, and nothing changes but at its
time."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from newsbot.clock import now, set_clock
from newsbot.replica.answer import Answer
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.text.calendar import WIB
from tests.conftest import Project, Serving

WWW = "www.sindonews.com"
LIVELY = "late=0.2,edits=0.3,withdrawals=0.1,bursts=0.1"
NOON = datetime(2026, 11, 27, 12, tzinfo=WIB)
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
# Day and night, just before and after midnight in WIB and in UTC, the ends of a month and a year.
TABLE = (
    "2026-11-23T00:00", "2026-11-23T00:01", "2026-11-23T00:19:30", "2026-11-23T03:40",
    "2026-11-23T06:59", "2026-11-23T07:00", "2026-11-23T07:01", "2026-11-23T09:13:27",
    "2026-11-23T12:00", "2026-11-23T13:45", "2026-11-23T15:03:59", "2026-11-23T18:30",
    "2026-11-23T21:59", "2026-11-23T22:00", "2026-11-23T23:58:58", "2026-11-23T23:59:59",
    "2026-11-30T23:59", "2026-12-01T00:02", "2026-12-31T23:59", "2027-01-01T00:01",
    "2028-02-29T12:34:56",
)  # fmt: skip


def get(of: Site, url: str) -> Answer:
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return of.answer(parts.netloc, target, {})


def listings(moment: datetime) -> Iterator[str]:
    """Addresses of each kind of page that lists articles."""
    for host in (WWW, "ekbis.sindonews.com"):
        for path in ("/", "/feed", "/sitemap-news.xml", "/sitemap-web.xml", "/images/sitemap.xml"):
            yield f"https://{host}{path}"
    yield from (f"https://{WWW}{path}" for path in ("/nowhere", "/more/12", "/indeks"))
    for age in range(-1, 3):
        day = (moment - timedelta(days=age)).date()
        yield from (f"https://{WWW}/indeks/{cid}?t={day}" for cid in ("0/0", "0/20", "0/40", "67"))
    yield from (f"https://{WWW}/search/go?q=warga&p={page}" for page in (1, 2))


def times_in(page: str) -> Iterator[datetime]:
    """All times that a page states, whatever the spelling."""
    for y, m, d, h, minute in re.findall(r"(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d)(:\d\d)?", page):
        yield datetime.fromisoformat(f"{y}-{m}-{d}T{h}{minute}+07:00")
    shown = re.findall(rf", (\d+) ({'|'.join(MONTHS)}) (\d{{4}}) - (\d\d):(\d\d) WIB", page)
    for day, month, year, hour, minute in shown:
        numbers = int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute)
        yield datetime(*numbers, tzinfo=WIB)
    yield from map(parsedate_to_datetime, re.findall(r"<pubDate>(.*?)</pubDate>", page))
    for day in re.findall(r'data-publish="(\d{8})"', page):
        yield datetime.strptime(day, "%Y%m%d").replace(tzinfo=WIB)
    for epoch in re.findall(r"/read/\d+/\d+/[^\s\"<>?]*-(\d{10})", page):
        yield datetime.fromtimestamp(int(epoch), UTC)


def articles_in(page: str) -> set[str]:
    """The addresses of articles that a page links to or names."""
    found = re.findall(r"https?://([a-z]+\.sindonews\.com/read/[^\s\"<>?]*-\d{10})", page)
    return {f"https://{address}" for address in found}


@pytest.mark.parametrize(
    ("options", "moments"),
    [
        *((f"articles=40,{LIVELY}", (text,)) for text in TABLE),
        ("articles=40,days=3,profile=national", TABLE[1:4]),
        ("articles=40,days=3,day=2026-11-24", TABLE[2:4]),
    ],
)
def test_nothing_is_there_before_its_time(options: str, moments: tuple[str, ...]) -> None:
    site = Site(Options.parse(options))
    for moment in (datetime.fromisoformat(text).replace(tzinfo=WIB) for text in moments):
        site.set_now(moment)
        there = {row["url"] for row in site.truth() if row["status"] == 200}
        pages = [get(site, url) for url in (*listings(moment), *there)]
        texts = [page.body.decode() for page in pages]
        states = [time for text in texts for time in times_in(text)]
        assert len(states) > 1000
        assert max(states) <= moment
        linked = {url for text in texts for url in articles_in(text)}
        assert linked >= there
        assert {get(site, url).status for url in linked - there} <= {200}


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ("", 120),
        ("articles=1", 1),
        ("articles=30", 30),
        ("articles=500,days=3", 500),
        ("articles=100,days=7,profile=magazine", 100),
        ("articles=90,late=0.5,bursts=0.2,profile=shifts", 90),
    ],
)
def test_as_many_are_there_as_were_asked_for(options: str, count: int) -> None:
    site = Site(Options.parse(options))
    for text in TABLE:
        site.set_now(datetime.fromisoformat(text).replace(tzinfo=WIB))
        sitemap = get(site, f"https://{WWW}/sitemap-web.xml").body.decode()
        listed = re.findall(r"<loc>(.*?)</loc>", sitemap)
        assert len(set(listed)) == len(listed) == count
        assert any("/5-fakta-kunjungan-presiden-arkania" in url for url in listed)


def test_a_plain_crawl_finds_the_same_numbers_at_any_hour() -> None:
    """It asks for yesterday and today; a hundred and nineteen tell a story of their own."""
    site = Site(Options())
    for quarter in range(4 * 24 * 3):
        moment = NOON + quarter * timedelta(minutes=15, seconds=7)
        site.set_now(moment)
        rows = site.catalogue.newest_first
        days = {moment.date(), moment.date() - timedelta(days=1)}
        assert {row.published.date() for row in rows} <= days
        assert len(rows) == 120
        assert len({row.story_number for row in rows}) == 119


# 00:01 and 23:59 in WIB.
@pytest.mark.parametrize("moment", ["2026-08-11T17:01Z", "2026-08-11T16:59Z"], indirect=True)
def test_the_first_run_is_the_same_at_any_hour(project: Project, moment: datetime) -> None:
    ran = project.crawl()
    assert ran.code == 0
    assert "120 listed, 0 known, 120 new" in ran.output
    assert "dropped: 1 (1 same content)" in ran.output
    assert len(project.articles()) == 119
    assert (
        max(each["published_at"] for each in project.articles())
        <= now().astimezone(WIB).isoformat()
    )


def test_articles_keep_what_they_are_and_go_in_their_turn() -> None:
    site = Site(Options.parse("articles=50"))
    before: list[dict[str, Any]] = []
    for hour in range(40):
        site.set_now(NOON + timedelta(hours=hour))
        rows = site.truth()
        assert [row["published_at"] for row in rows] == sorted(
            (row["published_at"] for row in rows), reverse=True
        )
        if before:
            old, new = ([row["id"] for row in each] for each in (before, rows))
            come = new.index(old[0])
            assert new[come:] == old[: 50 - come]
            assert {row["id"]: _lasting(row) for row in before[: 50 - come]} == {
                row["id"]: _lasting(row) for row in rows[come:]
            }
            assert all(get(site, row["url"]).status == 200 for row in before[50 - come :])
        before = rows


def _lasting(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "modified_at"}


@pytest.mark.parametrize("options", ["articles=60", f"articles=60,{LIVELY}"])
def test_a_page_stays_the_same_until_what_it_tells_changes(options: str) -> None:
    site = Site(Options.parse(options))
    site.set_now(NOON)
    first = {row["id"]: row for row in site.truth() if row["status"] == 200}
    pages = {key: _views(site, row) for key, row in first.items()}
    changed, same = 0, 0
    for hours in (1, 3, 9):
        site.set_now(NOON + timedelta(hours=hours))
        for row in site.truth():
            if row["id"] in first and row["status"] == 200:
                alike = _views(site, first[row["id"]]) == pages[row["id"]]
                assert alike == (row == first[row["id"]])
                same, changed = same + alike, changed + (not alike)
    assert same > 20
    assert changed


def _views(site: Site, row: dict[str, Any]) -> list[bytes]:
    urls = [*row["page_urls"], f"{row['url']}?showpage=all"]
    return [get(site, url).body for url in urls]


def test_a_moment_that_is_given_stands_still() -> None:
    site = Site(Options.parse("articles=20,now=2026-11-27T10:00"))
    set_clock(NOON + timedelta(days=400))
    try:
        assert site.truth() == Site(Options.parse("articles=20,now=2026-11-27T03:00Z")).truth()
        assert max(row["published_at"] for row in site.truth()) < "2026-11-27T10:00"
        site.set_now(NOON)
        later = site.truth()
        assert max(row["published_at"] for row in later) > "2026-11-27T10:00"
        site.set_now(None)
        assert max(row["published_at"] for row in site.truth()) < "2026-11-27T10:00"
        with pytest.raises(ValueError, match="with a zone"):
            site.set_now(datetime(2026, 11, 27))
        with pytest.raises(ValueError, match="2013"):
            site.set_now(datetime(1999, 11, 27, tzinfo=WIB))
    finally:
        set_clock(None)


def test_without_a_moment_time_goes_by_the_clock(moment: datetime) -> None:
    site = Site(Options.parse("articles=20"))
    before = {row["id"] for row in site.truth()}
    set_clock(moment + timedelta(hours=3))
    after = {row["id"] for row in site.truth()}
    assert before & after < before
    assert before & after < after
    assert max(row["listed_from"] for row in site.truth()) <= now().astimezone(WIB).isoformat()


def test_a_day_that_is_given_is_whole_at_any_hour(moment: datetime) -> None:
    day = moment.astimezone(WIB).date()
    whole = Site(Options(articles=40, day=day)).truth()
    assert {row["day"] for row in whole} == {str(day), str(day - timedelta(days=1))}
    assert len(whole) == 40
    with_time = Site(Options(articles=40, day=day, now=moment))
    come = with_time.truth()
    listed = [
        row["id"] for row in whole if row["listed_from"] <= moment.astimezone(WIB).isoformat()
    ]
    assert [row["id"] for row in come] == listed
    with_time.set_now(moment + timedelta(days=2))
    assert with_time.truth() == whole


def ask(
    port: int, method: str, path: str, body: str | None, **headers: str
) -> tuple[int, str, str]:
    """Status, body and Date of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    answer = response.status, response.read().decode(errors="replace"), response.headers["Date"]
    connection.close()
    return answer


def test_another_process_can_set_the_time(serving: Serving) -> None:
    site = Site(Options.parse("articles=20,now=2026-11-27T10:00"))
    port = serving(site)
    assert ask(port, "GET", "/feed", None, Host=WWW)[2] == "Fri, 27 Nov 2026 03:00:00 GMT"
    at_ten = site.truth()
    assert ask(port, "POST", "/replica/now", "2026-11-28T09:30")[0] == 200
    assert ask(port, "GET", "/feed", None, Host=WWW)[2] == "Sat, 28 Nov 2026 02:30:00 GMT"
    assert site.truth() != at_ten
    for body in ("besok", "1999-01-01T00:00", "2026-13-01"):
        status, told, _ = ask(port, "POST", "/replica/now", body)
        assert (status, told.count("\n")) == (400, 1)
        assert body in told
    for host in (WWW, "sindonews.com", "www.example.com", "127.0.0.1.example.com"):
        assert ask(port, "POST", "/replica/now", "2026-11-29T09:30", Host=host)[0] == 405
    foreign = {"Origin": "https://www.example.com"}
    assert ask(port, "POST", "/replica/now", "2026-11-29T09:30", **foreign)[0] == 405
    assert ask(port, "GET", "/replica/now", None)[0] == 404
    assert ask(port, "GET", "/feed", None, Host=WWW)[2] == "Sat, 28 Nov 2026 02:30:00 GMT"
    assert ask(port, "POST", "/replica/now", "")[0] == 200
    assert site.truth() == at_ten


def test_the_date_of_answers_is_the_clocks_where_no_time_counts(
    serving: Serving, moment: datetime
) -> None:
    for options in ("articles=5", "articles=5,day=2026-05-15"):
        date_of = ask(serving(Site(Options.parse(options))), "GET", "/feed", None, Host=WWW)[2]
        assert abs(parsedate_to_datetime(date_of) - now()) < timedelta(minutes=1)


def test_time_that_goes_on_costs_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day is made once, and what is there is found anew only when something comes or goes."""
    site = Site(Options(articles=9000, days=30, now=NOON))
    made: list[date] = []
    looks = 0
    entries, look = site.catalogue._days.entries, site.catalogue._look

    def counted(day: date) -> list[Any]:
        made.append(day)
        return entries(day)

    def looked(moment: datetime) -> None:
        nonlocal looks
        looks += 1
        look(moment)

    monkeypatch.setattr(site.catalogue._days, "entries", counted)
    monkeypatch.setattr(site.catalogue, "_look", looked)
    for quarter in range(96):
        site.set_now(NOON + quarter * timedelta(minutes=15))
        for _ in range(20):
            site.answer(WWW, "/robots.txt", {})
    assert made == [date(2026, 11, 28)]
    assert looks <= 96
