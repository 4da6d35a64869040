"""An article as listings know it, and what becomes of it after it was published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from newsbot.replica.generated.channels import Kanal, Rubric
from newsbot.replica.generated.titles import slug_of, title_of
from newsbot.replica.generated.words import DATA, WORDS

_VISIT_TITLE: str = DATA["visit"]["story"]["title"]


class Edit(NamedTuple):
    """A change that readers see from the moment `at` on, aware. title, text: whether they change.
    silent: whether the page keeps its time of modification."""

    at: datetime
    title: bool
    text: bool
    silent: bool


class Withdrawal(NamedTuple):
    """From the moment `at` on, aware, no listing names the article, and its pages are answered with
    `status`: 404 or 410."""

    at: datetime
    status: int


# Compared by identity: a site makes each of its articles once.
@dataclass(frozen=True, eq=False)
class Entry:
    """An article as listings know it.

    number: the id in its address. epoch: when it was created, a Unix time. published: the minute
    that pages show, in WIB. story_number, story_day: number and day of the article whose story it
    tells: its own, or those of the article it repeats. listed_from: the moment, in WIB, from which
    on it is there: by then its time of publication is over, to the second. visit: whether it is the
    one article that is always there. edit, withdrawal: None where it has none. edited: whether this
    is the article as it is after its edit.
    """

    number: int
    epoch: int
    published: datetime
    kanal: Kanal
    rubric: Rubric
    story_number: int
    story_day: date
    listed_from: datetime
    visit: bool = False
    edit: Edit | None = None
    withdrawal: Withdrawal | None = None
    edited: bool = False

    @property
    def key(self) -> str:
        return f"sindonews:{self.number}-{self.epoch}"

    @cached_property
    def first_title(self) -> str:
        """The title that it was published with."""
        return _VISIT_TITLE if self.visit else title_of(self.story_number // 2, self.kanal).text

    @property
    def title(self) -> str:
        forms = WORDS["edited_titles"]
        if not self.edited or not self.edit or not self.edit.title:
            return self.first_title
        return forms[self.number // 2 % len(forms)].format(title=self.first_title)

    @cached_property
    def path(self) -> str:
        return f"{self.number}/{self.rubric.number}/{slug_of(self.first_title)}-{self.epoch}"

    @property
    def url(self) -> str:
        return f"https://{self.kanal.host}/read/{self.path}"

    @cached_property
    def after_edit(self) -> Entry:
        return replace(self, edited=True)

    def at(self, moment: datetime) -> Entry:
        """The article as it is at a moment, aware."""
        return self.after_edit if self.edit and self.edit.at <= moment else self

    def is_withdrawn(self, moment: datetime) -> bool:
        return self.withdrawal is not None and self.withdrawal.at <= moment
