"""The options of the generated portal: its size, its time, its habits and its faults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
_LAST_DAY = date(9000, 1, 1)
PROFILES = ("steady", "flat", "national", "regional", "magazine", "shifts")  # see habits.toml
HABITS = ("bursts", "late", "edits", "withdrawals")  # each a share


@dataclass(frozen=True)
class Options:
    """Size, time, habits and faults. The value of a fault is its share of the articles, 0 to 1.

    day: the newest day, in WIB, of a portal whose articles are fixed; None: the site has the newest
    ones that are out by its time. now: its time, aware (None: the clock's; with a day, all of
    the day is out). days: None for 2 with a day and 1 without. profile: one of PROFILES. bursts: a
    share of the hours, late, edits, withdrawals: shares of the articles. latency, crawl_delay,
    retry_after: seconds. transient: how many requests of each URL of an article a transient fault
    hits before it heals. Raises ValueError with one line that names the option and what is allowed.
    """

    articles: int = 120
    days: int | None = None
    seed: int = 1
    day: date | None = None
    now: datetime | None = None
    profile: str = "steady"
    bursts: float = 0
    late: float = 0
    edits: float = 0
    withdrawals: float = 0
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
        for name in (*HABITS, *FAULTS):
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name}={getattr(self, name)}: a share is 0 to 1")
        total = sum(getattr(self, name) for name in FAULTS)
        if total > 1 + 1e-9:
            raise ValueError(f"the shares of the faults add up to {total:g}: at most 1 together")
        for name, least, most in (
            ("articles", 1, MOST_ARTICLES),
            ("span", 1, 1000),
            ("latency", 0, 600),
            ("crawl_delay", 0, 3600),
            ("retry_after", 0, 86400),
            ("transient", 0, 1000),
        ):
            if not least <= getattr(self, name) <= most:
                shown = name.replace("span", "days")
                raise ValueError(f"{shown}={getattr(self, name)}: allowed is {least} to {most}")
        if self.profile not in PROFILES:
            raise ValueError(f"profile={self.profile}: known are {', '.join(PROFILES)}")
        if self.day is not None and not self.first_day <= self.day <= _LAST_DAY:
            raise ValueError(f"day={self.day}: allowed is {self.first_day} or later")
        if self.now is not None:
            self.check_moment(self.now)

    @property
    def span(self) -> int:
        """Over how many days the articles are spread."""
        return self.days if self.days is not None else 2 if self.day else 1

    @property
    def first_day(self) -> date:
        """The earliest day that can be the newest one."""
        return FIRST_DAY + timedelta(days=self.span)

    def check_moment(self, moment: datetime) -> None:
        """Raises ValueError with one line for a moment that no such site can have."""
        if moment.tzinfo is None:
            raise ValueError(f"now={moment.isoformat()}: a moment with a zone is wanted")
        if not self.first_day <= moment.date() <= _LAST_DAY:
            raise ValueError(f"now={moment.isoformat()}: allowed is {self.first_day} or later")

    @classmethod
    def parse(cls, text: str) -> Options:
        """Options from a text as "articles=500,days=3,http_500=0.1"; "" gives the defaults. Raises
        ValueError with one line."""
        return parse_options(cls, text)
