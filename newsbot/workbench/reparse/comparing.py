"""What was delivered, and how what is read today differs from it."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from newsbot import items
from newsbot.items import Article
from newsbot.text.zones import is_same_moment

#: Fields that say when and how often an article was delivered, not what it says.
CLOCK = ("schema_version", "revision", "crawled_at")
FIELDS = tuple(name for name in items.FIELDS if name not in CLOCK)
# Samples kept of each field, and characters shown of a value.
_SAMPLES, _SHOWN = 3, 100


class Delivered:
    """The articles of finished feeds (JSON Lines, plain or gzip) by id, the newest revision of
    each. Kept on the disk, so memory does not grow with them."""

    def __init__(self, feeds: Sequence[Path]):
        # "": a temporary database, gone when it is closed
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute("CREATE TABLE article (id TEXT PRIMARY KEY, revision INT, data TEXT)")
        #: Feeds that are gone or cannot be read, and why.
        self.unread: dict[Path, str] = {}
        self._db.execute("BEGIN")
        for feed in feeds:
            try:
                self._db.executemany(_KEEP_NEWEST, _rows(feed))
            except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
                self.unread[feed] = str(error)
        self._db.execute("COMMIT")

    def get(self, article_id: str) -> dict[str, Any] | None:
        """The article as it was delivered last, None if no feed has it."""
        query = "SELECT data FROM article WHERE id = ?"
        row = self._db.execute(query, (article_id,)).fetchone()
        return json.loads(row[0]) if row else None

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM article").fetchone()[0])


_KEEP_NEWEST = """
INSERT INTO article VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
SET revision = excluded.revision, data = excluded.data WHERE excluded.revision >= revision
"""


def _rows(feed: Path) -> Iterator[tuple[str, int, str]]:
    with _opened(feed) as lines:
        for line in lines:
            item = json.loads(line)
            yield str(item["id"]), int(item["revision"]), line


def _opened(feed: Path) -> IO[str]:
    if feed.suffix == ".gz":
        return gzip.open(feed, "rt", encoding="utf-8")
    return feed.open(encoding="utf-8")


class Comparison:
    """Counts, by field, in how many articles the value read today is another one, is new, or is
    lost."""

    def __init__(self) -> None:
        self.counts: dict[str, Counter[str]] = {}
        #: By field: (article id, value delivered, value read today).
        self.samples: dict[str, list[tuple[str, str, str]]] = {}
        self.same = self.changed = self.undelivered = 0

    def add(self, before: Mapping[str, Any] | None, now: Article) -> bool:
        """Whether the article differs from what was delivered (None: never was)."""
        if before is None:
            self.undelivered += 1
            return False
        today = now.values()
        different = [name for name in FIELDS if not _is_same(name, before.get(name), today[name])]
        for name in different:
            old, new = before.get(name), today[name]
            kind = "new" if old in _NOTHING else "lost" if new in _NOTHING else "changed"
            self.counts.setdefault(name, Counter())[kind] += 1
            samples = self.samples.setdefault(name, [])
            if len(samples) < _SAMPLES:
                samples.append((now.id, *_around(_shown(old), _shown(new))))
        self.changed += bool(different)
        self.same += not different
        return bool(different)


def _is_same(name: str, before: Any, now: Any) -> bool:
    return is_same_moment(before, now) if name in _TIMES else bool(before == now)


_TIMES = frozenset({"published_at", "modified_at"})
_NOTHING: tuple[Any, ...] = (None, "", [])


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _around(before: str, now: str) -> tuple[str, str]:
    """Both values from shortly before the first difference, each in one line."""
    same = next((at for at, (a, b) in enumerate(zip(before, now, strict=False)) if a != b), None)
    start = max((min(len(before), len(now)) if same is None else same) - _SHOWN // 4, 0)
    return _cut(before, start), _cut(now, start)


def _cut(text: str, start: int) -> str:
    part = text[start : start + _SHOWN].replace("\n", "⏎")
    return ("…" if start else "") + part + ("…" if start + _SHOWN < len(text) else "")
