"""A portal is checked when it is declared, not when it runs."""

from __future__ import annotations

from typing import Any

import pytest

from newsbot.crawl.portal import PortalSpider
from newsbot.extract.boxes import JUNK
from newsbot.extract.declaration import FIELDS
from newsbot.sources import Rss, Search
from newsbot.text.markup import Element, parse_html

WHOLE: dict[str, Any] = {
    "name": "contoh",
    "domains": ("contoh.id",),
    "sources": (Rss("https://contoh.id/feed"),),
    "article_url": r"contoh\.id/(?P<id>\d+)",
}


def declare(without: str = "", **changed: Any) -> type[PortalSpider]:
    body = {name: value for name, value in (WHOLE | changed).items() if name != without}
    return type("DeclaredSpider", (PortalSpider,), body)


def page(html: str) -> Element:
    root = parse_html(html.encode())
    assert root is not None
    return root


def test_the_least_that_a_portal_says() -> None:
    rules = declare().rules

    article = rules.urls.read("https://contoh.id/77?x=1")
    assert article is not None
    assert (article.key, article.url) == ("77", "https://contoh.id/77")
    assert (rules.portal, rules.zone, rules.one_page, rules.own) == ("contoh", "WIB", None, {})
    assert {"title", "body"} <= set(rules.shared)


@pytest.mark.parametrize("attribute", ["domains", "sources", "article_url"])
def test_what_every_portal_must_say(attribute: str) -> None:
    with pytest.raises(ValueError, match=f"^contoh: {attribute} is missing$"):
        declare(without=attribute)
    with pytest.raises(ValueError, match=f"^contoh: {attribute} is missing$"):
        declare(**{attribute: ""})


def test_an_unknown_field_is_told_the_known_ones() -> None:
    with pytest.raises(ValueError, match="contoh: unknown field titel in selectors") as raised:
        declare(selectors={"title": ("h1",), "titel": ("h1",)})

    assert str(raised.value).endswith(", ".join(sorted(FIELDS)))


@pytest.mark.parametrize("selector", ["h1[", "//h1[", "", "h1::attr()"])
@pytest.mark.parametrize("where", ["selectors", "drop"])
def test_an_unparsable_selector(where: str, selector: str) -> None:
    declared: Any = {"title": ("h1", selector)} if where == "selectors" else (".iklan", selector)

    with pytest.raises(ValueError, match=r"^contoh: cannot parse the selector") as raised:
        declare(**{where: declared})

    assert repr(selector) in str(raised.value)


def test_an_untranslatable_selector() -> None:
    with pytest.raises(ValueError, match=r"^contoh: cannot parse the selector"):
        declare(selectors={"title": ("h1::text",)})


@pytest.mark.parametrize("pattern", ["contoh(", "(?P<id>a)(?P<id>b)", "*", "(?P<9>x)"])
def test_an_unparsable_article_url(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"^contoh: cannot parse article_url: "):
        declare(article_url=pattern)


def test_article_url_is_verbose() -> None:
    rules = declare(article_url=r"contoh \. id / (?P<id>\d+)  # the id is enough").rules

    assert rules.urls.read("https://contoh.id/77") is not None


