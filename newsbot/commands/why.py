"""`scrapy why URL`: the whole story of one article, by any variant of its address."""

from __future__ import annotations

from collections.abc import Iterable

from newsbot.crawl.portal import PortalSpider
from newsbot.ledger.reading import Reading, Story
from newsbot.sources.walks import walk_in_words
from newsbot.spiders.families.undeclared import domain_of, is_domain, portal_of
from newsbot.text.urls import on_site
from newsbot.workbench.command import NOT_FOUND, LedgerCommand, article_at, only


class Command(LedgerCommand):
    usage = "[options] <url>"
    summary = "Tell what became of an article: when it was listed, tried, delivered, or why not"

    def check(self, args: list[str]) -> None:
        url = only(args, "the address of one article")
        self._key(url, [domain_of(url)])

    def _key(self, url: str, domains: Iterable[str]) -> tuple[type[PortalSpider], str]:
        """Portal and key of an article. domains: those that may have been read without a file."""
        portals = self.portals()
        for name in sorted(domains, key=len, reverse=True):
            if on_site(url, (name,)):
                portals.setdefault(name, portal_of(name))
        portal, article = article_at(url, portals.values())
        return portal, article.key

    def answer(self, ledger: Reading, args: list[str]) -> None:
        url = args[0]
        portal, key = self._key(url, [*filter(is_domain, ledger.portals()), domain_of(url)])
        story = ledger.story(portal.name, key)
        if story is None:
            missing = f"{portal.name}:{key} is not in the ledger: no listing has named it"
            self.refuse(missing, NOT_FOUND)
        print(tell(portal, key, story))


def tell(portal: type[PortalSpider], key: str, story: Story) -> str:
    """The story of an article in lines: its state, then what happened to it, oldest first."""
    row = story.url
    state = row.state.replace("_", " ") + (f" ({row.reason})" if row.reason else "")
    if row.state == "failed":
        state += f", tries so far: {row.tries}, " + (
            f"again from {row.next_try}" if row.next_try else "for good"
        )
    elif row.next_try:
        state += ", asked for once more by the next run"
    if story.article is not None:
        published = f"published {story.article.published_at}"
        state += f"; revision {story.article.revision} delivered, {published}"
    lines = [f"{portal.name}:{key}", row.url, state]
    for event in story.events:
        detail = event.detail
        if event.what == "listed":
            detail = walk_in_words(event.detail or "", portal.sources, portal.channels)
        detail = f" ({detail})" if detail else ""
        if event.what == "delivered":
            detail = "".join(f"\n    in {name}" for name in story.feeds.get(event.run, []))
        lines.append(f"  {event.at}  run {event.run}  {event.what.replace('_', ' ')}{detail}")
    return "\n".join(lines)
