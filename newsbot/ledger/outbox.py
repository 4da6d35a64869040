"""Keeps articles that were accepted until they are delivered.

A feed file is written as `*.part` and renamed when it is whole. The renames are recorded, durably,
before they happen, and the articles are marked as delivered afterwards. So the next run can tell
which articles are in a finished file, at whatever moment a run dies.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa

from newsbot.items import Article
from newsbot.ledger.outcomes import Outcomes
from newsbot.ledger.reasons import SAME_ARTICLE
from newsbot.ledger.schema import article, event, outbox, run, url
from newsbot.ledger.states import DELIVERED
from newsbot.ledger.store import Store, utc_now

# Statements that every article needs. They go to the driver as they are, see links.py.
_DELIVERED = """
    SELECT revision, content_hash, published_at, words FROM article WHERE portal = ? AND id = ?
"""
_ACCEPTED = "SELECT run FROM outbox WHERE portal = ? AND id = ?"
_TWIN = """
    SELECT id FROM article WHERE portal = ? AND content_hash = ? AND id <> ?
    UNION ALL SELECT id FROM outbox WHERE portal = ? AND content_hash = ? AND id <> ?
"""
_TAKE = """
    INSERT OR REPLACE INTO outbox
        (portal, id, key, revision, content_hash, published_at, words, run, data)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# The level of zlib. An article is kept until its feed is finished: its size matters little.
_LEVEL = 1


class Rename(NamedTuple):
    """A feed file that is whole under the name `part` and is to be renamed to `final`. inode: of
    the file, by which it is known under either name."""

    part: str
    final: str
    inode: int


class Revision(NamedTuple):
    """The last delivered revision of an article. words: of its text; None where nobody counted."""

    revision: int
    content_hash: str
    published_at: str
    words: int | None = None


class Outbox:
    """The accepted and the delivered articles of a portal, as one run sees them."""

    def __init__(self, store: Store, run_id: int, outcomes: Outcomes):
        self._store, self._run, self._outcomes = store, run_id, outcomes

    def delivered(self, article_id: str) -> Revision | None:
        """The last delivered revision of an article; None where none was delivered."""
        row = self._store.bare(_DELIVERED, self._store.portal, article_id)
        return None if row is None else Revision(*row)

    def accepted(self, article_id: str) -> int | None:
        """The run that accepted an article which is not delivered yet; None for any other."""
        row = self._store.bare(_ACCEPTED, self._store.portal, article_id)
        return None if row is None else int(row[0])

    def twin(self, item: Article) -> str | None:
        """The id of another article of the portal with this title and text; None without one."""
        content = (self._store.portal, item.content_hash, item.id)
        row = self._store.bare(_TWIN, *content, *content)
        return None if row is None else str(row[0])

    def accept(self, item: Article) -> None:
        """Accept an article. From then on it will be delivered, whatever happens."""
        data = zlib.compress(json.dumps(item.values(), ensure_ascii=False).encode(), _LEVEL)
        facts = item.key, item.revision, item.content_hash, item.published_at, item.word_count
        self._store.bare(_TAKE, self._store.portal, item.id, *facts, self._run, data)
        own = item.id == f"{item.portal}:{item.key}"
        reason = None if own else f"{SAME_ARTICLE}{item.id}"
        self._outcomes.accepted(item.key, item.revision, item.published_at, reason)
        self._store.db.commit()

    def waiting(self) -> Iterator[Article]:
        """The articles that earlier runs accepted and did not deliver."""
        ids = sa.select(outbox.c.id).where(outbox.c.portal == self._store.portal)
        for article_id in self._store.db.scalars(ids.order_by(outbox.c.run, outbox.c.id)).all():
            query = sa.select(outbox).where(self._is(article_id))
            row = self._store.db.execute(query).one()
            item = Article(**json.loads(zlib.decompress(row.data)))
            item.key = row.key
            yield item

    def postpone(self, article_id: str) -> None:
        """Leave an accepted article to the next run, since a feed of this run could not take it."""
        self._store.write(outbox.update().where(self._is(article_id)).values(run=0))

    def intend(self, renames: Sequence[Rename]) -> None:
        """Record, durably, that these feed files are about to be renamed."""
        feeds = json.dumps([rename.final for rename in renames])
        values = {"renames": json.dumps(renames), "feeds": feeds}
        plan = run.update().where(run.c.id == self._run).values(**values)
        self._store.pragma("synchronous=FULL")  # the ledger must know of it before the disk does
        self._store.write(plan)
        self._store.pragma("synchronous=NORMAL")

    def deliver(self, run_id: int | None = None) -> int:
        """Mark the articles that a run (default: this one) accepted as delivered. Returns how many
        they are."""
        run_id = self._run if run_id is None else run_id
        portal, mine = self._store.portal, outbox.c
        own = sa.and_(mine.portal == portal, mine.run == run_id)
        ids, keys = (sa.select(column).where(own) for column in (mine.id, mine.key))
        names = ("portal", "id", "revision", "content_hash", "published_at", "run", "words")
        articles = sa.select(*(mine[name] for name in names)).where(own)
        facts = mine.portal, mine.key, mine.run, sa.literal(utc_now()), sa.literal(DELIVERED)
        events = sa.select(*facts).where(own)
        done = {"state": DELIVERED, "done_run": self._run}
        count = self._store.db.scalar(sa.select(sa.func.count()).select_from(outbox).where(own))
        self._store.write(
            article.delete().where(article.c.portal == portal, article.c.id.in_(ids)),
            article.insert().from_select(names, articles),
            url.update().where(url.c.portal == portal, url.c.key.in_(keys)).values(**done),
            event.insert().from_select(("portal", "key", "run", "at", "what"), events),
            outbox.delete().where(own),
            run.update().where(run.c.id == run_id).values(renames=None),
        )
        return int(count or 0)

    def recover(self) -> int:
        """Finish the deliveries that killed runs had begun. Returns how many articles these are.

        A file whose rename was recorded has its final name, or its part name and is renamed now;
        its inode shows that it is the file. Where a file has neither, the articles of its run are
        delivered in the feed of this run.
        """
        begun = run.c.portal == self._store.portal, run.c.renames.is_not(None)
        delivered = 0
        for row in self._store.db.execute(sa.select(run).where(*begun)).all():
            finished = [_renamed(Rename(*rename)) for rename in json.loads(row.renames)]
            if all(finished):
                delivered += self.deliver(row.id)
            else:
                self._store.write(run.update().where(run.c.id == row.id).values(renames=None))
        return delivered

    def _is(self, article_id: str) -> sa.ColumnElement[bool]:
        return sa.and_(outbox.c.portal == self._store.portal, outbox.c.id == article_id)


def _renamed(rename: Rename) -> bool:
    """Whether a feed file has its final name, which it is given now if it has its part name."""
    part, final = Path(rename.part), Path(rename.final)
    if part.exists() and part.stat().st_ino == rename.inode:
        part.replace(final)
    return final.exists() and final.stat().st_ino == rename.inode
