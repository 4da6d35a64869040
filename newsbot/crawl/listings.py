"""The first half of a run: listing pages to article links, and requests for those that are due."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from functools import cached_property

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.crawl.failures import reason_of
from newsbot.crawl.links import (
    day_of,
)
from newsbot.crawl.listing_pages import ListingReader
from newsbot.crawl.run import utc
from newsbot.ledger.component import keep_sample
from newsbot.ledger.day_walks import DayWalk
from newsbot.ledger.reasons import GONE
from newsbot.sources import Link, Listing, Source
from newsbot.text import bounds
from newsbot.text.urls import on_site

# How many links are given to the ledger at a time: databases bound the values of one statement.
_BATCH = 1000
# How many sitemaps the indexes of a run may name (a month of days and channels has some 200), and
# how deep indexes may name indexes.
_MOST_LISTINGS, _MOST_DEEP = 500, 3


class ListingFlow(ListingReader):
    """Walks listings until there is nothing new, and follows the links and listings that they
    name."""

    _listings_cut = False

    def listing_request(
        self, number: int, listing: Listing, quiet: int = 0, depth: int = 0, *, guess: bool = False
    ) -> Request:
        """Ask for a listing page. number: that of the source. quiet: how many pages before it had
        nothing new, in a row. depth: 0 for a source's own listing, 1 for one that such a listing
        named, … guess: whether the links of the page before were guessed, see guess()."""
        request = self.ask(
            listing.url,
            self.parse_listing,
            self.listing_failed,
            self.sources[number].most_bytes,
            number=number,
            listing=listing,
            quiet=quiet,
            depth=depth,
            guess=guess,
        )
        if listing.headers or listing.method != "GET":
            headers = dict(listing.headers)
            return request.replace(method=listing.method, headers=headers, body=listing.body)
        return request

    def parse_listing(
        self,
        response: Response,
        number: int,
        listing: Listing,
        quiet: int,
        depth: int,
        *,
        guess: bool = False,
    ) -> Iterator[Request]:
        """Requests for a listing's new articles, for the listings that it names, and for its next
        page unless the walk ends here."""
        source = self.sources[number]
        found = self.read_listing(response, number)
        if found is None:
            return
        self.count(f"source/{number}/{listing.page}/read")
        keep_sample(self.crawler, f"source {number}", response.url)
        if source.newest_first and (guess or listing.page == 1):
            found, guess = self.guess(found, response, number)
        walk = self._walk_name(number, listing.walk)
        day = self.ledger.days.of(walk, number, response.url, again=self.arguments.again)
        fresh = yield from self._follow_page(walk, found.links, source, listing.page, day)
        if day is not None and day.whole:
            day.pages.append((len({link.url for link in found.links}), fresh))
            day.beside.update(self.beside(response, source))
        yield from self._follow_listings(number, found.listings, response.url, depth + 1)
        quiet = 0 if fresh else quiet + 1
        page = listing.page
        read = Listing(listing.walk, response.url, page, cursor=found.cursor)
        following = source.following(read)
        if following is None or quiet >= source.patience or not found.links:
            if found.links or page > 1 or (day is not None and day.whole):
                self.ledger.days.end(walk)
            elif source.newest_first:  # a listing of everything is never empty
                self.lose_listing(number, response.url, "no links")
        elif page < source.max_pages:
            yield self.listing_request(number, following, quiet, guess=guess)
        elif source.ends:
            self.count("listing/ended")
            self.ledger.days.end(walk)
        else:
            self.lose_listing(number, response.url, f"still new links on page {page}")

    def _follow_page(
        self, walk: str, links: list[Link], source: Source, page: int, day: DayWalk | None
    ) -> Generator[Request, None, int]:
        """See follow; as many links at a time as the ledger takes."""
        fresh = 0
        for start in range(0, min(len(links), bounds.LINKS), _BATCH):
            batch = links[start : start + _BATCH]
            fresh += yield from self.follow(walk, batch, source, page=page, day=day)
        return fresh

    def listing_failed(self, failure: Failure) -> Iterator[Request]:
        """A listing page that could not be had after all retries. After page 1, a 404 is the end of
        the walk."""
        request, reason = failure.request, reason_of(failure)  # type: ignore[attr-defined]
        number: int = request.cb_kwargs["number"]
        listing: Listing = request.cb_kwargs["listing"]
        if reason in GONE and listing.page > 1:
            self.ledger.days.end(self._walk_name(number, listing.walk))
        elif (others := self.sources[number].instead(request.url, reason)) is None:
            self.lose_listing(number, request.url, reason)
        else:
            self.count("listing/absent")
            depth = request.cb_kwargs["depth"] + 1
            yield from self._follow_listings(number, others, request.url, depth)

    def _walk_name(self, number: int, walk: str) -> str:
        """A walk's name in the ledger. The channels asked for are a part of it, since a walk that
        leaves out links is another one than a walk that follows all."""
        return "|".join((str(number), walk, *self.arguments.channels))

    @cached_property
    def _named(self) -> set[str]:
        """Addresses of listings that others have named in this run."""
        return set()

    def _follow_listings(
        self, number: int, listings: list[Listing], url: str, depth: int
    ) -> Iterator[Request]:
        """Requests for the listings that the one at `url` names: each once a run, only those of
        this portal, and no more than end in reasonable time."""
        for listing in listings:
            if listing.url in self._named:
                continue
            if listing.held and not self.in_range(*listing.held):
                self.count("listing/out_of_range")
                continue
            if depth > _MOST_DEEP or len(self._named) >= _MOST_LISTINGS:
                self.count("cut/listings", len(listings))
                if not self._listings_cut:  # logged once
                    self._listings_cut = True
                    self.lose_listing(number, url, "too many further listings")
                return
            self._named.add(listing.url)  # before the yield: several indexes are read at a time
            if on_site(listing.url, self.allowed_domains):
                yield self.listing_request(number, listing, depth=depth)
            else:
                self.count("listing/off_site")
                kind = {"kind": "off the portal", "of": "listings", "address": listing.url[:200]}
                self.logger.warning(
                    "Refused a listing off the portal: %.200s", listing.url, extra=kind
                )

    def follow(
        self,
        walk: str,
        links: Sequence[Link],
        source: Source,
        *,
        page: int = 0,
        day: DayWalk | None = None,
    ) -> Generator[Request, None, int]:
        """Requests for the linked articles that this run has to read. Returns how many links are a
        reason to go on with the walk. page: of the walk, from 1; 0 where there are no pages. day:
        the reading of a day that the links are of."""
        urls, since, again = self.rules.urls, self.scope.since, self.arguments.again
        articles, others = self.sort(walk, links, page)
        addresses = {key: article.address.url for key, article in articles.items()}
        listed = self.ledger.links.add(walk, addresses, *self.utc_range(), again=again)
        fresh = 0
        if source.newest_first and not articles:  # behind those of other channels there may be ours
            fresh = sum(not article.is_before(since, urls) for article in others)
        for key, article in articles.items():
            is_past = source.newest_first and article.is_before(since, urls)
            fresh += listed[key].fresh and not is_past
            window, reason = article.window(urls)
            if own_day := day_of(window):
                tell = self.ledger.days.hear if day is None else day.tell
                tell(own_day, key)
            if not listed[key].fetch:
                continue
            if window and not self.in_range(*window):
                if not (again and listed[key].settled):
                    moments = utc(window[0]), utc(window[1])
                    self.ledger.outcomes.out_of_range(key, reason, moments)
            else:
                link = article.link
                target = key, addresses[key]
                yield self.article_request(*target, guessed=link.guessed, listed=link.title)
        return fresh if day is None else day.add(articles, fresh)
