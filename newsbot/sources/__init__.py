"""Where links come from: Rss, Sitemap, DatedIndex, Index, Search, Json, Discover. No network here:
which requests serve a scope, and what an answer says. Start with source.py."""

from newsbot.sources.base import DAY, EVER, CrawlScope, Found, Link, Listing, same
from newsbot.sources.discover import FOLLOW, Discover
from newsbot.sources.html import DatedIndex, Index, Search
from newsbot.sources.json import Json
from newsbot.sources.source import Source
from newsbot.sources.xml import Rss, Sitemap

__all__ = [
    "DAY",
    "EVER",
    "FOLLOW",
    "CrawlScope",
    "DatedIndex",
    "Discover",
    "Found",
    "Index",
    "Json",
    "Link",
    "Listing",
    "Rss",
    "Search",
    "Sitemap",
    "Source",
    "same",
]
