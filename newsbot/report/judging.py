"""A run that ends, judged by what is usual for its portal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from scrapy.crawler import Crawler

from newsbot.health.counting import SAMPLES, ArticleCounts
from newsbot.health.days import judge_days, thin_days
from newsbot.health.finding import Finding, settle
from newsbot.health.gathering import Gathering
from newsbot.health.judgement import findings_of
from newsbot.health.memory import Memory
from newsbot.health.run import Run, SourceFacts
from newsbot.health.usual import counts as counts_as_usual
from newsbot.ledger import Ledger, PastRun


def judged(
    crawler: Crawler,
    ledger: Ledger,
    counts: Mapping[tuple[str, str], int],
    found: Sequence[Finding] = (),
    *,
    whole: bool,
) -> tuple[Memory, list[Finding]]:
    """What the run is remembered by, and what was found. counts: its URLs by (state, reason).
    found: what was found before. whole: whether it came to its end and read every listing that it
    needed."""
    spider: Any = crawler.spider
    stats, gathered = crawler.stats.get_stats(), crawler.get_extension(Gathering)
    assert gathered is not None
    history, started = gathered.history, datetime.fromisoformat(ledger.started)
    before = _began([past for past in history if counts_as_usual(past)][-1:])
    hours = (started - before) / timedelta(hours=1) if before else 0.0
    memory = Memory.of(stats, counts, gathered.counts, hours)
    run = Run(
        portal=spider.name,
        memory=memory,
        usual=gathered.usual,
        started=started,
        before=before,
        last_news=_began([past for past in history if past.plain and past.memory.get("new")][-1:]),
        plain=spider.arguments.plain and whole,
        found_before=frozenset(
            (str(found["kind"]), str(found["about"]))
            for past in [past for past in history if past.plain][-1:]
            for found in past.findings
        ),
        drift_share=crawler.settings.getfloat("NEWSBOT_DRIFT_SHARE"),
        sources={
            str(number): SourceFacts(f"source {number}, {type(source).__name__}", source.required)
            for number, source in enumerate(spider.sources)
        },
        floors=spider.floors,
        samples=_Samples(stats, gathered.counts, ledger),
    )
    findings = [*found, *findings_of(run)]
    concerned = {each.source for each in findings if each.severity and each.source is not None}
    names = {int(number): source.name for number, source in run.sources.items()}
    findings += thin_days(judge_days(ledger.days, concerned), names)
    found_before = [(past.started, past.findings) for past in reversed(history)]
    return memory, settle(findings, ledger.started, found_before)


def _began(runs: list[PastRun]) -> datetime | None:
    return datetime.fromisoformat(runs[0].started) if runs else None


class _Samples:
    """See Samples in health/run.py."""

    def __init__(self, stats: Mapping[str, Any], gathered: ArticleCounts, ledger: Ledger):
        self._stats, self._gathered, self._ledger = stats, gathered, ledger

    def __call__(self, what: str) -> tuple[str, ...]:
        kind, _, name = what.partition(" ")
        if what == "shortest":
            return self._gathered.shortest()
        if what == "some":
            return self._gathered.last()
        if kind == "without":
            return self._gathered.without(name)
        if kind == "source":
            listed = self._stats.get(f"newsbot/listed_at/{name}")
            return (listed,) if listed else ()
        if kind == "opinion":
            return tuple(self._stats.get(f"newsbot/article/second_opinion/{name} at", ()))
        if what == "shrunk":
            return tuple(self._stats.get("newsbot/revision/at", ()))
        if what == "guessed listings":
            return tuple(self._stats.get("newsbot/guessed_at", ())[:SAMPLES])
        state, _, reason = what.partition("/")
        return self._ledger.outcomes.some(state, reason, SAMPLES)
