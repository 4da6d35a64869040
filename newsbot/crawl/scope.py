"""From a run's arguments to what its sources are asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from newsbot.crawl.arguments import Arguments, start_of_day
from newsbot.sources import DAY, EVER, CrawlScope
from newsbot.text.dates import WIB

_NEVER = datetime(9000, 1, 1, tzinfo=UTC)


def scope_of(
    arguments: Arguments,
    asked: datetime | None,
    now: datetime,
    every_channel: tuple[str, ...] = (),
    doubted: date | None = None,
) -> CrawlScope:
    """What a run asks of its sources. asked: when the last run began that read all that was new,
    or, where none did, the first that asked for it; None before that. now: the present (aware).
    every_channel: ids of all the portal's channels. doubted: the first of the days that are to be
    read once more.

    Without `since`, the range begins with the day before that run, since some articles are listed
    late, or with a doubted day; on a first run with yesterday; of a search it has no beginning.
    Without `until` it has no end. Days are those of WIB.
    """
    until = arguments.until or _NEVER
    if arguments.since:
        since = arguments.since
    elif arguments.query or arguments.urls:
        since = EVER
    else:
        # in a replay, `now` may lie before an earlier run
        since = min(start_of_day(min(asked or now, now) - DAY), start_of_day(until))
        if doubted and arguments.plain:
            since = min(since, datetime.combine(doubted, time(), WIB))
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
