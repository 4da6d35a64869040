"""A slice of bench.health: simulated weeks, changes of a portal with history, healthy portals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.health.changes import CHANGES
from tests.conftest import REPOSITORY
from tests.forked import clean_environment

#: Of all that is simulated here; the history of a portal is made with another one.
SEED = 11


def simulated(part: str, folder: Path, *arguments: str) -> dict[str, Any]:
    """What a part of bench.health measures. Its exit code tells whether all is as it is to be."""
    figures = folder / "figures.json"
    given = (f"--seed={SEED}", f"--json={figures}")
    ran = subprocess.run(
        [sys.executable, "-m", "bench.health", part, *given, *arguments],
        cwd=REPOSITORY,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert figures.exists(), ran.stderr
    measured: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))[part]
    assert ran.returncode == (0 if measured["well"] else 1), ran.stderr
    return measured


def test_each_article_of_a_day_is_delivered_by_the_first_run_after_it_and_once(
    tmp_path: Path,
) -> None:
    """Also where runs are killed, and where the machine is off for some hours."""
    measured = simulated("week", tmp_path, "--hours=24", "--week-articles=180")
    assert [row for row in measured["rows"] if not row["well"]] == []
    whole, killed, off = measured["rows"]
    assert (whole["codes"]["0"], killed["killed"] > 0, off["codes"]["0"] < 24) == (24, True, True)
    assert min(row["stories"] for row in measured["rows"]) > 30


def test_changes_are_found_and_nothing_is_lost_by_them(tmp_path: Path) -> None:
    few = "--no-variants", "--learn=12", "--a-day=260", "--moment=2026-05-13T09:30+07:00"
    measured = simulated("changes", tmp_path, *few)
    rows = measured["rows"]
    assert [row for row in rows if not row["well"]] == []
    assert [row["name"] for row in rows] == [each.name for each in CHANGES if not each.variant]


def test_what_is_healthy_is_called_healthy(tmp_path: Path) -> None:
    measured = simulated("healthy", tmp_path, "--portals=3", "--runs=10")
    assert (measured["codes"], measured["found"], measured["runs"]) == ({"0": 30}, {}, 30)


def test_modelled_portals_are_called_healthy_too(tmp_path: Path) -> None:
    measured = simulated("model", tmp_path, "--models=2", "--days=8")
    assert measured["runs"] > 40
    assert measured["found"] == {}
