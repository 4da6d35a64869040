"""The second half of the flow: article pages ("Halaman") to articles."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsbot.assemble import assemble, covers, promised
from newsbot.failures import reason_of
from newsbot.flow.base import Run, answered, content_type, utc
from newsbot.items import Article
from newsbot.ledger import EXCLUDED, FAILED
from newsbot.loaders import ArticleLoader, Page
from newsbot.text import bounds
from newsbot.text.markup import parse_html
from newsbot.text.story import adds_nothing

# An earlier time is a mistake of the page's, for the validate pipeline, not a matter of the range.
_FIRST_YEAR = 1990
# An article of more pages than this is a loop of the portal's.
_MAX_PAGES = 40


class ArticleFlow(Run):
    """Reads an article's pages, as few as it takes, and makes one article of them."""

    def article_request(self, key: str, url: str) -> Request:
        """Ask for page 1; before listings, so that a long walk does not pile up requests."""
        return self._page_request(url, self.parse_article, self.article_failed, 1, key=key)

    def _page_request(self, *asked: Any, **carried: Any) -> Request:
        request = self.ask(*asked, **carried)
        request.meta["download_maxsize"] = bounds.PAGE_BYTES
        return request

    def parse_article(self, response: Response, key: str) -> Iterator[Any]:
        """Read page 1; go on to the one-page view or to the further pages if it promises any."""
        if self.rules.urls.read(response.url) is None:
            self.ledger.links.finish(key, EXCLUDED, "redirected to no article")
            return
        page = self._read(response)
        if page is None:
            self.ledger.links.finish(key, FAILED, "empty page")
        elif not promised([page]):
            yield from self._finish(key, [page])
        elif self.rules.one_page:
            url = self.rules.one_page.format(url=page["canonical"])
            # priority: an article that is begun is finished first
            whole = (url, self.parse_whole, self.whole_failed, 2)
            yield self._page_request(*whole, key=key, pages=[page])
        else:
            yield from self._walk(key, [page], [])

    def article_failed(self, failure: Failure) -> None:
        """Page 1 could not be had: nothing is, and the next run tries again."""
        request = failure.request  # type: ignore[attr-defined]
        reason = reason_of(failure)
        state = EXCLUDED if reason in ("robots", "off-site") else FAILED
        self.ledger.links.finish(request.cb_kwargs["key"], state, reason)

    def parse_whole(self, response: Response, key: str, pages: list[Page]) -> Iterator[Any]:
        """Take the one-page view if it holds page 1 and more, else walk the pages."""
        whole = self._read(response)
        if whole and covers(whole, pages[0]):
            yield from self._finish(key, pages, whole)
        else:
            self.count("article/one_page_refused")
            yield from self._walk(key, pages, [])

    def whole_failed(self, failure: Failure) -> Iterator[Any]:
        """Without the one-page view, the pages are walked."""
        request = failure.request  # type: ignore[attr-defined]
        self.count("article/one_page_failed")
        yield from self._walk(request.cb_kwargs["key"], request.cb_kwargs["pages"], [])

    def _walk(self, key: str, pages: list[Page], missing: list[int]) -> Iterator[Any]:
        """Ask for the first promised page that is neither read nor missing; finish if none is."""
        done = {page["number"] for page in pages}.union(missing)
        size = sum(len(text) for page in pages for _, text in page["blocks"])
        for number, url in promised(pages).items():
            if number in done:
                continue
            if len(pages) + len(missing) >= _MAX_PAGES or size > bounds.TEXT:
                self.count("cut/pages")
                break
            carried = {"key": key, "number": number, "pages": pages, "missing": missing}
            asked = (url, self.parse_further, self.further_failed, 2)
            yield self._page_request(*asked, **carried)
            return
        yield from self._finish(key, pages)

    def parse_further(
        self, response: Response, key: str, number: int, pages: list[Page], missing: list[int]
    ) -> Iterator[Any]:
        """Add one further page, and go on."""
        page = self._read(response)
        # an empty body under a title is a page; another page than asked for (a redirect) is none
        is_page = page and (page["blocks"] or page["fields"].get("title"))
        if page is None or not is_page or page["number"] != number:
            yield from self._walk(key, pages, [*missing, number])
            return
        if adds_nothing(page["blocks"], *(earlier["blocks"] for earlier in pages)):
            self.count("article/page_repeated")
        yield from self._walk(key, [*pages, page], missing)

    def further_failed(self, failure: Failure) -> Iterator[Any]:
        """A page that could not be had is missing; the others are still read."""
        given = failure.request.cb_kwargs  # type: ignore[attr-defined]
        yield from self._walk(given["key"], given["pages"], [*given["missing"], given["number"]])

    def _finish(self, key: str, pages: list[Page], whole: Page | None = None) -> Iterator[Article]:
        crawled_at = datetime.now(UTC).isoformat(timespec="seconds")
        article = assemble(self.rules, pages, whole=whole, crawled_at=crawled_at)
        article.key = key
        self.count("article/read")
        for field, rule in {**(whole or pages[0])["won"], **pages[0]["won"]}.items():
            self.count(f"field/{field}/{rule}")
        for each in pages if whole is None else [*pages, whole]:
            for field, cut in each["cut"].items():
                self.count(f"cut/{field}", cut)
        self.count("dateparser", sum(page["asked_dateparser"] for page in pages))
        if self._wanted(article):
            yield article

    def _wanted(self, article: Article) -> bool:
        """Whether the article lies in the range; counts a time that its address contradicts."""
        if not article.published_at:
            return True  # for the validate pipeline to refuse
        moment = datetime.fromisoformat(article.published_at)
        identity = self.rules.urls.read(article.url)
        window = self.rules.urls.window(identity) if identity else None
        if window and not window[0] <= moment <= window[1]:
            self.count("date/conflict")
            self.logger.warning(
                "Published %s, but the address says %s to %s: %s",
                *(each.isoformat() for each in (moment, *window)),
                article.url,
            )
        if moment.year < _FIRST_YEAR or self.arguments.urls or self.in_range(moment):
            return True
        self.ledger.links.out_of_range(article.key, "published time", (utc(moment), utc(moment)))
        return False

    def callback_failed(self, failure: Failure, response: Response) -> None:
        """A page that the program stumbled over has failed like any other."""
        key = response.request.cb_kwargs.get("key") if response and response.request else None
        if key:
            self.ledger.links.finish(key, FAILED, f"error {type(failure.value).__name__}")

    def pipeline_failed(self, failure: Failure, item: Article) -> None:
        """So has an article that a pipeline stumbled over."""
        self.ledger.links.finish(item.key, FAILED, f"error {type(failure.value).__name__}")

    def _read(self, response: Response) -> Page | None:
        root = parse_html(response.body, content_type(response))
        if root is None:
            return None
        return ArticleLoader(self.rules, response.url, root, answered(response)).page()
