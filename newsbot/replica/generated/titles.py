"""Titles of the generated portal's articles: unique by construction, made when asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import prod
from typing import Any, NamedTuple

from newsbot.replica.generated.channels import Kanal
from newsbot.replica.generated.words import WORDS

_STRIDE = 1_000_003  # a prime: neighbours get unlike titles, no two serials the same one


class Title(NamedTuple):
    """A title and what its article is about. facts: how many headings a list article has, 0 for an
    ordinary one."""

    text: str
    actor: str
    topic: str
    place: str
    facts: int


def title_of(serial: int, kanal: Kanal) -> Title:
    """The title of article number `serial`; the digits of a mixed-radix number pick its parts."""
    places = WORDS["world_cities" if kanal.name == "international" else "cities"]
    tables: list[Sequence[Any]] = [
        kanal.actors, kanal.actions, places, WORDS["title_tails"], WORDS["title_forms"]
    ]  # fmt: skip
    rest = serial * _STRIDE % prod(map(len, tables))
    parts = []
    for table in tables:
        rest, digit = divmod(rest, len(table))
        parts.append(table[digit])
    actor, (action, topic), place, tail, form = parts
    facts = 3 + serial % 5 if "{n}" in form else 0
    text = form.format(actor=actor, action=action, place=place, tail=tail, n=facts)
    return Title(text, actor, topic, place, facts)


def slug_of(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower().replace("'", "")).strip("-")
