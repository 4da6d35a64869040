"""What is delivered of a portal, compared with what a perfect reader knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from bench.health.machine import PORTAL, Machine
from bench.health.truth import Truth, Wanted, read_feed, truths, wanted
from newsbot.ledger.reading import Reading, reading
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site

# A text with fewer of its words is cut.
_WHOLE = 0.9


@dataclass(frozen=True)
class Checked:
    """How it stands with the articles that were there between two moments. lost: those that are not
    delivered, and what the ledger says of them. cut: how many are delivered with a part of their
    text. repeated: how many were delivered again as they were."""

    lost: list[str]
    cut: int
    repeated: int

    @classmethod
    def of(cls, computer: Machine, since: datetime, until: datetime) -> Checked:
        """What the feeds of a data folder have, the newest revisions of it. since: the day before
        this moment is the first that counts."""
        feeds = sorted((computer.data / "feeds").rglob("*.jsonl"))
        articles = [article for feed in feeds for article in read_feed(feed)]
        newest = {each["id"]: each for each in articles}
        revisions = {(each["id"], each["revision"]) for each in articles}
        options = computer.site.site.options
        known = _known(options, since) | _known(options, until)
        stories = [each for each in wanted(known, since) if each.since <= until]
        delivered = [newest[key] for each in stories for key in each.ids if key in newest]
        lost = [each for each in stories if not each.ids & newest.keys()]
        with reading("", computer.data) as ledger:
            told = list(_fates(ledger, lost))
        cut = sum(_is_cut(article, known[article["id"]]) for article in delivered)
        return cls(told, cut, len(articles) - len(revisions))


@cache
def _known(options: Options, moment: datetime) -> dict[str, Truth]:
    return truths(Site(options), [moment])


def _is_cut(article: Mapping[str, Any], truth: Truth) -> bool:
    return int(article["word_count"]) < _WHOLE * len(str(truth["text"]).split())


def _fates(ledger: Reading, lost: list[Wanted]) -> Iterator[str]:
    """What the ledger says of stories, those that were listed first."""
    for each in sorted(lost, key=lambda story: story.since):
        key = min(each.ids).partition(":")[2]
        story = ledger.story(PORTAL, key)
        fate = f"{story.url.state} ({story.url.reason})" if story else "never listed"
        yield f"{key}: {fate}"
