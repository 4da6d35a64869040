"""Why a run ended so, in one line; and a line for each kind of failure instead of each article."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from scrapy.settings import BaseSettings

from newsbot.health.finding import Finding, Severity
from newsbot.pipelines import FailedError, HeldBackError, UnchangedError
from newsbot.report import kinds
from newsbot.report.causes import Ended
from newsbot.report.exit_codes import BLOCKED, DRIFT, INCOMPLETE, OK, Outcome
from newsbot.report.kinds import OncePerKind
from newsbot.report.progress import ShortLogFormatter
from newsbot.report.reasons import limit_of, why
from tests.conftest import Project

FIRST: tuple[str | None, int] = (None, 0)
READ = {"newsbot/listing/read": 2, "newsbot/listing/required": 2}
SEEN = {**READ, "newsbot/listing/articles": 40}


def told(
    code: int,
    stats: dict[str, Any],
    counts: dict[tuple[str, str], int],
    reason: str = "finished",
    limit: str = "",
    access: str = "open",
) -> str:
    outcome = Outcome(reason=reason)
    line = why(code, Ended(stats, counts, outcome, "p", access, limit), FIRST)
    assert line is not None
    assert "\n" not in line
    before, since, after = line.rpartition("; since this run; ")
    assert since
    assert after
    return before


@pytest.mark.parametrize(
    ("stats", "counts", "ended", "line"),
    [
        (
            SEEN,
            {("failed", "http_500"): 8, ("failed", "timeout"): 3, ("failed", "missing text"): 1},
            {},
            "12 articles failed (8 http_500, 3 timeout, 1 missing text)",
        ),
        (
            SEEN,
            {("failed", f"http_{status}"): status - 499 for status in range(500, 505)},
            {},
            "15 articles failed (5 http_504, 4 http_503, 3 http_502, …)",
        ),
        (SEEN, {("failed", "http_404"): 1}, {}, "1 article failed (1 http_404)"),
        (
            {**SEEN, "newsbot/listing/failed": 2, "newsbot/listing/failed/timeout": 2},
            {},
            {},
            "2 listings lost (2 timeout)",
        ),
        (
            SEEN,
            {("pending", ""): 40, ("failed", "timeout"): 1},
            {"reason": "closespider_timeout", "limit": "CLOSESPIDER_TIMEOUT=3000"},
            "ended by CLOSESPIDER_TIMEOUT=3000 with 40 articles pending, 1 article failed "
            "(1 timeout)",
        ),
        (
            SEEN,
            {},
            {"reason": "memusage_exceeded", "limit": "MEMUSAGE_LIMIT_MB=500"},
            "ended by MEMUSAGE_LIMIT_MB=500 with nothing pending",
        ),
        (SEEN, {}, {"reason": "shutdown"}, "ended early (shutdown) with nothing pending"),
        (SEEN, {("pending", ""): 1}, {}, "1 article pending"),
        (SEEN, {("accepted", ""): 3}, {}, "3 articles accepted and not yet delivered"),
        (
            {**SEEN, "newsbot/feed/failed": 1, "newsbot/feed/why": "No space left on device"},
            {("accepted", ""): 3},
            {},
            "the feed could not be written (No space left on device)",
        ),
        (
            {**SEEN, "newsbot/archive/failed": 120, "newsbot/archive/why": "Disk quota exceeded"},
            {},
            {},
            "answers could not be archived (Disk quota exceeded)",
        ),
        (
            {**SEEN, "newsbot/record/failed": 1, "newsbot/record/why": "Read-only file system"},
            {},
            {},
            "the run record could not be written (Read-only file system)",
        ),
        ({**SEEN, "newsbot/unbalanced": True}, {}, {}, "not every listed article has an outcome"),
        (
            {"newsbot/unreached/no network": 4},
            {("failed", "no network"): 2},
            {"reason": "offline"},
            "this machine has no network (or its resolver does not answer)",
        ),
        (
            {
                **SEEN,
                "newsbot/unreached/no network": 3,
                "newsbot/unreached_in_a_row": 3,
                "newsbot/answered_before": 9,
                "downloader/response_count": 9,
            },
            {("failed", "no network"): 2},
            {},
            "this machine has lost its network (or its resolver no longer answers)",
        ),
        (
            {"newsbot/unreached/no proxy": 4},
            {},
            {},
            "the proxy of this machine cannot be reached",
        ),
    ],
)
def test_why_a_run_is_incomplete(
    stats: dict[str, Any], counts: dict[tuple[str, str], int], ended: dict[str, str], line: str
) -> None:
    assert told(INCOMPLETE, stats, counts, **ended) == f"incomplete: {line}"


@pytest.mark.parametrize(
    ("stats", "counts", "reason", "line"),
    [
        ({}, {}, "finished", "no listing could be read"),
        (
            {"newsbot/listing/failed/timeout": 2, "newsbot/listing/failed_optional/robots": 1},
            {},
            "finished",
            "no listing could be read (2 timeout, 1 robots)",
        ),
        (READ, {}, "finished", "no listing named an article"),
        (
            {**SEEN, "downloader/response_status_count/403": 9, "newsbot/refused/login page": 1},
            {},
            "blocked",
            "the portal refuses us (9 http_403, 1 login page)",
        ),
        (
            {"newsbot/unreached/dns": 4},
            {},
            "finished",
            "its domain does not exist (DNS): the portal has moved or is gone",
        ),
        (
            {"newsbot/listing/failed/challenge page": 2, "newsbot/listing/articles": 3},
            {},
            "finished",
            "a challenge page stands in the place of what was asked for",
        ),
        (
            SEEN,
            {("failed", "login page"): 5, ("delivered", ""): 3},
            "finished",
            "a login page stands in the place of what was asked for",
        ),
    ],
)
@pytest.mark.parametrize("access", ["open", "paywall"])
def test_why_a_run_is_blocked(
    stats: dict[str, Any],
    counts: dict[tuple[str, str], int],
    reason: str,
    line: str,
    access: str,
) -> None:
    known = "" if access == "open" or "DNS" in line else "; the portal is known for this: paywall"
    assert told(BLOCKED, stats, counts, reason, access=access) == f"blocked: {line}{known}"


LACKING = Finding(
    "missing field", Severity.DRIFT, "text", "", "8 of 10 articles lack it", "mend the `body`"
)
GUESSED = Finding("guessed texts", Severity.DRIFT, present="3 of 10 texts")
THIN = Finding("thin listing", Severity.BLOCKED, "source 0", "20 links", "2 links", "look at it")
MORE = Finding("volume above usual", Severity.TOLD)


@pytest.mark.parametrize(
    ("code", "findings", "line"),
    [
        (
            DRIFT,
            [LACKING],
            "new layout: missing field (text): 8 of 10 articles lack it; since this run; "
            "mend the `body`",
        ),
        (
            DRIFT,
            [MORE, THIN, LACKING, GUESSED],
            "new layout: missing field (text): 8 of 10 articles lack it, guessed texts: 3 of 10 "
            "texts; since this run; mend the `body`",
        ),
        (
            DRIFT,
            [GUESSED],
            "new layout: guessed texts: 3 of 10 texts; since this run; see CONTRIBUTING.md, "
            "Repair a portal",
        ),
        (BLOCKED, [MORE, THIN, LACKING],
         "blocked: thin listing (source 0): 2 links; since this run; look at it"),
    ],
)  # fmt: skip
def test_findings_are_the_cause_where_there_is_no_other(
    code: int, findings: list[Finding], line: str
) -> None:
    assert why(code, Ended(SEEN, {}, Outcome(), "p", findings=findings), FIRST) == line


def test_what_refuses_us_explains_the_findings() -> None:
    line = why(BLOCKED, Ended({}, {}, Outcome(), "p", findings=[THIN]), FIRST)
    assert line is not None
    assert line.startswith("blocked: no listing could be read; since this run; open its listings")


@pytest.mark.parametrize("code", [OK, 130, 143])
def test_other_codes_need_no_line(code: int) -> None:
    assert why(code, Ended(SEEN, {}, Outcome(), "p"), FIRST) is None


def test_since_when_runs_end_so() -> None:
    run = Ended(SEEN, {("failed", "timeout"): 1}, Outcome(), "p")
    line = why(INCOMPLETE, run, ("2026-11-28T00:31:02+00:00", 2))
    assert line == (
        "incomplete: 1 article failed (1 timeout); since the run of 2026-11-28T00:31:02 UTC, "
        "3 runs in a row; the next run tries again"
    )


@pytest.mark.parametrize(
    ("reason", "limit"),
    [
        ("closespider_timeout", "CLOSESPIDER_TIMEOUT=9"),
        ("closespider_itemcount", "CLOSESPIDER_ITEMCOUNT=9"),
        ("closespider_pagecount", "CLOSESPIDER_PAGECOUNT=9"),
        ("closespider_errorcount", "CLOSESPIDER_ERRORCOUNT=9"),
        ("closespider_timeout_no_item", "CLOSESPIDER_TIMEOUT_NO_ITEM=9"),
        ("closespider_pagecount_no_item", "CLOSESPIDER_PAGECOUNT_NO_ITEM=9"),
        ("memusage_exceeded", "MEMUSAGE_LIMIT_MB=9"),
        ("finished", ""),
        ("shutdown", ""),
    ],
)
def test_the_setting_that_ended_a_run(reason: str, limit: str) -> None:
    assert limit_of(reason, BaseSettings({limit.partition("=")[0] or "X": 9})) == limit


# On the replica -------------------------------------------------------------------------------


def record(project: Project) -> dict[str, Any]:
    newest = max((project.data / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    found: dict[str, Any] = json.loads(newest.read_text(encoding="utf-8"))
    return found


SITE = "articles=60,day=2026-05-15,days=1"
DAY = ("-a", "since=2026-05-15", "-a", "until=2026-05-15")


@pytest.mark.parametrize(
    "limit",
    ["CLOSESPIDER_ITEMCOUNT=5", "CLOSESPIDER_PAGECOUNT=9", "CLOSESPIDER_TIMEOUT_NO_ITEM=1"],
)
def test_a_run_that_a_setting_ends_says_so(project: Project, limit: str) -> None:
    slow = ",latency=3" if "TIMEOUT" in limit else ""
    ran = project.crawl(*DAY, "-s", limit, site=f"{SITE}{slow}")
    assert ran.code == 3
    assert f"\n  incomplete: ended by {limit} with " in ran.output
    assert record(project)["why"] in ran.output
    assert "WARNING: sindonews: " in ran.output


def test_a_kind_of_failure_is_one_line_with_its_number(project: Project) -> None:
    ran = project.crawl(*DAY, site=f"{SITE},http_404=0.3,missing_page2=0.2")
    lost = record(project)["states"]["failed"]["reasons"]
    assert lost.keys() == {"http_404", "incomplete"}
    for reason, number in lost.items():
        assert number > 1
        assert ran.output.count(f"Failed, tried again: {reason}: https://") == 1
        assert f"] INFO: {reason}: {number} articles, first https://" in ran.output
    assert "Dropped" not in ran.output
    assert "Ignoring response" not in ran.output
    again = project.crawl(*DAY, "-s", "NEWSBOT_RETRY_HOURS=0", site=SITE)
    assert "since the run of" not in again.output
    assert again.code == 0


def test_at_debug_every_failure_is_a_line(project: Project) -> None:
    ran = project.crawl(*DAY, "-L", "DEBUG", site=f"{SITE},http_404=0.3")
    number = record(project)["states"]["failed"]["reasons"]["http_404"]
    assert ran.output.count("Failed, tried again: http_404: https://") == number > 1


def test_runs_in_a_row_are_counted(project: Project) -> None:
    began = []
    for _ in range(2):
        ran = project.crawl(*DAY, "-s", "NEWSBOT_RETRY_HOURS=0,0,0", site=f"{SITE},http_404=0.3")
        began.append(record(project)["started"])
        assert ran.code == 3
    assert f"since the run of {began[0][:19]} UTC, 2 runs in a row" in ran.output


def test_records_that_cannot_be_written_are_a_failure(project: Project) -> None:
    project.data.mkdir()
    (project.data / "runs").write_text("no folder")
    ran = project.crawl(*DAY, "-L", "ERROR", site="articles=5,day=2026-05-15,days=1")
    assert ran.code == 3
    assert ran.output.count("\n") == ran.output.count("ERROR") == 1
    assert "ERROR: Cannot write the run record" in ran.output
    assert len(project.articles()) == 5
    assert " finished  3 " in project.scrapy("status").output


@pytest.mark.parametrize(
    ("site", "code"),
    [("articles=30,http_404=0.3", 3), ("articles=30,listing_500=1", 4)],
)
def test_an_error_is_what_needs_a_person(project: Project, site: str, code: int) -> None:
    ran = project.crawl("-L", "ERROR", site=site)
    assert ran.code == code
    assert ("ERROR: sindonews: " in ran.output) == (code == 4)
    assert ("\n  blocked: no listing could be read (" in ran.output) == (code == 4)
    assert bool(ran.output) == (code == 4)


def test_a_feed_that_cannot_be_written_is_told_once(project: Project) -> None:
    project.data.mkdir()
    (project.data / "feeds").write_text("no folder")
    ran = project.crawl(*DAY, site=SITE)
    assert ran.code == 3
    assert ran.output.count("ERROR") == 1
    assert "ERROR: cannot write sindonews:" in ran.output
    assert "incomplete: the feed could not be written ([Errno 20] Not a directory" in ran.output


# Kinds ----------------------------------------------------------------------------------------


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The messages that reach the log."""
    monkeypatch.setattr(kinds, "get_scrapy_root_handler", lambda: caplog.handler)
    with caplog.at_level(logging.INFO):
        yield caplog.messages


