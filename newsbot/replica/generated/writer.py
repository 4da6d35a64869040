"""Fills the sentences of clauses.py with the people, places and numbers of one story."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from newsbot.replica.generated import clauses, words
from newsbot.replica.generated.calendar import in_text
from newsbot.replica.generated.titles import Title

_SLOT = re.compile(r"\{(\w+)\}")


class Writer:
    """Writes for one story: keeps its people and never writes the same sentence twice."""

    def __init__(self, rng: Random, title: Title, day: date) -> None:
        self.title = title
        self._rng = rng
        self._day = day
        self._written: set[str] = set()
        self._decks: dict[tuple[str, ...], list[str]] = {}
        self.institution = rng.choice(words.INSTITUTIONS)
        self._people = [self.new_person() for _ in range(4)]
        self._roles = rng.sample(words.ROLES, 4)

    def new_person(self) -> str:
        return f"{self._rng.choice(words.FIRST_NAMES)} {self._rng.choice(words.LAST_NAMES)}"

    def sentence(self) -> str:
        """A statement, or every third time somebody's words."""
        if self._rng.random() < 0.3:
            return self.fresh(clauses.SPEECH)
        return self.fresh(clauses.STATEMENTS)

    def fresh(self, patterns: tuple[str, ...]) -> str:
        """One of the patterns, filled, that this story has not used yet; all before any again."""
        while True:
            deck = self._decks.setdefault(patterns, [])
            if not deck:
                deck += self._rng.sample(patterns, len(patterns))
            text = self.fill(deck.pop())
            if text not in self._written:
                self._written.add(text)
                return text

    def fill(self, pattern: str) -> str:
        who = self._rng.randrange(4)
        text = _SLOT.sub(lambda slot: self._value(slot[1], who), pattern)
        return text[0].upper() + text[1:]

    def _value(self, slot: str, who: int) -> str:
        rng = self._rng
        if slot == "topic":
            return self.title.topic
        if slot == "actor":
            return self.title.actor
        if slot == "city":
            return self.title.place if rng.random() < 0.4 else rng.choice(words.CITIES)
        if slot == "institution":
            return self.institution if rng.random() < 0.5 else rng.choice(words.INSTITUTIONS)
        if slot == "person":
            return self._people[who]
        if slot == "other":
            return self._people[who - 1]
        if slot == "role":
            return self._roles[who]
        if slot == "quote":
            return self.fill(rng.choice(clauses.QUOTES))
        if slot == "day":
            return in_text(self._day - timedelta(days=rng.randrange(4)))
        return self._number(slot)

    def _number(self, slot: str) -> str:
        rng = self._rng
        if slot == "number":
            return f"{rng.randrange(40, 9800):,}".replace(",", ".")
        if slot == "small":
            return str(rng.randint(2, 12))
        if slot == "percent":
            return f"{rng.randrange(2, 60)},{rng.randrange(1, 10)} persen"
        if slot == "time":
            return f"{rng.randrange(6, 22):02}.{rng.choice((0, 15, 30, 45)):02}"
        raise KeyError(slot)
