"""What made a run end with exit code 3, 4 or 5, each with what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from newsbot.crawl.failures import NO_NETWORK, NO_PROXY
from newsbot.health.finding import Finding
from newsbot.ledger.states import ACCEPTED, FAILED, PENDING
from newsbot.report.exit_codes import Outcome
from newsbot.report.refusals import Counts, is_gone, lost_network, wall_of_run

# So many reasons are named.
_MOST_REASONS = 3
_NEXT, _AGAIN = "the next run goes on", "the next run tries again"
_BROWSER = (
    "see it in a browser: where it lets everyone in, ask less often (DOWNLOAD_DELAY) or ask its "
    "owner for leave"
)
_UNREACHED = "mend that; no article has used up a try, and the next run goes on"
# By why nothing is reached, and whether anything was answered before.
_UNREACHED_BY = {
    (NO_NETWORK, False): "this machine has no network (or its resolver does not answer)",
    (NO_NETWORK, True): "this machine has lost its network (or its resolver no longer answers)",
    (NO_PROXY, False): "the proxy of this machine cannot be reached",
    (NO_PROXY, True): "the proxy of this machine can no longer be reached",
}
_MEND = "see CONTRIBUTING.md, Repair a portal"
# Parts of a run that can fail for themselves, what is said of them, and what to do.
_PARTS = (
    ("feed", "the feed could not be written", "mend that: its articles wait for the next run"),
    ("archive", "answers could not be archived", "mend that; no article is lost"),
    ("record", "the run record could not be written", "mend that; nothing else is lost"),
)


class Cause(NamedTuple):
    """What happened, and what to do about it."""

    what: str
    advice: str


@dataclass(frozen=True)
class Ended:
    """How a run ended, as far as reasons are concerned. stats: Scrapy's, and newsbot's. portal: its
    name. access: what it is known for, see Access in crawl/capabilities.py. limit: the setting that
    ended the run, with its value; "" for none. findings: what was found, see health/finding.py."""

    stats: Mapping[str, Any]
    counts: Counts
    outcome: Outcome
    portal: str
    access: str = "open"
    limit: str = ""
    findings: Sequence[Finding] = ()


def refusals(run: Ended) -> Iterator[Cause]:
    """Why it counts as blocked: the one thing that explains the rest."""
    known = "" if run.access == "open" else f"; the portal is known for this: {run.access}"
    lost = _listings(run.stats)
    if run.outcome.reason == "blocked":
        yield Cause(f"the portal refuses us{_in_brackets(_refused(run.stats))}{known}", _BROWSER)
    elif is_gone(run.stats):
        what = "its domain does not exist (DNS): the portal has moved or is gone"
        yield Cause(what, "look for its new address, and mend the portal's `domains`")
    elif wall := wall_of_run(run.stats, run.counts):
        yield Cause(f"a {wall} stands in the place of what was asked for{known}", _BROWSER)
    elif not (run.outcome.asked_listings or lost):
        return  # no listing was asked for, or only a search, which may find nothing
    elif not run.stats.get("newsbot/listing/read"):
        advice = "open its listings in a browser: if they have moved, mend the portal's `sources`"
        yield Cause(f"no listing could be read{_in_brackets(lost)}{known}", advice)
    elif not run.stats.get("newsbot/listing/articles"):
        advice = "scrapy look says what is found on a listing; mend the portal's `sources`"
        yield Cause(f"no listing named an article{_in_brackets(lost)}{known}", advice)


def found(run: Ended, severity: int) -> Iterator[Cause]:
    """The findings of a severity. The summary tells each in full."""
    for finding in run.findings:
        if finding.severity == severity:
            named = f"{finding.kind} ({finding.about})" if finding.about else finding.kind
            what = f"{named}: {finding.present}" if finding.present else named
            yield Cause(what, finding.advice or _MEND)


def gaps(run: Ended) -> Iterator[Cause]:
    """What is left to later runs, the worst first."""
    if lost := lost_network(run.stats):
        before = bool(run.stats.get("downloader/response_count"))
        yield Cause(_UNREACHED_BY[lost, before], _UNREACHED)
        return
    if run.outcome.reason == "clock":
        what = "this machine's clock jumped, or is another than that of the portal's answers"
        yield Cause(what, "set the clock; no article has used up a try")
        return
    for part, what, advice in _PARTS:
        if run.stats.get(f"newsbot/{part}/failed"):
            yield Cause(f"{what} ({run.stats.get(f'newsbot/{part}/why', 'see the log')})", advice)
    pending, accepted = (
        _number(sum(count for (state, _), count in run.counts.items() if state == own), "article")
        for own in (PENDING, ACCEPTED)
    )
    if run.outcome.reason != "finished":
        ended = f"ended by {run.limit}" if run.limit else f"ended early ({run.outcome.reason})"
        yield Cause(f"{ended} with {pending or 'nothing'} pending", _NEXT)
    elif pending:
        yield Cause(f"{pending} pending", _NEXT)
    failed, listings = _reasons(run.counts), _listings(run.stats, "failed")
    if failed:
        yield Cause(f"{_number(failed.total(), 'article')} failed{_in_brackets(failed)}", _AGAIN)
    if listings:
        yield Cause(f"{_number(listings.total(), 'listing')} lost{_in_brackets(listings)}", _AGAIN)
    if accepted and not run.stats.get("newsbot/feed/failed"):
        yield Cause(f"{accepted} accepted and not yet delivered", _NEXT)
    if run.stats.get("newsbot/unbalanced"):
        yield Cause("not every listed article has an outcome", "report this fault of newsbot")


def _reasons(counts: Counts) -> Counter[str]:
    """Reasons for which articles have failed."""
    found: Counter[str] = Counter()
    for (state, reason), count in counts.items():
        if state == FAILED:
            found[reason or "no reason given"] += count
    return found


def _listings(stats: Mapping[str, Any], *kinds: str) -> Counter[str]:
    """Reasons for which listings were lost. kinds: failed, failed_optional; both by default."""
    found: Counter[str] = Counter()
    for kind in kinds or ("failed", "failed_optional"):
        prefix = f"newsbot/listing/{kind}/"
        for name, count in stats.items():
            if name.startswith(prefix):
                found[name.removeprefix(prefix)] += count
    return found


def _refused(stats: Mapping[str, Any]) -> Counter[str]:
    """What answers refused us with."""
    found: Counter[str] = Counter()
    for status in (401, 403, 429, 451, 503):
        found[f"http_{status}"] = stats.get(f"downloader/response_status_count/{status}", 0)
    for name, count in stats.items():
        if name.startswith("newsbot/refused/"):
            found[name.removeprefix("newsbot/refused/")] += count
    return +found


def _in_brackets(reasons: Counter[str]) -> str:
    """The most frequent reasons with their numbers, behind a space; "" without any."""
    named = ", ".join(f"{count} {name}" for name, count in reasons.most_common(_MOST_REASONS))
    more = ", …" if len(reasons) > _MOST_REASONS else ""
    return f" ({named}{more})" if named else ""


def _number(count: int, noun: str) -> str:
    """A number of things in words; "" for none."""
    plural = "" if count == 1 else "s"
    return f"{count} {noun}{plural}" if count else ""
