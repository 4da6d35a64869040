"""Unpacks gzip bodies, and refuses those that are damaged or too large."""

from __future__ import annotations

from zlib_ng import zlib_ng

# The most members of one gzip body, which is what blocked compression makes of 60 MB. Each member
# costs a copy of the rest.
_MOST_MEMBERS = 1000
_GZIP = 31  # zlib's window bits for a gzip header and trailer


class DamagedBodyError(Exception):
    """A compressed body that cannot be read to its end."""


class TooLargeError(DamagedBodyError):
    """A compressed body that is too large when it is unpacked; asking again does not help."""


def gunzip_whole(data: bytes, limit: int) -> bytes:
    """Decompress all members of a gzip body. limit: how many bytes it may have then; 0 for any
    number.

    Raises DamagedBodyError where Scrapy's gunzip would return the part that it could read.
    """
    parts: list[bytes] = []
    size = 0
    for _ in range(_MOST_MEMBERS):
        member = zlib_ng.decompressobj(wbits=_GZIP)
        try:
            parts.append(member.decompress(data, limit - size + 1 if limit else 0))
        except zlib_ng.error as error:  # type: ignore[misc]  # its stub calls it an instance
            raise DamagedBodyError(str(error)) from None
        size += len(parts[-1])
        if limit and size > limit:
            raise TooLargeError(f"more than {limit} bytes when decompressed")
        if not member.eof:
            raise DamagedBodyError("the gzip stream ends early")
        data = member.unused_data
        if data[:2] != b"\x1f\x8b":
            return b"".join(parts)
    raise TooLargeError(f"more than {_MOST_MEMBERS} gzip members")
