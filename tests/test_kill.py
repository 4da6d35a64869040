"""Runs that die: nothing is lost, nothing comes twice, no file is torn."""

from __future__ import annotations

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path

import pytest

from newsbot.items import Article
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from tests.conftest import Project, Serving

REPOSITORY = Path(__file__).parents[1]
SITE = "articles=80,day=2026-05-15,days=2,latency=0.01"
RANGE = ("-a", "since=2026-05-14", "-a", "until=2026-05-15")


def start_and_stop_at(
    project: Project, site: Site, port: int, requests: int, number: int, *arguments: str
) -> int:
    """Start a run, send it a signal when the replica has had so many requests, and wait."""
    before = sum(site.kinds.values())
    wire = ("-s", f"NEWSBOT_WIRE=replica:{port}")
    process = project.start("crawl", "sindonews", *wire, *RANGE, *arguments)
    while sum(site.kinds.values()) < before + requests and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(number)
    process.communicate(timeout=60)
    return int(process.returncode)


def assert_all_once(project: Project, site: Site) -> None:
    ids = [article["id"] for article in project.articles()]
    twins = {each["id"]: each["duplicate_of"] for each in site.truth() if each["duplicate_of"]}
    assert len(ids) == len(set(ids))
    assert {twins.get(key, key) for key in ids} == {
        each["id"] for each in site.truth() if not each["duplicate_of"]
    }
    assert project.leftovers() == []


@pytest.mark.parametrize("requests", [1, 12, 25, 60, 100, 140])
def test_kill_9_loses_nothing_and_repeats_nothing(
    project: Project, serving: Serving, requests: int
) -> None:
    site = Site(Options.parse(SITE))
    port = serving(site)
    assert start_and_stop_at(project, site, port, requests, signal.SIGKILL) == -signal.SIGKILL
    assert project.crawl(*RANGE, wire=f"replica:{port}").code == 0
    assert_all_once(project, site)


def test_the_next_run_writes_the_record_of_a_killed_one(project: Project, serving: Serving) -> None:
    site = Site(Options.parse(SITE))
    port = serving(site)
    start_and_stop_at(project, site, port, 30, signal.SIGKILL)
    assert not (project.data / "runs").exists()
    project.crawl(*RANGE, wire=f"replica:{port}")
    records = [json.loads(path.read_text()) for path in (project.data / "runs").iterdir()]
    assert sorted((each["reason"], each["exit_code"]) for each in records) == [
        ("finished", 0),
        ("killed", None),
    ]


def test_a_second_signal_ends_a_run_at_once_and_is_safe(project: Project, serving: Serving) -> None:
    site = Site(Options.parse(SITE.replace("latency=0.01", "latency=1")))
    port = serving(site)
    process = project.start("crawl", "sindonews", "-s", f"NEWSBOT_WIRE=replica:{port}", *RANGE)
    while site.kinds["article"] < 5 and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130
    other = serving(Site(Options.parse(SITE)))
    assert project.crawl(*RANGE, wire=f"replica:{other}").code == 0
    assert_all_once(project, site)


def test_kills_in_a_row(project: Project, serving: Serving) -> None:
    site = Site(Options.parse(SITE))
    port = serving(site)
    for requests in (20, 30, 40):
        start_and_stop_at(project, site, port, requests, signal.SIGKILL)
    assert project.crawl(*RANGE, wire=f"replica:{port}").code == 0
    assert_all_once(project, site)


@pytest.mark.parametrize("feeds", ["default", "two", "gzip", "csv", "append"])
def test_kills_at_random_moments(feeds: str) -> None:
    """The short form of bench/crash.py, which kills a hundred times and more."""
    command = [sys.executable, "-m", "bench.crash", "--kills=4", "--seed=7", f"--feeds={feeds}"]
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stdout
    assert "kills               4" in ran.stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_run_closes_its_feed_and_the_next_goes_on(
    project: Project, serving: Serving, number: int
) -> None:
    site = Site(Options.parse(SITE))
    port = serving(site)
    code = start_and_stop_at(project, site, port, 60, number)
    assert code == 128 + number
    taken = len(project.articles())
    assert 0 < taken < 80
    assert project.leftovers() == []
    assert project.crawl(*RANGE, wire=f"replica:{port}").code == 0
    assert_all_once(project, site)


