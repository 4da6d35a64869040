"""A change of a portal with history: what the runs after it find, and whether all comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from bench.health.changes import Change
from bench.health.checking import Checked
from bench.health.history import HOUR, month, write
from bench.health.machine import Machine, Ran, machine
from bench.health.rewriting import Scene
from newsbot.replica.generated.options import Options
from newsbot.spiders.sindonews import SindonewsSpider

# For so long before its first run on the portal, the machine was off.
_OFF = 30 * HOUR


@dataclass(frozen=True)
class Tried:
    """What came of a change. before: what healthy runs before it found. run: the number of the run
    that found it, from 1; 0 for none. code, found: of that run, else of the first. lost: articles
    that were never delivered, and what became of them. late: how many the first run on the mended
    portal did not deliver, but the next. cut_before, cut: how many articles had not their whole
    text in the end, before and after a run with again=yes. after, found_after: exit code and
    findings of the first run on the mended portal."""

    name: str
    before: list[str]
    run: int
    code: int
    found: list[str]
    lost: list[str]
    late: int
    cut_before: int
    cut: int
    repeated: int
    after: int
    found_after: list[str]

    def is_well(self, change: Change) -> bool:
        """Whether all is as it is wanted."""
        in_time = 0 < self.run <= change.runs and self.code in (change.code, change.or_code)
        left = self.late + self.cut + self.repeated + self.after
        well = not (left or self.lost or self.before)
        return in_time and well and (change.cut or not self.cut_before)


async def prepare(options: Options, runs: Sequence[Ran], data: Path, moment: datetime) -> list[str]:
    """Let a ledger have thirty days of history, made of these runs, then two real runs on the
    replica, the second an hour before a moment. Returns what these found."""
    first = moment - 2 * HOUR
    write(data, month(runs, Random(f"{options.seed}:history"), first - _OFF))
    async with machine(options, data) as computer:
        healthy = [await computer.run(at) for at in (first, first + HOUR)]
    codes = [f"exit code {ran.code}" for ran in healthy if ran.code]
    return [*codes, *(what for ran in healthy for what in ran.found())]


async def tried(
    change: Change, options: Options, prepared: Path, moment: datetime, before: list[str]
) -> Tried:
    """Let a portal change, run until that is found, and let it be as it was."""
    data = prepared.with_name(f"{prepared.name}-changed")
    shutil.copytree(prepared, data)
    try:
        async with machine(options, data) as computer:
            return await _tried(change, computer, moment, before)
    finally:
        shutil.rmtree(data)


async def _tried(change: Change, computer: Machine, moment: datetime, before: list[str]) -> Tried:
    scene = Scene(computer.site.site.options, moment)
    computer.site.rewrite = change.make(scene)
    changed: list[Ran] = []
    with _declaring(change.floors):
        while not changed or not (_finds(change, changed[-1]) or len(changed) >= change.runs):
            scene.turn += 1
            changed.append(await computer.run(moment + len(changed) * HOUR))
    computer.site.rewrite = None
    mended = moment + len(changed) * HOUR
    after = await computer.run(mended)
    first = second = Checked.of(computer, moment, mended)
    if first.lost:
        await computer.run(mended + HOUR)
        second = Checked.of(computer, moment, mended)
    if second.cut:
        days = [each.date().isoformat() for each in (moment, mended)]
        await computer.run(mended + 2 * HOUR, since=days[0], until=days[1], again="yes")
    last = Checked.of(computer, moment, mended)
    finds = _finds(change, changed[-1])
    shown = changed[-1] if finds else changed[0]
    return Tried(
        name=change.name,
        before=before,
        run=len(changed) if finds else 0,
        code=shown.code,
        found=shown.found(),
        lost=second.lost,
        late=len(first.lost) - len(second.lost),
        cut_before=second.cut,
        cut=last.cut,
        repeated=last.repeated,
        after=after.code,
        found_after=after.found(),
    )


def _finds(change: Change, ran: Ran) -> bool:
    found = {*ran.found(), *(str(each["kind"]) for each in ran.findings), ""}
    return ran.code in (change.code, change.or_code) and bool(found & set(change.found))


@contextmanager
def _declaring(floors: dict[str, float]) -> Iterator[None]:
    before = SindonewsSpider.floors
    SindonewsSpider.floors = floors
    try:
        yield
    finally:
        SindonewsSpider.floors = before
