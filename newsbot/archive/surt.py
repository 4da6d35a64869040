"""The key that an address has in an archive's index."""

from __future__ import annotations

import re
from contextlib import suppress

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PORT = re.compile(r":(\d*)$")
_WWW = re.compile(r"www\d*\.(?=.)")
_ESCAPE = re.compile(rb"%([0-9a-fA-F]{2})")
_TO_ESCAPE = re.compile(rb"[^!-~]|[#%]")
_DEFAULT_PORTS = {"", "80", "443"}
# Some addresses were escaped more than once. Nobody escapes an address more often than this.
_MOST_ESCAPES = 5
# Characters that the DNS takes; a longer name is copied as it is.
_LONGEST_HOST = 253


def surt(url: str) -> str:
    """The address in the order of its hierarchy: "https://www.Kompas.com/a/?y=2&x=1#top" is
    "com,kompas)/a?x=1&y=2".

    Any string has a surt, of visible ASCII. It leaves out the scheme, the fragment, "www.", the
    usual port and a slash at the end. It is in lower case, the query's parameters are sorted, and
    escapes have one form. Different pages may share a surt.
    """
    text = url.strip().partition("#")[0]
    rest = text[scheme.end() :] if (scheme := _SCHEME.match(text)) else text
    authority, path = _cut(rest)
    path, _, query = path.partition("?")
    parameters = sorted(filter(None, map(_plain, query.split("&"))))
    folder = _plain(path).rstrip("/") or "/"
    return f"{_host(authority)}){folder}" + ("?" + "&".join(parameters) if parameters else "")


def _cut(rest: str) -> tuple[str, str]:
    end = re.search(r"[/?\\]", rest)
    return (rest[: end.start()], rest[end.start() :]) if end else (rest, "")


def _host(authority: str) -> str:
    host = authority.rpartition("@")[2].lower()
    port = _PORT.search(host)
    if port:
        host = host[: port.start()]
    if not host.isascii() and len(host) <= _LONGEST_HOST:
        with suppress(UnicodeError):
            host = host.encode("idna").decode()
    host = _WWW.sub("", _plain(host).strip("."), count=1) if _WWW.match(host) else _plain(host)
    labels = [host] if host.startswith("[") else host.strip(".").split(".")[::-1]
    suffix = f":{port[1]}" if port and port[1] not in _DEFAULT_PORTS else ""
    return ",".join(labels) + suffix


def _plain(text: str) -> str:
    """The text in lower case, with nothing escaped that need not be."""
    raw = text.encode("utf-8", "surrogatepass")
    for _ in range(_MOST_ESCAPES):
        plain = _ESCAPE.sub(lambda escape: bytes((int(escape[1], 16),)), raw)
        if plain == raw:
            break
        raw = plain
    raw = raw.decode("utf-8", "surrogateescape").lower().encode("utf-8", "surrogateescape")
    return _TO_ESCAPE.sub(lambda match: b"%%%02x" % match[0][0], raw).decode()
