"""What a listing page holds: its links, found by the portal's selectors or by their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import ClassVar

from scrapy.http import Response
from scrapy.utils.gz import gzip_magic_number

from newsbot.crawl.articles import ArticleFlow
from newsbot.crawl.links import ListedArticle, RefusedAddresses, article_links, sort_links
from newsbot.crawl.run import answered, content_type
from newsbot.ledger.component import keep_sample
from newsbot.sources import Found, Link, Source
from newsbot.text import bounds
from newsbot.text.gunzip import DamagedBodyError, TooLargeError, gunzip_whole
from newsbot.text.urls import strip_tracking


class ListingReader(ArticleFlow):
    """Reads listing pages, and counts what they hold."""

    sources: ClassVar[tuple[Source, ...]]
    allowed_domains: list[str]

    def read_listing(self, response: Response, number: int) -> Found | None:
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
            self.lose_listing(number, response.url, lost)
            return None
        now, zone = answered(response), self.rules.zone
        found = source.read(response.url, body, content_type(response), now, zone)
        self.count("listing/read")
        self.count("listing/required", source.required)
        self.count("listing/links", len(found.links))
        if len(found.links) > bounds.LINKS:
            self.count("cut/links", len(found.links) - bounds.LINKS)
            self.lose_listing(number, response.url, f"more than {bounds.LINKS} links")
        return found

    def guess(self, found: Found, response: Response, number: int) -> tuple[Found, bool]:
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
        keep_sample(self.crawler, "guessed listings", response.url)
        if number not in self._guessed:  # logged once
            self._guessed.add(number)
            self.logger.warning(
                "The selectors of source %d find no article; %d are found by their addresses: %s",
                number,
                len(articles),
                response.url,
            )
        return replace(found, links=articles), True

    def beside(self, response: Response, source: Source) -> Iterator[int]:
        """The articles that stand in the list of a page, whether its selectors find them or not, as
        DayWalk has them."""
        urls, kind = self.rules.urls, content_type(response)
        links = source.beside(response.url, response.body, kind, lambda url: bool(urls.read(url)))
        for link in article_links(links, urls, self.allowed_domains):
            if address := urls.read(strip_tracking(link.url)):
                yield hash(address.key)

    def sort(
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

    def lose_listing(self, number: int, url: str, reason: str) -> None:
        """Count a listing page of a source that could not be read, and say why."""
        kind = "failed" if self.sources[number].required else "failed_optional"
        self.count(f"listing/{kind}")
        self.count(f"listing/{kind}/{reason}")
        self.count(f"lost/{number}/{reason}")
        kind_of_loss = {"kind": reason, "of": "listings", "address": url}
        self.logger.warning("Listing lost (%s): %s", reason, url, extra=kind_of_loss)

    @cached_property
    def _guessed(self) -> set[int]:
        """The numbers of the sources whose links were guessed in this run."""
        return set()

    @cached_property
    def _refused(self) -> RefusedAddresses:
        return RefusedAddresses(self.allowed_domains)
