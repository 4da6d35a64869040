"""Which links of a listing are articles, and when these can have been published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from newsbot.sources import Link
from newsbot.text.article_address import address_form
from newsbot.text.dates import WIB
from newsbot.text.urls import ArticleUrl, ArticleUrls, on_site, strip_tracking

# A headline has so many words; the names of channels and "Baca selengkapnya" have fewer.
_HEADLINE = 4
# How many forms of refused addresses a run tells apart, and how many addresses it remembers.
_MOST_FORMS, _MOST_REFUSED = 30, 5_000
_OTHER_FORMS = "other"
# By so much more than its precision a window of publication is wide.
_MARGIN = timedelta(minutes=5)


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


def day_of(window: tuple[datetime, datetime] | None) -> date | None:
    """The one day (of WIB) in which a window of publication lies; None where it is longer, or not
    known."""
    if window is None:
        return None
    begin, end = window
    if end - begin > 2 * _MARGIN:  # of an address with a date it is wider than the day itself
        begin, end = begin + _MARGIN, end - _MARGIN
    first, last = (moment.astimezone(WIB).date() for moment in (begin, end))
    return first if first == last else None


def sort_links(
    links: Iterable[Link], urls: ArticleUrls, in_channels: Callable[[str], bool]
) -> tuple[dict[str, ListedArticle], list[ListedArticle], list[Link]]:
    """The articles of the channels asked for, by key; those of other channels; and the links that
    are no articles. in_channels: whether an article's address lies in the channels asked for."""
    articles: dict[str, ListedArticle] = {}
    others: list[ListedArticle] = []
    not_articles: list[Link] = []
    for link in links:
        address = urls.read(strip_tracking(link.url))
        if address is None:
            not_articles.append(link)
        elif in_channels(address.url):
            articles.setdefault(address.key, ListedArticle(address, link))
        else:
            others.append(ListedArticle(address, link))
    return articles, others, not_articles


def article_links(links: Iterable[Link], urls: ArticleUrls, domains: Collection[str]) -> list[Link]:
    """The links that are articles of the portal, each address once."""
    found = {link.url: link for link in reversed(list(links)) if on_site(link.url, domains)}
    return [link for link in reversed(found.values()) if urls.read(strip_tracking(link.url))]


class RefusedAddresses:
    """Headlines of listings that lead to addresses of the portal which its pattern refuses: counted
    by their form, so that one can see what is passed over."""

    def __init__(self, domains: Collection[str]):
        self._domains = domains
        self._seen: set[str] = set()
        self._forms: set[str] = set()

    def forms(self, links: Iterable[Link]) -> Iterator[str]:
        """The form of each headline's address that this run has not seen before."""
        for link in links:
            url = strip_tracking(link.url)
            if link.guessed or len(link.title.split()) < _HEADLINE or url in self._seen:
                continue
            if len(self._seen) >= _MOST_REFUSED or not on_site(url, self._domains):
                continue
            self._seen.add(url)
            form = address_form(url)
            if form not in self._forms and len(self._forms) >= _MOST_FORMS:
                form = _OTHER_FORMS
            self._forms.add(form)
            yield form
