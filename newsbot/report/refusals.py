"""Whether it was this machine, the portal's domain or a wall that kept a run from reading, by its
statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from newsbot.crawl.failures import NO_NETWORK, NO_PROXY, NO_SUCH_HOST
from newsbot.ledger.states import ACCEPTED, DELIVERED, DROPPED, EXCLUDED, FAILED
from newsbot.text.walls import WALLS

# By (state, reason), how many URLs.
Counts = Mapping[tuple[str, str], int]

#: Failures that an article cannot help while nothing is reached: they use up no try. (A further
#: page that could not be had makes an article incomplete.)
UNREACHED = (NO_NETWORK, NO_PROXY, NO_SUCH_HOST, "incomplete")
_ASKED_FOR = {DELIVERED, ACCEPTED, DROPPED, EXCLUDED, FAILED}
# So many requests in a row that reach nothing show that the network is gone, and so many walls that
# a portal's articles are behind them: one or two may be of a single host or page.
_LEAST = 3


def lost_network(stats: Mapping[str, Any]) -> str:
    """Why nothing was reached, or nothing any more at the end of the run: NO_NETWORK or NO_PROXY of
    crawl/failures.py; "" where that is not so."""
    answered = stats.get("downloader/response_count", 0)
    in_a_row = stats.get("newsbot/unreached_in_a_row", 0)
    lost = in_a_row >= _LEAST and stats.get("newsbot/answered_before") == answered
    whys = [why for why in (NO_PROXY, NO_NETWORK) if stats.get(f"newsbot/unreached/{why}")]
    return whys[0] if whys and (lost or not answered) else ""


def is_gone(stats: Mapping[str, Any]) -> bool:
    """Whether none of the portal's hosts exists any more, by their names."""
    answered = stats.get("downloader/response_count", 0)
    unknown = stats.get(f"newsbot/unreached/{NO_SUCH_HOST}", 0)
    return not answered and not lost_network(stats) and unknown > 0


def wall_of_run(stats: Mapping[str, Any], counts: Counts) -> str:
    """What kind of wall (text/walls.py) most of the needed listings, of all listings or of the
    articles were; "" where they were not."""
    needed, all_of_them, articles = (Counter[str]() for _ in range(3))
    for wall in WALLS:
        needed[wall] = stats.get(f"newsbot/listing/failed/{wall}", 0)
        optional = stats.get(f"newsbot/listing/failed_optional/{wall}", 0)
        all_of_them[wall] = needed[wall] + optional
        articles[wall] = counts.get((FAILED, wall), 0)
    read = stats.get("newsbot/article/read", 0)  # among them are what was known, and read again
    asked = sum(count for (state, _), count in counts.items() if state in _ASKED_FOR)
    for walls, others, least in (
        (needed, stats.get("newsbot/listing/required", 0), 1),
        (all_of_them, stats.get("newsbot/listing/read", 0), 1),
        (articles, max(asked - articles.total(), read), _LEAST),
    ):
        if walls.total() >= least and walls.total() > others:
            return walls.most_common(1)[0][0]
    return ""
