"""What a portal's own source finds in a listing, so that a listing can be made that it reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from newsbot.cases.saved import Case
from newsbot.sources import Found, Source
from newsbot.text.dates import read_datetime
from newsbot.text.urls import ArticleUrls, absolute, strip_tracking


@dataclass(frozen=True)
class Reading:
    """A source of a portal and what its listings are read with. zone: of times that name none.
    now: when a listing is answered."""

    source: Source
    urls: ArticleUrls
    zone: str
    now: datetime

    def key(self, base: str, text: str | None) -> str | None:
        """The key of the article that a text is the address of, on a page at `base`."""
        if not text or "/" not in text:
            return None
        url = absolute(base, text)
        article = self.urls.read(strip_tracking(url)) if url else None
        return article.key if article else None

    def parted(self) -> tuple[str, str] | None:
        """Where a source makes addresses of one text of an item: what it puts before and after."""
        link = str(getattr(self.source, "link", ""))
        before, _, rest = link.partition("{")
        _, _, after = rest.partition("}")
        return (before, after) if "{" in link and "{" not in after else None

    def listed(self, cases: Sequence[Case]) -> Sequence[Case]:
        """Those of these articles whose addresses the source can state."""
        before, after = self.parted() or ("", "")
        return [case for case in cases if case.url.startswith(before) and case.url.endswith(after)]

    def found(self, url: str, body: bytes, content_type: str) -> Found:
        """What the source finds in a page."""
        return self.source.read(url, body, content_type, self.now, self.zone)

    def is_read(self, url: str, body: bytes, content_type: str, cases: Sequence[Case]) -> bool:
        """Whether the source finds these articles in a page and no others, in their order, each
        with its time or with none."""
        told: dict[str, datetime | None] = {}
        for link in self.found(url, body, content_type).links:
            if key := self.key(url, link.url):
                told.setdefault(key, link.published)
        times = {self.key(url, case.url): case.published for case in cases}
        return list(told) == list(times) and all(
            moment is None or same_minute(moment, times[key]) for key, moment in told.items()
        )

    def stated(self, case: Case) -> str:
        """The time of an article as its own page displays it, where that can be told from; else in
        ISO 8601."""
        shown = case.expected["published_raw"] or ""
        _, moment = read_datetime(shown, self.now, self.zone)
        return shown if moment and same_minute(moment, case.published) else str(case.published)


def same_minute(one: datetime, other: datetime) -> bool:
    """Whether two moments are one, as far as pages show it."""
    return abs((one - other).total_seconds()) < 60
