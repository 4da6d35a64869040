"""The generated portal: answers every address of SINDOnews and knows what a reader should find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from newsbot.replica.answer import Answer
from newsbot.replica.generated.browsing import clickable, requested_page
from newsbot.replica.generated.catalogue import Catalogue
from newsbot.replica.generated.control import is_control, set_time
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.faults import fault_of
from newsbot.replica.generated.furniture import Furniture
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.pages import ArticlePages
from newsbot.replica.generated.routes import Routes
from newsbot.replica.generated.truth import truth_of


class Site:
    """A portal made by these options.

    hits: how many requests there were, by host and target. kinds: the same by kind of page:
    "article", "listing", "search", "rss", "sitemap", "robots" and "other". A site has no locks: it
    serves one event loop.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.catalogue = Catalogue(options)
        self.hits: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        furniture = Furniture()
        self._pages = ArticlePages(self.catalogue, furniture)
        self._routes = Routes(options, self.catalogue, furniture, self._pages)

    def __str__(self) -> str:
        options, end = self.options, self.catalogue.newest
        shown = f"{self.catalogue.moment:%Y-%m-%d %H:%M} WIB"
        until = end if self.catalogue.is_whole else shown
        days = "1 day" if options.span == 1 else f"{options.span} days"
        return f"{options.articles} articles of {days} up to {until}, seed {options.seed}"

    def set_now(self, moment: datetime | None) -> None:
        """Let it be this moment, aware, from now on, and stand still; None: what the options and
        the clock say. Raises ValueError with one line."""
        if moment is not None:
            self.options.check_moment(moment)
        self.catalogue.set_now(self.options.now if moment is None else moment)

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        """The answer to GET `target` (path and query) at `host`, which may have a port. To
        POST it is 405, but where the time is set, see generated/control.py.

        Where the host is none of the portal's, a person's browser asks at the server's own
        address: it gets the page of www, or of the host that the path names, with links that stay
        on this server.
        """
        if posted is not None and is_control(host, target, headers):
            return set_time(posted, self.set_now)
        if posted is not None:
            return Answer(405, b"Method Not Allowed\n", "text/plain; charset=UTF-8")
        self.catalogue.refresh()
        real_host, target, browsing = requested_page(host, target)
        self.hits[real_host + target] += 1
        kind, answer = self._routes.answer(real_host, target)
        self.kinds[kind] += 1
        if browsing:
            answer = clickable(answer)
        headers = answer.headers
        if not self.catalogue.is_whole:
            date = format_datetime(self.catalogue.moment.astimezone(UTC), usegmt=True)
            headers = {"Date": date, **headers}
        return replace(answer, delay=self.options.latency, headers=headers)

    def truth(self) -> list[dict[str, Any]]:
        """What a perfect reader knows by now, newest article first; generated/truth.py has the
        keys. Those that were withdrawn are among them."""
        self.catalogue.refresh()
        return [self._row(entry) for entry in self.catalogue.everything]

    def truth_of(self, number: int) -> dict[str, Any] | None:
        """The same of the article with this number, though it may no longer be among the newest;
        None when it is not there yet."""
        self.catalogue.refresh()
        entry = self.catalogue.find(number)
        return self._row(entry) if entry else None

    def _row(self, entry: Entry) -> dict[str, Any]:
        story, layout = self._pages.content(entry)
        fault = fault_of(self.options, entry.number, layout.count)
        original = self.catalogue.original(entry)
        return truth_of(entry, story, layout, fault, original, self.catalogue.moment)
