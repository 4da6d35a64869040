"""Reading a CDXJ index: sorted lines, of which only the wanted ones are read."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

VERSION = 1
META = b"!meta "
# Of one address, the newest captures in so many bytes of index (about a thousand) are looked at.
_MOST_OF_ONE = 256 << 10
_BLOCK = 1 << 20
# What mostly holds two lines, and what is asked for next.
_LINE, _NEAR = 1 << 10, 1 << 12


class Entry(NamedTuple):
    """A captured page. at: UTC. status: None where a revisit does not say. file: its name below
    the archive's root. offset, length: in the file."""

    url: str
    at: datetime
    status: int | None
    mime: str
    digest: str
    file: str
    offset: int
    length: int


def parse(line: bytes) -> Entry | None:
    """An index line; None when it is none."""
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        _, stamp, text = line.split(b" ", 2)
        facts = json.loads(text)
        date = facts["date"] if "date" in facts else f"{stamp[:8].decode()}T{stamp[8:].decode()}Z"
        return Entry(
            url=facts["url"],
            at=datetime.fromisoformat(date),
            status=int(facts["status"]) if facts["status"].isdecimal() else None,
            mime=facts["mime"],
            digest=facts["digest"],
            file=facts["filename"],
            offset=int(facts["offset"]),
            length=int(facts["length"]),
        )
    return None


def stamp(at: datetime) -> str:
    """A moment in 14 digits, UTC."""
    return at.astimezone(UTC).isoformat()[:19].translate({45: None, 58: None, 84: None})


class Index:
    """An open index. It stays what it was when a newer one takes its place.

    files: what was indexed, by name: `size`, `mtime_ns`, `lines`, `newest`, `damaged`. Raises
    OSError when there is none, ValueError when it is none of ours or of another version.
    """

    def __init__(self, path: Path):
        self._file = path.open("rb")
        try:
            head = self._file.readline()
            if not head.startswith(META) or not head.endswith(b"\n"):
                raise ValueError(f"{path} is no index")
            meta: dict[str, Any] = json.loads(head[len(META) :])
            if meta.get("version") != VERSION:
                raise ValueError(f"{path} is of another version")
            self.files: dict[str, dict[str, Any]] = meta["files"]
            self.newest = datetime.fromisoformat(meta["newest"]) if meta["newest"] else None
            self._size = os.fstat(self._file.fileno()).st_size
            if self._size != len(head) + int(meta["bytes"]):
                raise ValueError(f"{path} is not whole")
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            self._file.close()
            raise ValueError(str(error)) from None
        self._first = len(head)
        #: The last bound that was looked for, and where it is.
        self._last = b"", self._first

    def close(self) -> None:
        self._file.close()

    def captures(self, key: str, until: datetime | None = None) -> list[Entry]:
        """What is under a key (a surt), up to a moment; the newest first, and not more than about
        a thousand."""
        prefix = key.encode()
        start = self._find(prefix + b" ")
        # "!" and "~": behind all of the key, and behind all of that second
        end = self._find(prefix + (b"!" if until is None else f" {stamp(until)}~".encode()))
        cut = max(start, end - _MOST_OF_ONE)
        lines = os.pread(self._file.fileno(), end - cut, cut).splitlines()
        entries = [entry for line in lines[cut > start :] if (entry := parse(line))]
        seen = [entry for entry in entries if until is None or entry.at <= until]
        return sorted(seen, key=lambda entry: entry.at, reverse=True)

    def _find(self, bound: bytes) -> int:
        """Where the first line begins that does not sort before `bound`."""
        earlier, start = self._last
        found = self._near(start, bound) if earlier <= bound else None
        if found is None:
            found = self._anywhere(bound)
        self._last = bound, found
        return found

    def _near(self, start: int, bound: bytes) -> int | None:
        """The same among the next lines, None when it is not there: addresses are mostly asked for
        in their order, and have few captures."""
        block, end = os.pread(self._file.fileno(), _NEAR, start), start
        for line in block.splitlines(keepends=True):
            if line >= bound:
                return end
            end += len(line)
        return end if len(block) < _NEAR else None

    def _anywhere(self, bound: bytes) -> int:
        low, high = self._first, self._size
        while low < high:
            middle = (low + high) // 2
            start, line = self._line(middle)
            if not line or line >= bound:
                high = middle
            else:
                low = start + len(line)
        return low

    def _line(self, position: int) -> tuple[int, bytes]:
        """The first line that begins at a place or behind it, and where; empty behind the last."""
        size = _LINE
        while True:
            block = os.pread(self._file.fileno(), size, position - 1)
            begin = block.find(b"\n") + 1
            end = block.find(b"\n", begin) + 1 if begin else 0
            if end or len(block) < size:
                return position - 1 + begin, block[begin:end] if end else b""
            size *= 4

    def lines(self) -> Iterator[bytes]:
        """All lines, with their ends."""
        position, rest = self._first, b""
        while block := os.pread(self._file.fileno(), _BLOCK, position):
            position += len(block)
            *whole, rest = (rest + block).split(b"\n")
            for line in whole:
                yield line + b"\n"
