"""What speaks against closing a day with the listing that a run read of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Doubt:
    """Why a day stays open. certain: articles were missed, it is no holiday. stands: a second
    reading with the same result does not close the day. url: of the listing's first page."""

    source: int
    day: date
    url: str
    why: str
    certain: bool = False
    stands: bool = False
