"""Exit codes and the summary, from counts."""

from __future__ import annotations

from typing import Any

import pytest

from newsbot.report import BLOCKED, INCOMPLETE, OK, exit_code, summary

SEEN = {"newsbot/listing/articles": 40}


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
        ({}, {}, BLOCKED),
        ({"newsbot/listing/failed": 3}, {("delivered", ""): 1}, BLOCKED),
    ],
)
def test_exit_code(stats: dict[str, Any], counts: dict[tuple[str, str], int], code: int) -> None:
    assert exit_code(stats, counts, reason="finished", asked_listings=True) == code


def test_a_stopped_run_is_incomplete() -> None:
    counts = {("delivered", ""): 3}
    assert exit_code(SEEN, counts, reason="shutdown", asked_listings=True) == INCOMPLETE


def test_a_search_may_find_nothing() -> None:
    assert exit_code({}, {}, reason="finished", asked_listings=False) == OK


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


def test_summary_says_that_there_is_no_feed() -> None:
    text = summary("p", {}, {("known", ""): 5}, seconds=0, code=0)
    assert text.splitlines()[-1] == "  no new articles, no feed written"
