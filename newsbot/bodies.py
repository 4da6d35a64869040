"""Bodies that are whole or refused."""

from __future__ import annotations

import zlib

_GZIP = 31  # zlib's window bits for a gzip header and trailer


class DamagedBodyError(Exception):
    """A compressed body that cannot be read to its end, or that is too large when it is."""


def gunzip_whole(data: bytes, limit: int) -> bytes:
    """Decompress all members of a gzip body. limit: bytes that it may have then; 0 for any.

    Raises DamagedBodyError where Scrapy's gunzip would give what it could read.
    """
    parts: list[bytes] = []
    size = 0
    while data[:2] == b"\x1f\x8b" or not parts:
        member = zlib.decompressobj(wbits=_GZIP)
        try:
            parts.append(member.decompress(data, limit - size + 1 if limit else 0))
        except zlib.error as error:
            raise DamagedBodyError(str(error)) from None
        size += len(parts[-1])
        if limit and size > limit:
            raise DamagedBodyError(f"more than {limit} bytes when decompressed")
        if not member.eof:
            raise DamagedBodyError("the gzip stream ends early")
        data = member.unused_data
    return b"".join(parts)
