"""Far more news than usual, none for long, and news that costs far more requests than usual."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from newsbot.health.finding import Finding, Severity
from newsbot.health.run import Run
from newsbot.health.usual import quantile

# Half of the usual news of a silence must be so many for the silence to be no chance.
_MISSED = 12
# No portal's silence counts before this.
_SHORTEST = timedelta(hours=6)
# With little history, only a silence of days counts, of a portal that had news.
_FLOOR, _NEWS = timedelta(hours=72), 10
# So many times the most that is usual is too much, from so many links on.
_FLOOD, _LEAST = 3, 30
# So many times the requests an article that are usual at the most, from so many requests on.
_DEAR, _REQUESTS = 5, 200


def standing_still(run: Run) -> Iterator[Finding]:
    """Listings have named nothing new for far longer than usual."""
    if run.memory.new or run.last_news is None or not run.plain:
        return
    silence = run.started - run.last_news
    middle, _ = run.usual.expected(run.last_news, run.started)
    hours = silence / timedelta(hours=1)
    if run.usual.enough:
        longest = max(1.5 * run.usual.longest_silence, _SHORTEST)
        stands = middle / 2 >= _MISSED and silence > longest
        usual = f"{middle:.0f} new articles in this time"
    else:
        known = max((past.memory.new for past in run.usual.runs), default=0)
        stands, usual = silence > _FLOOR and known >= _NEWS, ""
    if floor := run.floors.get("hours"):
        stands, usual = stands or hours > floor, usual or f"none for at most {floor:g} hours"
    if stands:
        yield Finding(
            kind="no news",
            severity=Severity.BLOCKED,
            usual=usual,
            present=f"no new article for {hours:.0f} hours",
            advice="look at the portal's listings: they may be old copies, or have moved",
            samples=run.samples("source 0"),
        )


def flood(run: Run) -> Iterator[Finding]:
    """Far more new articles than usual at such hours, since the last that was heard of the
    portal."""
    if run.before is None or not run.plain:
        return
    since = min(run.before, run.last_news or run.before)
    middle, most = run.usual.expected(since, run.started)
    if run.memory.new >= _LEAST and run.memory.new > _FLOOD * most + _LEAST:
        yield Finding(
            kind="flood of news",
            severity=Severity.TOLD,
            usual=f"{middle:.0f} in this time",
            present=f"{run.memory.new} new articles",
            advice="look at some of them: these may be no articles, or old ones",
            samples=run.samples("last"),
        )


def dear(run: Run) -> Iterator[Finding]:
    """A new article costs far more requests than usual."""
    usual = run.usual.values(lambda past: past.requests / past.new if past.new else None)
    if not run.memory.new or not run.plain or not run.usual.enough or not usual:
        return
    cost = run.memory.requests / run.memory.new
    if run.memory.requests >= _REQUESTS and cost > _DEAR * quantile(usual, 0.98):
        yield Finding(
            kind="dear news",
            severity=Severity.TOLD,
            usual=f"{quantile(usual, 0.5):.1f} requests a new article",
            present=f"{cost:.1f} requests",
            advice="look at what is asked for again and again",
        )


JUDGES = (standing_still, flood, dear)
