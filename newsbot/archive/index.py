"""Making and renewing an archive's CDXJ index, which says where each captured page is."""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from heapq import merge
from pathlib import Path
from typing import Any

from newsbot.archive.lookup import META, VERSION, Index, stamp
from newsbot.archive.places import ArchiveError, Place
from newsbot.archive.records import Found, Tally, scan
from newsbot.archive.runs import sorted_runs
from newsbot.archive.surt import surt

logger = logging.getLogger(__name__)

# Bytes of archive that take so long to read (some seconds) that one should be told.
_LONG = 100_000_000

_FILENAME = b'"filename": '


def open_index(place: Place) -> Index:
    """The archive's index, made or renewed where it does not fit the files. Raises ArchiveError
    when it can be written nowhere, or a file cannot be read.

    Two processes may do so at once: both make the same.
    """
    old = None
    for path in (place.cdxj, place.spare):
        index = _load(path)
        if index and _fits(index, place):
            return index
        old = old or index
    reasons = []
    for path in (place.cdxj, place.spare):
        try:
            _build(place, old, path)
            return Index(path)
        except (OSError, ValueError) as error:
            reasons.append(f"{path}: {getattr(error, 'strerror', None) or error}")
    raise ArchiveError(f"cannot write an index of {place.name}: {'; '.join(reasons)}")


def _load(path: Path) -> Index | None:
    with suppress(OSError, ValueError):
        return Index(path)
    return None


def _fits(index: Index, place: Place) -> bool:
    return index.files.keys() == place.files.keys() and all(
        _same(index.files[name], state) for name, state in place.files.items()
    )


def _same(facts: dict[str, Any], state: tuple[int, int]) -> bool:
    return (facts.get("size"), facts.get("mtime_ns")) == state


def _build(place: Place, old: Index | None, path: Path) -> None:
    """Write the index to `path`, with what is still true of the old."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    known = old.files if old else {}
    kept = {
        name: known[name]
        for name, state in place.files.items()
        if name in known and _same(known[name], state)
    }
    files = dict(kept)
    unread = sum(size for name, (size, _) in place.files.items() if name not in kept)
    if unread > _LONG:
        logger.info("Reading %d MB of %s for its index, once", unread // 1_000_000, place.name)
    try:
        with ExitStack() as stack, temporary.open("xb") as target:
            fresh = _fresh_lines(place, [name for name in place.files if name not in kept], files)
            runs = sorted_runs(fresh, path.parent, stack)
            if old and kept:
                runs.append(_kept_lines(old, kept))
            start = target.write(_head(files, 0))
            target.writelines(merge(*runs))
            size = target.tell() - start
            target.seek(0)
            target.write(_head(files, size))
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _head(files: dict[str, Any], size: int) -> bytes:
    """The first line; as long for every size."""
    newest = max((facts["newest"] for facts in files.values() if facts["newest"]), default=None)
    meta = {"version": VERSION, "newest": newest, "bytes": f"{size:015d}", "files": files}
    return META + json.dumps(meta).encode() + b"\n"


def _kept_lines(old: Index, kept: Iterable[str]) -> Iterator[bytes]:
    names = {json.dumps(name).encode() + b"}\n" for name in kept}
    everything = len(names) == len(old.files)
    return (line for line in old.lines() if everything or line.rpartition(_FILENAME)[2] in names)


def _fresh_lines(place: Place, names: Iterable[str], files: dict[str, Any]) -> Iterator[bytes]:
    """Lines of files that are not indexed yet, unsorted; `files` is told what was in them."""
    for name in names:
        tally, newest, lines = Tally(), None, 0
        for found in scan(place.root / name, tally):
            newest, lines = max(newest or found.at, found.at), lines + 1
            yield _line(found, name)
        _tell(place, name, tally)
        size, mtime_ns = place.files[name]
        files[name] = {
            "size": size,
            "mtime_ns": mtime_ns,
            "lines": lines,
            "newest": newest.isoformat() if newest else None,
            "damaged": tally.damaged,
        }


def _tell(place: Place, name: str, tally: Tally) -> None:
    path = place.root / name
    if not tally.records:
        if len(place.files) == 1:
            raise ArchiveError(f"{path} is no WARC file, or there is no whole record in it")
        logger.warning("%s is no WARC file, or there is no whole record in it", path)
        return
    if tally.damaged:
        logger.warning("%s: %d damaged places are left out", path, tally.damaged)
    if tally.torn:
        logger.warning("%s is torn: its %d whole records are used", path, tally.records)


def _line(found: Found, name: str) -> bytes:
    facts = {
        "url": found.url,
        "mime": found.mime,
        "status": "-" if found.status is None else str(found.status),
        "digest": found.digest,
        "length": str(found.length),
        "offset": str(found.offset),
    }
    if found.at.microsecond:  # the line's own 14 digits end at the second
        facts["date"] = found.at.isoformat()
    facts["filename"] = name  # last, for _kept_lines
    return f"{surt(found.url)} {stamp(found.at)} {json.dumps(facts)}\n".encode()
