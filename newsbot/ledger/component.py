"""What Scrapy builds for a crawler, with the ledger of its run at hand."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from newsbot.ledger import Ledger, ledger_of

#: So many addresses stand for what was found.
SAMPLES = 3
_SAMPLES = "newsbot/samples/"

#: Signal between components: an answer refuses us, although only what was read from it shows that.
REFUSED = object()


class Component:
    """Base class of pipelines, extensions and middlewares."""

    def __init__(self, crawler: Crawler):
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def ledger(self) -> Ledger:
        return ledger_of(self.crawler)


def keep_sample(crawler: Crawler, what: str, address: str) -> None:
    """Keep an address that stands for something, among the first of a run. what: "source 0", …"""
    kept: list[str] = crawler.stats.get_stats().setdefault(f"{_SAMPLES}{what}", [])
    if len(kept) < SAMPLES and address not in kept:
        kept.append(address)


def samples_of(crawler: Crawler, what: str) -> tuple[str, ...]:
    """The addresses that keep_sample kept for something; none where it kept none."""
    return tuple(crawler.stats.get_value(f"{_SAMPLES}{what}", ()))
