"""The part "changes": each change tried, and a table of what came of it."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.health.changes import BY_NAME, CHANGES, Change
from bench.health.children import Tell, told_by
from bench.health.history import learned
from bench.health.trying import Tried, prepare, tried
from newsbot.replica.generated.options import Options

# How long before the change the history is learned from.
_BEFORE = timedelta(days=5)
# So many lost articles are named.
_MOST = 3
HEAD = (
    f"{'change':48} {'run':>3} {'code':>4} {'lost':>4} {'late':>4} {'cut':>7} {'again':>5}  "
    "found; then on the mended portal"
)


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """Print the table. Returns its rows, and whether all is as it is to be."""
    chosen = [
        change
        for change in CHANGES
        if not given.change or any(part in change.name for part in given.change)
        if not (given.no_variants and change.variant)
    ]
    rows: list[dict[str, Any]] = []
    print(f"\n{HEAD}")
    with tempfile.TemporaryDirectory() as folder:
        for told in told_by(partial(_try_all, given, chosen, Path(folder))):
            if told is None:
                raise RuntimeError("the simulation was killed")
            row, change = Tried(**told), BY_NAME[told["name"]]
            rows.append({**told, "well": row.is_well(change)})
            print(*shown(row, change), sep="\n", flush=True)
    return {"rows": rows, "well": all(row["well"] for row in rows)}


async def _try_all(
    given: argparse.Namespace, changes: Sequence[Change], folder: Path, tell: Tell
) -> None:
    options = Options(articles=3 * given.a_day, days=3, seed=given.seed, profile=given.profile)
    others = Options(
        articles=3 * given.a_day, days=3, seed=given.history_seed, profile=given.profile
    )
    since = given.moment - _BEFORE
    runs = await learned(others, folder / "learned", since, given.learn)
    prepared = folder / "prepared"
    prepared.mkdir()
    before = await prepare(options, runs, prepared, given.moment)
    for change in changes:
        tell(asdict(await tried(change, options, prepared, given.moment, before)))


def shown(row: Tried, change: Change) -> Iterator[str]:
    """A line of the table, and those that say what was to be."""
    cut = f"{row.cut_before} > {row.cut}" if row.cut_before else "0"
    lost = len(row.lost)
    yield (
        f"{row.name:48} {row.run or '-':>3} {row.code:>4} {lost:>4} {row.late:>4} {cut:>7} "
        f"{row.repeated:>5}  {', '.join(row.found) or 'nothing'}; "
        f"{', '.join([str(row.after), *row.found_after])}"
    )
    if not row.is_well(change):
        wanted = " or ".join(name or "the exit code alone" for name in change.found)
        yield f"  NOT WELL: wanted is {change.code} by run {change.runs}, {wanted}"
    for what in row.lost[:_MOST]:
        yield f"  lost: {what}"
    for what in row.before:
        yield f"  found before the change: {what}"
