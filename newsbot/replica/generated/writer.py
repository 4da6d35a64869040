"""Fills the slots of sentences with the people, places and numbers of one story."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from newsbot.replica.generated.titles import Title
from newsbot.replica.generated.words import WORDS, in_text

_SLOT = re.compile(r"\{(\w+)\}")


class Writer:
    """Writes for one story: keeps its people and never writes the same sentence twice.

    A sentence is of a kind: the name of a list of patterns in words.toml.
    """

    def __init__(self, rng: Random, title: Title, day: date) -> None:
        self.title = title
        self.rng = rng
        self.day = day
        self._written: set[str] = set()
        self._decks: dict[str, list[str]] = defaultdict(list)
        self.institution = self.choice("institutions")
        self.people = [self.new_person() for _ in range(4)]
        self.roles = rng.sample(WORDS["roles"], 4)

    def choice(self, kind: str) -> str:
        """One of the words, or of the unfilled patterns, of a kind."""
        return self.rng.choice(WORDS[kind])

    def new_person(self) -> str:
        return f"{self.choice('first_names')} {self.choice('last_names')}"

    def sentence(self) -> str:
        """A statement, or every third time somebody's words."""
        return self.fresh("speech" if self.rng.random() < 0.3 else "statements")

    def fresh(self, kind: str) -> str:
        """A sentence of this kind that the story does not have yet. Every pattern of the kind is
        used once before any is used again."""
        while True:
            deck = self._decks[kind]
            if not deck:
                deck += self.rng.sample(WORDS[kind], len(WORDS[kind]))
            text = self.fill(deck.pop())
            if text not in self._written:
                self._written.add(text)
                return text

    def fill(self, pattern: str) -> str:
        """A pattern with its slots filled, the first letter a capital."""
        speaker = self.rng.randrange(4)
        text = _SLOT.sub(lambda slot: _FILLINGS[slot[1]](self, speaker), pattern)
        return text[0].upper() + text[1:]


# What fills each slot, given the writer and the number of the person who speaks.
_FILLINGS: dict[str, Callable[[Writer, int], str]] = {
    "topic": lambda writer, _: writer.title.topic,
    "actor": lambda writer, _: writer.title.actor,
    "city": lambda writer, _: (
        writer.title.place if writer.rng.random() < 0.4 else writer.choice("cities")
    ),
    "institution": lambda writer, _: (
        writer.institution if writer.rng.random() < 0.5 else writer.choice("institutions")
    ),
    "person": lambda writer, speaker: writer.people[speaker],
    "other": lambda writer, speaker: writer.people[speaker - 1],
    "role": lambda writer, speaker: writer.roles[speaker],
    "quote": lambda writer, _: writer.fill(writer.choice("quotes")),
    "day": lambda writer, _: in_text(writer.day - timedelta(days=writer.rng.randrange(4))),
    "number": lambda writer, _: f"{writer.rng.randrange(40, 9800):,}".replace(",", "."),
    "small": lambda writer, _: str(writer.rng.randint(2, 12)),
    "percent": lambda writer, _: (
        f"{writer.rng.randrange(2, 60)},{writer.rng.randrange(1, 10)} persen"
    ),
    "time": lambda writer, _: (
        f"{writer.rng.randrange(6, 22):02}.{writer.rng.choice((0, 15, 30, 45)):02}"
    ),
}
