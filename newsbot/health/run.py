"""A run, with all that it is judged by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from newsbot.health.memory import Memory
from newsbot.health.usual import Usual

#: Up to three addresses that stand for something, by what it is: of the accepted articles
#: "shortest", "last", "without <field>"; what keep_sample of ledger/component.py kept, as
#: "source <number>"; else what was put into a state for a reason, "<state>/<reason>".
Samples = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True)
class SourceFacts:
    """What a portal declares of a source. name: as people call it: "source 0, DatedIndex"."""

    name: str
    required: bool = True


@dataclass(frozen=True)
class Run:
    """A run that ends.

    started, before, last_news: when it began, when the run before it began that counts for what is
    usual, and when the last run before it began that had new links (aware; None without one).
    plain: whether it asked for nothing but what is new, and read every listing that it needed.
    drift_share: the share of its articles that may lack a required field or have a guessed text,
    and of its listing pages whose links may be guessed, see NEWSBOT_DRIFT_SHARE. found_before: kind
    and about of what the plain run before found. sources: by number. floors: what the portal
    declares never to fall below, see PortalSpider.
    """

    portal: str
    memory: Memory
    usual: Usual
    started: datetime
    before: datetime | None = None
    last_news: datetime | None = None
    plain: bool = True
    drift_share: float = 1.0
    found_before: frozenset[tuple[str, str]] = frozenset()
    sources: Mapping[str, SourceFacts] = field(default_factory=dict)
    floors: Mapping[str, float] = field(default_factory=dict)
    samples: Samples = lambda _: ()
