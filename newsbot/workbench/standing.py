"""What is usual for a portal beside what its last run was like, as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from newsbot.health.distribution import quantile
from newsbot.health.memory import Memory, merged
from newsbot.health.usual import LEAST_RUNS, Usual
from newsbot.ledger import PastRun

Row = tuple[object, ...]


def standing(history: Sequence[PastRun]) -> list[Row]:
    """Rows of a name, what is usual, and the last run. history: oldest first, not empty."""
    usual, last = Usual.of(history), Memory.read_json(history[-1].memory)
    memories = [run.memory for run in usual.runs]
    numbers, whole = [_numbers(memory) for memory in memories], _together(memories)
    names = dict.fromkeys(name for each in (*numbers, _numbers(last)) for name in each)
    rows: list[Row] = [("", f"usual, {len(memories)} runs", f"run of {history[-1].started[:19]}")]
    for name in names:
        values = [each[name] for each in numbers if name in each]
        rows.append(
            (name, _short(median(values)) if values else None, _short(_numbers(last).get(name)))
        )
    shares, of_last = _shares(whole), _shares(last)
    rows += [(name, shares.get(name), of_last.get(name)) for name in {**shares, **of_last}]
    if not usual.enough:
        rows.append((f"what is usual is known from {LEAST_RUNS} healthy runs on", "", ""))
    return rows


def _numbers(memory: Memory) -> dict[str, float]:
    """A run in numbers of which the middle one is usual."""
    numbers = {}
    if memory.hours:
        numbers["new articles an hour"] = memory.new / memory.hours
    if memory.new:
        numbers["requests a new article"] = memory.requests / memory.new
    for source, pages in sorted(memory.sources.items()):
        for page, facts in sorted(pages.items()):
            numbers[f"source {source}, page {page}: most links"] = facts.most
    return numbers


def _shares(memory: Memory) -> dict[str, str]:
    """Runs in shares and quantiles, which many runs have together."""
    shares = {}
    for name, counts in (("words", memory.words), ("paragraphs", memory.paragraphs)):
        if counts:
            parts = ", ".join(f"{quantile(counts, share):.0f}" for share in (0.1, 0.5, 0.9))
            shares[f"{name} an article: 10 %, 50 %, 90 %"] = parts
    for state, count in sorted(memory.states.items()):
        shares[state.replace("_", " ").replace("/", ": ")] = _share(count, memory.new)
    if memory.articles:
        shares["several pages"] = _share(memory.with_pages(), memory.articles)
    for name, count in sorted(memory.filled.items()):
        shares[f"with {name}"] = _share(count, memory.articles)
    for name, count in sorted(memory.guessed.items()):
        shares[f"{name} guessed"] = _share(count, memory.read)
    for name, rules in sorted(memory.rules.items()):
        for rule, count in sorted(rules.items(), key=lambda each: -each[1]):
            shares[f"{name} by {rule}"] = _share(count, memory.won(name))
    return shares


def _share(number: int, of: int) -> str:
    return f"{number / of:.0%}" if of else "-"


def _short(value: float | None) -> str | None:
    return None if value is None else f"{value:.1f}".removesuffix(".0")


def _together(memories: Sequence[Memory]) -> Memory:
    """Runs added up."""
    rules = {name for memory in memories for name in memory.rules}
    counted: dict[str, Mapping[object, int]] = {
        name: merged(getattr(memory, name) for memory in memories)
        for name in ("states", "guessed", "filled", "words", "paragraphs", "pages")
    }
    return Memory(
        new=sum(memory.new for memory in memories),
        read=sum(memory.read for memory in memories),
        articles=sum(memory.articles for memory in memories),
        rules={name: merged(m.rules.get(name, {}) for m in memories) for name in sorted(rules)},
        **counted,  # type: ignore[arg-type]
    )
