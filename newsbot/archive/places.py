"""Finds the files of an archive, and says where their index is kept."""

from __future__ import annotations

import glob
import hashlib
import os
from pathlib import Path
from typing import NamedTuple

#: What an index's name ends in.
SUFFIX = ".warcindex"
_WARC = (".warc", ".warc.gz")


class ArchiveError(Exception):
    """The archive cannot be used. The message says in one line why, and what to do."""


class State(NamedTuple):
    """Size in bytes and mtime of a file. The file has changed when either differs."""

    size: int
    mtime_ns: int


class Place(NamedTuple):
    """An archive. name: as the user gave it. files: by their names below `root`. beside: the path
    of its index. spare: the path of its index where `beside` cannot be written."""

    name: str
    root: Path
    files: dict[str, State]
    beside: Path
    spare: Path


def find(place: str, fallback: Path) -> Place:
    """The archive at a place: a folder with all below it, a glob, or a single file. fallback: a
    folder for the index where it cannot be written beside the files.

    Of a folder and of a glob, the files called .warc and .warc.gz are taken. Raises ArchiveError
    when there are none, or when they cannot be read.
    """
    where = Path(os.path.abspath(place))
    spare = fallback / f"{_hash(str(where))[:16]}{SUFFIX}"
    try:
        if where.is_dir():
            root, index, paths = where, where / f"index{SUFFIX}", _below(where)
        elif where.exists():
            root, paths = where.parent, [where]
            index = where.with_name(f"{where.name}{SUFFIX}")
        else:
            root = _fixed(where)
            index = root / f"index-{_hash(str(where))[:8]}{SUFFIX}"
            paths = [Path(path) for path in glob.glob(str(where), recursive=True) if _named(path)]
        files = _states(root, paths)
    except OSError as error:
        raise ArchiveError(f"cannot read the archive {place}: {error.strerror or error}") from None
    if not files:
        raise ArchiveError(f"no archive at {place}: give a WARC file, a folder of them or a glob")
    return Place(place, root, files, index, spare)


def _below(folder: Path) -> list[Path]:
    def refuse(error: OSError) -> None:
        raise error

    walk = os.walk(folder, onerror=refuse)
    return [Path(parent, name) for parent, _, names in walk for name in names if _named(name)]


def _named(path: str) -> bool:
    return path.lower().endswith(_WARC)


def _fixed(pattern: Path) -> Path:
    """The folder that a glob begins with, before its first pattern."""
    fixed = Path(pattern.anchor)
    for part in pattern.parts[1:-1]:
        if glob.has_magic(part):
            break
        fixed /= part
    return fixed


def _states(root: Path, paths: list[Path]) -> dict[str, State]:
    states = {}
    for path in sorted(paths):
        try:
            facts = path.stat()
        except FileNotFoundError:  # it was removed or renamed a moment ago
            continue
        if path.is_file():
            name = path.relative_to(root).as_posix()
            states[name] = State(facts.st_size, facts.st_mtime_ns)
    return states


def _hash(text: str) -> str:
    return hashlib.sha1(os.fsencode(text), usedforsecurity=False).hexdigest()
