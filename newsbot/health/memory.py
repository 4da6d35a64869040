"""What the ledger remembers of each run, so that later ones can be judged by what is usual."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from newsbot.health.counting import ArticleCounts
from newsbot.ledger.states import KNOWN, WAITING

# Further pages of a walk are one: only the first ones are like those of the run before.
_PAGES = 3
_MORE = "more"


@dataclass(frozen=True)
class SourcePages:
    """What pages of a source named. read: how many pages were read. links: how many articles of the
    portal they named together; most: how many the fullest page named."""

    read: int = 0
    links: int = 0
    most: int = 0


@dataclass(frozen=True)
class Memory:
    """A run in numbers.

    hours: since the last run before it began that counts for what is usual; 0 without one. new:
    links that no run before had listed. read: articles that were read. requests: all of them.
    states: URLs by "state" and "state/reason", without those that needed nothing. sources: pages by
    the source's number and the page's ("1", "2", "3", "more"). rules: how often which rule gave a
    field. guessed: articles by field that only general rules found. articles: how many were
    accepted; of these: filled, how many have an optional field; words, paragraphs, by size (see
    distribution.py); pages, by number of pages; days, by day of publication; newest, the newest
    time of publication. opinions: second opinions of texts: how many were "asked", found a "longer"
    text, or one that is "unsound". revisions: of articles that were delivered before: "all", and
    those whose text has "shrunk". listings: listing pages that are never empty by who found their
    links, "own" selectors or "guessed". lost: pages that could not be read, by source and reason.
    headlines: headlines by the form of their address, where the portal's pattern refuses it.
    """

    hours: float = 0
    new: int = 0
    read: int = 0
    requests: int = 0
    articles: int = 0
    newest: str = ""
    states: dict[str, int] = field(default_factory=dict)
    sources: dict[str, dict[str, SourcePages]] = field(default_factory=dict)
    rules: dict[str, dict[str, int]] = field(default_factory=dict)
    guessed: dict[str, int] = field(default_factory=dict)
    filled: dict[str, int] = field(default_factory=dict)
    words: dict[int, int] = field(default_factory=dict)
    paragraphs: dict[int, int] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    opinions: dict[str, int] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    listings: dict[str, int] = field(default_factory=dict)
    lost: dict[str, dict[str, int]] = field(default_factory=dict)
    headlines: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        stats: Mapping[str, Any],
        counts: Mapping[tuple[str, str], int],
        gathered: ArticleCounts,
        hours: float = 0,
    ) -> Self:
        """What is to be remembered of a run that ends. counts: URLs by (state, reason)."""
        known = counts.get((KNOWN, ""), 0) + counts.get((WAITING, ""), 0)
        return cls(
            hours=round(hours, 4),
            new=sum(counts.values()) - known,
            read=stats.get("newsbot/article/read", 0),
            requests=stats.get("downloader/request_count", 0),
            articles=gathered.articles,
            newest=gathered.newest,
            states=_states(counts),
            sources=_sources(stats_below("newsbot/source/", stats)),
            rules=nested(stats_below("newsbot/field/", stats)),
            guessed=stats_below("newsbot/guessed/", stats),
            filled=dict(gathered.filled),
            words=dict(gathered.words),
            paragraphs=dict(gathered.paragraphs),
            pages=dict(gathered.pages),
            days=dict(gathered.days),
            opinions=stats_below("newsbot/article/second_opinion/", stats),
            revisions=stats_below("newsbot/revision/", stats),
            listings={
                name: stats[f"newsbot/listing/{name}"]
                for name in ("guessed", "own")
                if f"newsbot/listing/{name}" in stats
            },
            lost=nested(stats_below("newsbot/lost/", stats)),
            headlines=stats_below("newsbot/listing/refused/", stats),
        )

    @classmethod
    def read_json(cls, kept: Mapping[str, Any]) -> Self:
        """A memory as the ledger keeps it. What it does not say is empty; what is not known here,
        of a newer newsbot, is left out."""
        known = {name: kept[name] for name in cls.__dataclass_fields__ if name in kept}
        for name in ("words", "paragraphs", "pages"):
            known[name] = {int(size): count for size, count in known.get(name, {}).items()}
        known["sources"] = {
            number: {page: SourcePages(*facts) for page, facts in pages.items()}
            for number, pages in known.get("sources", {}).items()
        }
        return cls(**known)

    def most_links(self, source: str) -> int | None:
        """How many articles the fullest first page of a source named; None where none was read."""
        page = self.sources.get(source, {}).get("1")
        return page.most if page else None

    def links(self, source: str) -> int | None:
        """How many articles all pages of a source named; None where none was read."""
        pages = self.sources.get(source, {}).values()
        return sum(page.links for page in pages) if pages else None

    def headlines_to(self, form: str) -> int:
        """How many headlines led to addresses of a form that the portal's pattern refuses."""
        return self.headlines.get(form, 0)

    def won(self, name: str, rule: str = "") -> int:
        """How often a rule (default: any) gave a field."""
        rules = self.rules.get(name, {})
        return rules.get(rule, 0) if rule else sum(rules.values())

    def having(self, name: str) -> int:
        """How many of the accepted articles have an optional field."""
        return self.filled.get(name, 0)

    def with_pages(self) -> int:
        """How many of the accepted articles have several pages."""
        return sum(count for pages, count in self.pages.items() if pages > 1)

    def accepted(self) -> int:
        """How many articles were accepted."""
        return self.articles

    def as_json(self) -> dict[str, Any]:
        """Plain data, without what is empty; pages of sources as [read, links, most]."""
        whole = asdict(self)
        whole["sources"] = {
            number: {page: list(facts.values()) for page, facts in pages.items()}
            for number, pages in whole["sources"].items()
        }
        return {name: value for name, value in whole.items() if value}


def stats_below(prefix: str, stats: Mapping[str, Any]) -> dict[str, Any]:
    """The statistics whose names begin so, in order, by the rest of their names."""
    found = {name: value for name, value in sorted(stats.items()) if name.startswith(prefix)}
    return {name.removeprefix(prefix): value for name, value in found.items()}


def _states(counts: Mapping[tuple[str, str], int]) -> dict[str, int]:
    states: Counter[str] = Counter()
    for (state, reason), count in counts.items():
        if state in (KNOWN, WAITING):
            continue
        states[state] += count
        if reason:
            states[f"{state}/{reason.partition(' as ')[0]}"] += count
    return dict(states)


def nested(counts: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Counts by "outer/inner" as counts by inner name by outer name."""
    found: dict[str, dict[str, int]] = {}
    for name, count in counts.items():
        outer, _, inner = name.partition("/")
        found.setdefault(outer, {})[inner] = count
    return found


def _sources(counts: Mapping[str, int]) -> dict[str, dict[str, SourcePages]]:
    """counts: by "number/page/what"."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for name, count in counts.items():
        number, page, what = name.split("/")
        shown = page if int(page) <= _PAGES else _MORE
        facts = found.setdefault(number, {}).setdefault(shown, Counter())
        facts[what] = max(facts[what], count) if what == "most" else facts[what] + count
    return {
        number: {page: SourcePages(**facts) for page, facts in pages.items()}
        for number, pages in found.items()
    }


def merged(counts: Iterable[Mapping[Any, int]]) -> Counter[Any]:
    """Counts added up."""
    whole: Counter[Any] = Counter()
    for each in counts:
        whole.update(each)
    return whole
