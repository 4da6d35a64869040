"""Which sitemaps of an index list articles, and what they are named like."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from newsbot.extract.rules import Rules
from newsbot.sources import Sitemap
from newsbot.workbench.draft.calls import Call, articles_of
from newsbot.workbench.draft.site import Site
from newsbot.workbench.reparse.obtaining import Get

# Of news, so many are asked for.
_CHILDREN = 3
_DATED = re.compile(
    r"(?<!\d)20\d\d(?:(?P<second>[-_/]?)(?:0[1-9]|1[0-2])(?:(?P<third>[-_/]?)[0-3]\d)?)?(?!\d)"
)
_GROUPS = (r"(?P<year>20\d\d)", r"(?P<month>\d\d)", r"(?P<day>\d\d)")


async def sitemaps(get: Get, site: Site, url: str, rules: Rules) -> AsyncIterator[Call]:
    """A sitemap, or an index of such: then those of its sitemaps are followed that list
    articles, news before all others."""
    answer = await site.get(get, url)
    if answer is None:
        return
    every = Sitemap(url, follow="")
    children = every.read(answer.url, answer.body, answer.content_type).listings
    if not children:
        yield Call(Sitemap, (url,), saved="sitemap")
        return
    wanted = [each for each in children if "news" in urlsplit(each.url).path]
    known = [each for each in children if each.url in site.answers]
    follow: dict[str, None] = {}
    for child in [*wanted[:_CHILDREN], *known]:
        page, path = await site.get(get, child.url), urlsplit(child.url).path
        if page and articles_of(every, page, rules):
            if "news" in path:  # what a Sitemap follows
                yield Call(Sitemap, (url,), saved="sitemap")
                return
            follow[_follow(path)] = None
    if follow:
        yield Call(Sitemap, (url,), (("follow", "|".join(follow)),), saved="sitemap")


def _follow(path: str) -> str:
    """The pattern of sitemaps that are named as one is, by date or number."""
    if dated := _DATED.search(path):
        marks = (dated["second"], dated["third"])
        pattern = _GROUPS[0]
        for mark, group in zip(marks, _GROUPS[1:], strict=True):
            if mark is None:
                break
            pattern += f"{mark}{group}"
        return f"{_plain(path[: dated.start()])}{pattern}{_plain(path[dated.end() :])}$"
    return f"{_plain(path)}$"


def _plain(text: str) -> str:
    """The pattern of a part of a name: its numbers are any."""
    text = re.escape(text).replace(r"\-", "-").replace(r"\.xml", ".xml")
    name, dot, ending = text.rpartition(".xml")
    bare = re.sub(r"\d+$", "", name) if dot else text
    digits = r"\d*" if bare != name and dot else ""
    return re.sub(r"\d+", r"\\d+", bare) + digits + (rf"\.xml{ending}" if dot else "")
