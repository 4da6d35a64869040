"""What the generated portal writes with: words.toml has its words, html.toml the markup. Both are
read once, when a site is made."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any


def read_table(name: str) -> dict[str, Any]:
    """A TOML file that stands beside this one."""
    return tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))


DATA = read_table("words.toml")
WORDS: dict[str, list[str]] = DATA["words"]
HTML: dict[str, str] = read_table("html.toml")


def fill(template: str, /, **values: object) -> str:
    """The template of html.toml with this name, filled in."""
    return HTML[template].format(**values)


def displayed(moment: datetime) -> str:
    """A time in WIB as pages show it: "Jum'at, 24 Juli 2026 - 13:39 WIB"."""
    weekday, month = WORDS["weekdays"][moment.weekday()], WORDS["months"][moment.month - 1]
    return f"{weekday}, {moment.day} {month} {moment.year} - {moment:%H:%M} WIB"


def in_text(day: date) -> str:
    """A day as sentences name it: "Jum'at (24/7/2026)"."""
    return f"{WORDS['weekdays'][day.weekday()]} ({day.day}/{day.month}/{day.year})"
