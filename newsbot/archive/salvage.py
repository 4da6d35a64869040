"""Finds the next whole record behind damage in a WARC file."""

from __future__ import annotations

import os
import re
import zlib
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO

_BLOCK = 1 << 20
_GZIP_START, _PLAIN_START = re.compile(rb"\x1f\x8b\x08"), re.compile(rb"(?<=\n)WARC/\d")


class Window:
    """A part of a file, from `start` to `end`, as FastWARC reads it."""

    def __init__(self, file: IO[bytes], start: int, end: int):
        self._file, self._position, self._end = file, start, end

    def close(self) -> None:
        """Leave the file open: whoever has opened it closes it."""

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        raise OSError("a window is read from its start to its end")

    def tell(self) -> int:
        return self._position

    def read(self, size: int = -1) -> bytes:
        left = self._end - self._position
        self._file.seek(self._position)
        block = self._file.read(left if size < 0 else min(size, left))
        self._position += len(block)
        return block


def member_end(file: IO[bytes], start: int) -> int | None:
    """The end of the gzip member that begins at `start`; None when it is damaged or torn."""
    with suppress(zlib.error):
        return _end(file, start)
    return None


def undamaged(path: Path) -> tuple[int, bool]:
    """The end of the whole records at the beginning of a packed file, and whether a kill or a loss
    of power explains what follows: nothing, a record that ends too soon, or zeros."""
    start = 0
    with path.open("rb") as file:
        try:
            while (end := _end(file, start)) is not None:
                if not _is_start(os.pread(file.fileno(), 4096, start)):
                    return start, False
                start = end
        except zlib.error:
            file.seek(start)
            blocks = iter(partial(file.read, _BLOCK), b"")
            return start, not any(block.strip(b"\0") for block in blocks)
    return start, True


def _end(file: IO[bytes], start: int) -> int | None:
    """The end of a gzip member; None when the file ends before it. Raises zlib.error."""
    file.seek(start)
    inflate = zlib.decompressobj(31)
    while not inflate.eof:
        block = inflate.unconsumed_tail or file.read(1 << 16)
        if not block:
            return None
        inflate.decompress(block, _BLOCK)
    return file.tell() - len(inflate.unused_data)


def next_start(file: IO[bytes], position: int, size: int, packed: bool) -> int:
    """The next place where a record may begin; the file's size where there is none."""
    pattern = _GZIP_START if packed else _PLAIN_START
    while position < size:
        block = os.pread(file.fileno(), _BLOCK, position - 1)
        for match in pattern.finditer(block, 1):
            start = position - 1 + match.start()
            if not packed or _is_start(os.pread(file.fileno(), 4096, start)):
                return start
        position += max(len(block) - 8, 1)
    return size


def _is_start(block: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(block, 8).startswith(b"WARC/")
    except zlib.error:
        return False
