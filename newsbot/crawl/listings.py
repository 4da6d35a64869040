"""The first half of a run: listing pages to article links, and requests for those that are due."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.gz import gzip_magic_number
from twisted.python.failure import Failure

from newsbot.crawl.articles import ArticleFlow
from newsbot.crawl.failures import reason_of
from newsbot.crawl.links import (
    ListedArticle,
    RefusedAddresses,
    article_links,
    day_of,
    sort_links,
)
from newsbot.crawl.run import answered, content_type, utc
from newsbot.ledger.day_walks import DayWalk
from newsbot.sources import Found, Link, Listing, Source
from newsbot.text import bounds
from newsbot.text.gunzip import DamagedBodyError, TooLargeError, gunzip_whole
from newsbot.text.urls import on_site, strip_tracking

# How many links are given to the ledger at a time: databases bound the values of one statement.
_BATCH = 1000
# How many sitemaps the indexes of a run may name (a month of days and channels has some 200), and
# how deep indexes may name indexes.
_MOST_LISTINGS, _MOST_DEEP = 500, 3


class ListingFlow(ArticleFlow):
    """Walks listings until there is nothing new, and follows the links and listings that they
    name."""

    sources: ClassVar[tuple[Source, ...]]
    allowed_domains: list[str]
    _listings_cut = False

    def listing_request(
        self, number: int, listing: Listing, quiet: int = 0, depth: int = 0, *, guess: bool = False
    ) -> Request:
        """Ask for a listing page. number: that of the source. quiet: how many pages before it had
        nothing new, in a row. depth: 0 for a source's own listing, 1 for one that such a listing
        named, … guess: whether the links of the page before were guessed, see _guess."""
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
        found = self._read_listing(response, number)
        if found is None:
            return
        self.count(f"source/{number}/{listing.page}/read")
        self.crawler.stats.get_stats().setdefault(f"newsbot/listed_at/{number}", response.url)
        if source.newest_first and (guess or listing.page == 1):
            found, guess = self._guess(found, response, number)
        walk = self._walk_name(number, listing.walk)
        day = self.ledger.days.of(walk, number, response.url, again=self.arguments.again)
        fresh = yield from self._follow_page(walk, found.links, source, listing.page, day)
        if day is not None and day.whole:
            day.pages.append((len({link.url for link in found.links}), fresh))
            day.beside.update(self._beside(response, source))
        yield from self._follow_listings(number, found.listings, response.url, depth + 1)
        quiet = 0 if fresh else quiet + 1
        page = listing.page
        read = Listing(listing.walk, response.url, page, cursor=found.cursor)
        following = source.following(read)
        if following is None or quiet >= source.patience or not found.links:
            if found.links or page > 1 or (day is not None and day.whole):
                self.ledger.days.end(walk)
            elif source.newest_first:  # a listing of everything is never empty
                self._lose_listing(number, response.url, "no links")
        elif page < source.max_pages:
            yield self.listing_request(number, following, quiet, guess=guess)
        elif source.ends:
            self.count("listing/ended")
            self.ledger.days.end(walk)
        else:
            self._lose_listing(number, response.url, f"still new links on page {page}")

    def _follow_page(
        self, walk: str, links: list[Link], source: Source, page: int, day: DayWalk | None
    ) -> Generator[Request, None, int]:
        """See follow; as many links at a time as the ledger takes."""
        fresh = 0
        for start in range(0, min(len(links), bounds.LINKS), _BATCH):
            batch = links[start : start + _BATCH]
            fresh += yield from self.follow(walk, batch, source, page=page, day=day)
        return fresh

    def _read_listing(self, response: Response, number: int) -> Found | None:
        """What a listing page holds; None where it cannot be read, which is counted as lost."""
        source, body, lost = self.sources[number], response.body, ""
        if response.status != 200:
            lost = f"http_{response.status}"
        elif gzip_magic_number(response):  # a .gz file, not a compressed answer
            try:
                body = gunzip_whole(body, source.most_bytes)
            except DamagedBodyError as error:
                lost = "too large" if isinstance(error, TooLargeError) else "truncated"
        if lost:
            self._lose_listing(number, response.url, lost)
            return None
        now, zone = answered(response), self.rules.zone
        found = source.read(response.url, body, content_type(response), now, zone)
        self.count("listing/read")
        self.count("listing/required", source.required)
        self.count("listing/links", len(found.links))
        if len(found.links) > bounds.LINKS:
            self.count("cut/links", len(found.links) - bounds.LINKS)
            self._lose_listing(number, response.url, f"more than {bounds.LINKS} links")
        return found

    def _guess(self, found: Found, response: Response, number: int) -> tuple[Found, bool]:
        """What a listing holds that is never empty: where the declared selectors find no article,
        whatever links of the page are articles by their addresses. Also whether that was needed."""
        source, urls = self.sources[number], self.rules.urls
        if article_links(found.links, urls, self.allowed_domains):
            self.count("listing/own")
            return found, False
        links = source.guess(response.url, response.body, content_type(response))
        articles = article_links(links, urls, self.allowed_domains)
        if not articles:
            return found, False
        self.count("listing/guessed")
        self.crawler.stats.get_stats().setdefault("newsbot/guessed_at", []).append(response.url)
        if number not in self._guessed:  # logged once
            self._guessed.add(number)
            self.logger.warning(
                "The selectors of source %d find no article; %d are found by their addresses: %s",
                number,
                len(articles),
                response.url,
            )
        return replace(found, links=articles), True

    def _beside(self, response: Response, source: Source) -> Iterator[int]:
        """The articles that stand in the list of a page, whether its selectors find them or not, as
        DayWalk has them."""
        urls, kind = self.rules.urls, content_type(response)
        links = source.beside(response.url, response.body, kind, lambda url: bool(urls.read(url)))
        for link in article_links(links, urls, self.allowed_domains):
            if address := urls.read(strip_tracking(link.url)):
                yield hash(address.key)

    def listing_failed(self, failure: Failure) -> Iterator[Request]:
        """A listing page that could not be had after all retries. After page 1, a 404 is the end of
        the walk."""
        request, reason = failure.request, reason_of(failure)  # type: ignore[attr-defined]
        number: int = request.cb_kwargs["number"]
        listing: Listing = request.cb_kwargs["listing"]
        if reason in ("http_404", "http_410") and listing.page > 1:
            self.ledger.days.end(self._walk_name(number, listing.walk))
        elif (others := self.sources[number].instead(request.url, reason)) is None:
            self._lose_listing(number, request.url, reason)
        else:
            self.count("listing/absent")
            depth = request.cb_kwargs["depth"] + 1
            yield from self._follow_listings(number, others, request.url, depth)

    def _lose_listing(self, number: int, url: str, reason: str) -> None:
        kind = "failed" if self.sources[number].required else "failed_optional"
        self.count(f"listing/{kind}")
        self.count(f"listing/{kind}/{reason}")
        self.count(f"lost/{number}/{reason}")
        kind_of_loss = {"kind": reason, "of": "listings", "address": url}
        self.logger.warning("Listing lost (%s): %s", reason, url, extra=kind_of_loss)

    def _walk_name(self, number: int, walk: str) -> str:
        """A walk's name in the ledger. The channels asked for are a part of it, since a walk that
        leaves out links is another one than a walk that follows all."""
        return "|".join((str(number), walk, *self.arguments.channels))

    @cached_property
    def _guessed(self) -> set[int]:
        """The numbers of the sources whose links were guessed in this run."""
        return set()

    @cached_property
    def _refused(self) -> RefusedAddresses:
        return RefusedAddresses(self.allowed_domains)

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
                    self._lose_listing(number, url, "too many further listings")
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
        articles, others = self._sort(walk, links, page)
        addresses = {key: article.address.url for key, article in articles.items()}
        listed = self.ledger.links.add(walk, addresses, *self.utc_range(), again=again)
        fresh = 0
        if source.newest_first and not articles:  # behind those of other channels there may be ours
            fresh = sum(not article.is_before(since, urls) for article in others)
        for key, article in articles.items():
            is_past = source.newest_first and article.is_before(since, urls)
            fresh += listed[key].fresh and not is_past
            window, reason = article.window(urls)
            if day is None and (heard := day_of(window)):
                self.ledger.days.hear(heard, key)
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

    def _sort(
        self, walk: str, links: Sequence[Link], page: int
    ) -> tuple[dict[str, ListedArticle], list[ListedArticle]]:
        """The articles of the channels asked for, by key, and those of others; counted."""
        urls = self.rules.urls
        articles, others, not_articles = sort_links(links, urls, self.in_channels)
        if page:
            named, name = len(articles) + len(others), f"source/{walk.split('|')[0]}/{page}"
            self.count(f"{name}/links", named)
            self.crawler.stats.max_value(f"newsbot/{name}/most", named)
        self.count("listing/not_article", len(not_articles))
        for form in () if self.rules.undeclared else self._refused.forms(not_articles):
            self.count(f"listing/refused/{form}")
        self.count("listing/articles", len(articles))
        self.count("listing/other_channels", len(others))
        return articles, others
