"""`scrapy status`: how every portal stands."""

from __future__ import annotations

import sys

from newsbot.crawl.spiderloader import PortalBrokenError
from newsbot.ledger.reading import Reading
from newsbot.workbench.command import LedgerCommand, table

_HEAD = (
    "portal", "last run (UTC)", "ended", "exit", "complete up to (UTC)", "pending", "failed", "gaps"
)  # fmt: skip


class Command(LedgerCommand):
    def short_desc(self) -> str:
        return "Show how every portal stands: last run, watermark, pending, failed, gaps"

    def check(self, args: list[str]) -> None:
        if args:
            raise ValueError(f"unknown argument {args[0]!r}")

    def answer(self, ledger: Reading, args: list[str]) -> None:
        rows: list[tuple[object, ...]] = [_HEAD]
        for portal in ledger.portals():
            try:
                needed = self.needed_walks(portal)
            except PortalBrokenError as error:
                print(f"scrapy status: {error}", file=sys.stderr)
                needed = None
            each = ledger.standing(portal, needed)
            rows.append(
                (
                    portal,
                    each.started[:19],
                    each.reason,
                    each.exit_code,
                    each.watermark and each.watermark[:19],
                    each.pending,
                    each.failed,
                    each.gaps,
                )
            )
        print(table(rows))
