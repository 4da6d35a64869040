"""What cannot be reached, and whose fault it is: a machine without a network is no portal that
refuses us."""

from __future__ import annotations

import errno
import re
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadConnectionRefusedError
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from scrapy.utils.datatypes import LocalCache
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.error import ConnectError, DNSLookupError

from newsbot.crawl.failures import NO_NETWORK, NO_PROXY, NO_SUCH_HOST, OFFLINE
from newsbot.ledger.component import Component

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred
    from twisted.python.failure import Failure

# Names that a resolver has found not to exist, or to have no address. Whatever else it says, or
# that it says nothing in time, is of the resolver and of the way to it: of this machine.
_GONE = {socket.EAI_NONAME, socket.EAI_NODATA}
_NUMBER, _NO_ANSWER = re.compile(r"\[Errno (-?\d+)\]"), "timeout error"
_NO_ROUTE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}

#: By host, why its name was not found: NO_NETWORK or NO_SUCH_HOST. Twisted keeps it from whoever
#: asked.
_unresolved: LocalCache[str, str] = LocalCache(1000)


class OutspokenResolver(CachingThreadedResolver):
    """Scrapy's resolver; it remembers why a name was not found."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """An address of a host. Raises DNSLookupError."""

        def remember(failure: Failure) -> Failure:
            if isinstance(failure.value, DNSLookupError):
                _unresolved[name] = why_unresolved(failure.getErrorMessage())
            return failure

        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addErrback(remember)


def why_unresolved(message: str) -> str:
    """Whether it is this machine that cannot ask (NO_NETWORK), or the name that does not exist
    (NO_SUCH_HOST), by what Twisted says of a name that was not found."""
    number = _NUMBER.search(message)
    machine = int(number[1]) not in _GONE if number else message.endswith(_NO_ANSWER)
    return NO_NETWORK if machine else NO_SUCH_HOST


def why_unreached(error: Exception, host: str, *, proxy: bool) -> str | None:
    """Why no connection came about: NO_NETWORK, NO_PROXY or NO_SUCH_HOST; None for what is not of
    this machine and its resolver. host: whom it was to be made to, the proxy if there is one."""
    if isinstance(error, CannotResolveHostError):
        why = _unresolved.get(host, NO_SUCH_HOST)
        return NO_PROXY if proxy and why == NO_SUCH_HOST else why
    if isinstance(error, ConnectError) and error.osError in _NO_ROUTE:
        return NO_NETWORK
    refused = isinstance(error, (DownloadConnectionRefusedError, TunnelError))
    return NO_PROXY if proxy and refused else None


class Reach(Component):
    """Notes on what a request ended with that it is this machine that reaches nothing, and counts
    it as newsbot/unreached/…; reason_of() reads the note.

    Ends the run as "offline" after NEWSBOT_REFUSALS_MAX such ends in a row if nothing was answered
    before: each of hundreds of requests would wait for a resolver. A run that has lost its network
    goes on, as it may come back. Stands between the retry middleware and the network.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._most = crawler.settings.getint("NEWSBOT_REFUSALS_MAX")
        self._in_a_row = self._answered = 0

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note and count what it ended with."""
        proxy = request.meta.get("proxy")
        host = urlsplit(str(proxy or request.url)).hostname or ""
        why = why_unreached(exception, host, proxy=bool(proxy))
        if why is None:
            return
        exception.add_note(why)
        stats = self.crawler.stats
        stats.inc_value(f"newsbot/unreached/{why}")
        answered = stats.get_value("downloader/response_count", 0)
        self._in_a_row = self._in_a_row + 1 if answered == self._answered else 1
        self._answered = answered
        stats.set_value("newsbot/unreached_in_a_row", self._in_a_row)
        stats.set_value("newsbot/answered_before", answered)
        if self._in_a_row == self._most and not answered:
            deferred_from_coro(self.crawler.engine.close_spider_async(reason=OFFLINE))
