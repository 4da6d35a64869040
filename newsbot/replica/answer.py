"""An answer of a replica, and what goes wrong while it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HTML = "text/html; charset=UTF-8"
XML = "application/xml; charset=UTF-8"


@dataclass(frozen=True)
class Answer:
    """An HTTP answer.

    delay: seconds to wait before it is sent. hang: it is never sent. truncate_to: the connection is
    closed after so many bytes of the body, whose whole length was announced. gzip_damage: "cut" or
    "flipped", how the body is damaged after it was compressed; "" for no damage.
    """

    status: int
    body: bytes
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0
    hang: bool = False
    truncate_to: int | None = None
    gzip_damage: str = ""
