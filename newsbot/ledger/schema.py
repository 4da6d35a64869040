"""The ledger's tables. Times are ISO 8601 UTC; keys and ids are unique within a portal."""

from __future__ import annotations

import sqlalchemy as sa

#: Raised with every change of the tables below, together with a migration.
SCHEMA = 2
#: By schema, the statements that bring a ledger of the schema before it there.
MIGRATIONS: dict[int, tuple[str, ...]] = {
    2: (
        "ALTER TABLE run ADD COLUMN memory TEXT",
        "ALTER TABLE run ADD COLUMN findings TEXT",
        "ALTER TABLE article ADD COLUMN words INTEGER",
        "ALTER TABLE outbox ADD COLUMN words INTEGER",
        "ALTER TABLE walk ADD COLUMN listed INTEGER",
        "ALTER TABLE walk ADD COLUMN doubt TEXT",
        "CREATE INDEX run_by_portal ON run (portal, started)",
        # schema 1 kept it where a URL no longer was failed
        "UPDATE url SET next_try = NULL WHERE next_try IS NOT NULL AND state <> 'failed'",
        "CREATE INDEX url_once_more ON url (portal) "
        "WHERE next_try IS NOT NULL AND state <> 'failed'",
    ),
}

metadata = sa.MetaData()


def _state(*states: str) -> sa.TextClause:
    """An index's condition. Written with OR: SQLite does not see that x = 1 has x IN (1, 2) met."""
    return sa.text(" OR ".join(f"state = '{each}'" for each in states))


version = sa.Table("version", metadata, sa.Column("schema", sa.Integer, nullable=False))

run = sa.Table(
    "run",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("portal", sa.String, nullable=False),
    sa.Column("arguments", sa.Text, nullable=False),
    sa.Column("started", sa.String, nullable=False),
    sa.Column("ended", sa.String),
    sa.Column("reason", sa.String),
    sa.Column("exit_code", sa.Integer),
    # asked for what is new, and read every listing it needed
    sa.Column("caught_up", sa.Boolean),
    # feed files about to be renamed: JSON list of [part, final, inode]
    sa.Column("renames", sa.Text),
    # feed files that it finished: JSON list
    sa.Column("feeds", sa.Text),
    # what was usual in it: JSON, see health/memory.py
    sa.Column("memory", sa.Text),
    # what was found to be wrong or unusual: JSON list, see health/finding.py
    sa.Column("findings", sa.Text),
    sa.Index("run_by_portal", "portal", "started"),
)

url = sa.Table(
    "url",
    metadata,
    sa.Column("portal", sa.String, primary_key=True),
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("state", sa.String, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("tries", sa.Integer, nullable=False),
    # of a failed URL: when a run may try it again; null when its tries are used up. Of another that
    # is done with: the next run asks for it once more; null for most
    sa.Column("next_try", sa.String),
    # between which moments it was published, as far as it is known (the same where it is)
    sa.Column("published_from", sa.String),
    sa.Column("published_to", sa.String),
    sa.Column("first_seen", sa.String, nullable=False),
    sa.Column("last_seen", sa.String, nullable=False),
    sa.Column("first_run", sa.Integer, nullable=False),
    sa.Column("last_run", sa.Integer, nullable=False),
    sa.Column("done_run", sa.Integer),
    # the walk that named it last
    sa.Column("walk", sa.String, nullable=False),
    # the day (of WIB) it was published on, or is listed under; null where no listing tells
    sa.Column("day", sa.String),
    # Of the few that later runs may have to do with; most URLs are in none of these.
    sa.Index("url_open", "portal", "state", sqlite_where=_state("pending", "accepted")),
    sa.Index("url_failed", "portal", "next_try", "done_run", sqlite_where=_state("failed")),
    sa.Index("url_out", "portal", "published_to", sqlite_where=_state("out_of_range")),
    sa.Index(
        "url_once_more",
        "portal",
        sqlite_where=sa.text("next_try IS NOT NULL AND state <> 'failed'"),
    ),
    sa.Index("url_by_run", "last_run"),
)

# Listings read down to what was known before, and by which run last.
walk = sa.Table(
    "walk",
    metadata,
    sa.Column("portal", sa.String, primary_key=True),
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    # the day that the listing is of, if it is of one and was read for all channels
    sa.Column("day", sa.String),
    # how many articles it named; null where nobody counted
    sa.Column("listed", sa.Integer),
    # why its day is not closed, although it was read to its end after it was over; null without
    sa.Column("doubt", sa.Text),
    sa.Index("walk_by_day", "portal", "day"),
)

# What happened to each URL, in order: what `scrapy why` tells.
event = sa.Table(
    "event",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("portal", sa.String, nullable=False),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("at", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("detail", sa.Text),
    sa.Index("event_by_key", "portal", "key"),
)

# Articles in a finished feed, at their last delivered revision.
article = sa.Table(
    "article",
    metadata,
    sa.Column("portal", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("content_hash", sa.String, nullable=False),
    sa.Column("published_at", sa.String, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    # of its text; null where nobody counted
    sa.Column("words", sa.Integer),
    sa.Index("article_by_content", "portal", "content_hash"),
)

# Articles accepted and not yet in a finished feed. data: the Article, JSON, zlib.
outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("portal", sa.String, primary_key=True),
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("content_hash", sa.String, nullable=False),
    sa.Column("published_at", sa.String, nullable=False),
    sa.Column("run", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Column("words", sa.Integer),
    sa.Index("outbox_by_content", "portal", "content_hash"),
)
