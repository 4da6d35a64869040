"""How a portal's own source reads a listing, so that listings can be made which it understands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from newsbot.replica.saved.files import Case
from newsbot.sources import Found, Source
from newsbot.sources.json import PLACE
from newsbot.text.dates import read_datetime
from newsbot.text.json_data import dig
from newsbot.text.urls import ArticleUrls, absolute, strip_tracking


@dataclass(frozen=True)
class Reading:
    """A source of a portal and what its listings are read with. zone: the one of times that name
    none. now: when listings are answered, aware."""

    source: Source
    urls: ArticleUrls
    zone: str
    now: datetime

    def key(self, base: str, text: str | None) -> str | None:
        """The key of the article whose address a text is; None for any other text. base: the URL of
        the page that has it."""
        if not text or "/" not in text:
            return None
        url = absolute(base, text)
        article = self.urls.read(strip_tracking(url)) if url else None
        return article.key if article else None

    @cached_property
    def template(self) -> str | None:
        """How the source makes an address from values of an item (`/{category.slug}/{id}`); None
        where items have whole addresses."""
        link = str(getattr(self.source, "link", ""))
        return link if "{" in link else None

    def address_of(self, item: Any) -> str | None:
        """The address that the source makes from an item's values; None where they are missing."""
        if self.template is None:
            return None
        parts = {path: dig(item, path) for path in PLACE.findall(self.template)}
        if not all(isinstance(part, str | int) and part for part in parts.values()):
            return None
        return PLACE.sub(lambda place: str(parts[place[1]]), self.template)

    def parts(self, url: str) -> dict[str, str] | None:
        """The values from which the template makes an address, by their paths in an item. Empty
        without a template; None for an address that it cannot make."""
        if self.template is None:
            return {}
        match = self._parting.fullmatch(url)
        return match and dict(zip(PLACE.findall(self.template), match.groups(), strict=True))

    @cached_property
    def _parting(self) -> re.Pattern[str]:
        literal = PLACE.split(self.template or "")[::2]
        return re.compile("(.+?)".join(map(re.escape, literal)))

    def listable(self, cases: Sequence[Case]) -> Sequence[Case]:
        """Those of these articles whose addresses a listing of the source can have."""
        return [case for case in cases if self.parts(case.url) is not None]

    def read(self, url: str, body: bytes, content_type: str) -> Found:
        """The links and listings that the source finds in a page."""
        return self.source.read(url, body, content_type, self.now, self.zone)

    def is_read(self, url: str, body: bytes, content_type: str, cases: Sequence[Case]) -> bool:
        """Whether the source finds exactly these articles in a page, in their order, each with its
        time or with none."""
        times: dict[str, datetime | None] = {}
        for link in self.read(url, body, content_type).links:
            if key := self.key(url, link.url):
                times.setdefault(key, link.published)
        expected = {self.key(url, case.url): case.published for case in cases}
        return list(times) == list(expected) and all(
            moment is None or same_minute(moment, expected[key]) for key, moment in times.items()
        )

    def time_text(self, case: Case) -> str:
        """The time of an article as its own page shows it, where this is enough to know the time;
        else in ISO 8601."""
        shown = case.expected["published_raw"] or ""
        _, moment = read_datetime(shown, self.now, self.zone)
        return shown if moment and same_minute(moment, case.published) else str(case.published)


def same_minute(one: datetime, other: datetime) -> bool:
    """Whether two moments are less than a minute apart: pages show no seconds."""
    return abs((one - other).total_seconds()) < 60
