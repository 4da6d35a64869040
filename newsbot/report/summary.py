"""A run in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsbot.health.finding import Finding
from newsbot.health.memory import stats_below
from newsbot.ledger.states import KNOWN, WAITING
from newsbot.report.refusals import Counts

_LOST = {"failed": "listings lost", "failed_optional": "supplementary listings lost"}
# Of the forms of refused addresses, so many are named.
_MOST_FORMS = 5
_NOTES = {
    "newsbot/listing/ended": "listings that ended before their news did",
    "newsbot/article/incomplete in the archive": "articles without pages that the archive lacks",
    "newsbot/article/implausible modified_at": "times of the last change that cannot be, left out",
    "newsbot/date/conflict": "times that the address contradicts",
    "newsbot/dateparser": "times in a form unknown here",
    "newsbot/archive/failed": "answers that could not be archived",
    "newsbot/archive/missed": "requests that the archive has no answer to",
}


def summary(
    portal: str,
    stats: Mapping[str, Any],
    counts: Counts,
    *,
    seconds: float,
    code: int,
    why: str | None = None,
    findings: Sequence[Finding] = (),
) -> str:
    """The run in a few lines: why it ended so (see report/reasons.py), what was listed, known,
    delivered and failed, what was found to be other than usual, and the feed."""
    requests = stats.get("downloader/request_count", 0)
    listed, known = sum(counts.values()), counts.get((KNOWN, ""), 0)
    new = listed - known - counts.get((WAITING, ""), 0)
    lines = [
        f"{portal}: {listed} listed, {known} known, {new} new; "
        f"{requests} requests in {seconds:.1f} s; exit code {code}"
    ]
    if why is not None:
        lines.append(f"  {why}")
    states = sorted({state for state, _ in counts} - {KNOWN})
    for state in states:
        reasons: Counter[str] = Counter()
        for (own, reason), count in counts.items():
            if own == state:  # "same content as <id>": which one is in the ledger
                reasons[reason.partition(" as ")[0]] += count
        named = ", ".join(f"{count} {name}" for name, count in sorted(reasons.items()) if name)
        total = reasons.total()
        lines.append(f"  {state.replace('_', ' ')}: {total}{f' ({named})' if named else ''}")
    for name, count in sorted(stats.items()):
        kind, _, reason = name.removeprefix("newsbot/listing/").partition("/")
        if reason and kind in _LOST:
            lines.append(f"  {_LOST[kind]}: {count} ({reason})")
    for name, what in _NOTES.items():
        if stats.get(name):
            lines.append(f"  {what}: {stats[name]}")
    lines += [f"  {line}" for line in _guesses(portal, stats)]
    lines += [f"  found: {finding}" for finding in findings]
    files = stats.get("newsbot/feed/files", [])
    delivered = stats.get("newsbot/feed/delivered", 0)
    lines += [f"  feed: {_relative(name)} ({delivered} articles)" for name in files]
    if not delivered:
        lines.append("  no new articles, no feed written")
    return "\n".join(lines)


def _guesses(portal: str, stats: Mapping[str, Any]) -> Iterator[str]:
    """What the portal's own rules did not find or do not take, a line for each kind."""
    names = ("guessed/text", "listing/guessed")
    texts, pages = (stats.get(f"newsbot/{name}", 0) for name in names)
    if texts:
        read = stats.get("newsbot/article/read", 0)
        yield (
            f"guessed: {texts} of {read} texts, found by general rules; mend the portal's `body`, "
            f"then run scrapy reparse {portal} --deliver"
        )
    if pages:
        whole = pages + stats.get("newsbot/listing/own", 0)
        yield (
            f"guessed: the links of {pages} of {whole} listing pages, found by their addresses; "
            "mend the portal's `links`"
        )
    refused = Counter(stats_below("newsbot/listing/refused/", stats))
    if refused:
        forms = ", ".join(f"{count} {form}" for form, count in refused.most_common(_MOST_FORMS))
        more = ", …" if len(refused) > _MOST_FORMS else ""
        yield f"headlines that `article_url` refuses: {refused.total()} ({forms}{more})"


def _relative(name: str) -> str:
    path = Path(name)
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
