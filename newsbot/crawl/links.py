"""Between the halves of the flow: which listed links are articles for this run."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from datetime import datetime

from scrapy import Request

from newsbot.crawl.articles import ArticleFlow
from newsbot.crawl.run import utc
from newsbot.sources import Link, Source
from newsbot.text.urls import ArticleUrl, strip_tracking


class LinkFlow(ArticleFlow):
    """Tells links apart: articles of this run, of other runs, and what is none."""

    def follow(
        self, walk: str, links: Sequence[Link], source: Source
    ) -> Generator[Request, None, int]:
        """Requests for the links that are for this run; returns how many of all are fresh, that is
        a reason to go on with the walk."""
        articles: dict[str, tuple[ArticleUrl, Link]] = {}
        others: list[tuple[ArticleUrl, Link]] = []
        for link in links:
            article = self.rules.urls.read(strip_tracking(link.url))
            if article is None:
                self.count("listing/not_article")
            elif self.in_channels(article.url):
                articles.setdefault(article.key, (article, link))
            else:
                others.append((article, link))
        self.count("listing/articles", len(articles))
        self.count("listing/other_channels", len(others))
        listed = self.ledger.links.add(
            walk, {key: article.url for key, (article, _) in articles.items()}, *self.utc_range()
        )
        fresh = 0
        if source.newest_first and not articles:  # behind those of other channels there may be ours
            fresh = sum(not self._past(*other) for other in others)
        for key, (article, link) in articles.items():
            past = source.newest_first and self._past(article, link)
            fresh += listed[key].fresh and not past
            if listed[key].fetch:
                yield from self._fetch(key, article, link)
        return fresh

    def _fetch(self, key: str, article: ArticleUrl, link: Link) -> Generator[Request, None, None]:
        window, reason = self._window(article, link)
        if window and not self.in_range(*window):
            self.ledger.links.out_of_range(key, reason, (utc(window[0]), utc(window[1])))
        else:
            yield self.article_request(key, article.url, guessed=link.guessed)

    def _past(self, article: ArticleUrl, link: Link) -> bool:
        """Whether an article is known to be older than this run's range."""
        window, _ = self._window(article, link)
        return window is not None and window[1] < self.question.since

    def _window(
        self, article: ArticleUrl, link: Link
    ) -> tuple[tuple[datetime, datetime] | None, str]:
        """From and to when a listed article was published, as far as that is known, and whence."""
        if link.published:
            return link.window, "listed time"
        if window := self.rules.urls.window(article):
            return window, "time in the address"
        return link.window, "time of its last change"

    def in_channels(self, url: str) -> bool:
        """Whether an article's address lies in the channels asked for, or does not say."""
        article, wanted = self.rules.urls.read(url), self.arguments.channels
        return not wanted or article is None or article.parts.get("channel") in (None, *wanted)
