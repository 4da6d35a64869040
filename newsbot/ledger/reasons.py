"""Reasons of states that more than one room has to know. They are counted: few are different."""

from __future__ import annotations

from newsbot.text.walls import WALLS

#: A page that was asked for by its address alone turned out to be no article.
NO_ARTICLE = "no article"
#: An article's own time is out of the range; it also contradicts its listing or its address.
PUBLISHED, UNLIKE_LISTING = "published time", "published time unlike the listing's"
#: How the reasons begin that an address led to the article of an id that follows, or to one with
#: the same title and text.
SAME_ARTICLE, SAME_CONTENT = "same article as ", "same content as "
#: The same text came back under several headlines: a page that stands in the place of articles.
ONE_TEXT = "one text under several headlines"
#: How the reasons begin of requests for articles that were led to something else.
REDIRECTED = "redirected to "
HOME = f"{REDIRECTED}the home page"
#: What was asked for is not there, or not any more.
GONE = ("http_404", "http_410")
_REFUSALS = (*WALLS, *(f"http_{status}" for status in (401, 403, 429, 451, 503)))
#: A replayed archive has nothing of what was asked for. Also the flag of the answer that says so.
NOT_ARCHIVED = "not in the archive"


def is_refusal(reason: str) -> bool:
    """Whether a reason says that the portal refuses us: by a status, or by a page of one of the
    kinds that text/walls.py names."""
    return reason in _REFUSALS
