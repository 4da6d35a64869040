"""Archives between runs: mending what a killed run left, and removing what is old."""

from __future__ import annotations

import logging
import os
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from newsbot.archive.building import remove_index
from newsbot.archive.places import ArchiveError
from newsbot.archive.records import Tally, scan
from newsbot.archive.salvage import undamaged

logger = logging.getLogger(__name__)

#: What an unfinished file's name ends in.
PART = ".part"
#: How a file's name says when it was begun (UTC): as text, an earlier moment is less.
STAMP = "%Y%m%dT%H%M%SZ"
_NAME = r"-\d{8}T\d{6}Z-\d{5,}\.warc\.gz"


def repair(folder: Path, portal: str) -> list[Path]:
    """Finish what a killed run of the portal left unfinished, and say which files these are.

    A `.part` is cut behind its last whole answer; without any, it is removed. One that is damaged
    otherwise than by a kill is kept as `….damaged`, what is whole before the damage is saved.
    Call it alone: no other process may write for the portal.
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
    """Remove the portal's finished files that were begun, by their names, more than `days` days
    before `now` (UTC), and say which; 0 or less removes nothing."""
    if days <= 0:
        return []
    oldest, removed = f"{portal}-{now - timedelta(days=days):{STAMP}}", []
    for path in _ours(folder, portal, ""):
        try:
            if path.name < oldest:
                path.unlink()
                remove_index(path)
                removed.append(path)
        except OSError as error:
            logger.warning("cannot remove %s: %s", path, error.strerror or error)
    return removed


def sync_folder(folder: Path) -> None:
    """Make new names in a folder durable, where the file system can."""
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
    """How many whole answers are at the beginning of a file, where the last ends, and whether what
    follows was not made by a kill."""
    try:
        end, killed = undamaged(part)
        ends = [found.offset + found.length for found in scan(part, Tally())]
    except (ArchiveError, OSError) as error:
        logger.error("cannot read %s: %s", part, error)
        return 0, 0, True
    whole = [0, *(each for each in ends if each <= end)]
    return len(whole) - 1, whole[-1], not killed
