"""Refuse what the contract does not allow, and hold back what is not whole yet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from scrapy.exceptions import DropItem

from newsbot.clock import now
from newsbot.items import Article
from newsbot.ledger.component import Component
from newsbot.ledger.states import FAILED

_REQUIRED = ("id", "url", "title", "published_at", "text")
_FIRST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=1)


class ValidatePipeline(Component):
    """A refused article is a failure in the ledger, with its reason, and tried again by later runs.

    An incomplete one is tried again too; when its tries are used up it passes, marked as such.
    """

    def process_item(self, item: Article) -> Article:
        outcomes = self.ledger.outcomes
        reason = fault_of(item, now())
        if reason is None and not item.complete and not outcomes.last_try(item.key):
            reason = "incomplete"
        if reason is None:
            return item
        outcomes.finish(item.key, FAILED, reason)
        raise DropItem(f"{reason}: {item.url}", log_level="INFO")


def fault_of(item: Article, now: datetime) -> str | None:
    """What of the contract the article breaks, as a countable reason; None when it is in order."""
    for name in _REQUIRED:
        if not getattr(item, name):
            return f"missing {name}"
    for name in ("published_at", "modified_at"):
        value = getattr(item, name)
        if value is None:
            continue
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            return f"{name} without a zone"
        if not _FIRST <= moment <= now + _AHEAD:
            return f"implausible {name}"
    return None
