"""Every portal against its saved pages: what stands in them is what the article says.

A case is `portals/<portal>/<case>.html` (page 1) with, where the article has them, `<case>.2.html`,
`<case>.3.html` … (further pages), `<case>.all.html` (the one-page view), and `<case>.json`: the
expected article. A listing is `<name>.listing.html`, `.xml` or (of an endpoint's JSON) `.txt` with
`<name>.listing.json`.

A page states in its first comment where it was: `<!-- url: https://… -->`. Further words may follow
the address: of a listing `source: N` (the portal's Nth source reads it), `answered: …` (ISO 8601,
for relative dates), and last `content-type: …` (the header's value, where it matters). In a `.txt`
the comment is no part of the answer.

`scrapy newportal` writes cases that have a first line "unread": they fail until it is deleted.

Where the rules have been changed, and what they read now is right, `--update` writes it into the
.json of each case that differs, and the line "unread".

To add a case, run `scrapy case URL`, or save the page(s) and run the tests. They write the missing
.json and fail: read it against the page, put right what is wrong, and run them again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from newsbot.items import FIELDS
from newsbot.replica.saved.files import case_pages, expected_of
from tests.expectations import NEEDED, Expectations
from tests.saved_portals import (
    PORTALS,
    SAVED,
    SavedCase,
    article_cases,
    listing_cases,
    read_article,
    read_listing,
)

ARTICLES, LISTINGS = article_cases(), listing_cases()

#: Cases that say what is right where the code does not do it yet: why, by "portal/case".
KNOWN_FAULTS: dict[str, str] = {}


def _marked(cases: list[SavedCase]) -> list[Any]:
    """Cases as test parameters; a known fault is expected to fail, and must."""
    faults = {
        name: pytest.mark.xfail(reason=reason, raises=pytest.fail.Exception, strict=True)
        for name, reason in KNOWN_FAULTS.items()
    }
    return [
        pytest.param(case, id=str(case), marks=[faults[str(case)]] if str(case) in faults else [])
        for case in cases
    ]


def _check(
    case: SavedCase, values: Callable[[SavedCase], dict[str, Any]], expectations: Expectations
) -> None:
    # what is right in the file of a known fault is not what the rules read
    update = expectations.update and str(case) not in KNOWN_FAULTS
    replace(expectations, update=update).check(case.expected, partial(values, case))


@pytest.mark.parametrize("case", _marked(ARTICLES))
def test_saved_article(case: SavedCase, expectations: Expectations) -> None:
    _check(case, read_article, expectations)


@pytest.mark.parametrize("case", _marked(LISTINGS))
def test_saved_listing(case: SavedCase, expectations: Expectations) -> None:
    _check(case, read_listing, expectations)


# The cases themselves -----------------------------------------------------------------------------


@pytest.mark.parametrize("portal", PORTALS)
def test_portal_has_an_article_case(portal: str) -> None:
    assert portal in {case.portal for case in ARTICLES}, f"save a page in portals/{portal}/"


def test_every_file_belongs_to_a_case() -> None:
    cases = [case for case in (*ARTICLES, *LISTINGS) if case.portal in PORTALS]
    files = {path for case in cases for path in (case.expected, *case_pages(case.first))}
    assert not {path for path in SAVED.rglob("*") if path.is_file()} - files


@pytest.mark.parametrize("case", ARTICLES, ids=str)
def test_expected_article_keeps_the_contract(case: SavedCase) -> None:
    expected = expected_of(case.first)  # test_saved_article says so where it is unread
    assert [*expected, "crawled_at"] == list(FIELDS)
    assert [name for name in NEEDED if not expected[name]] == []


@pytest.mark.parametrize("case", LISTINGS, ids=str)
def test_expected_listing_keeps_its_form(case: SavedCase) -> None:
    expected = expected_of(case.first)
    assert list(expected) == ["articles", "skipped", "listings"]
    assert all(list(link) == ["key", "url", "published"] for link in expected["articles"])


def test_known_faults_are_cases() -> None:
    assert KNOWN_FAULTS.keys() <= {str(case) for case in (*ARTICLES, *LISTINGS)}
