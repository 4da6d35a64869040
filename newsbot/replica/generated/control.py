"""The address at which another process sets the time of a site: POST /replica/now.

It is at the server's own address alone, 127.0.0.1 or localhost: no host of the portal has it. Pages
in a browser cannot use it, since browsers name the page's origin with what they post.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from newsbot.replica.answer import Answer
from newsbot.replica.option_text import read_moment

_PATH = "/replica/now"
_OWN = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.I)


def is_control(host: str, target: str, headers: Mapping[str, str]) -> bool:
    """Whether what is posted is to set the time. host: may have a port."""
    return bool(_OWN.fullmatch(host)) and target == _PATH and "origin" not in headers


def set_time(posted: str, set_now: Callable[[datetime | None], None]) -> Answer:
    """The answer to what was posted: a moment in ISO 8601, in WIB where it names no zone, or "" for
    the time that the site had at first. 400 with one line where it is none."""
    text = posted.strip()
    try:
        moment = read_moment(text) if text else None
    except ValueError:
        return _plain(400, f"{text!r}: a moment as 2026-11-27T10:00 is wanted")
    try:
        set_now(moment)
    except ValueError as error:
        return _plain(400, str(error))
    return _plain(200, text or "as at first")


def _plain(status: int, text: str) -> Answer:
    return Answer(status, f"{text}\n".encode(), "text/plain; charset=UTF-8")
