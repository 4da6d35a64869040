"""A run that ends, judged by what is usual for its portal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from scrapy.crawler import Crawler

from newsbot.health.counting import ArticleCounts
from newsbot.health.days import judge_days, thin_days
from newsbot.health.finding import Finding, settle
from newsbot.health.gathering import Gathering
from newsbot.health.judgement import findings_of
from newsbot.health.memory import Memory
from newsbot.health.run import Run, SourceFacts
from newsbot.health.usual import was_healthy
from newsbot.ledger import Ledger, PastRun
from newsbot.ledger.component import SAMPLES, samples_of
from newsbot.report.exit_codes import BLOCKED, Outcome, exit_code


def judged(
    crawler: Crawler,
    ledger: Ledger,
    counts: Mapping[tuple[str, str], int],
    found: Sequence[Finding],
    outcome: Outcome,
    *,
    whole: bool,
) -> tuple[Memory, list[Finding]]:
    """What the run is remembered by, and what was found. counts: its URLs by (state, reason).
    found: what was found before. outcome: how it ended. whole: whether it came to its end and read
    every listing that it needed."""
    gathered = crawler.get_extension(Gathering)
    assert gathered is not None
    run = _run(crawler, ledger, counts, gathered, whole=whole)
    findings = [*found, *findings_of(run)]
    concerned = {each.source for each in findings if each.severity and each.source is not None}
    names = {int(number): source.name for number, source in run.sources.items()}
    blocked = exit_code(crawler.stats.get_stats(), counts, outcome, findings) == BLOCKED
    findings += thin_days(judge_days(ledger.days, concerned, blocked=blocked), names)
    found_before = [(past.started, past.findings) for past in reversed(gathered.history)]
    return run.memory, settle(findings, ledger.started, found_before)


def _run(
    crawler: Crawler,
    ledger: Ledger,
    counts: Mapping[tuple[str, str], int],
    gathered: Gathering,
    *,
    whole: bool,
) -> Run:
    """The run, with all that it is judged by."""
    spider: Any = crawler.spider
    history, started = gathered.history, datetime.fromisoformat(ledger.started)
    plain = [past for past in history if past.plain]
    before = _began([past for past in history if was_healthy(past)][-1:])
    hours = (started - before) / timedelta(hours=1) if before else 0.0
    memory = Memory.of(crawler.stats.get_stats(), counts, gathered.counts, hours)
    return Run(
        portal=spider.name,
        memory=memory,
        usual=gathered.usual,
        started=started,
        before=before,
        last_news=_began([past for past in plain if past.memory.get("new")][-1:]),
        plain=spider.arguments.plain and whole,
        found_before=frozenset(
            (found["kind"], found["about"]) for past in plain[-1:] for found in past.findings
        ),
        drift_share=crawler.settings.getfloat("NEWSBOT_DRIFT_SHARE"),
        sources={
            str(number): SourceFacts(f"source {number}, {type(source).__name__}", source.required)
            for number, source in enumerate(spider.sources)
        },
        floors=spider.floors,
        samples=partial(_samples, crawler, ledger, gathered.counts),
    )


def _began(runs: list[PastRun]) -> datetime | None:
    return datetime.fromisoformat(runs[0].started) if runs else None


def _samples(
    crawler: Crawler, ledger: Ledger, articles: ArticleCounts, what: str
) -> tuple[str, ...]:
    """See Samples in health/run.py."""
    if what == "shortest":
        return articles.shortest()
    if what == "last":
        return articles.last()
    if what.startswith("without "):
        return articles.without(what.removeprefix("without "))
    if kept := samples_of(crawler, what):
        return kept
    state, _, reason = what.partition("/")
    return ledger.outcomes.some(state, reason, SAMPLES)