def say(name: str, message: str, *values: str, **kind: str) -> None:
    logging.getLogger(name).warning(message, *values, extra=kind)


def test_the_first_of_a_kind_and_their_number(log: list[str], caplog: Any) -> None:
    once = OncePerKind("INFO")
    for number in range(3):
        address = f"https://p.id/{{{number}}}"
        say("newsbot.x", "Failed: %s", address, kind="http_404", of="articles", address=address)
        say("newsbot.x", "Lost: %s", address, kind="http_404", of="listings", address=address)
        say("newsbot.x", "of no kind %s", address)
        say("scrapy.core.scraper", "Got %s", address)
    say("newsbot.x", "alone", kind="timeout", of="articles", address="https://p.id/9")
    once.close()
    assert caplog.messages == [
        "Failed: https://p.id/{0}",
        "Lost: https://p.id/{0}",
        "of no kind https://p.id/{0}",
        "Got https://p.id/{0}",
        "of no kind https://p.id/{1}",
        "of no kind https://p.id/{2}",
        "alone",
        "http_404: 3 articles, first https://p.id/{0}",
        "http_404: 3 listings, first https://p.id/{0}",
        "3 times: Got https://p.id/{0}",
    ]
    assert caplog.records[-1].levelno == logging.WARNING
    say("newsbot.x", "after", kind="http_404")
    say("newsbot.x", "after", kind="http_404")
    assert caplog.messages[-2:] == ["after", "after"]


@pytest.mark.parametrize("level", ["DEBUG", logging.DEBUG])
def test_at_debug_nothing_is_left_out(level: str | int, log: list[str], caplog: Any) -> None:
    once = OncePerKind(level)
    say("newsbot.x", "a", kind="k")
    say("newsbot.x", "b", kind="k")
    once.close()
    assert caplog.messages == ["a", "b"]


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (FailedError("missing text: u"), "Failed: missing text: u"),
        (HeldBackError("listed as 'x': u"), "Held back: listed as 'x': u"),
        (UnchangedError("known as it is: u"), "Not delivered again: known as it is: u"),
    ],
)
def test_dropped_is_said_of_duplicates_only(error: Exception, line: str) -> None:
    nothing: Any = None
    made: Any = ShortLogFormatter().dropped(nothing, error, nothing, nothing)
    assert made["msg"] % made["args"] == line
    assert made["level"] == logging.DEBUG
