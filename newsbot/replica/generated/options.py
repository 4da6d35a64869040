"""What the embedded portal is to look like: its size, its day and its faults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from newsbot.replica.option_text import parse_options

DOMAIN = "sindonews.com"  # of all hosts
# An article has the first fault of these that is drawn for it.
FAULTS = tuple(
    "http_404 http_429 http_500 hang truncated gzip_damage wrong_charset redirect_offsite "
    "missing_page2 changed_layout no_showpage showpage_ignored".split()
)
TRANSIENT = frozenset({"http_429", "http_500", "hang", "truncated", "gzip_damage"})
MULTI_PAGE_ONLY = frozenset({"missing_page2", "no_showpage", "showpage_ignored"})
MOST_ARTICLES = 200_000  # titles repeat beyond this
FIRST_DAY = date(2013, 1, 1)  # article ids are counted from here


@dataclass(frozen=True)
class Options:
    """Size, day and faults; a share is 0..1 of the articles, times are in seconds.

    `day` is the newest day in WIB (None: today in WIB). A transient fault hits the first
    `transient` requests of each URL of an article and then heals. Raises ValueError with one
    line naming the option and what is allowed.
    """

    articles: int = 120
    days: int = 2
    seed: int = 1
    day: date | None = None
    latency: float = 0
    http_404: float = 0
    http_429: float = 0
    http_500: float = 0
    hang: float = 0
    truncated: float = 0
    gzip_damage: float = 0
    wrong_charset: float = 0
    redirect_offsite: float = 0
    missing_page2: float = 0
    changed_layout: float = 0
    no_showpage: float = 0
    showpage_ignored: float = 0
    repeat_listing: bool = False
    listing_500: bool = False
    listing_empty: bool = False
    robots_disallow: bool = False
    crawl_delay: float = 0
    retry_after: int = 1
    transient: int = 1

    def __post_init__(self) -> None:
        for name in FAULTS:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name}={getattr(self, name)}: a share is 0 to 1")
        total = sum(getattr(self, name) for name in FAULTS)
        if total > 1 + 1e-9:
            raise ValueError(f"the shares of the faults add up to {total:g}: at most 1 together")
        for name, least, most in (
            ("articles", 1, MOST_ARTICLES),
            ("days", 1, 1000),
            ("latency", 0, 600),
            ("crawl_delay", 0, 3600),
            ("retry_after", 0, 86400),
            ("transient", 0, 1000),
        ):
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name}={getattr(self, name)}: allowed is {least} to {most}")
        first = FIRST_DAY + timedelta(days=self.days)
        if self.day is not None and not first <= self.day <= date(9000, 1, 1):
            raise ValueError(f"day={self.day}: allowed is {first} or later")

    @classmethod
    def parse(cls, text: str) -> Options:
        """Read "articles=500,days=3,http_500=0.1"; the empty string gives the defaults."""
        return parse_options(cls, text)
