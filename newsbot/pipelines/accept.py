"""Take an article over into the ledger: from here on it will be delivered."""

from __future__ import annotations

from newsbot.items import Article
from newsbot.ledger.component import Component


class AcceptPipeline(Component):
    """Puts each article into the ledger's outbox, where it stays until its feed is finished."""

    def process_item(self, item: Article) -> Article:
        self.ledger.outbox.accept(item)
        return item
