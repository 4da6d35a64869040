"""What should have been delivered, and what was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from newsbot.replica.generated.site import Site
from newsbot.text.calendar import WIB

Truth = Mapping[str, Any]


def read_feed(feed: Path) -> list[dict[str, Any]]:
    """The articles of a feed, strictly: every line whole, the last one ended."""
    text = feed.read_text(encoding="utf-8")
    assert text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def truths(site: Site, moments: Iterable[datetime]) -> dict[str, Truth]:
    """What a perfect reader knows at any of these moments, by id."""
    known: dict[str, Truth] = {}
    for moment in moments:
        site.set_now(moment)
        known |= {each["id"]: each for each in site.truth()}
    return known


@dataclass(frozen=True)
class Wanted:
    """A story that is to be delivered once. ids: of the articles that tell it, which may be two.
    texts: of each article as it is. since, until: from when to when the first of them was there."""

    ids: frozenset[str]
    since: datetime
    until: datetime | None


def wanted(known: Mapping[str, Truth], first: datetime) -> list[Wanted]:
    """The stories that runs are to deliver of which the first begins at that moment: those of the
    day before and later."""
    begin = (first.astimezone(WIB) - timedelta(days=1)).date().isoformat()
    stories: dict[str, list[Truth]] = {}
    for each in known.values():
        if each["day"] >= begin:
            stories.setdefault(each["duplicate_of"] or each["id"], []).append(each)
    return [_story(articles) for articles in stories.values()]


def _story(articles: Sequence[Truth]) -> Wanted:
    first = min(articles, key=lambda each: datetime.fromisoformat(each["listed_from"]))
    until = first["withdrawn_at"]
    return Wanted(
        frozenset(each["id"] for each in articles),
        datetime.fromisoformat(first["listed_from"]),
        datetime.fromisoformat(until) if until else None,
    )


@dataclass(frozen=True)
class Delivery:
    """Which articles (ids) were in finished feeds by the end of a run that began at a moment, and
    up to when the ledger says that all is delivered."""

    at: datetime
    ids: frozenset[str]
    watermark: str | None


def trouble(stories: Sequence[Wanted], deliveries: Sequence[Delivery]) -> Counter[str]:
    """How many stories were not delivered by the first run after they appeared ("late"), not at all
    ("lost"), or more than once ("repeated"), or lacked although they lie before the watermark of a
    run ("before the watermark"); and how often the watermark went back."""
    found: Counter[str] = Counter()
    times = Counter(key for each in deliveries for key in each.ids)
    for story in stories:
        number = sum(times[key] for key in story.ids)
        found["repeated"] += max(0, number - 1)
        after = [each for each in deliveries if each.at >= story.since]
        if not after or (story.until and story.until <= after[0].at):
            continue  # it came after the last run, or went before the next
        found["lost"] += not number
        in_time = [each for each in deliveries if each.at <= after[0].at]
        found["late"] += bool(number) and not _has(in_time, story)
    for count, each in enumerate(deliveries, 1):
        before = [story for story in stories if _is_before(story, each)]
        had = deliveries[:count]
        found["before the watermark"] += sum(not _has(had, story) for story in before)
    marks = [each.watermark for each in deliveries if each.watermark]
    found["watermark went back"] += sum(b < a for a, b in pairwise(marks))
    return +found


def _has(deliveries: Sequence[Delivery], story: Wanted) -> bool:
    return any(story.ids & each.ids for each in deliveries)


def _is_before(story: Wanted, delivery: Delivery) -> bool:
    """Whether a story lies before a run's watermark, and was still there when the run began."""
    if delivery.watermark is None or (story.until and story.until <= delivery.at):
        return False
    return story.since <= datetime.fromisoformat(delivery.watermark)
