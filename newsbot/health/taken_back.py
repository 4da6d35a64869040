"""Takes back what a run finished with although the portal as a whole had changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from newsbot.health.finding import Finding, Severity
from newsbot.health.outcome_kinds import (
    FORBIDDEN,
    LED_AWAY,
    Counts,
    came_to_nothing,
    counts_of,
    kind_of,
    tally,
    usual_shares,
)
from newsbot.health.portal_wide import Change, portal_wide, suspects
from newsbot.ledger import Ledger
from newsbot.ledger.outcomes import KEPT
from newsbot.ledger.reasons import (
    GONE,
    HOME,
    ONE_TEXT,
    REDIRECTED,
    SAME_ARTICLE,
    SAME_CONTENT,
    is_refusal,
)
from newsbot.ledger.states import DELIVERED, FAILED

_NOTHING_ELSE = "nothing else was delivered in that run"
# So many runs may a row have: those of a day.
_MOST_RUNS = 24
_ADVICE = {
    Severity.BLOCKED: "open one in a browser; the next run asks for all of them again",
    Severity.DRIFT: "mend the portal's rules; the next run asks for all of them again",
    Severity.TOLD: "the next run asks for all of them again",
}


def take_back(
    ledger: Ledger,
    counts: Counts,
    *,
    share: float,
    run: int | None = None,
    refused: bool = False,
) -> list[Finding]:
    """The findings of a run about what befell the portal as a whole. What the run finished with for
    such a reason is failed now, with no try used up, and due at once; so is that of the runs just
    before it in which this began. Where all that the run asked for ended so, but is too little to
    tell, the next run asks for it once more, and what was refused has used up no try.

    counts: of the run by (state, reason); they are others afterwards. share, refused: see
    portal_wide. run: its number, that of the ledger's own run by default.
    """
    if run is None:
        run, counts = ledger.run, _with_known(ledger, counts)
    suspected = suspects(counts, share, refused=refused)
    findings = _taken_back(ledger, counts, share, run, refused=refused) if suspected else []
    if came_to_nothing(counts):
        done = [why for state, why in counts if state != FAILED and kind_of(state, why)]
        ledger.outcomes.ask_once_more(run, done, _NOTHING_ELSE)
        if not findings and run == ledger.run:
            # the portal may refuse us for all that it has
            ledger.outcomes.forgive([why for _, why in counts if is_refusal(why)])
    return findings


def _with_known(ledger: Ledger, counts: Counts) -> Counter[tuple[str, str]]:
    """The counts of the ledger's own run, with what had been delivered and was read again."""
    whole = Counter(counts)
    whole[DELIVERED, ""] += ledger.tally["unchanged"]
    for name, count in ledger.tally.items():
        if name.startswith(KEPT):
            reason = name.removeprefix(KEPT)
            whole[FAILED if reason in GONE else DELIVERED, reason] += count
    return +whole


def _taken_back(
    ledger: Ledger, counts: Counts, share: float, run: int, *, refused: bool
) -> list[Finding]:
    counts = Counter(counts) - Counter(ledger.outcomes.failed_again(run))
    history = [past for past in ledger.history() if past.id < run]
    whole = [past for past in history if past.plain and past.reason == "finished"]
    usual = usual_shares(tally(counts_of(past.memory.get("states", {}))) for past in whole)
    numbers = [past.id for past in reversed(history[-_MOST_RUNS:])]
    done = ledger.outcomes.done_by(numbers)
    before = [(number, done[number]) for number in numbers if number in done]
    listed = list(ledger.outcomes.listed_first_by([run, *numbers]).items())
    findings = []
    for change in portal_wide(
        counts, before, listed=listed, share=share, usual=usual, refused=refused
    ):
        told, runs = in_words(change), (run, *change.runs)
        reasons = _with_alike(change, [counts, *(done.get(number, {}) for number in change.runs)])
        keys = [key for reason in reasons if (key := _one_of_many(reason))]
        samples = ledger.outcomes.take_back(runs, reasons, keys, told)
        kind, advice = change.kind, _ADVICE[change.kind.severity]
        common = "" if change.usual is None else f"{change.usual:.0%} of the articles"
        what = kind.name, kind.severity, kind.about
        findings.append(Finding(*what, common, told, advice, tuple(samples)))
    return findings


def _with_alike(change: Change, counts: Iterable[Counts]) -> list[str]:
    """The reasons of a change, and what else one page in the place of many ends in: which of these
    it is depends on the order in which the articles come. counts: of the change's runs."""
    if not any(map(_is_one_for_many, change.reasons)):
        return list(change.reasons)
    alike = (reason for each in counts for _, reason in each if _is_one_for_many(reason))
    return list(dict.fromkeys([*change.reasons, *alike]))


def _is_one_for_many(reason: str) -> bool:
    return reason == ONE_TEXT or reason.startswith((SAME_ARTICLE, SAME_CONTENT))


def _one_of_many(reason: str) -> str | None:
    """The key of the article that many addresses led to: its own may have shown another's text."""
    for begin in (SAME_ARTICLE, SAME_CONTENT):
        if reason.startswith(begin):
            return reason.removeprefix(begin).partition(":")[2]
    return None


def in_words(change: Change) -> str:
    """What befell the portal, as people say it: "all 40 articles lead to the home page"."""
    reason, most = max(change.reasons.items(), key=lambda each: each[1])
    total = sum(change.reasons.values())
    whole = change.count == change.asked
    who = f"all {change.asked}" if whole else f"{change.count} of {change.asked}"
    if change.kind == FORBIDDEN:
        return f"robots.txt now forbids {who} articles"
    if change.kind != LED_AWAY:
        return f"{who} articles: {reason}"
    if reason == HOME and most == total:
        return f"{who} articles lead to the home page"
    if most == total:
        return f"{who} articles are {reason}"
    return f"{who} articles are redirected, {most} of them to {reason.removeprefix(REDIRECTED)}"
