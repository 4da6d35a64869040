"""Listings that name fewer articles than usual, or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from math import sqrt

from newsbot.health.finding import Finding, Severity
from newsbot.health.memory import Memory
from newsbot.health.run import Run, SourceFacts
from newsbot.health.usual import LEAST_RUNS, quantile
from newsbot.text.walls import WALLS

# A page that usually names fewer articles may name none.
_LEAST_LINKS = 6
# A page is thin below this share of what it has at the least named. Where its numbers go up and
# down with the news (the least is not nearly the most), it may be so many deviations below. Before
# a week has shown how thin a weekend is, only full pages tell, below the last share.
_THIN, _FULL, _DEVIATIONS, _BARELY = 0.5, 0.9, 4, 0.2
# A source that has named articles in this share of runs is not to be silent.
_ALWAYS = 0.95
# So many new articles of other sources show that the portal has news: of a source that has named
# some in a few runs, and of one that never has.
_NEWS, _A_FEW, _NO_NEWS_YET = 3, 3, 10
# Why a page is lost that the portal refuses: see text/walls.py, and what such a status says.
_REFUSED = (*WALLS, "http_401", "http_403", "http_451")
# So many headlines of a new form are worth a word.
_HEADLINES = 10


def thin(run: Run) -> Iterator[Finding]:
    """The first page of a source names far fewer articles than it ever has, or than the portal
    declares. (Its fullest page counts: an index of today is thin in the morning, that of yesterday
    is not.)"""
    for number, source in run.sources.items():
        most = run.memory.most_links(number)
        if not run.plain or not most:
            continue
        usual = run.usual.values(partial(Memory.most_links, source=number))
        enough = len(usual) >= LEAST_RUNS and quantile(usual, 0.5) >= _LEAST_LINKS
        if enough and most < _least_of(usual, knows_weekends=run.usual.knows_weekends):
            told = f"{quantile(usual, 0.5):.0f} links"
        elif most < (run.floors.get("links", 0) if source.required else 0):
            told = f"at least {run.floors['links']:.0f} links"
        else:
            continue
        yield Finding(
            kind="thin listing",
            severity=Severity.DRIFT if source.required else Severity.TOLD,
            about=source.name,
            usual=told,
            present=f"{most} links on the fullest page",
            advice="look at the page, and mend the source's `links`",
            samples=run.samples(f"source {number}"),
            source=int(number) if source.required else None,
        )


def _least_of(usual: Sequence[float], *, knows_weekends: bool) -> float:
    """How many articles a page names at the least, by what it has named (sorted)."""
    low = max(quantile(usual, 0.02), usual[1])  # one run may have been an odd one
    if low >= _FULL * quantile(usual, 0.98):
        return (_THIN if knows_weekends else _BARELY) * low
    return min(_THIN * low, low - _DEVIATIONS * sqrt(low)) if knows_weekends else 0


def silent(run: Run) -> Iterator[Finding]:
    """A source answers and names no article, although it usually does or others have news."""
    for number, source in run.sources.items():
        if not run.plain or run.memory.links(number) != 0:
            continue
        named = run.usual.values(partial(Memory.links, source=number))
        known = len(named) >= LEAST_RUNS and run.usual.knows_weekends
        often = known and sum(map(bool, named)) >= _ALWAYS * len(named)
        wanted = _NEWS if len(named) >= _A_FEW and all(named) else _NO_NEWS_YET
        news = source.required and not known and run.memory.new >= wanted
        if often or news or ("silent source", source.name) in run.found_before:
            yield _silence(run, number, source, quantile(named, 0.5) if named else 0)


def _silence(run: Run, number: str, source: SourceFacts, usual: float) -> Finding:
    return Finding(
        kind="silent source",
        severity=Severity.BLOCKED if source.required else Severity.TOLD,
        about=source.name,
        usual=f"{usual:.0f} links" if usual else "",
        present="it answers and names no article",
        advice="look at the page: it has moved, or is another one",
        samples=run.samples(f"source {number}"),
        source=int(number),
    )


def walled(run: Run) -> Iterator[Finding]:
    """The portal refuses a required source as a whole: all that it answers is a wall. (Others may
    answer meanwhile.)"""
    for number, source in run.sources.items():
        walls = [why for why in run.memory.lost.get(number, ()) if why in _REFUSED]
        if source.required and walls and number not in run.memory.sources:
            yield Finding(
                kind="refused source",
                severity=Severity.BLOCKED,
                about=source.name,
                present=f"it answers with {' and '.join(walls)}",
                advice="look at the page in a browser: the portal may want to know who asks",
                source=int(number),
            )


def refused(run: Run) -> Iterator[Finding]:
    """Many headlines lead to addresses of a form that the portal's pattern refuses, and that
    listings have not had before."""
    for form, count in run.memory.headlines.items():
        before = run.usual.values(partial(Memory.headlines_to, form=form))
        if run.usual.enough and count >= _HEADLINES and before[-1] < count / 10:
            yield Finding(
                kind="new form of address",
                severity=Severity.TOLD,
                about=form,
                usual=f"{quantile(before, 0.5):.0f} headlines",
                present=f"{count} headlines lead there, and `article_url` refuses it",
                advice="if these are articles, widen the pattern",
            )


JUDGES = (thin, silent, walled, refused)
