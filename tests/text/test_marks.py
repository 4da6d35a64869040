"""Selectors that begin with a class find the same by the page's marks as by XPath."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, tostring

from newsbot.text.marks import Marks, lead_of
from newsbot.text.markup import compile_selector, parse_html, select

NAMES = ("a", "a-b")
LEADS = (
    ".a", ".a b", ".a > b", ".a>b", ".a .b", ".a > .b", ".a b > i", ".a li + li:last-child a",
    ".a b[class=c]", ".a::attr(class)", ".a b::attr(class)", ".a > b::attr( class )", ".a-b",
    " .a ",
)  # fmt: skip
NO_LEADS = (
    "b.a", "b", "#a", "[class=a]", ".a.b", ".a:first-child", ".a + b", ".a ~ b", ".a, .b",
    ".a b, .c", "//b", ".a[x]", ".a > > b", "*",
)  # fmt: skip


def page(html: str) -> HtmlElement:
    root = parse_html(html.encode())
    assert root is not None
    return root


@pytest.mark.parametrize("selector", NO_LEADS)
def test_what_does_not_begin_with_a_bare_class(selector: str) -> None:
    assert lead_of(selector) is None


def nested(depth: int) -> st.SearchStrategy[str]:
    names = st.lists(st.sampled_from(["a", "b", "c", "a-b", "aa"]), max_size=3).map("\t ".join)
    tag = st.sampled_from(["div", "b", "i", "li", "a"])
    inner = nested(depth - 1) if depth else st.just("x")
    return st.lists(st.tuples(tag, names, inner), min_size=1, max_size=3).map(
        lambda parts: "".join(f'<{t} class="{n}">{i}</{t}>' for t, n, i in parts)
    )


@pytest.mark.parametrize("selector", LEADS)
@given(html=nested(3))
def test_the_same_is_found_as_by_xpath(selector: str, html: str) -> None:
    root, lead = page(f"<main>{html}</main>"), lead_of(selector)
    assert lead is not None
    marks, xpath = Marks(root, NAMES), compile_selector(selector.strip())
    for element in [root, *root.iter("div", "b")][:8]:
        found = marks.find(lead, element)
        if found is not None:
            assert list(map(told, found)) == list(map(told, select(xpath, element)))


def test_children_of_nested_elements_are_left_to_xpath() -> None:
    root = page("<p class=a><b>1</b><i class=a><b>2</b></i><b>3</b></p>")
    child, deep = lead_of(".a > b"), lead_of(".a b")
    assert child is not None
    assert deep is not None
    assert Marks(root, NAMES).find(child) is None
    assert [each.text for each in Marks(root, NAMES).find(deep) or ()] == ["1", "2", "3"]


def told(found: HtmlElement | str) -> object:
    return found if isinstance(found, str) else (id(found), tostring(found))


def test_a_common_class_is_left_to_xpath() -> None:
    lead = lead_of(".a b")
    assert lead is not None
    assert Marks(page("<p class=a>" * 60), NAMES).find(lead) is None
