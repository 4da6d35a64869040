"""The first half of the flow: listing pages to article links."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import ClassVar

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.gz import gzip_magic_number
from twisted.python.failure import Failure

from newsbot.crawl.failures import reason_of
from newsbot.crawl.links import LinkFlow
from newsbot.crawl.run import answered, content_type
from newsbot.sources import Listing, Source
from newsbot.text import bounds
from newsbot.text.gunzip import DamagedBodyError, TooLargeError, gunzip_whole
from newsbot.text.urls import on_site

# Links that are given to the ledger at a time: databases take so many values in one statement.
_BATCH = 1000
# Sitemaps that indexes may name in a run (one of a month of days and channels has some 200), and
# how many indexes deep.
_MOST_LISTINGS, _MOST_DEEP = 500, 3


class ListingFlow(LinkFlow):
    """Walks listings until there is nothing new, and follows what they name."""

    sources: ClassVar[tuple[Source, ...]]
    allowed_domains: list[str]
    _listings_cut = False

    def listing_request(
        self, source: int, listing: Listing, quiet: int = 0, depth: int = 0
    ) -> Request:
        """Ask for a listing page. quiet: pages with nothing new right before it. depth: of
        listings that named it."""
        request = self.ask(
            listing.url,
            self.parse_listing,
            self.listing_failed,
            source=source,
            walk=listing.walk,
            page=listing.page,
            quiet=quiet,
            depth=depth,
        )
        request.meta["download_maxsize"] = self.sources[source].most_bytes
        if listing.headers or listing.method != "GET":
            headers = dict(listing.headers)
            return request.replace(method=listing.method, headers=headers, body=listing.body)
        return request

    def parse_listing(
        self, response: Response, source: int, walk: str, page: int, quiet: int, depth: int = 0
    ) -> Iterator[Request]:
        """Follow a listing's new articles, then its next page unless there is nothing new."""
        if response.status != 200:
            self._listing_lost(source, response.url, f"http_{response.status}")
            return
        way_in, body = self.sources[source], response.body
        if gzip_magic_number(response):  # a .gz file, not a compressed answer
            try:
                body = gunzip_whole(body, way_in.most_bytes)
            except DamagedBodyError as error:
                large = isinstance(error, TooLargeError)
                self._listing_lost(source, response.url, "too large" if large else "truncated")
                return
        now, zone = answered(response), self.rules.zone
        found = way_in.read(response.url, body, content_type(response), now, zone)
        self.count("listing/read")
        self.count("listing/links", len(found.links))
        if len(found.links) > bounds.LINKS:
            self.count("cut/links", len(found.links) - bounds.LINKS)
            self._listing_lost(source, response.url, f"more than {bounds.LINKS} links")
        name, fresh = self._walk_name(source, walk), 0
        for start in range(0, min(len(found.links), bounds.LINKS), _BATCH):
            batch = found.links[start : start + _BATCH]
            fresh += yield from self.follow(name, batch, way_in)
        yield from self._named(source, found.listings, response.url, depth + 1)
        quiet = 0 if fresh else quiet + 1
        following = way_in.following(Listing(walk, response.url, page, cursor=found.cursor))
        if following is None or quiet >= way_in.patience or not found.links:
            if found.links or page > 1:
                self.ledger.links.walked(name)
            elif way_in.newest_first:  # a listing of everything is never empty
                self._listing_lost(source, response.url, "no links")
        elif page < way_in.max_pages:
            yield self.listing_request(source, following, quiet)
        elif way_in.ends:
            self.count("listing/ended")
            self.ledger.links.walked(name)
        else:
            self._listing_lost(source, response.url, f"still new links on page {page}")

    def _named(
        self, source: int, listings: list[Listing], url: str, depth: int
    ) -> Iterator[Request]:
        """Requests for the listings that one at `url` names: each once a run, of this portal, and
        so many that an index of indexes comes to an end."""
        for listing in listings:
            if listing.url in self._listings:
                continue
            if listing.held and not self.in_range(*listing.held):
                self.count("listing/out_of_range")
                continue
            if depth > _MOST_DEEP or len(self._listings) >= _MOST_LISTINGS:
                self.count("cut/listings", len(listings))
                if not self._listings_cut:  # said once
                    self._listings_cut = True
                    self._listing_lost(source, url, "too many further listings")
                return
            self._listings.add(listing.url)  # before the yield: several indexes are read at a time
            if on_site(listing.url, self.allowed_domains):
                yield self.listing_request(source, listing, depth=depth)
            else:
                self.count("listing/off_site")
                self.logger.warning("Refused a listing off the portal: %.200s", listing.url)

    @cached_property
    def _listings(self) -> set[str]:
        """Listings that others have named in this run."""
        return set()

    def listing_failed(self, failure: Failure) -> Iterator[Request]:
        """A listing page that could not be had, after its retries; past page 1, 404 is the end."""
        request = failure.request  # type: ignore[attr-defined]
        source, walk, reason = (
            request.cb_kwargs["source"],
            request.cb_kwargs["walk"],
            reason_of(failure),
        )
        if reason in ("http_404", "http_410") and request.cb_kwargs["page"] > 1:
            self.ledger.links.walked(self._walk_name(source, walk))
        elif (others := self.sources[source].instead(request.url, reason)) is None:
            self._listing_lost(source, request.url, reason)
        else:
            self.count("listing/absent")
            depth = request.cb_kwargs.get("depth", 0) + 1
            yield from self._named(source, others, request.url, depth)

    def _walk_name(self, source: int, walk: str) -> str:
        """A walk's name in the ledger: what it leaves out makes it another walk."""
        return "|".join((str(source), walk, *self.arguments.channels))

    def _listing_lost(self, source: int, url: str, reason: str) -> None:
        kind = "failed" if self.sources[source].required else "failed_optional"
        self.count(f"listing/{kind}")
        self.count(f"listing/{kind}/{reason}")
        level = self.logger.error if kind == "failed" else self.logger.warning
        level("Listing lost (%s): %s", reason, url)
