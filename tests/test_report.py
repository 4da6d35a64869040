"""Exit codes and the summary, from counts."""

from __future__ import annotations

from typing import Any

import pytest

from newsbot.health.finding import Finding, Severity
from newsbot.report.exit_codes import BLOCKED, DRIFT, INCOMPLETE, OK, Outcome, exit_code
from newsbot.report.record import work_of
from newsbot.report.summary import summary

SEEN = {"newsbot/listing/articles": 40}
LOST_NETWORK = {
    "newsbot/unreached/no network": 3,
    "newsbot/unreached_in_a_row": 3,
    "newsbot/answered_before": 2,
    "downloader/response_count": 2,
}
WALLED = {
    "newsbot/listing/failed": 1,
    "newsbot/listing/failed/challenge page": 1,
    "newsbot/listing/read": 3,
}


@pytest.mark.parametrize(
    ("stats", "counts", "code"),
    [
        (SEEN, {("delivered", ""): 3}, OK),
        (SEEN, {("known", ""): 40}, OK),
        (SEEN, {("dropped", "same content as x"): 1, ("out_of_range", "listed time"): 1}, OK),
        (SEEN, {("excluded", "robots"): 1}, OK),
        (SEEN, {("delivered", ""): 3, ("failed", "http_404"): 1}, INCOMPLETE),
        (SEEN, {("pending", ""): 1}, INCOMPLETE),
        (SEEN, {("accepted", ""): 1}, INCOMPLETE),
        ({**SEEN, "newsbot/listing/failed": 1}, {}, INCOMPLETE),
        ({**SEEN, "newsbot/listing/failed_optional": 1}, {}, OK),
        ({**SEEN, "newsbot/feed/failed": 1}, {}, INCOMPLETE),
        ({"newsbot/listing/guessed": 1}, {}, BLOCKED),
        (SEEN, {("waiting", ""): 3}, OK),
        ({}, {}, BLOCKED),
        ({"newsbot/listing/failed": 3}, {("delivered", ""): 1}, BLOCKED),
        ({"newsbot/listing/other_channels": 9, "newsbot/listing/read": 1}, {}, OK),
        ({**SEEN, "newsbot/record/failed": 1}, {}, INCOMPLETE),
        ({"newsbot/unreached/no network": 4}, {}, INCOMPLETE),
        ({"newsbot/unreached/no proxy": 4}, {("failed", "no proxy"): 1}, INCOMPLETE),
        ({"newsbot/unreached/no network": 1, "newsbot/unreached/dns": 3}, {}, INCOMPLETE),
        ({"newsbot/unreached/dns": 4}, {}, BLOCKED),
        ({"newsbot/unreached/no network": 1, "downloader/response_count": 1}, {}, BLOCKED),
        (LOST_NETWORK, {}, INCOMPLETE),
        ({**LOST_NETWORK, "downloader/response_count": 3}, {}, BLOCKED),
        ({**LOST_NETWORK, "newsbot/unreached_in_a_row": 2}, {}, BLOCKED),
        ({**SEEN, **WALLED}, {}, BLOCKED),
        ({**SEEN, **WALLED, "newsbot/listing/required": 1}, {}, INCOMPLETE),
        ({**SEEN, "newsbot/listing/failed_optional/login page": 2}, {}, BLOCKED),
        (
            {**SEEN, "newsbot/listing/failed_optional/login page": 2, "newsbot/listing/read": 2},
            {},
            OK,
        ),
        (SEEN, {("failed", "challenge page"): 3, ("delivered", ""): 2, ("known", ""): 9}, BLOCKED),
        (SEEN, {("failed", "challenge page"): 2, ("failed", "login page"): 1}, BLOCKED),
        (SEEN, {("failed", "challenge page"): 3, ("delivered", ""): 3}, INCOMPLETE),
        (SEEN, {("failed", "challenge page"): 2}, INCOMPLETE),
    ],
)
def test_exit_code(stats: dict[str, Any], counts: dict[tuple[str, str], int], code: int) -> None:
    assert exit_code(stats, counts, Outcome()) == code


@pytest.mark.parametrize(
    ("severities", "code"),
    [
        ([Severity.TOLD], INCOMPLETE),
        ([Severity.TOLD, Severity.DRIFT], DRIFT),
        ([Severity.DRIFT, Severity.BLOCKED], BLOCKED),
    ],
)
def test_the_worst_finding_counts(severities: list[Severity], code: int) -> None:
    findings = [Finding("of a kind", severity) for severity in severities]
    assert exit_code(SEEN, {("failed", "timeout"): 1}, Outcome(), findings) == code
    stopped = exit_code(SEEN, {}, Outcome(reason="shutdown", stopped_by=2), findings)
    assert stopped == 130


def test_a_stopped_run_is_incomplete() -> None:
    counts = {("delivered", ""): 3}
    assert exit_code(SEEN, counts, Outcome(reason="shutdown")) == INCOMPLETE


