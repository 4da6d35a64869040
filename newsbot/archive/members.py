"""How much of an unfinished archive file of ours is whole."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

logger = logging.getLogger(__name__)

_BLOCK = 1 << 16
# A header block of ours is never longer; what follows it is only counted.
_HEAD = 1 << 18


class State(NamedTuple):
    """whole: where the last whole record ends. answers: how many are before it. damaged: what
    follows was not made by a kill."""

    whole: int
    answers: int
    damaged: bool


class _Member(NamedTuple):
    head: bytes
    size: int
    end: int


def examine(path: Path) -> State:
    """Read the file to its end, or to the first damage."""
    try:
        with path.open("rb") as file:
            return _examine(file)
    except OSError as error:
        logger.error("cannot read %s: %s", path, error.strerror or error)
        return State(0, 0, damaged=True)


def _examine(file: IO[bytes]) -> State:
    whole = answers = 0
    try:
        for found in _members(file):
            if not _is_record(found):
                return State(whole, answers, damaged=True)
            whole = found.end
            answers += bool(re.search(rb"(?m)^WARC-Type: (response|revisit)\r$", found.head))
    except zlib.error:
        return State(whole, answers, damaged=not _only_zeros(file, whole))
    return State(whole, answers, damaged=False)


def _members(file: IO[bytes]) -> Iterator[_Member]:
    """The whole gzip members from the beginning. Raises zlib.error for what is none."""
    end, rest = 0, file.read(_BLOCK)
    while rest:
        inflate = zlib.decompressobj(31)
        head, size = b"", 0
        while not inflate.eof:
            if not rest and not (rest := file.read(_BLOCK)):
                return  # torn
            text = inflate.decompress(rest, _BLOCK)
            left = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            end += len(rest) - len(left)
            rest, size = left, size + len(text)
            head += text[: _HEAD - len(head)]
        yield _Member(head.partition(b"\r\n\r\n")[0] + b"\r\n", size, end)
        rest = rest or file.read(_BLOCK)


def _is_record(found: _Member) -> bool:
    length = re.search(rb"(?m)^Content-Length: (\d{1,15})\r$", found.head)
    if not found.head.startswith(b"WARC/1.1\r\n") or length is None:
        return False
    return found.size == len(found.head) + 2 + int(length[1]) + 4


def _only_zeros(file: IO[bytes], start: int) -> bool:
    """Whether nothing but zeros follows, as after a loss of power."""
    file.seek(start)
    while block := file.read(_BLOCK):
        if block.strip(b"\0"):
            return False
    return True
