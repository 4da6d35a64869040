"""What befell the portal as a whole, from counts; and what the ledger makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsbot.crawl.redirects import led_to
from newsbot.health.finding import Severity
from newsbot.health.outcome_kinds import Counts, counts_of, tally, usual_shares
from newsbot.health.portal_wide import portal_wide
from newsbot.health.taken_back import take_back
from newsbot.ledger import Ledger
from newsbot.ledger.states import DROPPED, EXCLUDED, FAILED

LOGIN = ("excluded", "redirected to login.example")
HOME = ("excluded", "redirected to the home page")
ROBOTS, OK = ("excluded", "robots"), ("delivered", "")
SAME, OTHERS = "same content as p:1", [(("dropped", f"same content as p:{n}"), 1) for n in range(9)]
UNLIKE = ("out_of_range", "published time unlike the listing's")
PUBLISHED = ("out_of_range", "published time")
BEFORE_ASKING = ("out_of_range", "listed time")
USUAL = {"articles redirected": 0.3, "articles out of range": 0.05}


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({LOGIN: 40}, ["articles redirected"]),
        ({LOGIN: 9, OK: 31}, ["articles redirected"]),
        ({LOGIN: 8, OK: 32}, []),
        ({LOGIN: 5, HOME: 4, OK: 31}, ["articles redirected"]),
        ({LOGIN: 9}, []),
        ({LOGIN: 9, ROBOTS: 1}, ["articles redirected"]),
        ({LOGIN: 9, ("known", ""): 100, ("waiting", ""): 9}, []),
        ({ROBOTS: 10, OK: 10, BEFORE_ASKING: 500}, ["articles forbidden"]),
        ({("excluded", "off-site"): 10, OK: 10}, ["articles off the portal"]),
        ({("excluded", "no article"): 90, OK: 10}, []),
        ({("excluded", "no article"): 90, OK: 6, ROBOTS: 4}, ["articles forbidden"]),
        ({("dropped", SAME): 10, OK: 20}, ["one article for many"]),
        ({**dict(OTHERS), OK: 3}, []),
        ({UNLIKE: 10, OK: 10}, ["articles dated anew"]),
        ({PUBLISHED: 40}, []),
        ({("failed", "http_500"): 30, OK: 10}, []),
        ({("failed", "http_500"): 32, OK: 8}, ["articles failed"]),
        ({("failed", "http_500"): 20, ("failed", "timeout"): 20}, []),
        ({("failed", "incomplete"): 40}, []),
        ({("failed", "not in the archive"): 40}, []),
        ({("pending", ""): 40}, []),
        ({}, []),
    ],
)
def test_without_a_history(counts: Counts, told: list[str]) -> None:
    changes = portal_wide(counts, [], share=0.2, usual={})
    assert [change.kind.name for change in changes] == told


@pytest.mark.parametrize(
    ("count", "asked", "usual", "told"),
    [
        (12, 40, 0.3, False),
        (20, 40, 0.3, False),
        (30, 40, 0.3, True),
        (40, 40, 0.9, True),
        (9, 40, 0.0, False),
        (16, 40, 0.0, True),
        (3, 3, 0.0, False),
        (6, 6, 0.0, True),
        (70, 300, 0.0, True),
        (2000, 9000, 0.2, False),
    ],
)
def test_with_a_history(count: int, asked: int, usual: float, told: bool) -> None:
    counts = {LOGIN: count, OK: asked - count}
    known = {"articles redirected": usual}
    assert bool(portal_wide(counts, [], share=0.2, usual=known)) == told


def test_what_is_out_of_range_by_its_own_time_needs_a_history() -> None:
    counts = {PUBLISHED: 30, OK: 10}
    assert portal_wide(counts, [], share=0.2, usual={}) == []
    (change,) = portal_wide(counts, [], share=0.2, usual=USUAL)
    assert (change.kind.name, change.kind.severity) == ("articles out of range", Severity.DRIFT)


@pytest.mark.parametrize(
    ("before", "runs"),
    [
        ([], None),
        ([{LOGIN: 3}, {LOGIN: 3}], None),
        ([{LOGIN: 3}, {LOGIN: 3}, {LOGIN: 3}], (9, 8, 7)),
        ([{LOGIN: 3}, {("known", ""): 50}, {LOGIN: 3}, {LOGIN: 3}], (9, 7, 6)),
        ([{LOGIN: 3}, {OK: 1}, {LOGIN: 3}, {LOGIN: 3}], None),
        ([{LOGIN: 3}, {("failed", LOGIN[1]): 3}, {HOME: 3}, {OK: 9}, {LOGIN: 1}], (9, 8, 7)),
        ([{LOGIN: 3}] * 3 + [{LOGIN: 2, OK: 200}, {OK: 40}], (9, 8, 7, 6)),
    ],
)
def test_a_row_of_runs_counts_as_one(before: list[Counts], runs: tuple[int, ...] | None) -> None:
    numbered = [(9 - place, counts) for place, counts in enumerate(before)]
    changes = portal_wide({LOGIN: 3}, numbered, share=0.2, usual={})
    assert [change.runs for change in changes] == ([] if runs is None else [runs])


@pytest.mark.parametrize(
    ("reason", "severity"),
    [
        ("http_403", Severity.BLOCKED),
        ("http_404", Severity.BLOCKED),
        ("challenge page", Severity.BLOCKED),
        ("one text under several headlines", Severity.BLOCKED),
        ("missing text", Severity.DRIFT),
        ("implausible published_at", Severity.DRIFT),
        ("error KeyError", Severity.DRIFT),
        ("empty page", Severity.DRIFT),
        ("http_500", Severity.TOLD),
        ("timeout", Severity.TOLD),
    ],
)
def test_what_a_failure_of_nearly_all_means(reason: str, severity: Severity) -> None:
    (change,) = portal_wide({("failed", reason): 12}, [], share=0.2, usual={})
    assert (change.kind.severity, change.kind.about) == (severity, reason)


def test_refusals_that_ended_the_run_speak_for_the_portal() -> None:
    counts = {("failed", "http_429"): 3, OK: 30, ("failed", "http_500"): 1}
    assert portal_wide(counts, [], share=0.2, usual={}) == []
    (change,) = portal_wide(counts, [], share=0.2, usual={}, refused=True)
    assert (change.kind.about, change.count, change.asked) == ("http_429", 3, 34)


def test_what_is_usual() -> None:
    healthy, half = tally({LOGIN: 1, OK: 9}), tally({LOGIN: 10, OK: 10})
    assert usual_shares([healthy] * 9) == {}, "too little to tell"
    assert usual_shares([healthy] * 10)["articles redirected"] == pytest.approx(0.1)
    assert usual_shares([*[healthy] * 20, *[half] * 9])["articles redirected"] == pytest.approx(0.1)
    assert usual_shares([*[healthy] * 10, *[half] * 9])["articles redirected"] == pytest.approx(0.5)
    assert usual_shares([healthy] * 10)["articles forbidden"] == 0


def test_counts_that_are_remembered() -> None:
    states = {"excluded": 5, "excluded/robots": 3, "excluded/redirected to x": 1, "delivered": 4}
    assert tally(counts_of(states)) == {
        "asked": 9, "articles forbidden": 3, "articles redirected": 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://login.example/?next=1", "login.example"),
        ("https://LOGIN.example:8443/", "login.example"),
        ("https://www.p.id/", "the home page"),
        ("https://p.id", "the home page"),
        ("https://ekonomi.p.id/index.html", "the home page"),
        ("https://www.p.id/beranda", "the home page"),
        ("https://www.p.id/login", "a login page"),
        ("https://akun.p.id/", "a login page"),
        ("https://www.p.id/user/sign-in.php?u=1", "a login page"),
        ("https://consent.p.id/x", "a consent page"),
        ("https://www.p.id/cookie-wall", "a consent page"),
        ("https://www.p.id/tentang-login-baru", "another page of the portal"),
        ("https://www.p.id/indeks", "another page of the portal"),
        ("http://127.0.0.1/", "another site"),
        ("http://[", "another site"),
        ("ftp://files.example/", "another site"),
        (f"https://{'a' * 300}.example/", "another site"),
    ],
)
def test_where_a_redirect_led(url: str, reason: str) -> None:
    assert led_to(url, ["p.id"], set()) == f"redirected to {reason}"


def test_hosts_are_named_up_to_a_bound() -> None:
    hosts: set[str] = set()
    reasons = {led_to(f"https://h{n}.example/", ["p.id"], hosts) for n in range(500)}
    assert len(reasons) == 21
    assert "redirected to another site" in reasons
    assert led_to("https://h7.example/", ["p.id"], hosts) == "redirected to h7.example"


Opening = Callable[[], Ledger]


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    """Each call ends the run before and begins the next, on one ledger."""
    opened: list[Ledger] = []

    def close() -> None:
        if opened:
            opened[-1].end(reason="finished", exit_code=0, caught_up=True)
            opened.pop().close()

    def begin() -> Ledger:
        close()
        address = f"sqlite:///{tmp_path / 'ledger.sqlite3'}"
        opened.append(Ledger(address, "p", tmp_path, {}, retries=(9,)))
        return opened[-1]

    yield begin
    close()


def finish(ledger: Ledger, state: str, reason: str | None, *numbers: int) -> None:
    links = {str(number): f"https://p.id/{number}" for number in numbers}
    ledger.links.add("w", links, "0001", "9999")
    for key in links:
        ledger.outcomes.finish(key, state, reason)


def due(ledger: Ledger) -> list[int]:
    found = ledger.links.unfinished("0001", "9999", lambda url: True)
    return sorted(int(key) for key, _ in found)


def taken_back(ledger: Ledger) -> list[str]:
    findings = take_back(ledger, ledger.outcomes.counts(), share=0.2)
    return [finding.present for finding in findings]


def test_what_began_in_earlier_runs_is_taken_back_with_it(opening: Opening) -> None:
    finish(opening(), EXCLUDED, "robots", 90)
    finish(opening(), DROPPED, "same content as p:7", *range(40, 60))
    finish(opening(), EXCLUDED, "robots", *range(1, 6))
    finish(opening(), EXCLUDED, "robots", *range(6, 10))
    ledger = opening()
    assert due(ledger) == []
    finish(ledger, EXCLUDED, "robots", 10)
    assert taken_back(ledger) == ["robots.txt now forbids all 10 articles"]
    counts = ledger.outcomes.counts()
    assert counts == {(FAILED, "robots"): 1}
    assert due(opening()) == list(range(1, 11))


def test_an_outage_uses_up_no_try(opening: Opening) -> None:
    finish(opening(), FAILED, "timeout", 1)
    for _ in range(5):
        ledger = opening()
        finish(ledger, FAILED, "http_502", *range(1, 21))
        assert taken_back(ledger) == ["all 19 articles: http_502"]  # and the one tried before
        assert ledger.outcomes.failed_for_good() == []
    ledger = opening()
    assert due(ledger) == list(range(1, 21))
    finish(ledger, FAILED, "http_404", 1, 2)
    assert taken_back(ledger) == []
    assert ledger.outcomes.failed_for_good() == ["https://p.id/1"]


def test_retries_of_what_is_dead_say_nothing(opening: Opening) -> None:
    """A run that has nothing new asks only for what has failed before."""
    ledger = opening()
    finish(ledger, "delivered", None, *range(1, 60))
    finish(ledger, FAILED, "http_404", *range(100, 130))
    assert taken_back(ledger) == []
    ledger = opening()
    finish(ledger, FAILED, "http_404", *range(100, 130))
    assert taken_back(ledger) == []
    assert len(ledger.outcomes.failed_for_good()) == 30


def test_an_article_that_stood_for_all_is_asked_for_again(opening: Opening) -> None:
    ledger = opening()
    finish(ledger, "delivered", None, 7, 8)
    finish(ledger, DROPPED, "same content as p:7", *range(20, 40))
    assert taken_back(ledger) == ["20 of 22 articles: same content as p:7"]
    assert due(opening()) == [7, *range(20, 40)]


def test_what_a_killed_run_finished_with_is_judged_by_the_next(opening: Opening) -> None:
    finish(killed := opening(), EXCLUDED, "robots", *range(20))
    counts = killed.outcomes.counts()
    ledger = opening()
    (finding,) = take_back(ledger, counts, share=0.2, run=killed.run)
    assert len(finding.samples) == 3
    assert due(ledger) == list(range(20))


def test_single_ones_are_done_with(opening: Opening) -> None:
    ledger = opening()
    finish(ledger, "delivered", None, *range(1, 38))
    finish(ledger, EXCLUDED, "redirected to the home page", 38, 39, 40)
    assert taken_back(ledger) == []
    assert due(opening()) == []