def test_a_feed_that_cannot_be_written_is_not_lost(project: Project) -> None:
    feeds = project.data / "feeds"
    project.data.mkdir()
    feeds.write_text("not a folder")
    ran = project.crawl(*RANGE, site=SITE)
    assert ran.code == 3
    assert "cannot write" in ran.output
    feeds.unlink()
    again = project.crawl(*RANGE, site=SITE)
    assert again.code == 0
    assert_all_once(project, Site(Options.parse(SITE)))


# --- several feeds at once ------------------------------------------------------------------------

SMALL = "articles=16,day=2026-05-15,days=2"
GZIP = "scrapy.extensions.postprocessing.GzipPlugin"
BOTH = {
    "%(data)s/lines/%(started)s.jsonl": {"format": "jsonlines"},
    "%(data)s/all.csv.gz": {"format": "csv", "postprocessing": [GZIP]},
}
FEEDS = ("-s", f"FEEDS={json.dumps(BOTH)}")


def assert_both_have_all_once(project: Project, site: Site) -> None:
    """The same articles in both feeds, and each story once. No file but the finished ones."""
    lines = [
        json.loads(line)["id"]
        for path in (project.data / "lines").glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
        if line.endswith("\n")
    ]
    with gzip.open(project.data / "all.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = [row["id"] for row in csv.DictReader(file, strict=True)]
    assert sorted(lines) == sorted(rows)
    assert len(lines) == len(set(lines))
    original = {each["id"]: each["duplicate_of"] or each["id"] for each in site.truth()}
    assert {original[key] for key in lines} == set(original.values())
    files = {path.name for path in project.data.iterdir() if path.is_file()}
    assert {name for name in files if "ledger" not in name} == {"all.csv.gz"}
    assert {path.suffix for path in (project.data / "lines").iterdir()} == {".jsonl"}


def test_kill_9_with_two_feeds(project: Project, serving: Serving) -> None:
    site = Site(Options.parse(SITE))
    port = serving(site)
    earlier = ("-a", "since=2026-05-14", "-a", "until=2026-05-14", *FEEDS)
    assert project.crawl(*earlier, wire=f"replica:{port}").code == 0  # something to append to
    for requests in (5, 45, 70):
        start_and_stop_at(project, site, port, requests, signal.SIGKILL, *FEEDS)
    assert project.crawl(*RANGE, *FEEDS, wire=f"replica:{port}").code == 0
    assert_both_have_all_once(project, site)


# Runs Scrapy and dies before or after the n-th call of a step of finishing feeds.
DYING = """
import os, signal, sys
from newsbot.feeds.storage import AtomicFileStorage
from newsbot.ledger.outbox import Outbox
step, call, moment = sys.argv.pop(1), int(sys.argv.pop(1)), sys.argv.pop(1)
owner = AtomicFileStorage if hasattr(AtomicFileStorage, step) else Outbox
done, calls = getattr(owner, step), []
def die():
    os.kill(os.getpid(), signal.SIGKILL)
def dying(*arguments, **named):
    calls.append(1)
    if len(calls) == call and moment == "before":
        die()
    result = done(*arguments, **named)
    if len(calls) == call and moment == "after":
        die()
    return result
setattr(owner, step, dying)
from scrapy.cmdline import execute
execute()
"""


def die_at(step: str, call: int, moment: str, data: Path, *arguments: str) -> None:
    """Run `scrapy crawl` on the replica until it dies at that step."""
    environment = {key: text for key, text in os.environ.items() if key[:8] != "NEWSBOT_"}
    ran = subprocess.run(
        [sys.executable, "-c", DYING, step, str(call), moment, "crawl", *arguments],
        cwd=Path(__file__).parents[1],
        env={**environment, "NEWSBOT_DATA": str(data), "NEWSBOT_WIRE": "replica"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr


@pytest.mark.parametrize(
    ("step", "call", "moment"),
    [
        ("store", 2, "before"),
        ("intend", 1, "after"),
        ("rename", 1, "after"),
        ("rename", 2, "after"),
        ("deliver", 1, "after"),
    ],
)
def test_a_kill_between_two_steps_of_finishing(
    project: Project, step: str, call: int, moment: str
) -> None:
    project.data.mkdir()
    with gzip.open(project.data / "all.csv.gz", "wb") as file:  # something to append to
        file.write(",".join(each.name for each in fields(Article) if each.init).encode() + b"\r\n")
    site = ("-s", f"NEWSBOT_REPLICA={SMALL}")
    die_at(step, call, moment, project.data, "sindonews", *site, *RANGE, *FEEDS)
    assert project.crawl(*RANGE, *FEEDS, site=SMALL).code == 0
    assert_both_have_all_once(project, Site(Options.parse(SMALL)))


# --- two portals at once --------------------------------------------------------------------------

TWIN = """
from newsbot.spiders.sindonews import SindonewsSpider
class Twin(SindonewsSpider):
    name = "twin"
"""


@pytest.fixture
def two_portals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """A second portal like the first, for processes started from here; the setting it needs."""
    (tmp_path / "twin_portal.py").write_text(TWIN)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "-s", "SPIDER_MODULES=newsbot.spiders,twin_portal"


def by_portal(feed: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"sindonews": [], "twin": []}
    text = feed.read_text(encoding="utf-8")
    assert text.endswith("\n")
    for line in text.splitlines():
        article = json.loads(line)
        found[article["portal"]].append(article["id"].partition(":")[2])
    return found


def test_two_portals_append_to_one_file_and_are_killed(
    project: Project, serving: Serving, two_portals: tuple[str, str], tmp_path: Path
) -> None:
    site = Site(Options.parse(SITE))
    feed = tmp_path / "all.jsonl"
    wire = ("-s", f"NEWSBOT_WIRE=replica:{serving(site)}")
    for seconds in (1.2, 1.6, 0):
        running = [
            project.start("crawl", name, *wire, *RANGE, *two_portals, "-o", str(feed))
            for name in ("sindonews", "twin")
        ]
        if seconds:
            time.sleep(seconds)
            for process in running:
                process.kill()
        outputs = [process.communicate(timeout=60)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], outputs
    original = {
        each["id"].partition(":")[2]: (each["duplicate_of"] or each["id"]).partition(":")[2]
        for each in site.truth()
    }
    for ids in by_portal(feed).values():
        assert len(ids) == len(set(ids))
        assert {original[key] for key in ids} == set(original.values())
    assert not [*tmp_path.glob("all.jsonl.*"), *tmp_path.glob("all.*-*")]


@pytest.mark.parametrize("step", ["intend", "rename"])
def test_another_portal_appends_before_the_killed_one_comes_back(
    project: Project, two_portals: tuple[str, str], tmp_path: Path, step: str
) -> None:
    """Each line is in a file once, though one of the files is another than was asked for."""
    feed = tmp_path / "all.jsonl"
    site = ("-s", f"NEWSBOT_REPLICA={SMALL}")
    asked = (*site, *RANGE, *two_portals, "-o", str(feed))
    die_at(step, 1, "after", project.data, "sindonews", *asked)
    other = project.scrapy("crawl", "twin", "-s", "NEWSBOT_WIRE=replica", *asked)
    assert other.code == 3
    assert "belongs to a killed run until its portal runs again" in other.output
    assert project.crawl(*asked, site=SMALL).code == 0
    (beside,) = tmp_path.glob("all.twin-*.jsonl")
    assert sorted(by_portal(feed)["sindonews"]) == sorted(by_portal(beside)["twin"])
    assert len(set(by_portal(feed)["sindonews"])) == 16
    assert not list(tmp_path.glob("all.jsonl.*"))
