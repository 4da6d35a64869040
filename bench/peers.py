"""Ways to read an article from a page: newsbot's, and those of other libraries if installed."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import html
from parsel import Selector

from newsbot.extract.loader import ArticleLoader, Page
from newsbot.extract.progress import Progress, read_page
from newsbot.extract.rules import Rules
from newsbot.items import Article
from newsbot.text.markup import parse_html

ANSWERED = datetime(2026, 7, 24, 8, tzinfo=UTC)
READ_AT = ANSWERED.isoformat(timespec="seconds")

#: What a spider asks of a page, in the words that portals use for it.
SELECTORS = {
    "title": "h1::text",
    "date": "[class*=date]::text",
    "author": "[rel=author]::text",
    "section": "meta[property='article:section']::attr(content)",
    "tags": "[class*=tag] a::text",
    "text": "article p::text, [class*=detail] ::text",
    "image": "meta[property='og:image']::attr(content)",
    "caption": "[class*=caption]::text",
    "summary": "meta[name=description]::attr(content)",
    "canonical": "link[rel=canonical]::attr(href)",
    "breadcrumb": "[class*=breadcrumb] a::text",
    "headings": "article h2::text",
}


@dataclass(frozen=True)
class Sample:
    """A page to read. rules: its portal's, or general ones (reparse's ANY). own: whether they are
    its portal's."""

    url: str
    body: bytes
    rules: Rules
    own: bool

    @property
    def host(self) -> str:
        return (urlsplit(self.url).hostname or "").removeprefix("www.")


class Got(NamedTuple):
    """What a library finds in a page. A value is None or empty where it finds nothing."""

    title: object
    date: object
    text: str


@dataclass(frozen=True)
class Way:
    """A way to read pages. prepare: makes of a page the argument of `read`. read: what is measured.
    result: makes a Got of what `read` returns; None for a way that reads no article. reads: whether
    it can read a page at all."""

    name: str
    read: Callable[[Any], Any]
    result: Callable[[Any], Got] | None = None
    prepare: Callable[[Sample], Any] = lambda sample: sample
    reads: Callable[[Sample], bool] = lambda _: True


def ours() -> Iterator[Way]:
    """What a crawl does with the page of a one-page article."""
    yield Way("lxml.html parse", lambda sample: html.document_fromstring(sample.body))
    yield Way("newsbot", _article, _told)
    yield Way("newsbot but for the parse", _read_tree, _told, prepare=_tree)


def _article(sample: Sample) -> Article | None:
    return _finish(sample.rules, read_page(sample.rules, sample.url, sample.body, None, ANSWERED))


def _tree(sample: Sample) -> tuple[Sample, Any]:
    return sample, parse_html(sample.body)


def _read_tree(given: tuple[Sample, Any]) -> Article | None:
    sample, root = given
    page = ArticleLoader(sample.rules, sample.url, root, ANSWERED).page()
    return _finish(sample.rules, page)


def _finish(rules: Rules, page: Page | None) -> Article | None:
    return Progress.start(page, READ_AT).build_article(rules) if page else None


def _told(article: Article) -> Got:
    return Got(article.title, article.published_at, article.text)


def _decoded(sample: Sample) -> str:
    """The page as text, for libraries that take no bytes."""
    return sample.body.decode("utf-8", "replace")


def _parsel() -> Way:
    def read(sample: Sample) -> dict[str, list[str]]:
        selector = Selector(body=sample.body, encoding="utf-8", type="html")
        return {name: selector.css(query).getall() for name, query in SELECTORS.items()}

    def result(got: dict[str, list[str]]) -> Got:
        return Got(got["title"], got["date"], " ".join("".join(got["text"]).split()))

    return Way("parsel, 12 selectors", read, result)


def _trafilatura() -> Way:
    import trafilatura

    return Way(
        "trafilatura",
        lambda sample: trafilatura.bare_extraction(sample.body, url=sample.url, with_metadata=True),
        lambda got: Got(got.title, got.date, got.text or ""),
    )


def _newspaper() -> Way:
    with warnings.catch_warnings():  # that what it does not do here cannot be done
        warnings.simplefilter("ignore")
        import newspaper

    def read(sample: Sample) -> Any:
        article = newspaper.Article(sample.url, language="id", fetch_images=False)
        article.download(input_html=_decoded(sample))
        return article.parse()

    return Way("newspaper4k", read, lambda got: Got(got.title, got.publish_date, got.text))


def _news_please() -> Way:
    from newsplease import NewsPlease

    return Way(
        "news-please",
        lambda sample: NewsPlease.from_html(_decoded(sample), url=sample.url, fetch_images=False),
        lambda got: Got(got.title, got.date_publish, got.maintext or ""),
    )


def _fundus() -> Way:
    from fundus import PublisherCollection

    parsers = {
        (urlsplit(publisher.domain).hostname or "").removeprefix("www."): publisher.parser
        for publisher in PublisherCollection
    }

    def read(sample: Sample) -> dict[str, Any]:
        parser = parsers[sample.host](ANSWERED)
        got: dict[str, Any] = parser.parse(_decoded(sample), error_handling="suppress")
        return got

    return Way(
        "fundus",
        read,
        lambda got: Got(got["title"], got["publishing_date"], str(got["body"] or "")),
        reads=lambda sample: sample.host in parsers,
    )


#: By the name of the distribution. Scrapy requires parsel; the others need not be installed.
PEERS: dict[str, Callable[[], Way]] = {
    "parsel": _parsel,
    "trafilatura": _trafilatura,
    "newspaper4k": _newspaper,
    "news-please": _news_please,
    "fundus": _fundus,
}


def peers() -> Iterator[Way]:
    """The ways whose libraries are installed. A line is printed for each library."""
    for name, make in PEERS.items():
        try:
            way = make()
        except ImportError as error:
            print(f"{name} is left out ({error}); bench/README.md says how to install it")
        else:
            print(f"{name} {version(name)}")
            yield way
