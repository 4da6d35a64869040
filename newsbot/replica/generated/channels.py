"""The kanals (channels) of the generated portal, their rubrics, and its hosts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from newsbot.replica.generated.options import DOMAIN
from newsbot.replica.generated.words import DATA


class Rubric(NamedTuple):
    """A rubric: its number in addresses and the name that pages print."""

    number: int
    name: str


@dataclass(frozen=True, eq=False)
class Kanal:
    """A kanal; `cid` is its number in /indeks. actors: who acts in a title. actions: pairs of what
    is done, in a title, and what the article is about."""

    cid: int
    name: str
    rubrics: tuple[Rubric, ...]
    actors: list[str]
    actions: list[list[str]]

    @property
    def host(self) -> str:
        return f"{self.name}.{DOMAIN}"

    @property
    def label(self) -> str:
        return self.name.capitalize()


KANALS = tuple(
    Kanal(**{**table, "rubrics": tuple(Rubric(*pair) for pair in table["rubrics"])})
    for table in DATA["kanals"]
)
BY_CID = {kanal.cid: kanal for kanal in KANALS}
BY_NAME = {kanal.name: kanal for kanal in KANALS}
BY_HOST = {kanal.host: kanal for kanal in KANALS}
BY_RUBRIC = {rubric.number: kanal for kanal in KANALS for rubric in kanal.rubrics}
WWW = f"www.{DOMAIN}"
HI_LITE = f"hi-lite.{DOMAIN}"
OLD_INDEX = f"index.{DOMAIN}"
HOSTS = frozenset({WWW, HI_LITE, OLD_INDEX, DOMAIN, *BY_HOST})
