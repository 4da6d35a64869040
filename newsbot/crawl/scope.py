"""From what the user gave to what the sources are asked."""

from __future__ import annotations

from datetime import UTC, datetime

from newsbot.crawl.arguments import Arguments, start_of_day
from newsbot.sources import DAY, EVER, CrawlScope

_NEVER = datetime(9000, 1, 1, tzinfo=UTC)


def scope_of(
    arguments: Arguments,
    caught_up: datetime | None,
    now: datetime,
    every_channel: tuple[str, ...] = (),
) -> CrawlScope:
    """The range of a run. every_channel: ids of all the portal's channels.

    Without `since`: from the day before the last run that caught up (what it could not see yet is
    listed late), on a first run from yesterday; a search asks for any time. Without `until` there
    is no end. Days are those of WIB.
    """
    until = arguments.until or _NEVER
    if arguments.since:
        since = arguments.since
    elif arguments.query or arguments.urls:
        since = EVER
    else:
        # a replay's now may lie before the run that replayed last
        since = min(start_of_day(min(caught_up or now, now) - DAY), start_of_day(until))
    return CrawlScope(
        since=since,
        until=until,
        now=now,
        channels=tuple(arguments.channels.values()),
        query=arguments.query,
        oldest_first=arguments.order == "oldest",
        ranged=bool(arguments.since or arguments.until),
        every_channel=every_channel,
    )
