"""`scrapy gaps PORTAL`: days that are not read to their end, or suspiciously thin."""

from __future__ import annotations

from newsbot.ledger.reading import Reading
from newsbot.spiders.families.undeclared import is_domain
from newsbot.workbench.command import NOT_FOUND, LedgerCommand, one_of, table

_HEAD = ("day", "weekday", "listed", "delivered", "failed", "why")


class Command(LedgerCommand):
    usage = "[options] <portal>"
    summary = "List a portal's days that are open, or thin against their weekday's median"

    def check(self, args: list[str]) -> None:
        if len(args) != 1 or not is_domain(args[0]):
            one_of(args, list(self.portals(*args[:1])))

    def answer(self, ledger: Reading, args: list[str]) -> None:
        if is_domain(args[0]) and args[0] not in ledger.portals():
            self.refuse(f"{args[0]} has not been read yet", NOT_FOUND)
        rows: list[tuple[object, ...]] = [_HEAD]
        for day in ledger.days(args[0], self.needed_walks(args[0])):
            why = [name for name, is_so in (("open", not day.closed), ("thin", day.thin)) if is_so]
            if why:
                weekday = day.day.strftime("%a")
                numbers = (day.listed, day.delivered, day.failed)
                rows.append((day.day, weekday, *numbers, ", ".join(why)))
        print(table(rows) if len(rows) > 1 else f"{args[0]}: no gaps")
