"""Runs that die: nothing is lost, nothing comes twice, no file is torn."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from typing import Any

import pytest

from newsbot.replica.options import Options
from newsbot.replica.site import Site

SITE = "articles=80,day=2026-05-15,days=2,latency=0.01"
RANGE = ("-a", "since=2026-05-14", "-a", "until=2026-05-15")


def start_and_stop_at(house: Any, site: Site, port: int, requests: int, number: int) -> int:
    """Start a run, send it a signal when the replica has had so many requests, and wait."""
    before = sum(site.kinds.values())
    wire = ("-s", f"NEWSBOT_WIRE=replica:{port}")
    process = house.start("crawl", "sindonews", *wire, *RANGE)
    while sum(site.kinds.values()) < before + requests and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(number)
    process.communicate(timeout=60)
    return int(process.returncode)


def assert_all_once(house: Any, site: Site) -> None:
    ids = [article["id"] for article in house.articles()]
    twins = {each["id"]: each["duplicate_of"] for each in site.truth() if each["duplicate_of"]}
    assert len(ids) == len(set(ids))
    assert {twins.get(key, key) for key in ids} == {
        each["id"] for each in site.truth() if not each["duplicate_of"]
    }
    assert house.leftovers() == []


@pytest.mark.parametrize("requests", [1, 12, 25, 60, 100, 140])
def test_kill_9_loses_nothing_and_repeats_nothing(
    house: Any, serving: Callable[[Site], int], requests: int
) -> None:
    site = Site(Options.parse(SITE))
    port = serving(site)
    assert start_and_stop_at(house, site, port, requests, signal.SIGKILL) == -signal.SIGKILL
    assert house.crawl(*RANGE, wire=f"replica:{port}").code == 0
    assert_all_once(house, site)


def test_the_next_run_writes_the_record_of_a_killed_one(
    house: Any, serving: Callable[[Site], int]
) -> None:
    site = Site(Options.parse(SITE))
    port = serving(site)
    start_and_stop_at(house, site, port, 30, signal.SIGKILL)
    assert not (house.data / "runs").exists()
    house.crawl(*RANGE, wire=f"replica:{port}")
    records = [json.loads(path.read_text()) for path in (house.data / "runs").iterdir()]
    assert sorted((each["reason"], each["exit_code"]) for each in records) == [
        ("finished", 0),
        ("killed", None),
    ]


def test_a_second_signal_ends_a_run_at_once_and_is_safe(
    house: Any, serving: Callable[[Site], int]
) -> None:
    site = Site(Options.parse(SITE.replace("latency=0.01", "latency=1")))
    port = serving(site)
    process = house.start("crawl", "sindonews", "-s", f"NEWSBOT_WIRE=replica:{port}", *RANGE)
    while site.kinds["article"] < 5:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=20)
    assert process.returncode == 130
    other = serving(Site(Options.parse(SITE)))
    assert house.crawl(*RANGE, wire=f"replica:{other}").code == 0
    assert_all_once(house, site)


def test_kills_in_a_row(house: Any, serving: Callable[[Site], int]) -> None:
    site = Site(Options.parse(SITE))
    port = serving(site)
    for requests in (20, 30, 40):
        start_and_stop_at(house, site, port, requests, signal.SIGKILL)
    assert house.crawl(*RANGE, wire=f"replica:{port}").code == 0
    assert_all_once(house, site)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_run_closes_its_feed_and_the_next_goes_on(
    house: Any, serving: Callable[[Site], int], number: int
) -> None:
    site = Site(Options.parse(SITE))
    port = serving(site)
    code = start_and_stop_at(house, site, port, 60, number)
    assert code == 128 + number
    taken = len(house.articles())
    assert 0 < taken < 80
    assert house.leftovers() == []
    assert house.crawl(*RANGE, wire=f"replica:{port}").code == 0
    assert_all_once(house, site)


def test_a_feed_that_cannot_be_written_is_not_lost(house: Any) -> None:
    feeds = house.data / "feeds"
    house.data.mkdir()
    feeds.write_text("not a folder")
    ran = house.crawl(*RANGE, site=SITE)
    assert ran.code == 3
    assert "cannot write" in ran.output
    feeds.unlink()
    again = house.crawl(*RANGE, site=SITE)
    assert again.code == 0
    assert_all_once(house, Site(Options.parse(SITE)))
