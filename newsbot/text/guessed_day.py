"""The day of an article whose page states no time where one looks for it, found by htmldate."""

from __future__ import annotations

from datetime import datetime

from newsbot.text import bounds
from newsbot.text.headline import without_others, without_times_of_others
from newsbot.text.markup import Element

# What htmldate makes of a mere year, "© 2026".
_NEW_YEAR = "-01-01"


def guessed_day(root: Element, url: str, now: datetime | None) -> str | None:
    """The day of publication, ISO 8601; None where htmldate finds none. url: the page's address,
    which may name it. now: no day is later than this."""
    from htmldate import find_date  # slow to import, and most runs never need it

    if len(root.html or "") > bounds.PAGE_BYTES:
        return None

    def found(page: Element, *, everywhere: bool) -> str | None:
        return find_date(
            page.html, extensive_search=everywhere, original_date=True, url=url, max_date=now
        )

    page = without_times_of_others(without_others(root), url)
    if day := found(page, everywhere=False):
        return day
    day = found(page, everywhere=True)
    return None if day and day.endswith(_NEW_YEAR) else day
