"""What listings of other forms say: JSON, HTML in JSON, sitemaps of archives."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from newsbot.sources import EVER, Found, Index, Json, Link, Sitemap, Source
from newsbot.text.dates import WIB

TEN = datetime(2026, 5, 15, 10, tzinfo=WIB)


def read(source: Source, answer: Any) -> Found:
    body = answer if isinstance(answer, str) else json.dumps(answer)
    return source.read("https://p.id/api/terkini", body.encode(), None, TEN)


ONE = {"slug": "air-naik", "id": 7, "by": {"name": "redaksi"}, "at": "2026-05-15 10:00:00"}


@pytest.mark.parametrize(
    ("declared", "answer"),
    [
        ({"link": "url"}, [{"url": "https://p.id/redaksi/air-naik-7", "at": "15 Mei 2026 10:00"}]),
        ({"link": "u.w", "items": "d.a"},
         {"d": {"a": [{"u": {"w": "/redaksi/air-naik-7"}, "at": "2026-05-15T03:00:00Z"}]}}),
        ({"link": "https://p.id/{by.name}/{slug}-{id}"}, {"deep": [[{"x": ONE}]]}),
        ({"link": "/{by.name}/{slug}-{id}", "items": "0"}, [[ONE]]),
        ({"link": "/{by.name}/{slug}-{id}", "items": "all"}, {"all": {"7": ONE}}),
        ({"link": "/{by.name}/{slug}-{id}", "items": "*.n", "published": "at"}, [{"n": ONE}]),
        ({"link": "url"}, {"url": "/redaksi/air-naik-7", "at": int(TEN.timestamp())}),
        ({"link": "url"}, {"url": "/redaksi/air-naik-7", "at": int(TEN.timestamp()) * 1000}),
        ({"link": "url", "devalue": True},
         [["Reactive", 1], {"data": 2}, [3], {"url": 4, "at": 5}, "/redaksi/air-naik-7",
          "2026-05-15T10:00:00+07:00"]),
        ({"link": "url", "script": "#__NEXT_DATA__"},
         '<p>a</p><script id="__NEXT_DATA__" type="application/json">{"props": '
         '{"url": "/redaksi/air-naik-7", "at": "2026-05-15T10:00:00+07:00"}}</script>'),
    ],
)  # fmt: skip
def test_a_link_in_json(declared: dict[str, Any], answer: object) -> None:
    source = Json("https://p.id/api", **{"published": "at", **declared})

    (link,) = read(source, answer).links

    assert link == Link("https://p.id/redaksi/air-naik-7", TEN)


@pytest.mark.parametrize(
    "answer",
    ["", "<html>", "null", "7", "[]", {"a": [{"url": None}, {"url": 7}, {"url": ""}]},
     {"a": [{"uri": "/x"}]}, {"a": ["/x", None, [[]]]}, {"a": "x"}, "[" * 100_000],
)  # fmt: skip
@pytest.mark.parametrize("items", ["a", None])
def test_json_without_links(answer: object, items: str | None) -> None:
    assert read(Json("https://p.id/api", "url", "at", items=items), answer).links == []
    assert read(Json("https://p.id/api", "/{url}/{b}", items=items), answer).links == []


@pytest.mark.parametrize("at", [None, True, 10**30, -(10**30), "kapan", [], 1e400])
def test_a_time_that_is_none_costs_no_link(at: object) -> None:
    (link,) = read(Json("https://p.id/api", "url", "at"), {"url": "/1", "at": at}).links

    assert link == Link("https://p.id/1")


@pytest.mark.parametrize(
    ("stated", "cursor"),
    [("abc=", "abc="), (20, "20"), (None, ""), (False, ""), ("", ""), ([], "")],
)
def test_where_the_next_page_begins(stated: object, cursor: str) -> None:
    source = Json("https://p.id/api?c={cursor}", "url", cursor="page.end")

    assert read(source, {"page": {"end": stated}}).cursor == cursor


CARD = (
    '<div><h3><a href="/read/1">Air</a></h3><span title="15 Mei 2026, 10:00 WIB">tadi</span></div>'
)


@pytest.mark.parametrize(
    ("inside", "answer"),
    [
        (None, CARD),
        ("html", {"html": CARD}),
        ("data.0.html", {"data": [{"html": CARD}]}),
        ("*.card", [{"card": CARD}, {"card": None}]),
        ("", CARD.join(('"', '"')).replace('"/', r"\"/").replace('1">', r'1\">')
         .replace('="15', r'=\"15').replace('WIB"', r'WIB\"')),
    ],
)  # fmt: skip
def test_html_with_or_without_json_around_it(inside: str | None, answer: object) -> None:
    source = Index("https://p.id/", "h3 a", "[title*=WIB]::attr(title)", inside=inside)

    assert read(source, answer).links == [Link("https://p.id/read/1", TEN)]


@pytest.mark.parametrize(
    ("html", "published"),
    [
        ('<li><a href="/read/1">x</a><time datetime="2026-05-15T10:00:00+07:00">',
         "time::attr(datetime)"),
        ('<li><a href="/read/1">x</a><b>10:00</b>', "b"),
        ('<li><a href="/read/1">x</a><b>1 jam yang lalu</b>', "b"),
    ],
)  # fmt: skip
def test_times_beside_links(html: str, published: str) -> None:
    (link,) = read(Index("https://p.id/", "a", published), html).links

    assert link.published is not None
    assert TEN.hour - link.published.astimezone(WIB).hour in (0, 1)


def test_links_may_be_attributes() -> None:
    html = '<div data-url="/read/1"><b>15 Mei 2026 10:00</b></div><div data-url="/read/2"></div>'

    found = read(Index("https://p.id/", "[data-url]::attr(data-url)", "b"), f"<p>{html}</p>")

    assert [link.url for link in found.links] == ["https://p.id/read/1", "https://p.id/read/2"]


def sitemaps(*entries: tuple[str, str]) -> str:
    inner = "".join(
        f"<sitemap><loc>https://p.id/{name}</loc><lastmod>{lastmod}</lastmod></sitemap>"
        for name, lastmod in entries
    )
    return f"<sitemapindex>{inner}</sitemapindex>"


@pytest.mark.parametrize(
    ("follow", "name", "first", "last"),
    [
        (r"-(?P<year>\d{4})", "post-2025.xml", "2025-01-01", "2026-01-02T07:00"),
        (r"(?P<year>\d{4})-(?P<month>\d\d)", "p-2025-02.xml", "2025-02-01", "2025-03-04T07:00"),
        (r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)", "20250228.xml", "2025-02-28",
         "2025-03-01T07:00"),
        (r"(?P<year>\d{4})-(?P<month>\d+)(?:-(?P<day>\d+))?", "2025-2.xml", "2025-02-01",
         "2025-03-04T07:00"),
    ],
)  # fmt: skip
def test_a_name_says_which_time_a_sitemap_holds(
    follow: str, name: str, first: str, last: str
) -> None:
    source = Sitemap("https://p.id/sitemap.xml", follow=follow)

    (listing,) = read(source, sitemaps((name, ""))).listings

    assert source.answers == {"latest", "range"}
    assert listing.held == (
        datetime.fromisoformat(first).replace(tzinfo=WIB),
        datetime.fromisoformat(last).replace(tzinfo=WIB),
    )


@pytest.mark.parametrize(
    ("lastmod", "believed", "held"),
    [
        ("2026-05-10T10:00:00Z", True, (EVER, datetime(2026, 5, 11, 10, tzinfo=UTC))),
        ("2026-05-10", True, (EVER, datetime(2026, 5, 11, tzinfo=WIB))),
        ("2026-05-10", False, None),
        ("kemarin sore", True, None),
        ("", True, None),
    ],
)
def test_what_lastmod_says_of_a_sitemap(lastmod: str, believed: bool, held: object) -> None:
    source = Sitemap("https://p.id/sitemap.xml", lastmod=believed)

    (listing,) = read(source, sitemaps(("news.xml", lastmod))).listings

    assert source.answers == {"latest"}
    assert listing.held == held


@pytest.mark.parametrize("name", ["post-0000.xml", "post-2025-13.xml", "post-2025-02-30.xml"])
def test_a_date_that_is_none_says_nothing(name: str) -> None:
    follow = r"(?P<year>\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?"

    (listing,) = read(Sitemap("https://p.id/", follow=follow), sitemaps((name, ""))).listings

    assert listing.held is None


def test_what_lastmod_says_of_an_article() -> None:
    body = "<urlset><url><loc>https://p.id/1</loc><lastmod>2026-05-10T10:00:00Z</lastmod></url></urlset>"
    day_after = datetime(2026, 5, 11, 10, tzinfo=UTC)

    assert read(Sitemap("https://p.id/"), body).links == [Link("https://p.id/1", None, day_after)]
    assert read(Sitemap("https://p.id/", lastmod=False), body).links == [Link("https://p.id/1")]
