"""Articles read again are delivered as any others: by a run that asks for nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

from newsbot.crawl.portal import PortalSpider
from newsbot.items import Article

#: The walk under which the ledger lists them.
WALK = "reparse"


def delivering(
    portal: type[PortalSpider], articles: Callable[[], Iterator[Article]]
) -> type[PortalSpider]:
    """A spider of the portal that delivers these articles, after what an earlier run owes."""

    async def start(self: PortalSpider) -> AsyncIterator[Any]:
        for owed in self.ledger.outbox.waiting():
            yield owed
        for article in articles():
            self.ledger.links.add(WALK, {article.key: article.url}, *self.utc_range())
            yield article

    return type(portal.__name__, (portal,), {"name": portal.name, "start": start})