@pytest.mark.parametrize(
    ("stats", "reason", "code"),
    [
        ({}, "closespider_timeout", INCOMPLETE),
        ({}, "finished", BLOCKED),
        ({"newsbot/listing/read": 1}, "closespider_timeout", BLOCKED),
        ({"newsbot/listing/failed": 1}, "closespider_timeout", BLOCKED),
    ],
)
def test_a_run_that_is_ended_before_any_listing_came_is_not_blocked(
    stats: dict[str, Any], reason: str, code: int
) -> None:
    assert exit_code(stats, {}, Outcome(reason=reason)) == code


def test_a_portal_that_keeps_refusing_is_blocked() -> None:
    assert exit_code(SEEN, {("delivered", ""): 3}, Outcome(reason="blocked")) == BLOCKED


@pytest.mark.parametrize(("number", "code"), [(2, 130), (15, 143)])
def test_a_signal_is_told_as_a_shell_tells_it(number: int, code: int) -> None:
    assert exit_code(SEEN, {}, Outcome(reason="shutdown", stopped_by=number)) == code


def test_a_search_may_find_nothing() -> None:
    assert exit_code({}, {}, Outcome(asked_listings=False)) == OK


@pytest.mark.parametrize("kind", ["failed", "failed_optional"])
def test_a_search_that_could_not_be_read_is_blocked(kind: str) -> None:
    stats = {f"newsbot/listing/{kind}": 1}
    assert exit_code(stats, {}, Outcome(asked_listings=False)) == BLOCKED
    assert exit_code({**stats, **SEEN}, {}, Outcome(asked_listings=False)) != BLOCKED


def test_summary_says_what_became_of_everything() -> None:
    counts = {
        ("known", ""): 5,
        ("delivered", ""): 2,
        ("failed", "http_404"): 1,
        ("failed", "timeout"): 2,
        ("dropped", "same content as p:1"): 1,
        ("dropped", "same content as p:2"): 1,
    }
    stats = {
        "downloader/request_count": 9,
        "newsbot/listing/failed": 1,
        "newsbot/listing/failed/http_500": 1,
        "newsbot/feed/delivered": 2,
        "newsbot/feed/files": ["/x/feed.jsonl"],
    }
    assert summary("p", stats, counts, seconds=1.23, code=3).splitlines() == [
        "p: 12 listed, 5 known, 7 new; 9 requests in 1.2 s; exit code 3",
        "  delivered: 2",
        "  dropped: 2 (2 same content)",
        "  failed: 3 (1 http_404, 2 timeout)",
        "  listings lost: 1 (http_500)",
        "  feed: /x/feed.jsonl (2 articles)",
    ]


def test_summary_says_why_right_under_its_first_line() -> None:
    found = Finding("thin listing", Severity.BLOCKED, "source 0", "20 links", "2 links")
    counts = {("delivered", ""): 1}
    text = summary("p", {}, counts, seconds=0, code=4, why="blocked: so", findings=[found])
    assert text.splitlines()[1:4] == [
        "  blocked: so",
        "  delivered: 1",
        "  found: thin listing (source 0): 2 links, usually 20 links",
    ]
    assert summary("p", {}, {("known", ""): 1}, seconds=0, code=OK).splitlines()[1:] == [
        "  no new articles, no feed written"
    ]


def test_summary_says_that_there_is_no_feed() -> None:
    text = summary("p", {}, {("known", ""): 5}, seconds=0, code=0)
    assert text.splitlines()[-1] == "  no new articles, no feed written"


@pytest.mark.parametrize(
    ("stats", "line"),
    [
        (
            {"newsbot/guessed/text": 4, "newsbot/article/read": 6},
            "guessed: 4 of 6 texts, found by general rules; mend the portal's `body`, then run "
            "scrapy reparse p --deliver",
        ),
        (
            {"newsbot/listing/guessed": 2, "newsbot/listing/own": 1},
            "guessed: the links of 2 of 3 listing pages, found by their addresses; mend the "
            "portal's `links`",
        ),
        (
            {"newsbot/listing/refused/p.id/foto/{n}": 2, "newsbot/listing/refused/en.p.id": 3},
            "headlines that `article_url` refuses: 5 (3 en.p.id, 2 p.id/foto/{n})",
        ),
        (
            {f"newsbot/listing/refused/p.id/{name}": 1 for name in "abcdef"},
            "headlines that `article_url` refuses: 6 (1 p.id/a, 1 p.id/b, 1 p.id/c, 1 p.id/d, "
            "1 p.id/e, …)",
        ),
    ],
)
def test_summary_says_what_the_rules_did_not_find(stats: dict[str, Any], line: str) -> None:
    text = summary("p", stats, {}, seconds=0, code=DRIFT)
    assert text.splitlines()[1] == f"  {line}"
    assert "guessed" not in summary("p", {}, {}, seconds=0, code=OK)
    assert "refuses" not in summary("p", {}, {}, seconds=0, code=OK)


def test_the_record_counts_refused_addresses_apart() -> None:
    stats = {
        "newsbot/listing/read": 2,
        "newsbot/listing/failed/timeout": 1,
        "newsbot/listing/refused/en.p.id/{n}": 3,
        "newsbot/guessed/text": 4,
    }
    work = work_of(stats)
    assert work["listings"] == {"failed/timeout": 1, "read": 2}
    assert work["refused_addresses"] == {"en.p.id/{n}": 3}
    assert work["guessed"] == {"text": 4}
