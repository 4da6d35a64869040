"""What a portal can be asked for. It follows from its sources, and is checked before any
request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NoReturn, get_args

from newsbot.crawl.arguments import ArgumentError, Arguments, start_of_day
from newsbot.sources import Source

#: What is new; a range of time (since, until); single channels; what the portal's own search finds.
CAPABILITIES = ("latest", "range", "channels", "query")
#: How a portal treats an honest crawler. "blocks plain agents": whoever is no browser gets a 403.
#: "paywall": most articles are teasers. "script-only listing": scripts make its listings, and the
#: declared sources find only a part. "refused": robots.txt or a challenge on every page shuts out
#: crawlers. No value changes how a run asks.
Access = Literal["open", "blocks plain agents", "paywall", "script-only listing", "refused"]

_DATE = re.compile(r"20\d\d(?:-[01]\d(?:-[0-3]\d)?)?")


@dataclass(frozen=True)
class Capabilities:
    """What a portal can be asked for, by its sources and channels (ids by name). by_address:
    whether the address of an article tells its channel; then a listing of all channels answers for
    single ones, too."""

    portal: str
    sources: tuple[Source, ...]
    channels: Mapping[str, str]
    by_address: bool

    def validate(self) -> None:
        """Raises ValueError when sources and channels do not fit each other."""
        for source in self.sources:
            if not isinstance(source, Source):
                raise ValueError(f"{self.portal}: {source!r} in sources is no source")
            if source.by_channel and not self.channels and source.all_channels is None:
                raise ValueError(f"{self.portal}: {source.url} names a channel, and there is none")
        for name, number in self.channels.items():
            if not isinstance(number, str) or name != name.lower():
                raise ValueError(f"{self.portal}: channels must be ids (texts) by lower-case names")
        if "latest" not in self.names:
            raise ValueError(f"{self.portal}: no source says what is new")
        if self.channels and not _answers(self.by_channel_sources(), {"latest", "query"}):
            raise ValueError(f"{self.portal}: no source and no address tells channels apart")

    @property
    def names(self) -> frozenset[str]:
        """Those of CAPABILITIES that the portal has."""
        names = {name for source in self.sources for name in source.answers}
        channels = self.channels and _answers(self.by_channel_sources(), {"latest"})
        return frozenset(names | {"channels"} if channels else names)

    def by_channel_sources(self) -> list[Source]:
        """The sources that can answer for single channels."""
        return [source for source in self.sources if self.by_address or source.by_channel]

    def check(self, asked: Arguments, now: datetime, *, live: bool = True) -> None:
        """Raises ArgumentError when the portal cannot do what is asked. live: whether the portal
        itself answers; an archive of its listings may reach further back than they do today."""
        if asked.urls:
            return
        sources: Sequence[Source] = self.by_channel_sources() if asked.channels else self.sources
        apart = " by channel" if asked.channels else ""
        if asked.query:
            if not _answers(sources, {"query"}):
                self._refuse("query", f"cannot be searched{apart}")
            return
        if not _answers(sources, {"latest"}):
            self._refuse("channels", "can only be searched by channel")
        if (asked.since or asked.until) and not _answers(sources, {"range"}) and live:
            self._check_reach(asked, sources, now, apart)

    def _check_reach(
        self, asked: Arguments, sources: Iterable[Source], now: datetime, apart: str
    ) -> None:
        reach = max(source.reach for source in sources if "latest" in source.answers)
        first = asked.since or start_of_day(asked.until or now)
        if first < start_of_day(now - reach):
            name = "since" if asked.since else "until"
            self._refuse(name, f"lists no more than the last {_words(reach)}{apart}")

    def _refuse(self, argument: str, why: str) -> NoReturn:
        can = ", ".join(name for name in CAPABILITIES if name in self.names)
        raise ArgumentError(f"{argument}: {self.portal} {why}; it can answer {can}")


def check_access(portal: str, access: str, facts: str) -> None:
    """Raises ValueError when `access` is unknown, or `facts` is no date."""
    if access not in get_args(Access):
        known = ", ".join(get_args(Access))
        raise ValueError(f"{portal}: access {access!r} is unknown; known are {known}")
    if facts and not _DATE.fullmatch(facts):
        raise ValueError(f"{portal}: facts={facts!r} is no date such as 2026-07")


def _answers(sources: Iterable[Source], capabilities: set[str]) -> bool:
    return any(not source.answers.isdisjoint(capabilities) for source in sources)


def _words(reach: timedelta) -> str:
    """A span of time in words: in days, or in hours if it is shorter than a day."""
    number, unit = (reach.days, "day") if reach.days else (reach.seconds // 3600, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'}"
