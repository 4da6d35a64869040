"""The site that a portal's cases make: articles at their addresses, and listings of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import cached_property
from html import escape
from typing import Protocol

from newsbot.extract.rules import Rules
from newsbot.replica.answer import Answer
from newsbot.replica.saved.addresses import address, posted_to
from newsbot.replica.saved.files import Case, Saved, read_cases, read_listings
from newsbot.replica.saved.listings import Listings
from newsbot.replica.saved.options import CaseOptions
from newsbot.replica.saved.source_reading import Reading
from newsbot.sources import Discover, Source
from newsbot.text.urls import on_site, strip_tracking

_URL_IN_PATH = re.compile(r"/(https?://.+)")  # how a person's browser asks for a host's page
_CHANGED = re.compile(rb"(<lastmod>)[^<]*")
_ROBOTS_TXT = "/robots.txt"
_ROBOTS = b"User-agent: *\nAllow: /\n"
_GONE = b"<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>"


class Portal(Protocol):
    """What a site needs to know of a portal. A spider class is one."""

    @property
    def domains(self) -> tuple[str, ...]: ...
    @property
    def sources(self) -> tuple[Source, ...]: ...
    @property
    def channels(self) -> Mapping[str, str]: ...
    @property
    def rules(self) -> Rules: ...


class CaseSite:
    """A portal of saved pages.

    cases: the articles that it shows; of several with one key, the first by name. hits: how many
    requests there were, by place (see saved/addresses.py). kinds: the same by kind of page:
    "article", "listing", "robots" and "other", such as a 404. Raises ValueError when a page is not
    the portal's.
    """

    def __init__(self, portal: Portal, options: CaseOptions) -> None:
        self.options, self._portal = options, portal
        self._now = options.now()
        self.hits: Counter[str] = Counter()
        self.kinds: Counter[str] = Counter()
        by_key: dict[str, Case] = {}
        for case in read_cases(options.cases):
            article = portal.rules.urls.read(strip_tracking(case.url))
            if article is None:
                raise ValueError(
                    f"{case.pages[0].path}: {case.url} is not the address of an article of "
                    f"{portal.rules.portal}"
                )
            by_key.setdefault(article.key, case)
        self.cases = list(by_key.values())
        self._first = {key: case.pages[0] for key, case in by_key.items()}
        self._pages = {address(page.url): page for case in self.cases for page in case.pages}
        self._listed = read_listings(options.cases)
        self._saved = {address(page.url): page for page in self._listed}
        robots = (page.body for place, page in self._saved.items() if place.endswith(_ROBOTS_TXT))
        self._robots = next(robots, _ROBOTS)
        # Where a source discovers pages by their links, listings are served as they were saved.
        self._explored = any(isinstance(source, Discover) for source in portal.sources)

    @cached_property
    def listings(self) -> Listings:
        """The listings that lead to the cases."""
        rules, portal = self._portal.rules, self._portal
        readings = [Reading(source, rules.urls, rules.zone, self._now) for source in portal.sources]
        channels = list(portal.channels.values())
        return Listings(readings, self.cases, self._listed, channels, self.options)

    def __str__(self) -> str:
        count, day = len(self.cases), self._now.date()
        return f"{count} cases of {self._portal.rules.portal}, {self.options.cases}, on {day}"

    def answer(
        self, host: str, target: str, headers: Mapping[str, str], posted: str | None = None
    ) -> Answer:
        """The answer to a request for `target` (path and query) at `host`, which may have a port.
        posted: the body of a POST request; None for GET and HEAD."""
        host = host.partition(":")[0].lower()
        match = _URL_IN_PATH.fullmatch(target)
        url = match[1] if match else f"https://{host}{target}"
        place = address(url)
        if posted is None:
            listing = self._saved_listing(place) if self._explored else self._listing(place)
            kind, answer = self._article(url) or listing or self._other(url)
        else:
            place = posted_to(place, posted)
            kind, answer = self._listing(place) or ("other", Answer(404, _GONE))
        self.hits[place] += 1
        self.kinds[kind] += 1
        return answer

    def _article(self, url: str) -> tuple[str, Answer] | None:
        """The page saved at this URL, or page 1 under any form of the article's address."""
        page = self._pages.get(address(url))
        if page is None and not strip_tracking(url).partition("?")[2]:
            article = self._portal.rules.urls.read(strip_tracking(url))
            page = self._first.get(article.key) if article and not article.page else None
        return ("article", _as_saved(page)) if page else None

    def _listing(self, place: str) -> tuple[str, Answer] | None:
        sheet = self.listings.at(place)
        if sheet is not None:
            body, content_type = self.listings.body(sheet)
            return "listing", Answer(200, body, content_type, _date_header(self._now))
        if place not in self.listings.indexes:  # it would show articles that are no cases
            return None
        saved = self._saved[place]
        # A crawl does not follow what an index says to have changed long ago.
        changed = _CHANGED.sub(rb"\g<1>%b" % self._now.isoformat().encode(), saved.body)
        return "listing", _as_saved(replace(saved, body=changed))

    def _saved_listing(self, place: str) -> tuple[str, Answer] | None:
        saved = self._saved.get(place)
        return ("listing", _as_saved(saved)) if saved and saved.body != self._robots else None

    def _other(self, url: str) -> tuple[str, Answer]:
        place = address(url)
        if place.endswith(_ROBOTS_TXT):
            return "robots", Answer(200, self._robots, "text/plain; charset=UTF-8")
        if not on_site(url, self._portal.domains):  # a browser at the server's own address
            links = "".join(
                f'<li><a href="/{escape(case.url)}">{escape(case.expected["title"])}</a></li>'
                for case in self.cases
            )
            return "other", Answer(200, f"<!DOCTYPE html><ul>{links}</ul>".encode())
        return "other", Answer(404, _GONE)


def _as_saved(page: Saved) -> Answer:
    return Answer(200, page.body, page.content_type, _date_header(page.answered))


def _date_header(answered: datetime | None) -> dict[str, str]:
    """The Date header of an answer that was given at a moment; none for None."""
    return {"Date": format_datetime(answered.astimezone(UTC), usegmt=True)} if answered else {}
