"""`scrapy gaps PORTAL`: days that are not read to their end, doubted, or suspiciously thin."""

from __future__ import annotations

from newsbot.ledger.reading import Reading
from newsbot.report.exit_codes import INCOMPLETE
from newsbot.spiders.families.undeclared import is_domain
from newsbot.workbench.command import NOT_FOUND, LedgerCommand, one_of, table

_HEAD = ("day", "weekday", "listed", "delivered", "failed", "why")


class Command(LedgerCommand):
    usage = "[options] <portal>"
    summary = "List a portal's days that are open, doubted or thin; exit code 3 where there are any"

    def check(self, args: list[str]) -> None:
        if len(args) != 1 or not is_domain(args[0]):
            one_of(args, list(self.portals(*args[:1])))

    def answer(self, ledger: Reading, args: list[str]) -> None:
        if is_domain(args[0]) and args[0] not in ledger.portals():
            self.refuse(f"{args[0]} has not been read yet", NOT_FOUND)
        rows: list[tuple[object, ...]] = [_HEAD]
        for day in ledger.days(args[0], self.needed_walks(args[0])):
            if day.gap:
                numbers = (day.listed, day.delivered, day.failed)
                rows.append((day.day, day.day.strftime("%a"), *numbers, day.gap))
        if len(rows) > 1:
            print(table(rows))
            self.exitcode = INCOMPLETE
        else:
            print(f"{args[0]}: no gaps")
