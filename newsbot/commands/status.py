"""`scrapy status`: how every portal stands."""

from __future__ import annotations

import sys

from newsbot.crawl.spiderloader import PortalBrokenError
from newsbot.ledger.reading import NOT_BELIEVED, Reading
from newsbot.ledger.store import believed_until
from newsbot.workbench.command import LedgerCommand, table

_HEAD = (
    "portal", "last run (UTC)", "ended", "exit", "complete up to (UTC)", "pending", "failed", "gaps"
)  # fmt: skip


class Command(LedgerCommand):
    summary = "Show how every portal stands: last run, watermark, pending, failed, gaps"

    def check(self, args: list[str]) -> None:
        if args:
            raise ValueError(f"unknown argument {args[0]!r}")

    def answer(self, ledger: Reading, args: list[str]) -> None:
        rows: list[tuple[object, ...]] = [_HEAD]
        notes: list[str] = []
        for portal in ledger.portals():
            try:
                needed = self.needed_walks(portal)
            except PortalBrokenError as error:
                print(f"scrapy status: {error}", file=sys.stderr)
                needed = None
            run = ledger.standing(portal, needed)
            watermark = run.watermark and run.watermark[:19]
            ahead = " (in the future)" if run.started > believed_until() else ""
            ended = (run.started[:19] + ahead, run.reason, run.exit_code)
            rows.append((portal, *ended, watermark, run.pending, run.failed, run.gaps))
            if run.future:
                notes.append(f"{portal}: {NOT_BELIEVED.format(run.future)}")
        print("\n".join([table(rows), *notes]))