@pytest.mark.parametrize("declared", [{"selectors": {"title": "h1"}}, {"drop": ".iklan"}])
def test_a_string_for_a_tuple_of_selectors(declared: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^contoh: selectors must be a tuple of strings"):
        declare(**declared)


@pytest.mark.parametrize(
    "declared",
    [
        {"domains": "contoh.id"},
        {"brands": "Contoh"},
        {"keys": "{id}"},
        {"canonical": "https://contoh.id/{id}"},
        {"sources": Rss("https://contoh.id/feed")},
    ],
    ids=lambda declared: next(iter(declared)),
)
def test_a_string_for_any_other_tuple(declared: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"^contoh: {next(iter(declared))}"):
        declare(**declared)


@pytest.mark.parametrize(
    "declared",
    [
        {"keys": ("{nomor}",)},
        {"canonical": ("https://contoh.id/{slug}",)},
        {"one_page": "{alamat}?page=all"},
        {"zone": "wib"},
    ],
    ids=lambda declared: next(iter(declared)),
)
def test_names_that_do_not_exist(declared: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"^contoh: {next(iter(declared))}"):
        declare(**declared)


@pytest.mark.parametrize(
    ("declared", "fault"),
    [
        ({"selectors": {"page_count": (".paging",)}}, "page_count needs a page_parameter"),
        ({"page_parameter": "?page"}, "page_parameter '.page' is no name of a parameter"),
        ({"page_parameter": ""}, "page_parameter '' is no name of a parameter"),
    ],
)
def test_pages_that_cannot_be_addressed(declared: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValueError, match=f"^contoh: {fault}"):
        declare(**declared)


def test_a_family_is_not_checked_and_its_members_are() -> None:
    class FamilySpider(PortalSpider):
        selectors = {"title": ("h1.keluarga",)}

    assert not hasattr(FamilySpider, "rules")

    class MemberSpider(FamilySpider):
        name = "contoh"
        domains = ("contoh.id",)
        sources = (Rss("https://contoh.id/feed"),)
        article_url = r"contoh\.id/(?P<id>\d+)"

    assert [selector.text for selector in MemberSpider.rules.own["title"]] == ["h1.keluarga"]

    with pytest.raises(ValueError, match=r"^contoh: domains is missing"):
        type("PoorSpider", (FamilySpider,), {"name": "contoh"})


def test_a_member_extends_what_its_family_declares() -> None:
    class FamilySpider(PortalSpider):
        selectors = {"title": ("h1.keluarga",), "body": (".isi",)}
        drop = (".iklan",)

    body = {**WHOLE, "selectors": {**FamilySpider.selectors, "title": ("h1.sendiri",)}}
    member: Any = type("Member", (FamilySpider,), {**body, "drop": (*FamilySpider.drop, ".lain")})

    assert {name: own[0].text for name, own in member.rules.own.items()} == {
        "title": "h1.sendiri",
        "body": ".isi",
    }
    assert member.rules.junk == f"{JUNK.text}, .iklan, .lain"


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ({"access": "closed"}, "contoh: access 'closed' is unknown; known are open, blocks plain"),
        ({"facts": "July 2026"}, "contoh: facts='July 2026' is no date such as 2026-07"),
        ({"sources": ("https://contoh.id/feed",)}, "contoh: 'https://contoh.id/feed' in sources"),
        (
            {"sources": (Search("https://contoh.id/?q={query}", "a"),)},
            "contoh: no source says what is new",
        ),
        ({"sources": (Rss("https://contoh.id/{channel}"),)}, "contoh: https://contoh.id/{channel}"),
        ({"channels": {"politik": 1}}, "contoh: channels must be ids (texts) by lower-case names"),
        ({"channels": {"Politik": "1"}}, "contoh: channels must be ids (texts) by lower-case"),
        ({"channels": {"politik": "1"}}, "contoh: no source and no address tells channels apart"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_cannot_mean_what_it_says(declared: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=r"^contoh: ") as raised:
        declare(**declared)

    assert str(raised.value).startswith(message)


@pytest.mark.parametrize("facts", ["", "2026", "2026-07", "2026-07-24"])
def test_how_a_portal_treats_us_and_since_when(facts: str) -> None:
    portal = declare(access="blocks plain agents", facts=facts, unseen="article pages")

    assert (portal.access, portal.facts) == ("blocks plain agents", facts)


def test_selectors_keep_their_order() -> None:
    rules = declare(selectors={"title": ("h1.baru", "h1.lama", "h1")}).rules

    assert [selector.text for selector in rules.own["title"]] == ["h1.baru", "h1.lama", "h1"]


def test_brands_are_folded_and_the_portal_is_one() -> None:
    assert declare(brands=("Koran  CONTOH",)).rules.brands == {"contoh", "koran contoh"}


def test_dropped_elements_are_those_inside_the_body() -> None:
    root = page('<p class="iklan">a</p><div><p class="iklan">b</p><ins>c</ins><p>d</p></div>')
    rules = declare(drop=(".iklan", "ins")).rules

    dropped = rules.dropped(root.css("div")[0])

    assert [element.text() for element in root.css("*") if element.mem_id in dropped] == ["b", "c"]


@pytest.mark.parametrize(
    "junk",
    [
        '<ins class="adsbygoogle">',
        '<div id="div-gpt-ad-1">',
        '<div class="inject-baca-juga">',
        '<p class="bacaJuga">',
        '<div class="ads-on-body">',
        '<div class="box ads-160">',
        '<ul class="related">',
        '<div class="paging">',
    ],
)
def test_what_is_junk_on_any_portal(junk: str) -> None:
    root = page(f'<div class="has-related"><p class="bacaan loads-ads">a</p>{junk}b</div>')
    rules = declare().rules

    dropped = rules.dropped(root.css("body")[0])

    assert [element.text() for element in root.css("*") if element.mem_id in dropped] == ["b"]


def test_data_names_known_fields_and_where_it_lies() -> None:
    with pytest.raises(ValueError, match="contoh: unknown field titel in data"):
        declare(data={"titel": "a"}, data_script="#data")
    with pytest.raises(ValueError, match="contoh: data needs a data_script to lie in"):
        declare(data={"title": "a"})
    with pytest.raises(ValueError, match="contoh: cannot parse the selector"):
        declare(data={"title": "a"}, data_script="#[")
