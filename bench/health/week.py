"""A week of hourly runs: each article is delivered by the first run after it appeared, and once."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bench.health.children import Tell, told_by
from bench.health.machine import machine
from bench.health.truth import Delivery, trouble, truths, wanted
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.report.exit_codes import INCOMPLETE
from newsbot.text.calendar import WIB

HOUR = timedelta(hours=1)
_WITHDRAWN = {"failed/http_404", "failed/http_410"}
MONDAY = datetime(2026, 5, 11, tzinfo=WIB)
# A run that is killed is killed within so many seconds after a request.
_SECONDS = 0.1


@dataclass(frozen=True)
class Plan:
    """A simulated week. options: the replica's. first: when its first run begins. hours: how many
    runs it has at most, one an hour. killed: the share of runs that are killed. off: from which
    hour to which the machine is off."""

    name: str
    options: Options
    first: datetime
    seed: int
    hours: int = 168
    killed: float = 0
    off: tuple[int, int] = (0, 0)

    def runs(self) -> list[tuple[int, datetime]]:
        """Number and beginning of each run: an hour after the other, more or less."""
        rng, off = Random(f"{self.seed}:minutes"), range(*self.off)
        return [
            (hour, self.first + hour * HOUR + timedelta(seconds=rng.randrange(120)))
            for hour in range(self.hours)
            if hour not in off
        ]


@dataclass
class Week:
    """How a week went. codes: runs by exit code. withdrawn: of those that ended with 3, how many
    lacked nothing but articles that were withdrawn after a killed run had listed them. findings:
    runs by what was found. trouble: see trouble() in truth.py."""

    plan: Plan
    stories: int = 0
    killed: int = 0
    withdrawn: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    trouble: Counter[str] = field(default_factory=Counter)

    def is_well(self) -> bool:
        withdrawn = self.withdrawn if self.plan.killed else 0
        others = self.codes.total() - self.codes[0] - withdrawn
        return not self.trouble and not others


def lived(plan: Plan, data: Path) -> Week:
    """Live through a week. data: an empty folder."""
    week, left = Week(plan), plan.runs()
    deliveries: list[Delivery] = []
    known: dict[str, Any] = {"seen": [], "requests": 100}
    while left:
        for told in told_by(partial(_runs, plan, data, left, known)):
            if told is None:
                week.killed += 1
                break
            if "begun" in told:
                left = left[1:]
                continue
            known = told
            week.codes[told["code"]] += 1
            week.withdrawn += told["code"] == INCOMPLETE and set(told["failed"]) <= _WITHDRAWN
            week.findings.update(told["found"])
            at = datetime.fromisoformat(told["at"])
            deliveries.append(Delivery(at, frozenset(told["ids"]), told["watermark"]))
    site, last = Site(plan.options), deliveries[-1].at
    middle = plan.first + (last - plan.first) / 2
    stories = wanted(truths(site, (plan.first, middle, last)), plan.first)
    week.stories, week.trouble = len(stories), trouble(stories, deliveries)
    return week


async def _runs(
    plan: Plan, data: Path, left: Sequence[tuple[int, datetime]], known: dict[str, Any], tell: Tell
) -> None:
    """known: what was told of the last run that ended."""
    requests = known["requests"]
    async with machine(plan.options, data) as computer:
        computer.seen |= set(known["seen"])
        for hour, at in left:
            rng = Random(f"{plan.seed}:{hour}:kill")
            if rng.random() < plan.killed:
                computer.kill_at(rng.randint(1, requests), rng.random() * _SECONDS)
            tell({"begun": hour})
            ran = await computer.run(at)
            computer.site.at_request, requests = None, computer.site.requests
            tell(
                {
                    "at": at.isoformat(),
                    "code": ran.code,
                    "found": ran.found(),
                    "failed": [name for name in ran.memory.states if name.startswith("failed/")],
                    "ids": [article["id"] for article in ran.delivered],
                    "watermark": ran.watermark,
                    "seen": sorted(computer.seen),
                    "requests": requests,
                }
            )


def shown(week: Week) -> Iterator[str]:
    """The lines of the table that tell of a week."""
    codes = ", ".join(f"{count} x {code}" for code, count in sorted(week.codes.items()))
    trouble = ", ".join(f"{count} {what}" for what, count in week.trouble.items())
    yield (
        f"{week.plan.name:32} {week.codes.total():5} {week.killed:7} {week.stories:9} "
        f"{codes:16} {trouble or 'none'}"
    )
    for what, count in week.findings.items():
        yield f"{'':32} found {count} x {what}"


HEAD = f"{'week':32} {'runs':>5} {'killed':>7} {'articles':>9} {'exit codes':16} trouble"


def as_json(week: Week) -> dict[str, Any]:
    """The figures as plain data."""
    return {
        "name": week.plan.name,
        "stories": week.stories,
        "killed": week.killed,
        "withdrawn": week.withdrawn,
        "well": week.is_well(),
        "codes": {str(code): count for code, count in week.codes.items()},
        "findings": dict(week.findings),
        "trouble": dict(week.trouble),
    }


def plans(given: argparse.Namespace) -> list[Plan]:
    """The weeks to live through."""
    options = Options(
        articles=given.week_articles,
        days=7,
        seed=given.seed,
        profile="national",
        bursts=0.03,
        late=0.05,
        edits=0.1,
        withdrawals=0.02,
    )
    week = Plan("hourly runs", options, MONDAY, given.seed, given.hours)
    off = (given.hours // 4, given.hours // 4 + given.hours * 2 // 7)  # two days of a week
    return [
        week,
        replace(week, name="one run in five killed", killed=0.2),
        replace(week, name="the machine off for two days", off=off),
    ]


def measure(given: argparse.Namespace) -> dict[str, Any]:
    """Print the table. Returns its rows, and whether all is as it is to be."""
    print(f"\n{HEAD}")
    weeks = []
    for plan in plans(given):
        with tempfile.TemporaryDirectory() as folder:
            week = lived(plan, Path(folder))
        print(*shown(week), sep="\n", flush=True)
        weeks.append(week)
    return {
        "rows": [as_json(week) for week in weeks],
        "well": all(week.is_well() for week in weeks),
    }
