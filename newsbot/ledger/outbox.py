"""Articles accepted and not yet delivered, and the moment in which they are.

A feed file is written as `*.part` and renamed when it is whole. The renames are recorded, durably,
before they happen, and the articles are marked as delivered after: whatever moment a run dies in,
the next can tell which of its articles are in a finished file.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from newsbot.items import Article
from newsbot.ledger.accounts import DELIVERED
from newsbot.ledger.links import Links
from newsbot.ledger.schema import article, event, outbox, run
from newsbot.ledger.store import Store, utc_now


def _one(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(table.c.portal == sa.bindparam("own"), table.c.id == sa.bindparam("this"))


# Made once: making a statement takes longer than executing it.
_DELIVERED = sa.select(article).where(_one(article))
_ACCEPTED = sa.select(outbox.c.run).where(_one(outbox))
_TWINS = [
    sa.select(table.c.id).where(
        table.c.portal == sa.bindparam("own"),
        table.c.content_hash == sa.bindparam("content"),
        table.c.id != sa.bindparam("this"),
    )
    for table in (article, outbox)
]
_FORGET, _TAKE = outbox.delete().where(_one(outbox)), outbox.insert()


class Rename(NamedTuple):
    """A feed file that is whole under `part` and is to be called `final`."""

    part: str
    final: str
    inode: int


class Outbox:
    """The accepted and delivered articles of one portal, as one run sees them."""

    def __init__(self, store: Store, links: Links, run_id: int):
        self._store, self._links, self._run = store, links, run_id

    def delivered(self, article_id: str) -> Any | None:
        """The last delivered revision (revision, content_hash, published_at), None before any."""
        return self._store.db.execute(_DELIVERED, self._this(article_id)).first()

    def accepted(self, article_id: str) -> int | None:
        """The run that accepted the article last, while it waits; None when it does not."""
        run_id = self._store.db.scalar(_ACCEPTED, self._this(article_id))
        return None if run_id is None else int(run_id)

    def twin(self, item: Article) -> str | None:
        """The id of another article of the portal with the same title and text, if there is one."""
        content = {**self._this(item.id), "content": item.content_hash}
        for query in _TWINS:
            if found := self._store.db.scalar(query, content):
                return str(found)
        return None

    def accept(self, item: Article) -> None:
        """Take an article over: from here on it will be delivered, whatever happens."""
        row = {
            name: getattr(item, name)
            for name in ("portal", "id", "key", "revision", "content_hash", "published_at")
        }
        data = zlib.compress(json.dumps(asdict(item)).encode())
        self._store.db.execute(_FORGET, self._this(item.id))
        self._store.db.execute(_TAKE, {**row, "run": self._run, "data": data})
        self._links.accepted(item.key, item.revision, item.published_at)
        self._store.db.commit()

    def waiting(self) -> Iterator[Article]:
        """What earlier runs accepted and did not deliver."""
        ids = self._store.db.scalars(
            sa.select(outbox.c.id)
            .where(outbox.c.portal == self._store.portal)
            .order_by(outbox.c.run, outbox.c.id)
        ).all()
        for article_id in ids:
            query = sa.select(outbox).where(self._id(outbox, article_id))
            row = self._store.db.execute(query).one()
            item = Article(**json.loads(zlib.decompress(row.data)))
            item.key = row.key
            yield item

    def postpone(self, article_id: str) -> None:
        """Leave an accepted article for the next run: a feed of this one could not take it."""
        self._store.write(outbox.update().where(self._id(outbox, article_id)).values(run=0))

    def intend(self, renames: Sequence[Rename]) -> None:
        """Record, durably, that these feed files are about to get their names."""
        feeds = json.dumps([rename.final for rename in renames])
        values = {"renames": json.dumps(renames), "feeds": feeds}
        plan = run.update().where(run.c.id == self._run).values(**values)
        self._store.pragma("synchronous=FULL")  # the ledger must know of it before the disk does
        self._store.write(plan)
        self._store.pragma("synchronous=NORMAL")

    def deliver(self, run_id: int | None = None) -> int:
        """Mark what a run (default: this one) accepted as delivered, and say how many it was."""
        run_id = self._run if run_id is None else run_id
        own = sa.and_(outbox.c.portal == self._store.portal, outbox.c.run == run_id)
        names = ("portal", "id", "revision", "content_hash", "published_at", "run")
        rows = sa.select(*(outbox.c[name] for name in names)).where(own)
        count = self._store.scalar(sa.select(sa.func.count()).select_from(outbox).where(own))
        self._store.write(
            article.delete().where(
                article.c.portal == self._store.portal,
                article.c.id.in_(sa.select(outbox.c.id).where(own)),
            ),
            article.insert().from_select(names, rows),
            self._links.finishing(sa.select(outbox.c.key).where(own), DELIVERED),
            event.insert().from_select(
                ("portal", "key", "run", "at", "what"),
                sa.select(
                    outbox.c.portal,
                    outbox.c.key,
                    outbox.c.run,
                    sa.literal(utc_now()),
                    sa.literal(DELIVERED),
                ).where(own),
            ),
            outbox.delete().where(own),
            run.update().where(run.c.id == run_id).values(renames=None),
        )
        return int(count)

    def recover(self) -> int:
        """Finish what a killed run had begun to deliver; how many articles that was.

        A file whose rename was recorded has its part name still (it is renamed now) or its final
        name (told by the inode). Otherwise its articles wait for this run's feed.
        """
        query = sa.select(run.c.id, run.c.renames).where(
            run.c.portal == self._store.portal, run.c.renames.is_not(None)
        )
        delivered = 0
        for run_id, plan in self._store.db.execute(query).all():
            finished = [_renamed(Rename(*rename)) for rename in json.loads(plan)]
            if all(finished):
                delivered += self.deliver(run_id)
            else:
                forget = run.update().where(run.c.id == run_id).values(renames=None)
                self._store.write(forget)
        return delivered

    def _this(self, article_id: str) -> dict[str, str]:
        return {"own": self._store.portal, "this": article_id}

    def _id(self, table: sa.Table, article_id: str) -> sa.ColumnElement[bool]:
        return sa.and_(table.c.portal == self._store.portal, table.c.id == article_id)


def _renamed(rename: Rename) -> bool:
    part, final = Path(rename.part), Path(rename.final)
    if part.exists() and part.stat().st_ino == rename.inode:
        part.replace(final)
    return final.exists() and final.stat().st_ino == rename.inode
