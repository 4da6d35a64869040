"""What is right in what was read from a page, and the sums over pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from statistics import median

from newsbot.text.fingerprint import folded


@dataclass(frozen=True)
class Expected:
    """What a page's article has. A value of None is not known. published: ISO 8601, or the day
    alone."""

    title: str | None
    published: str | None
    authors: list[str] | None
    text: str

    def to_the_day(self) -> Expected:
        """The same without the time of the day."""
        return replace(self, published=_day(self.published) or None)


@dataclass(frozen=True)
class Read:
    """What was read from a page. published: as Expected has it. fault: why it is not delivered; ""
    if it is. milliseconds: of CPU time. won: by field, the rule whose value was taken."""

    title: str | None = None
    published: str | None = None
    authors: Sequence[str] = ()
    paragraphs: Sequence[str] = ()
    fault: str = ""
    milliseconds: float = 0.0
    won: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Score:
    """The score of a page. f1: of its text, 0 if it is not delivered. title, minute, day, authors:
    whether they are right, delivered or not; None where it is not known what is right. found: how
    many of the `paragraphs` expected are delivered exactly. leaks, missing: paragraphs that are
    delivered and not in the text expected; expected paragraphs not delivered."""

    delivered: bool
    f1: float
    title: bool | None
    minute: bool | None
    day: bool | None
    authors: bool | None
    paragraphs: int
    found: int
    leaks: tuple[str, ...]
    missing: tuple[str, ...]
    milliseconds: float


def score(expected: Expected, read: Read) -> Score:
    """The score of what was read."""
    delivered = [folded(text) for text in read.paragraphs if not read.fault]
    right = [folded(text) for text in expected.text.split("\n\n") if text.strip()]
    whole = " ".join(right)
    unread = Counter(right) - Counter(delivered)
    return Score(
        delivered=not read.fault,
        f1=token_f1(" ".join(delivered), whole),
        title=_same(expected.title, read.title),
        minute=_same_minute(expected.published, read.published),
        day=None if not expected.published else _day(expected.published) == _day(read.published),
        authors=None
        if expected.authors is None
        else [*map(folded, read.authors)] == [*map(folded, expected.authors)],
        paragraphs=len(right),
        found=len(right) - unread.total(),
        leaks=tuple(text for text in delivered if text not in whole),
        missing=tuple(unread.elements()),
        milliseconds=read.milliseconds,
    )


def token_f1(read: str, expected: str) -> float:
    """F1 of the words of two texts, each as often as it stands there."""
    words, right = (Counter(re.findall(r"\w+", folded(text))) for text in (read, expected))
    if not words or not right:
        return float(words == right)
    return 2 * (words & right).total() / (words.total() + right.total())


def _same(expected: str | None, read: str | None) -> bool | None:
    return None if expected is None else folded(expected) == folded(read or "")


def _same_minute(expected: str | None, read: str | None) -> bool | None:
    """Whether two moments are in the same minute; not known where the day alone is expected."""
    if not expected or len(expected) <= len("2026-07-24"):
        return None
    if not read or datetime.fromisoformat(read).tzinfo is None:
        return False
    one, other = (datetime.fromisoformat(text).timestamp() // 60 for text in (expected, read))
    return one == other


def _day(published: str | None) -> str:
    return (published or "")[: len("2026-07-24")]


@dataclass(frozen=True)
class Sums:
    """The sums over pages. A share is of those pages of which it is known what is right; None where
    there are none. f1_on: mean text F1 on the pages named."""

    scores: Sequence[Score]

    def __len__(self) -> int:
        return len(self.scores)

    @property
    def delivered(self) -> int:
        return sum(each.delivered for each in self.scores)

    @property
    def f1(self) -> float:
        return sum(each.f1 for each in self.scores) / len(self.scores)

    @property
    def exact(self) -> float:
        """The share of expected paragraphs that were found exactly."""
        return sum(each.found for each in self.scores) / sum(s.paragraphs for s in self.scores)

    @property
    def leaks(self) -> int:
        return sum(len(each.leaks) for each in self.scores)

    @property
    def milliseconds(self) -> float:
        """The median of a page's."""
        return median(each.milliseconds for each in self.scores)

    def right(self, name: str) -> tuple[int, int]:
        """How often a field is right, and of how many pages it is known."""
        known = [value for each in self.scores if (value := getattr(each, name)) is not None]
        return sum(known), len(known)
