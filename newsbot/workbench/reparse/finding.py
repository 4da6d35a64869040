"""Which addresses of an archive are articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from newsbot.archive import Archive
from newsbot.extract.rules import Rules
from newsbot.spiders.families.undeclared import ANYWHERE
from newsbot.text.urls import ArticleUrl

#: Knows articles of portals that nobody has declared, and any address may be one.
ANY = ANYWHERE


@dataclass(frozen=True)
class Found:
    """An article's address in an archive. portal: the name of the portal whose rules read it, "any"
    where no portal declares it."""

    portal: str
    key: str
    url: str


def find(
    archive: Archive,
    portals: Mapping[str, Rules],
    since: datetime | None = None,
    until: datetime | None = None,
) -> Iterator[Found]:
    """Each article once, by its page 1 if the archive has that. Articles whose address dates them
    before `since` or after `until` (aware) are left out.

    An article archived only under a further page or another host's address is found by that.
    """
    seen: set[str] = set()
    for line in archive.lines():
        if line.status != 200 and line.mime != "warc/revisit":
            continue
        for name, rules in portals.items():
            article = rules.urls.read(line.url)
            if article is None:
                continue
            name_key = f"{name}:{article.key}"
            if name_key not in seen and _may_lie_in(rules, article, since, until):
                seen.add(name_key)
                # a further page, a view of it or an old host: page 1 is asked for, if it is there
                url = line.url if article.page == 0 or name == ANY.portal else article.url
                yield Found(name, article.key, url)
            break


def _may_lie_in(
    rules: Rules, article: ArticleUrl, since: datetime | None, until: datetime | None
) -> bool:
    window = rules.urls.window(article)
    if window is None:
        return True
    return (since is None or window[1] >= since) and (until is None or window[0] <= until)
