"""One answer of the embedded portal and how it misbehaves on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HTML = "text/html; charset=UTF-8"
XML = "application/xml; charset=UTF-8"


@dataclass(frozen=True)
class Answer:
    """`delay` in seconds before answering; `hang`: never answer; `truncate_to`: bytes sent of
    the promised body before the connection is closed; `gzip_damage`: "cut" or "flipped" gzip.
    """

    status: int
    body: bytes
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    hang: bool = False
    truncate_to: int | None = None
    gzip_damage: str = ""
