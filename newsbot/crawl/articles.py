"""The second half of a run: article pages ("Halaman") to articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.crawl.arguments import start_of_day
from newsbot.crawl.article_counts import counts_of
from newsbot.crawl.failures import is_in_no_archive, reason_of
from newsbot.crawl.redirects import OTHER_PAGE, led_to
from newsbot.crawl.run import RunSpider, answered, content_type, read_at, utc
from newsbot.extract.doubts import Doubts
from newsbot.extract.evidence import ADDRESS
from newsbot.extract.loader import Page
from newsbot.extract.progress import Progress, read_page
from newsbot.extract.second_opinion import LONGER, UNSOUND
from newsbot.items import Article
from newsbot.ledger.component import keep_sample
from newsbot.ledger.reasons import NO_ARTICLE, NOT_ARCHIVED, PUBLISHED, UNLIKE_LISTING
from newsbot.ledger.states import EXCLUDED, FAILED
from newsbot.text import bounds
from newsbot.text.article_address import slug_of
from newsbot.text.calendar import WIB

# A time before this year is a mistake of the page's: the validate pipeline refuses the article.
_FIRST_YEAR = 1990
_DAY = timedelta(days=1)


class ArticleFlow(RunSpider):
    """Reads as few pages of an article as will do, and makes one article of them.

    usual_words: see Doubts of extract/doubts.py.
    """

    usual_words: tuple[float, float] | None = None

    @cached_property
    def doubts(self) -> Doubts:
        """Of which pages of this run the general rules read the text too."""
        return Doubts(self.usual_words)

    def article_request(
        self, key: str, url: str, *, guessed: bool = False, listed: str = ""
    ) -> Request:
        """Ask for page 1. It comes before listings, so that a long walk does not pile up requests.
        guessed: whether it may be no article; listed: its headline there; see sources.Link."""
        target = (url, self.parse_article, self.article_failed, bounds.PAGE_BYTES)
        return self.ask(*target, priority=1, key=key, guessed=guessed, listed=listed)

    def parse_article(
        self, response: Response, key: str, *, guessed: bool = False, listed: str = ""
    ) -> Iterator[Any]:
        """Read page 1, then ask for the one-page view or for further pages if it promises any."""
        if self.rules.urls.read(response.url) is None:
            reason = led_to(response.url, self.allowed_domains, self._led_to)
            wrong_guess = guessed and reason == OTHER_PAGE
            self.ledger.outcomes.finish(key, EXCLUDED, NO_ARTICLE if wrong_guess else reason)
            return
        page = self._read(response, key)
        if response.status != 200:  # 206: a part of the page
            self.ledger.outcomes.finish(key, FAILED, f"http_{response.status}")
        elif page is None:
            self.ledger.outcomes.finish(key, FAILED, "empty page")
        elif guessed and not page.is_article:
            self.ledger.outcomes.finish(key, EXCLUDED, NO_ARTICLE)
        else:
            yield from self._go_on(key, listed, Progress.start(page, utc(read_at(response))))

    def article_failed(self, failure: Failure) -> None:
        """Page 1 could not be had. The next run tries again, unless robots.txt forbids it or it is
        on another site."""
        request = failure.request  # type: ignore[attr-defined]
        reason = NOT_ARCHIVED if is_in_no_archive(failure) else reason_of(failure)
        state = EXCLUDED if reason in ("robots", "off-site") else FAILED
        led = state == EXCLUDED and request.meta.get("redirect_urls")
        if led and self.rules.urls.read(request.url) is None:
            reason = led_to(request.url, self.allowed_domains, self._led_to)
        self.ledger.outcomes.finish(request.cb_kwargs["key"], state, reason)

    @cached_property
    def _led_to(self) -> set[str]:
        """Hosts of other sites that articles of this run were redirected to."""
        return set()

    def parse_further(
        self, response: Response, key: str, number: int, progress: Progress, listed: str = ""
    ) -> Iterator[Any]:
        """Add a further page or the one-page view, and go on."""
        asked = bool(progress.opinions())
        page = self._read(response, key, asked=asked) if response.status == 200 else None
        if page and progress.repeats(page):
            self.count("article/page_repeated")
        yield from self._go_on(key, listed, progress.add_page(number, page))

    def further_failed(self, failure: Failure) -> Iterator[Any]:
        """Note a page that could not be had as missing, and go on."""
        carried = failure.request.cb_kwargs  # type: ignore[attr-defined]
        progress: Progress = carried["progress"]
        progress = progress.add_page(carried["number"], None, gone=is_in_no_archive(failure))
        yield from self._go_on(carried["key"], carried.get("listed", ""), progress)

    def _go_on(self, key: str, listed: str, progress: Progress) -> Iterator[Any]:
        """Ask for the article's next page; build the article when there is none."""
        page = progress.next_page(self.rules)
        if page is None:
            yield from self._finish(key, listed, progress)
            return
        target = (page.url, self.parse_further, self.further_failed, bounds.PAGE_BYTES)
        # priority: an article that is begun is finished first
        carried: dict[str, Any] = {"key": key, "listed": listed}
        yield self.ask(*target, priority=2, number=page.number, progress=progress, **carried)

    def _finish(self, key: str, listed: str, progress: Progress) -> Iterator[Article]:
        article = progress.build_article(self.rules)
        article.key, article.listed = key, listed or slug_of(progress.pages[0].url)
        self.count("article/read")
        for name, count in counts_of(article, progress):
            self.count(name, count)
        self.count("article/one_page_refused", progress.one_by_one and bool(self.rules.one_page))
        for verdict in progress.opinions() & {LONGER, UNSOUND}:
            keep_sample(self.crawler, f"opinion {verdict}", article.url)
        by_address = progress.pages[0].won.get("published_at", "").startswith(ADDRESS)
        if self._wanted(article, by_address=by_address):
            yield article

    def _wanted(self, article: Article, *, by_address: bool = False) -> bool:
        """Whether the article lies in the range, as only a whole one can: any other is for the
        validate pipeline to refuse. Counts a time that the address contradicts. by_address: whether
        only the address tells the time, and that not to the minute."""
        if not (article.published_at and article.title and article.text):
            return True
        moment = datetime.fromisoformat(article.published_at)
        identity = self.rules.urls.read(article.url)
        window = self.rules.urls.window(identity) if identity else None
        doubtful = window is not None and not window[0] <= moment <= window[1]
        if window and doubtful:
            self.count("date/conflict")
            self.logger.warning(
                "Published %s, but the address says %s to %s: %s",
                *(time.isoformat() for time in (moment, *window)),
                article.url,
                extra={"kind": "date conflict", "of": "articles", "address": article.url},
            )
        published = window if window and by_address else (moment, moment)
        if moment.year < _FIRST_YEAR or self.arguments.urls or self.in_range(*published):
            return True
        if self.arguments.again and self.ledger.outbox.delivered(article.id):
            if doubtful:
                self.ledger.outcomes.kept(article.key, UNLIKE_LISTING)
            else:  # it is of the listing's day, not of this
                self.ledger.outcomes.unchanged(article.key)
            return False
        seen, day = self.ledger.links.listed_on(article.key)
        if self.arguments.plain and moment >= start_of_day(seen - _DAY):
            return True  # it was news when it was listed, and could not be had before
        doubtful = doubtful or (day is not None and abs(day - moment.astimezone(WIB).date()) > _DAY)
        if doubtful and "published_at" in article.guessed:
            self.ledger.outcomes.finish(article.key, FAILED, UNLIKE_LISTING)  # a guess ends nothing
            return False
        reason = UNLIKE_LISTING if doubtful else PUBLISHED
        self.ledger.outcomes.out_of_range(
            article.key, reason, (utc(published[0]), utc(published[1]))
        )
        return False

    def callback_failed(self, failure: Failure, response: Response) -> None:
        """A page whose callback raised an exception counts as failed, like one that was not had."""
        key = response.request.cb_kwargs.get("key") if response and response.request else None
        if key:
            self.ledger.outcomes.finish(key, FAILED, f"error {type(failure.value).__name__}")

    def pipeline_failed(self, failure: Failure, item: Article) -> None:
        """So does an article on which a pipeline raised one."""
        self.ledger.outcomes.finish(item.key, FAILED, f"error {type(failure.value).__name__}")

    def _read(self, response: Response, key: str, *, asked: bool = False) -> Page | None:
        """asked: whether there was a second opinion of an earlier page of the article."""
        moment, kind = answered(response), content_type(response)
        reread = partial(self.doubts.reread, key, asked=asked)
        return read_page(self.rules, response.url, response.body, kind, moment, reread)
