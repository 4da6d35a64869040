"""Thirty days of history: what real runs of a replica remembered, put into a ledger of another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bench.health.machine import PORTAL, Ran, machine
from newsbot.crawl.run import utc
from newsbot.health.memory import Memory
from newsbot.ledger.schema import run
from newsbot.ledger.store import Store
from newsbot.replica.generated.options import Options
from newsbot.text.calendar import WIB

HOUR = timedelta(hours=1)
DAYS = 30


async def learned(options: Options, data: Path, since: datetime, hours: int) -> list[Ran]:
    """Real runs, one an hour, on a replica of these options. data: an empty folder."""
    async with machine(options, data) as computer:
        return [await computer.run(since + hour * HOUR) for hour in range(hours)][1:]


def month(runs: Sequence[Ran], rng: Random, until: datetime) -> Iterator[tuple[datetime, Memory]]:
    """Runs of each hour of the days before a moment: for each, one of those that are known which
    was nearly of the same hour, on such a day (working day or weekend) if there is any."""
    moment = until - DAYS * 24 * HOUR
    while moment < until:
        near = [each for each in runs if _hours_apart(each.at, moment) <= 1]
        same = [each for each in near if _is_weekend(each.at) == _is_weekend(moment)]
        yield moment, rng.choice(same or near or list(runs)).memory
        moment += HOUR


def _hours_apart(one: datetime, other: datetime) -> int:
    apart = abs(one.astimezone(WIB).hour - other.astimezone(WIB).hour)
    return min(apart, 24 - apart)


def _is_weekend(moment: datetime) -> bool:
    return moment.astimezone(WIB).weekday() >= 5


def write(data: Path, runs: Iterator[tuple[datetime, Memory]]) -> None:
    """Put runs into the ledger of a data folder, as if they had been there before."""
    store = Store(f"sqlite:///{data / 'ledger.sqlite3'}", PORTAL, data)
    try:
        rows = [_row(at, memory) for at, memory in runs]
        store.write(*(run.insert().values(**row) for row in rows))
    finally:
        store.close()


def _row(at: datetime, memory: Memory) -> dict[str, object]:
    return {
        "portal": PORTAL,
        "arguments": "{}",
        "started": utc(at),
        "ended": utc(at + timedelta(seconds=30)),
        "reason": "finished",
        "exit_code": 0,
        "caught_up": True,
        "memory": json.dumps(memory.as_json()),
        "findings": "[]",
    }
