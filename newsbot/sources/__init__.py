"""Where links come from: Rss, Sitemap, DatedIndex, Search. No network here: which listing pages to
ask for, and what one says."""

from newsbot.sources.base import DAY, Found, Link, Listing, Question, Source
from newsbot.sources.html import DatedIndex, Search
from newsbot.sources.xml import Rss, Sitemap

__all__ = [
    "DAY",
    "DatedIndex",
    "Found",
    "Link",
    "Listing",
    "Question",
    "Rss",
    "Search",
    "Sitemap",
    "Source",
]
