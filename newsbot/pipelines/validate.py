"""Refuse what the contract does not allow, and hold back what is not whole yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from newsbot.clock import now
from newsbot.items import Article
from newsbot.ledger.component import Component
from newsbot.ledger.states import FAILED
from newsbot.pipelines import FailedError

_REQUIRED = ("id", "url", "title", "published_at", "text")
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)
_IMPLAUSIBLE = "implausible {}"


class ValidatePipeline(Component):
    """A refused article is a failure in the ledger, with its reason, and tried again by later runs.

    One whose time lies in the future is never given up: it is the clock that may be wrong.

    An incomplete one is tried again too. It passes, marked as such, when its tries are used up, or
    when the archive that is read has nothing of the pages that it lacks.
    """

    def process_item(self, item: Article) -> Article:
        outcomes, stats = self.ledger.outcomes, self.crawler.stats
        for fault in without_faults(item, now()):
            stats.inc_value(f"newsbot/article/{fault}")
        reason = fault_of(item, now())
        if reason is None and not item.complete:
            if item.final:
                stats.inc_value("newsbot/article/incomplete in the archive")
            elif not outcomes.last_try(item.key):
                reason = "incomplete"
        if reason is None:
            return item
        outcomes.finish(item.key, FAILED, reason, for_good=not _is_ahead(item, reason, now()))
        raise FailedError(f"{reason}: {item.url}")


def fault_of(item: Article, now: datetime) -> str | None:
    """What of the contract the article breaks, as a countable reason; None when it is in order."""
    for name in _REQUIRED:
        if not getattr(item, name):
            return f"missing {name}"
    why = _fault_of_time(item.published_at, now)
    return why and why.format("published_at")


def _is_ahead(item: Article, reason: str, now: datetime) -> bool:
    """Whether an article is refused because its time is not come yet: it will come, or the clock
    that says so is wrong."""
    timed = reason == _IMPLAUSIBLE.format("published_at")
    return timed and datetime.fromisoformat(item.published_at) > now


def without_faults(item: Article, now: datetime) -> list[str]:
    """Take values out of the article's optional fields that break the contract: none of them costs
    the article. Returns what was wrong, as countable reasons."""
    why = item.modified_at and _fault_of_time(item.modified_at, now)
    if not why:
        return []
    item.modified_at = None
    return [why.format("modified_at")]


def _fault_of_time(value: str, now: datetime) -> str | None:
    """What is wrong with a time in ISO 8601: "implausible {}", with the field's name left open."""
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        return "{} without a zone"
    return None if _FIRST <= moment <= now + _AHEAD else _IMPLAUSIBLE
