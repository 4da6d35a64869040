"""A source as a portal's file writes it, and what it finds on a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from newsbot.extract.rules import Rules
from newsbot.sources import Source
from newsbot.text.urls import strip_tracking
from newsbot.workbench.reparse.obtaining import Answer


@dataclass(frozen=True)
class Call:
    """A source as a portal's file writes it: a name, what is given to it, and the name of the
    listing that is saved. sure: no request has to show that it is one. nth: which of a family's
    sources it is, where these are written in one call."""

    make: Callable[..., Any]
    arguments: tuple[str, ...]
    options: tuple[tuple[str, Any], ...] = ()
    saved: str = "listing"
    sure: bool = False
    nth: int | None = None

    def source(self) -> Source:
        made = self.make(*self.arguments, **dict(self.options))
        source: Source = made if self.nth is None else made[self.nth]
        return source


def articles_of(source: Source, answer: Answer, rules: Rules) -> set[str]:
    """The articles that a source finds on a page."""
    found = source.read(answer.url, answer.body, answer.content_type, answer.answered, rules.zone)
    read = (rules.urls.read(strip_tracking(link.url)) for link in found.links)
    return {article.key for article in read if article}
