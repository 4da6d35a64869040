"""Whether runs know what is healthy: simulations on a replica whose articles come out with time.

    python -m bench.health [week] [changes] [healthy] [model] [--seed 1] [--json FILE] …

week: hourly runs over a week of 2,000 articles, with bursts, late entries, edits and withdrawals;
the same with one run in five killed by SIGKILL, and with the machine off for two days. Each article
is to be delivered by the first run after it appeared, once, and every exit code is to be 0.

changes: a portal with thirty days of history (made of real runs on a replica of another seed), then
each change of bench/health/changes.py. It is to be found in the run that the table names (1: the
first one after it), with its exit code and by its name; nothing is to be lost, and the first run on
the mended portal is to deliver everything. "cut": articles whose text is not whole, before and
after a run with again=yes.

healthy: real runs on healthy portals of many volumes, profiles, habits and intervals: how many have
findings. model: the same for tens of thousands of runs that are only modelled, as what the ledger
remembers of them. At most one run in a thousand may have a finding.

The exit code is 1 when anything was not as it is to be.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from bench.health import changing, healthy, model, week
from bench.health.changes import BY_NAME
from bench.health.children import import_all

#: A part's figures as plain data, with "well": whether all is as it is to be.
Part = Callable[[argparse.Namespace], dict[str, Any]]
PARTS: dict[str, Part] = {
    "week": week.measure,
    "changes": changing.measure,
    "healthy": healthy.measure,
    "model": model.measure,
}


def arguments() -> argparse.Namespace:
    docs = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser("bench.health", description=__doc__, formatter_class=docs)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--seed", type=int, default=1, help="of the replicas that are judged")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--hours", type=int, default=168, help="of each simulated week")
    parser.add_argument("--week-articles", type=int, default=2000, help="of each simulated week")
    parser.add_argument(
        "--change", nargs="*", metavar="NAME", help="only changes whose names have this in them"
    )
    parser.add_argument("--no-variants", action="store_true", help="no changes much like others")
    parser.add_argument("--a-day", type=int, default=300, help="articles, of the changed portal")
    parser.add_argument("--profile", default="national", help="of the changed portal")
    parser.add_argument(
        "--moment",
        type=datetime.fromisoformat,
        default="2026-05-13T11:00+07:00",
        help="when the portal changes",
    )
    parser.add_argument("--history-seed", type=int, help="of the replica that gives the history")
    parser.add_argument("--learn", type=int, default=26, help="runs that the history is made of")
    parser.add_argument("--portals", type=int, default=12, help="that are healthy")
    parser.add_argument("--runs", type=int, default=84, help="on each healthy portal")
    parser.add_argument("--models", type=int, default=60, help="portals that are modelled")
    parser.add_argument("--days", type=int, default=40, help="of each modelled portal")
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"there is no {min(unknown)}; known are {', '.join(PARTS)}")
    if given.change and not any(part in name for part in given.change for name in BY_NAME):
        parser.error(f"no change has such a name; known are {', '.join(BY_NAME)}")
    if given.history_seed is None:
        given.history_seed = given.seed + 100
    return given


def main() -> None:
    given = arguments()
    import_all()
    figures = {name: PARTS[name](given) for name in given.parts or PARTS}
    if given.json:
        given.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    sys.exit(0 if all(part["well"] for part in figures.values()) else 1)


if __name__ == "__main__":
    main()
