"""`scrapy status`: how every portal stands, or what is usual for one."""

from __future__ import annotations

import sys

from newsbot.crawl.spiderloader import PortalBrokenError
from newsbot.health.finding import Finding
from newsbot.ledger.reading import NOT_BELIEVED, Reading
from newsbot.ledger.store import believed_until
from newsbot.spiders.families.undeclared import is_domain
from newsbot.workbench.command import NOT_FOUND, LedgerCommand, one_of, table
from newsbot.workbench.standing import standing

_HEAD = (
    "portal", "last run (UTC)", "ended", "exit", "complete up to (UTC)", "pending", "failed", "gaps"
)  # fmt: skip


class Command(LedgerCommand):
    usage = "[options] [portal]"
    summary = "Show how every portal stands: last run, watermark, pending, failed, gaps"
    details = f"{summary}. With a portal: what is usual for it, its last run, and its findings."

    def check(self, args: list[str]) -> None:
        if len(args) > 1 or not all(map(is_domain, args)):
            one_of(args, list(self.portals(*args[:1])))

    def answer(self, ledger: Reading, args: list[str]) -> None:
        if args:
            self._tell(ledger, args[0])
        else:
            self._tell_all(ledger)

    def _tell(self, ledger: Reading, portal: str) -> None:
        history = ledger.history(portal)
        if not history:
            self.refuse(f"no run of {portal} has come to its end in the last weeks", NOT_FOUND)
        print(table(standing(history)))
        for found in history[-1].findings:
            print(f"found: {Finding.read_json(found)}")

    def _tell_all(self, ledger: Reading) -> None:
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
