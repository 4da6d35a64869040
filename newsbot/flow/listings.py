"""The first half of the flow: listing pages to article links."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import cached_property
from typing import ClassVar

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.gz import gzip_magic_number
from twisted.python.failure import Failure

from newsbot.bodies import DamagedBodyError, TooLargeError, gunzip_whole
from newsbot.failures import reason_of
from newsbot.flow.articles import ArticleFlow
from newsbot.flow.base import answered, content_type, utc
from newsbot.sources import Link, Listing, Source
from newsbot.text import bounds
from newsbot.text.urls import ArticleUrl, on_site, strip_tracking

# Links that are given to the ledger at a time: databases take so many values in one statement.
_BATCH = 1000
# Sitemaps that indexes may name in a run (one of a month of days and channels has some 200), and
# how many indexes deep.
_MOST_LISTINGS, _MOST_DEEP = 500, 3


class ListingFlow(ArticleFlow):
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
        return request

    def parse_listing(
        self, response: Response, source: int, walk: str, page: int, quiet: int, depth: int = 0
    ) -> Iterator[Request]:
        """Follow a listing's new articles, then its next page unless there is nothing new."""
        if response.status != 200:
            self._listing_lost(source, response.url, f"http_{response.status}")
            return
        way_in, listing = self.sources[source], Listing(walk, response.url, page)
        body = response.body
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
            fresh += yield from self._follow(name, found.links[start : start + _BATCH])
        yield from self._named(source, found.listings, response.url, depth + 1)
        quiet = 0 if fresh else quiet + 1
        following = way_in.following(listing)
        if following is None or quiet >= way_in.patience or not found.links:
            if found.links or page > 1:
                self.ledger.links.walked(name)
        elif page >= way_in.max_pages:
            self._listing_lost(source, response.url, f"still new links on page {page}")
        else:
            yield self.listing_request(source, following, quiet)

    def _named(
        self, source: int, listings: list[Listing], url: str, depth: int
    ) -> Iterator[Request]:
        """Requests for the listings that one at `url` names: each once a run, of this portal, and
        so many that an index of indexes comes to an end."""
        for listing in listings:
            if listing.url in self._listings:
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

    def _follow(self, walk: str, links: list[Link]) -> Generator[Request, None, int]:
        """Requests for the links that are for this run; returns how many of all are fresh."""
        articles: dict[str, tuple[ArticleUrl, Link]] = {}
        for link in links:
            article = self.rules.urls.read(strip_tracking(link.url))
            if article is None:
                self.count("listing/not_article")
            elif self.in_channels(article.url):
                articles.setdefault(article.key, (article, link))
        self.count("listing/articles", len(articles))
        listed = self.ledger.links.add(
            walk, {key: article.url for key, (article, _) in articles.items()}, *self.utc_range()
        )
        for key, (article, link) in articles.items():
            if not listed[key].fetch:
                continue
            told = link.published
            window = (told, told) if told else self.rules.urls.window(article)
            if window and not self.in_range(*window):
                reason = "listed time" if told else "time in the address"
                self.ledger.links.out_of_range(key, reason, (utc(window[0]), utc(window[1])))
            else:
                yield self.article_request(key, article.url)
        return sum(each.fresh for each in listed.values())

    def in_channels(self, url: str) -> bool:
        """Whether an article's address lies in the channels asked for, or does not say."""
        article, wanted = self.rules.urls.read(url), self.arguments.channels
        return not wanted or article is None or article.parts.get("channel") in (None, *wanted)

    def listing_failed(self, failure: Failure) -> None:
        """A listing page that could not be had, after its retries; past page 1, 404 is the end."""
        request = failure.request  # type: ignore[attr-defined]
        source, walk, reason = (
            request.cb_kwargs["source"],
            request.cb_kwargs["walk"],
            reason_of(failure),
        )
        if reason in ("http_404", "http_410") and request.cb_kwargs["page"] > 1:
            self.ledger.links.walked(self._walk_name(source, walk))
        else:
            self._listing_lost(source, request.url, reason)

    def _walk_name(self, source: int, walk: str) -> str:
        """A walk's name in the ledger: what it leaves out makes it another walk."""
        return "|".join((str(source), walk, *self.arguments.channels))

    def _listing_lost(self, source: int, url: str, reason: str) -> None:
        kind = "failed" if self.sources[source].required else "failed_optional"
        self.count(f"listing/{kind}")
        self.count(f"listing/{kind}/{reason}")
        level = self.logger.error if kind == "failed" else self.logger.warning
        level("Listing lost (%s): %s", reason, url)
