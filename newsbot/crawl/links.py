"""Which links of a listing are articles, and when these can have been published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from newsbot.sources import Link
from newsbot.text.urls import ArticleUrl, ArticleUrls, strip_tracking


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article that a listing links to: what its address says, and what the listing says."""

    address: ArticleUrl
    link: Link

    def window(self, urls: ArticleUrls) -> tuple[tuple[datetime, datetime] | None, str]:
        """The earliest and latest moment at which it can have been published, None where nothing
        tells; and in words what told it."""
        if self.link.published:
            return self.link.window, "listed time"
        if window := urls.window(self.address):
            return window, "time in the address"
        return self.link.window, "time of its last change"

    def is_before(self, moment: datetime, urls: ArticleUrls) -> bool:
        """Whether it was surely published before a moment."""
        window, _ = self.window(urls)
        return window is not None and window[1] < moment


def sort_links(
    links: Iterable[Link], urls: ArticleUrls, in_channels: Callable[[str], bool]
) -> tuple[dict[str, ListedArticle], list[ListedArticle], int]:
    """The articles of the channels asked for, by key; those of other channels; and how many links
    are no articles. in_channels: whether an article's address lies in the channels asked for."""
    articles: dict[str, ListedArticle] = {}
    others: list[ListedArticle] = []
    not_articles = 0
    for link in links:
        address = urls.read(strip_tracking(link.url))
        if address is None:
            not_articles += 1
        elif in_channels(address.url):
            articles.setdefault(address.key, ListedArticle(address, link))
        else:
            others.append(ListedArticle(address, link))
    return articles, others, not_articles
