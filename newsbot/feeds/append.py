"""How a feed file ends that is to be appended to: in a whole line, in a torn one, or in neither."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, NamedTuple

from scrapy.utils.python import global_object_name

# A torn line longer than this is none of ours: such a file is left as it is.
_LONGEST = 1 << 20

#: The formats whose files can be put one behind the other.
LINES = {"jsonlines", "jsonl", "jl"}
TABLES = {"csv", "spreadsheet"}
APPENDABLE = {*LINES, *TABLES}

_OPENERS: dict[str, Any] = {
    "scrapy.extensions.postprocessing.GzipPlugin": gzip.open,
    "scrapy.extensions.postprocessing.Bz2Plugin": bz2.open,
    "scrapy.extensions.postprocessing.LZMAPlugin": lzma.open,
}


class UnappendableError(Exception):
    """Appending to the file would damage it, or what is appended; says why."""


class Tail(NamedTuple):
    """end: where the last whole line (CSV: record) ends, in bytes of text. rest: what follows it.
    header: the first line, without its end."""

    end: int
    rest: bytes
    header: bytes


def opener(plugins: list[Any]) -> Callable[..., IO[bytes]] | None:
    """What opens a file written through Scrapy's post-processing plugins; None if nothing does."""
    names = [name if isinstance(name, str) else global_object_name(name) for name in plugins]
    if not names:
        return open
    return _OPENERS.get(names[0]) if len(names) == 1 else None


def read_tail(file: IO[bytes], kind: str) -> Tail:
    """Read a text to its end. Raises UnappendableError when it cannot be read or understood."""
    end = position = 0
    quoted, rest, header = False, bytearray(), b""
    try:
        # in pieces: a damaged file may be one line of any length
        while piece := file.readline(_LONGEST):
            header = piece.rstrip(b"\r\n") if not position else header
            position += len(piece)
            if kind in TABLES:  # a newline between quotes ends no record
                quoted ^= bool(piece.count(b'"') % 2)
            if piece.endswith(b"\n") and not quoted:
                end = position
                rest.clear()
            elif len(rest) <= _LONGEST:
                rest += piece
    except (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error, OSError) as error:
        raise UnappendableError(f"cannot be read to its end ({error})") from None
    if len(rest) > _LONGEST:
        raise UnappendableError("ends in no line of a feed")
    return Tail(end, bytes(rest), header)


def is_whole(tail: Tail, kind: str) -> bool:
    """Whether the rest lacks nothing but its newline."""
    with suppress(ValueError, RecursionError, csv.Error):
        if kind not in TABLES:
            return isinstance(json.loads(tail.rest), dict)
        if tail.rest.count(b'"') % 2 == 0:
            header, rest = tail.header.decode(), io.StringIO(tail.rest.decode(), newline="")
            return len(next(csv.reader([header]))) == len(next(csv.reader(rest)))
    return False
