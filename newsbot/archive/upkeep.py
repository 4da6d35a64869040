"""Keeps archives in order between runs: finishes the files of killed runs, removes old files."""

from __future__ import annotations

import logging
import os
import re
import shutil
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from newsbot.archive.building import remove_index
from newsbot.archive.places import ArchiveError
from newsbot.archive.records import Tally, scan
from newsbot.archive.salvage import undamaged
from newsbot.clock import SLACK

logger = logging.getLogger(__name__)

#: The end of an unfinished file's name.
PART = ".part"
#: The form of the moment in a file's name, when it was begun (UTC). Its texts sort by time.
STAMP = "%Y%m%dT%H%M%SZ"
_NAME = r"-\d{8}T\d{6}Z-\d{5,}\.warc\.gz"


def repair(folder: Path, portal: str) -> list[Path]:
    """Finish the files that killed runs of the portal have left, and return those that are kept.

    A `.part` is cut behind its last whole answer; one without a whole answer is removed. A file
    with damage that no kill explains is kept as `….damaged`, and the answers before the damage are
    saved. No other process may write for the portal meanwhile.
    """
    mended = []
    for part in _ours(folder, portal, PART):
        try:
            final = _mend(part)
        except OSError as error:
            logger.error("cannot repair %s: %s", part, error.strerror or error)
            continue
        if final is not None:
            mended.append(final)
    if mended:
        sync_folder(folder)
    return mended


def prune(folder: Path, portal: str, days: int, now: datetime) -> list[Path]:
    """Remove the portal's finished files that were begun more than `days` days before the newest of
    them, as their names say, and return them. With 0 days or less, nothing is removed.

    Files that were begun after `now` (aware) by a wrong clock are kept, and count for nothing. So
    does a gap of more than `days` days: the files behind it may have been named by a wrong clock.
    Each further gap counts as a day, for an archive whose files are all that far apart.
    """
    removed: list[Path] = []
    for path in _too_old(folder, portal, timedelta(days=days), now + SLACK) if days > 0 else ():
        try:
            path.unlink()
            remove_index(path)
            removed.append(path)
        except OSError as error:
            logger.warning("cannot remove %s: %s", path, error.strerror or error)
    return removed


def _too_old(folder: Path, portal: str, kept: timedelta, latest: datetime) -> list[Path]:
    """The files that are to go, oldest first; see prune(). kept: how long files are."""
    dated = [(begun, path) for path in _ours(folder, portal, "") if (begun := _begun(path))]
    files = [(begun, path) for begun, path in sorted(dated, reverse=True) if begun <= latest]
    age, of_gap = timedelta(), timedelta()
    for number, ((newer, _), (older, _)) in enumerate(pairwise(files), start=1):
        gap = newer - older
        if gap > kept:
            gap, of_gap = of_gap, timedelta(days=1)
        age += gap
        if age > kept:
            return [path for _, path in reversed(files[number:])]
    return []


def _begun(path: Path) -> datetime | None:
    """When a finished file was begun, as its name says; None where it names no moment."""
    try:
        return datetime.strptime(path.name.rsplit("-", 2)[1], STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def sync_folder(folder: Path) -> None:
    """Make new names in a folder durable, where the file system can do so."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        logger.debug("cannot sync %s: %s", folder, error)
    finally:
        os.close(descriptor)


def _ours(folder: Path, portal: str, suffix: str) -> list[Path]:
    pattern = re.compile(re.escape(portal) + _NAME + re.escape(suffix))
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if pattern.fullmatch(path.name))


def _mend(part: Path) -> Path | None:
    final = part.with_name(part.name.removesuffix(PART))
    answers, whole, damaged = _examine(part)
    remove_index(part)
    if damaged or final.exists():
        aside = part.rename(part.with_name(f"{final.name}.damaged"))
        logger.error("%s is damaged; it is kept as %s", part, aside.name)
        if not answers or final.exists():
            return None
        shutil.copyfile(aside, part)
    elif not answers:
        part.unlink()
        return None
    with part.open("r+b") as file:
        file.truncate(whole)
        os.fsync(file.fileno())
    part.rename(final)
    logger.warning("%s was left by a killed run; its %d answers are kept", final, answers)
    return final


def _examine(part: Path) -> tuple[int, int, bool]:
    """How many whole answers are at the beginning of a file, where the last of them ends, and
    whether the file has damage that no kill explains."""
    try:
        end, killed = undamaged(part)
        ends = [entry.offset + entry.length for entry in scan(part, Tally())]
    except (ArchiveError, OSError) as error:
        logger.error("cannot read %s: %s", part, error)
        return 0, 0, True
    whole = [0, *(offset for offset in ends if offset <= end)]
    return len(whole) - 1, whole[-1], not killed
