"""The options of a site of cases: its folder, its day, and the length and end of its listings."""

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
    """cases: the folder of saved pages. day: the day that the site takes for today, in WIB (None:
    the day of the newest case); later articles are not listed. items: articles on a listing page.
    end: what is answered beyond the last page of a listing: "empty", a page without articles;
    "missing", a 404; "repeat", the last page again.

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
        """Options from a text as "cases=tests/portals/sindonews,day=2026-07-24,items=5,end=repeat".
        Raises ValueError with one line."""
        return parse_options(cls, text, "beside cases=FOLDER, known are")

    @staticmethod
    def wanted(text: str) -> bool:
        """Whether the text of a replica's options asks for a site of cases."""
        return any(part.strip().startswith("cases=") for part in text.split(","))

    def now(self) -> datetime:
        """The moment that the site takes for now: the end of its day, aware, in WIB. Raises
        ValueError when no day is given and the folder has no case."""
        day = self.day or max(self._published(), default=None)
        if day is None:
            raise ValueError(f"cases={self.cases}: there is no case, <name>.html with <name>.json")
        return datetime.combine(day, time(23, 59, 59), WIB)

    def _published(self) -> list[date]:
        times = (expected_of(first).get("published_at") for first in first_pages(self.cases))
        return [datetime.fromisoformat(text).astimezone(WIB).date() for text in times if text]
