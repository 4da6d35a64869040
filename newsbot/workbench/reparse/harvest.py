"""The articles of a reparse: counted, compared, written, and set aside for delivery."""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from newsbot.clock import now
from newsbot.items import Article
from newsbot.pipelines.validate import fault_of, without_faults
from newsbot.workbench.command import table
from newsbot.workbench.reparse.comparing import Comparison, Delivered
from newsbot.workbench.reparse.rereading import Reread


class ReparseResult:
    """Takes articles one by one; as a context, it finishes or removes the file they are written to.

    output: a JSON Lines file for all articles, None for no file. since, until: of publication.
    """

    def __init__(
        self,
        delivered: Delivered,
        output: Path | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ):
        self.comparison, self.faults, self.read = Comparison(), Counter[str](), 0
        self._delivered, self._since, self._until = delivered, since, until
        self._output, self._part = output, output and output.with_name(f"{output.name}.part")
        self._lines: IO[str] | None = None
        # what has changed or is new, for redeliver(): on the disk, there may be very many
        self._spool = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  see close()
        self.redeliverable = self.incomplete = 0

    def __enter__(self) -> ReparseResult:
        if self._part is not None:
            self._part.parent.mkdir(parents=True, exist_ok=True)
            self._lines = self._part.open("w", encoding="utf-8", newline="\n")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._lines is None or self._part is None or self._output is None:
            return
        with self._lines:
            if kind is None:
                self._lines.flush()
                os.fsync(self._lines.fileno())
        if kind is None:
            self._part.replace(self._output)
        else:
            with suppress(OSError):
                self._part.unlink()

    def take(self, reread: Reread) -> None:
        """Count one address, and keep its article if there is one in the range."""
        article = reread.article
        if article is not None:
            without_faults(article, now())
        fault = reread.fault if article is None else fault_of(article, now())
        if article is None or fault:
            self.faults[fault or "no article"] += 1
            return
        moment = datetime.fromisoformat(article.published_at)
        if (self._since and moment < self._since) or (self._until and moment > self._until):
            self.faults["published out of the range"] += 1
            return
        self.read += 1
        if self._lines is not None:
            self._lines.write(json.dumps(article.values(), ensure_ascii=False) + "\n")
        before = self._delivered.get(article.id)
        differs = self.comparison.add(before, article)
        if not article.complete and not article.final:
            self.incomplete += 1
        elif differs or before is None:
            self._spool.write(
                json.dumps([article.key, differs, article.final, article.values()]) + "\n"
            )
            self.redeliverable += 1

    def redeliver(self) -> Iterator[Article]:
        """What is to be delivered: articles that differ, and those that no feed has (the ledger
        knows which of them were delivered into a feed that is gone)."""
        self._spool.seek(0)
        for line in self._spool:
            key, differs, final, values = json.loads(line)
            article = Article(**values)
            article.key, article.differs, article.final = key, differs, final
            yield article

    def close(self) -> None:
        self._spool.close()

    def tell(self) -> str:
        """The difference in lines: a table by field, then samples, then what was not read."""
        seen = self.comparison
        lines = [
            f"{self.read} articles read again: {seen.same} the same, {seen.changed} differ, "
            f"{seen.undelivered} in no feed that was compared"
        ]
        if seen.counts:
            rows: list[tuple[object, ...]] = [("field", "changed", "new", "lost")]
            for name, counts in seen.counts.items():
                rows.append((name, counts["changed"], counts["new"], counts["lost"]))
            lines.append(table(rows))
        for name, samples in seen.samples.items():
            for article_id, before, after in samples:
                lines += [f"{name} of {article_id}", f"  - {before}", f"  + {after}"]
        if self.incomplete:
            lines.append(f"{self.incomplete} lack a page that is not whole: they are not delivered")
        lines += [f"{count} not read: {fault}" for fault, count in sorted(self.faults.items())]
        lines += [
            f"cannot compare with {feed}: {why}" for feed, why in self._delivered.unread.items()
        ]
        return "\n".join(lines)
