"""Why a request failed, as a short name that can be counted."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsbot.ledger.reasons import NOT_ARCHIVED

_NAMES = {
    "DownloadTimeoutError": "timeout",
    "CannotResolveHostError": "dns",
    "DownloadConnectionRefusedError": "refused",
    "ResponseDataLossError": "truncated",
    "DamagedBodyError": "truncated",
    "DownloadFailedError": "connection",
}


def reason_of(failure: Failure) -> str:
    """The reason's name: `http_404`, `timeout`, `dns`, `refused`, `truncated`, `robots`,
    `off-site`, `challenge page` and what else text/walls.py
    names, …; of an unknown reason the exception's name."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(error, IgnoreRequest):
        message = str(error)
        if "robots.txt" in message:
            return "robots"
        if "offsite" in message.lower():
            return "off-site"
        if message:
            return message.split(".")[0][:80]
    return _NAMES.get(type(error).__name__, type(error).__name__)


def is_in_no_archive(failure: Failure) -> bool:
    """Whether a replayed archive has nothing of what was asked for, so that it will never come."""
    error = failure.value
    return isinstance(error, HttpError) and NOT_ARCHIVED in error.response.flags
