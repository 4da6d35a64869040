"""`scrapy forget PORTAL`: let what was usual for a portal count no more."""

from __future__ import annotations

import argparse
from pathlib import Path

from newsbot.ledger.forgetting import forget_usual
from newsbot.ledger.store import read_address
from newsbot.spiders.families.undeclared import is_domain
from newsbot.workbench.command import NewsbotCommand, one_of


class Command(NewsbotCommand):
    usage = "[options] <portal>"
    summary = "Let what was usual for a portal count no more: it has changed for good"
    details = (
        "Runs are judged by what is usual for their portal. After a change that stays, such as "
        "shorter listings, every run would be found unusual. This lets the runs up to now count no "
        "more; the next ones are judged by what comes from now on. Nothing else is forgotten."
    )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        data, place = Path(self.settings["NEWSBOT_DATA"]), self.settings["NEWSBOT_LEDGER"]
        with self.refusing():
            if len(args) != 1 or not is_domain(args[0]):
                one_of(args, list(self.portals(*args[:1])))
            if place:
                read_address(place)
        with self.failing():
            count = forget_usual(place, args[0], data)
        print(f"{args[0]}: {count} runs count no more for what is usual")
