"""What a site of cases is to be like: its folder, its day, and how its listings go on and end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from newsbot.replica.option_text import parse_options
from newsbot.replica.saved.files import expected_of, first_pages
from newsbot.text.calendar import WIB

ENDS = ("empty", "missing", "repeat")


@dataclass(frozen=True)
class CaseOptions:
    """cases: the folder. day: the day it is there, in WIB (None: that of the newest case); later
    articles are not listed yet. items: articles on a listing page. end: what comes after the last
    page of a listing: a page without articles, a 404, or the last page once more.

    Raises ValueError with one line.
    """

    cases: Path
    day: date | None = None
    items: int = 3
    end: str = ENDS[0]

    def __post_init__(self) -> None:
        if not self.cases.is_dir():
            raise ValueError(f"cases={self.cases}: there is no such folder")
        if not 1 <= self.items <= 1000:
            raise ValueError(f"items={self.items}: allowed is 1 to 1000")
        if self.end not in ENDS:
            raise ValueError(f"end={self.end}: known are {', '.join(ENDS)}")

    @classmethod
    def parse(cls, text: str) -> CaseOptions:
        """Read "cases=tests/portals/sindonews,day=2026-07-24,items=5,end=repeat"."""
        return parse_options(cls, text, "beside cases=FOLDER, known are")

    @staticmethod
    def wanted(text: str) -> bool:
        """Whether a replica's options ask for a site of cases."""
        return any(part.strip().startswith("cases=") for part in text.split(","))

    def now(self) -> datetime:
        """The moment that the site takes for now: the end of its day. Raises ValueError when there
        is no case to tell the day."""
        day = self.day or max(self._published(), default=None)
        if day is None:
            raise ValueError(f"cases={self.cases}: there is no case, <name>.html with <name>.json")
        return datetime.combine(day, time(23, 59, 59), WIB)

    def _published(self) -> list[date]:
        stated = (expected_of(first).get("published_at") for first in first_pages(self.cases))
        return [datetime.fromisoformat(text).astimezone(WIB).date() for text in stated if text]
