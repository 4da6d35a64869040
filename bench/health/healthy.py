"""Healthy portals of many kinds: what real runs on living replicas find wrong with them."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from bench.health.children import Tell, told_by
from bench.health.machine import machine
from newsbot.replica.generated.options import PROFILES, Options
from newsbot.text.calendar import WIB

_MINUTES = (15, 30, 60, 60, 60, 120, 180)
_A_DAY = (8, 20, 40, 60, 100, 150)
_YEAR = datetime(2026, 1, 5, tzinfo=WIB)
_OFF = 0.005  # of the runs: after so many of them, the machine is off for hours


@dataclass(frozen=True)
class Portal:
    """A healthy portal, and when it is crawled."""

    seed: int
    options: Options
    minutes: int
    first: datetime

    @classmethod
    def drawn(cls, seed: int) -> Portal:
        """One of the portals that there may be: its volume, profile and habits by chance."""
        rng = Random(f"{seed}:portal")
        options = Options(
            articles=rng.choice(_A_DAY) * 4,
            days=4,
            seed=seed,
            profile=rng.choice(PROFILES),
            bursts=rng.choice((0, 0.02, 0.05)),
            late=rng.choice((0, 0.05, 0.1)),
            edits=rng.choice((0, 0.1, 0.2)),
            withdrawals=rng.choice((0, 0.01, 0.03)),
        )
        first = _YEAR + timedelta(minutes=rng.randrange(200 * 24 * 60))
        return cls(seed, options, rng.choice(_MINUTES), first)

    def moments(self) -> Iterator[datetime]:
        """When it is crawled: never quite on time, and now and then much later."""
        rng, moment = Random(f"{self.seed}:moments"), self.first
        while True:
            yield moment
            late = rng.randrange(3, 60) * 60 if rng.random() < _OFF else 0
            moment += timedelta(minutes=self.minutes + late, seconds=rng.randrange(60))

    def __str__(self) -> str:
        options = self.options
        habits = f"{options.bursts:g}/{options.late:g}/{options.edits:g}/{options.withdrawals:g}"
        return (
            f"{self.seed:6} {options.articles // options.span:4} a day {options.profile:9} "
            f"{habits:18} {self.minutes:4} min"
        )


@dataclass
class Health:
    """What was found on a healthy portal. codes: runs by exit code. found: by kind and what it is
    about."""

    runs: int = 0
    with_findings: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    def __iadd__(self, other: Health) -> Health:
        self.runs += other.runs
        self.with_findings += other.with_findings
        self.codes += other.codes
        self.found += other.found
        return self


def crawled(portal: Portal, runs: int) -> Health:
    """What is found in so many runs on a portal."""
    health = Health()
    with tempfile.TemporaryDirectory() as folder:
        for told in told_by(partial(_crawl, portal, runs, Path(folder))):
            if told is None:
                raise RuntimeError("the simulation was killed")
            health.runs += 1
            health.with_findings += bool(told["found"])
            health.codes[told["code"]] += 1
            health.found.update(told["found"])
            if told["found"] or told["code"]:
                print(f"  {told['at']}: exit code {told['code']}, {told['new']} new; ", end="")
                print(", ".join(told["found"]), flush=True)
    return health


async def _crawl(portal: Portal, runs: int, data: Path, tell: Tell) -> None:
    async with machine(portal.options, data) as computer:
        for moment in islice(portal.moments(), runs):
            ran = await computer.run(moment)
            new = ran.memory.new
            tell({"code": ran.code, "found": ran.found(), "at": str(moment), "new": new})


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """Print the table. Returns its figures, and whether all is as it is to be."""
    print(f"\n{'seed':>6} {'volume, profile':20} {'habits':18} {'every':>8}  runs with findings")
    total = Health()
    for number in range(given.portals):
        portal = Portal.drawn(1000 * given.seed + number)
        health = crawled(portal, given.runs)
        print(f"{portal}  {health.with_findings} of {health.runs}", flush=True)
        total += health
    print(f"{total.with_findings} of {total.runs} healthy runs with findings: {dict(total.found)}")
    well = total.with_findings <= max(1, total.runs // 1000) and set(total.codes) == {0}
    codes, found = dict(total.codes), dict(total.found)
    runs = {"runs": total.runs, "with_findings": total.with_findings}
    return {**runs, "codes": codes, "found": found, "well": well}
