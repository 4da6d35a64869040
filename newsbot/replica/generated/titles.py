"""Titles of the embedded portal's articles: unique by construction, made when asked for."""

from __future__ import annotations

import re
from typing import NamedTuple

from newsbot.replica.generated import words
from newsbot.replica.generated.channels import Kanal

_STRIDE = 1_000_003  # a prime: neighbours get unlike titles, no two serials the same one


class Title(NamedTuple):
    """A title and what the article must keep to: who, what about, where, how many facts."""

    text: str
    actor: str
    topic: str
    place: str
    facts: int


def title_of(serial: int, kanal: Kanal) -> Title:
    """The title of article number `serial`; the digits of a mixed-radix number pick its parts."""
    actors, actions = words.ACTORS[kanal.name], words.ACTIONS[kanal.name]
    places = words.WORLD_CITIES if kanal.name == "international" else words.CITIES
    tables = (actors, actions, places, words.TITLE_TAILS, words.TITLE_FORMS)
    space = 1
    for table in tables:
        space *= len(table)
    rest = serial * _STRIDE % space
    digits = []
    for table in tables:
        rest, digit = divmod(rest, len(table))
        digits.append(digit)
    actor, (action, topic), place = actors[digits[0]], actions[digits[1]], places[digits[2]]
    facts = 3 + serial % 5 if digits[4] == words.LIST_FORM else 0
    text = words.TITLE_FORMS[digits[4]].format(
        actor=actor, action=action, place=place, tail=words.TITLE_TAILS[digits[3]], n=facts
    )
    return Title(text, actor, topic, place, facts)


def slug_of(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")
