"""The times of a page in the zone of its portal: what they were stated in is not what is meant, or
not how it is delivered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Any

from newsbot.extract.evidence import ADDRESS, Evidence
from newsbot.extract.fields import CLEAN, TIMES, PageFacts, is_coarse
from newsbot.extract.rules import BESIDE
from newsbot.text.calendar import ZONES
from newsbot.text.zones import false_zones, is_foreign, zone_of

# "2026-08-04", as a theme shows it that reckons in UTC.
_MACHINE_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def settle_zones(
    evidence: Evidence, page: PageFacts, fields: dict[str, Any], won: dict[str, str]
) -> None:
    """Bring times into a zone of Indonesia: those in a foreign zone (mostly UTC) whose clock is the
    one that the page shows into that of the clock; others in UTC into that in which the page states
    the same moment, else the portal's. On a page from abroad they are left as they are."""
    read = {name: datetime.fromisoformat(fields[name][0]) for name in TIMES if name in fields}
    if not any(map(is_foreign, read.values())) or evidence.is_abroad:
        return
    told = list(_told(evidence, page))
    named = [moment.date() for rule, moment, coarse in told if coarse and rule.startswith(ADDRESS)]
    days = named or [moment.date() for rule, moment, coarse in told if coarse and rule == BESIDE]
    shown = [moment for rule, moment, coarse in told if rule == BESIDE and not coarse]
    stated = [(_source(rule), moment) for rule, moment, coarse in told if not coarse]
    local = [moment for _, moment in stated if not is_foreign(moment)]
    zone: tzinfo = ZONES[page.dates.zone]
    wrong = false_zones(stated, shown, days, zone)
    for name in ("published_at", "modified_at"):
        moment = read.get(name)
        if moment is None:
            continue
        if is_foreign(moment):
            right = wrong.get((_source(won[name]), moment.utcoffset()))
            if right:
                moment = moment.replace(tzinfo=right)
            elif not moment.utcoffset():
                moment = moment.astimezone(zone_of(moment, local) or zone)
            fields[name] = moment.isoformat(), fields[name][1]
        if not is_foreign(moment):
            zone = moment.tzinfo or zone  # an article was changed in the zone it was published in


def _told(evidence: Evidence, page: PageFacts) -> Iterator[tuple[str, datetime, bool]]:
    """The times of publication on a page: the rule, the moment, whether it is coarse."""
    for rule, found in evidence.of("published_at"):
        for text in found:
            day_of_software = rule == BESIDE and _MACHINE_DAY.fullmatch(text)
            if not day_of_software and (time_read := CLEAN["published_at"](page, [text])):
                yield rule, datetime.fromisoformat(time_read[0]), is_coarse(time_read)


def _source(rule: str) -> str:
    """Whose statement a rule reads: JSON-LD's, `<meta>`'s, or that of a selector."""
    return rule.split()[0]
