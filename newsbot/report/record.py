"""The run record: what a run did, as JSON beside its feeds, whatever happened."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from newsbot.health.memory import nested, stats_below
from newsbot.report.refusals import Counts

RECORD_VERSION = 1
_PACKED = (".gz", ".bz2", ".xz", ".lzma")
_VERSIONS = ("Scrapy", "Twisted", "selectolax", "SQLAlchemy")
# Of the statistics on listings, those of headlines whose addresses no pattern takes.
_REFUSED = "refused/"
# Of the URLs that have failed for good, so many are named.
_MOST_URLS = 1000


def record_path(data: Path, portal: str, started: str) -> Path:
    """Where a run's record lies; started: ISO 8601 UTC."""
    stamp = started[:19].replace("-", "").replace(":", "")
    return data / "runs" / f"{portal}-{stamp}Z.json"


def outcome_of(counts: Counts) -> dict[str, dict[str, Any]]:
    """Counts by state, each with its reasons."""
    states: dict[str, dict[str, Any]] = {}
    for (state, reason), count in sorted(counts.items()):
        entry = states.setdefault(state, {"count": 0, "reasons": {}})
        entry["count"] += count
        if reason:
            entry["reasons"][reason] = count
    return states


def work_of(stats: Mapping[str, Any]) -> dict[str, Any]:
    """Requests by status, what they cost, and which rule found which field how often."""
    listings = stats_below("newsbot/listing/", stats)
    refused = {name: count for name, count in listings.items() if name.startswith(_REFUSED)}
    requests = stats.get("downloader/request_count", 0)
    delivered = stats.get("newsbot/feed/delivered", 0)
    return {
        "requests": requests,
        "requests_per_delivered": round(requests / delivered, 2) if delivered else None,
        "statuses": stats_below("downloader/response_status_count/", stats),
        "listings": {name: counted for name, counted in listings.items() if name not in refused},
        "refused_addresses": {form.removeprefix(_REFUSED): refused[form] for form in refused},
        "guessed": stats_below("newsbot/guessed/", stats),
        "fields": nested(stats_below("newsbot/field/", stats)),
        "archive": stats.get("newsbot/archive/files", []),
        "feeds": [feed_facts(Path(name)) for name in stats.get("newsbot/feed/files", [])],
    }


def feed_facts(path: Path) -> dict[str, Any]:
    """A finished feed file: its place, size in bytes, number of lines (null where it is compressed)
    and SHA-256 (hex)."""
    digest, lines, size = hashlib.sha256(), 0, 0
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
            lines, size = lines + chunk.count(b"\n"), size + len(chunk)
    facts = {"path": str(path), "bytes": size, "lines": None, "sha256": digest.hexdigest()}
    return facts if path.suffix in _PACKED else {**facts, "lines": lines}


def write_record(path: Path, record: Mapping[str, Any], failed_for_good: list[str]) -> None:
    """Write the record, whole or not at all. failed_for_good: URLs. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = {
        "record_version": RECORD_VERSION,
        **record,
        "failed_for_good": failed_for_good[:_MOST_URLS],
        "versions": {
            "Python": platform.python_version(),
            **{name: version(name) for name in _VERSIONS},
        },
    }
    part = path.with_suffix(".part")
    part.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(part, path)
