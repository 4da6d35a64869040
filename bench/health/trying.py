"""A change of a portal with history: what the runs after it find, and whether all comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.health.changes import Change
from bench.health.history import HOUR, month, write
from bench.health.machine import Machine, Ran, machine
from bench.health.rewriting import Scene
from bench.health.truth import Truth, read_feed, truths, wanted
from newsbot.crawl.arguments import NAMES
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.spiders.sindonews import SindonewsSpider

# For so long before its first run on the portal, the machine was off.
_OFF = 30 * HOUR
# A text with fewer of its words is cut.
_WHOLE = 0.9


@dataclass(frozen=True)
class Tried:
    """What came of a change. before: what healthy runs before it found. run: the number of the run
    that found it, from 1; 0 for none. code, found: of that run, else of the first. lost: articles
    that were never delivered. late: those that the first run on the mended portal did not deliver,
    but the next. cut: articles whose text was not whole in the end, and those before a run with
    again=yes. after: exit code and findings of the first run on the mended portal."""

    name: str
    before: list[str]
    run: int
    code: int
    found: list[str]
    lost: int
    late: int
    cut: int
    cut_before: int
    repeated: int
    after: str

    def is_well(self, change: Change) -> bool:
        """Whether all is as it is wanted."""
        in_time = 0 < self.run <= change.runs and self.code == change.code
        left = self.lost + self.late + self.cut + self.repeated + len(self.before)
        return in_time and not left and (change.cut or not self.cut_before)


async def prepare(options: Options, runs: Sequence[Ran], data: Path, moment: datetime) -> list[str]:
    """Let a ledger have thirty days of history, made of these runs, then two real runs on the
    replica, the second an hour before a moment. Returns what these found."""
    first = moment - 2 * HOUR
    write(data, month(runs, Random(f"{options.seed}:history"), first - _OFF))
    async with machine(options, data) as computer:
        healthy = [await computer.run(at) for at in (first, first + HOUR)]
    told = [f"{ran.code}: {what}" for ran in healthy for what in ran.found() if ran.code]
    return told + [f"exit code {ran.code}" for ran in healthy if ran.code]


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
        while not changed or not (_finds(change, changed[-1]) or len(changed) > change.runs):
            scene.turn += 1
            changed.append(await computer.run(moment + len(changed) * HOUR))
    computer.site.rewrite = None
    mended = moment + len(changed) * HOUR
    after = await computer.run(mended)
    first = _Checked.of(computer, moment, mended)
    await computer.run(mended + HOUR)
    second = _Checked.of(computer, moment, mended)
    if second.cut and "again" in NAMES:
        days = [each.date().isoformat() for each in (moment - timedelta(days=1), mended)]
        await computer.run(mended + 2 * HOUR, since=days[0], until=days[1], again="yes")
    last = _Checked.of(computer, moment, mended)
    finds = _finds(change, changed[-1])
    shown = changed[-1] if finds else changed[0]
    return Tried(
        name=change.name,
        before=before,
        run=len(changed) if finds else 0,
        code=shown.code,
        found=shown.found(),
        lost=second.lost,
        late=first.lost - second.lost,
        cut_before=second.cut,
        cut=last.cut,
        repeated=last.repeated,
        after=", ".join([str(after.code), *after.found()]),
    )


@dataclass(frozen=True)
class _Checked:
    """How many articles that were there are not delivered, delivered with a part of their text, or
    delivered again as they were."""

    lost: int
    cut: int
    repeated: int

    @classmethod
    def of(cls, computer: Machine, moment: datetime, until: datetime) -> _Checked:
        feeds = sorted((computer.data / "feeds").rglob("*.jsonl"))
        articles = [article for feed in feeds for article in read_feed(feed)]
        newest = {each["id"]: each for each in articles}
        revisions = {(each["id"], each["revision"]) for each in articles}
        site = Site(computer.site.site.options)
        known = truths(site, (moment, until))
        stories = [each for each in wanted(known, moment) if each.since <= until]
        told = [newest[key] for story in stories for key in story.ids if key in newest]
        return cls(
            lost=sum(not story.ids & newest.keys() for story in stories),
            cut=sum(_is_cut(article, known[article["id"]]) for article in told),
            repeated=len(articles) - len(revisions),
        )


def _is_cut(article: Mapping[str, Any], truth: Truth) -> bool:
    return int(article["word_count"]) < _WHOLE * len(str(truth["text"]).split())


def _finds(change: Change, ran: Ran) -> bool:
    found = {*ran.found(), *(str(each["kind"]) for each in ran.findings), ""}
    return ran.code == change.code and bool(found & set(change.found))


@contextmanager
def _declaring(floors: dict[str, float]) -> Iterator[None]:
    before = SindonewsSpider.floors
    SindonewsSpider.floors = floors
    try:
        yield
    finally:
        SindonewsSpider.floors = before
