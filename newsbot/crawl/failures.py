"""Why a request failed, as a short name that can be counted."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsbot.ledger.reasons import NOT_ARCHIVED
from newsbot.text.walls import WALLS

#: It is this machine that reaches nothing; its proxy; the host's name does not exist. The first two
#: are noted on the error, see download/reach.py.
NO_NETWORK, NO_PROXY, NO_SUCH_HOST = "no network", "no proxy", "dns"
#: How a run ends that reaches nothing.
OFFLINE = "offline"
#: What is said of a page that could not be had, by its reason; see in_words().
_WORDS = {
    NOT_ARCHIVED: "the archive has no answer to it",
    NO_NETWORK: "this machine has no network, or its resolver does not answer",
    NO_PROXY: "the proxy of this machine cannot be reached",
    NO_SUCH_HOST: "its host does not exist (DNS)",
    "robots": "robots.txt forbids it",
    "off-site": "it leads off the portal",
    "timeout": "no answer came in time",
    "refused": "its host refuses connections",
    "connection": "the connection broke",
    "truncated": "its answer is damaged or cut off",
    "too large": "its answer is too large",
    **{wall: f"a {wall} stands in its place" for wall in WALLS},
}
_NAMES = {
    "DownloadTimeoutError": "timeout",
    "TCPTimedOutError": "timeout",
    "CannotResolveHostError": NO_SUCH_HOST,
    "NoRouteError": NO_NETWORK,
    "TunnelError": NO_PROXY,
    "DownloadConnectionRefusedError": "refused",
    "ResponseDataLossError": "truncated",
    "DamagedBodyError": "truncated",
    "DownloadFailedError": "connection",
    "ConnectError": "connection",
    "ConnectionLost": "connection",
    "ConnectionDone": "connection",
}


def reason_of(failure: Failure) -> str:
    """The reason's name: `http_404`, `timeout`, `dns`, `no network`, `no proxy`, `refused`,
    `truncated`, `robots`, `off-site`, `challenge page` and what else text/walls.py names, …; of an
    unknown reason the exception's name."""
    error = failure.value
    for note in getattr(error, "__notes__", ()):
        if note in (NO_NETWORK, NO_PROXY, NO_SUCH_HOST):
            return str(note)
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


def in_words(reason: str) -> str:
    """A reason of reason_of() as it is told to whoever asked for one page."""
    name, _, status = reason.partition("http_")
    return f"it was answered with status {status}" if status else _WORDS.get(name, name)


def is_in_no_archive(failure: Failure) -> bool:
    """Whether a replayed archive has nothing of what was asked for, so that it will never come."""
    error = failure.value
    return isinstance(error, HttpError) and NOT_ARCHIVED in error.response.flags
