"""Writes local feed files. A file under its final name is whole."""

from __future__ import annotations

import fcntl
import io
import logging
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import IO, Any

from scrapy import Spider
from scrapy.crawler import Crawler
from w3lib.url import file_uri_to_path

from newsbot.clock import now
from newsbot.feeds.append import (
    APPENDABLE,
    TABLES,
    Tail,
    UnappendableError,
    is_whole,
    opener,
    read_tail,
)
from newsbot.feeds.unfinished import Leftovers, run_token
from newsbot.ledger.outbox import Rename

logger = logging.getLogger(__name__)


class PartFile(io.FileIO):
    """A file that remembers that a write failed, even where the error was swallowed."""

    failed = False

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError:
            self.failed = True
            raise


class AtomicFileStorage:
    """Writes `<name>.<portal>-<ledger>.part`. ArticleFeeds has it renamed when all feeds are whole.

    To append to a file, a copy with the new lines behind the old ones is made. So readers see
    either the old file or the new one.
    """

    def __init__(self, crawler: Crawler, uri: str, feed_options: dict[str, Any] | None):
        options = feed_options or {}
        final = Path(file_uri_to_path(uri) if uri.startswith("file:") else uri).absolute()
        self.final = final.resolve() if final.is_symlink() else final
        self.append = not options.get("overwrite", False)
        self.opened = self.stored = False
        self._kind = str(options.get("format", "jsonlines"))
        self._opener = opener(options.get("postprocessing") or [])
        self._has_header = self._kind in TABLES and options.get("item_export_kwargs", {}).get(
            "include_headers_line", True
        )
        self._token, self._leftovers = run_token(crawler), Leftovers(crawler)
        self.part = self._own("part")

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, uri: str, *, feed_options: dict[str, Any] | None = None
    ) -> AtomicFileStorage:
        return cls(crawler, uri, feed_options)

    def _own(self, suffix: str) -> Path:
        return self.final.with_name(f"{self.final.name}.{self._token}.{suffix}")

    def open(self, spider: Spider) -> IO[bytes]:
        self.opened = True
        self.final.parent.mkdir(parents=True, exist_ok=True)
        self._check_replaceable()
        self._leftovers.note(self.part, self._own("whole.part"), self._own("pending"))
        self._raw = PartFile(self.part, "wb")
        return io.BufferedWriter(self._raw)

    def _check_replaceable(self) -> None:
        """Raise OSError where the feed would replace a device, a pipe or a folder."""
        if self.final.exists() and not stat.S_ISREG(self.final.stat().st_mode):
            raise OSError(f"{self.final} is no regular file (for the standard output, write -o -)")

    def store(self, file: IO[bytes]) -> None:
        """Make the part file durable. Raises OSError when any of its bytes could not be written."""
        file.flush()
        os.fsync(file.fileno())
        file.close()
        if self._raw.failed:
            raise OSError(f"a write to {self.part} failed")
        self.stored = True

    def prepare(self) -> Rename:
        """Make the file that is to have the final name. The caller is alone_in() its folder.

        A file `*.pending` stays until the ledger knows of the delivery. Where another run has left
        one, that run was killed in between. The final name is then left to its next run, which
        knows the file by its inode.
        """
        self.pending = self._own("pending")
        self.pending.touch()
        self._check_replaceable()
        try:
            self._refuse_pending()
            if self.append and self.final.exists() and self.final.stat().st_size:
                self._append()
        except UnappendableError as reason:
            taken, self.final = self.final, self._beside()
            logger.error("%s %s; the feed is written to %s", taken, reason, self.final)
        return Rename(str(self.part), str(self.final), self.part.stat().st_ino)

    def _refuse_pending(self) -> None:
        """Raise UnappendableError where a killed run has not ended its delivery of the file."""
        pending = set(self.final.parent.glob(f"{escape(self.final.name)}.*.pending"))
        for other in sorted(pending - {self.pending}):
            raise UnappendableError(
                f"belongs to a killed run until its portal runs again ({other.name})"
            )

    def _append(self) -> None:
        """Put the old file and the part behind it into a new file, which is then the part."""
        if self._kind not in APPENDABLE or self._opener is None:
            raise UnappendableError("is of a kind that cannot be appended to")
        with self._opener(self.final, "rb") as old:
            tail = read_tail(old, self._kind)
        headless = self._has_header and bool(tail.end or is_whole(tail, self._kind))
        with self._opener(self.part, "rb") as own:
            if headless and own.readline().rstrip(b"\r\n") != tail.header:
                raise UnappendableError("has other columns")
        whole = self._own("whole.part")
        shutil.copyfile(self.final, whole)
        shutil.copymode(self.final, whole)
        if tail.rest:
            self._mend(whole, tail)
        # the part is copied as it is; only to leave its header out, it may have to be unpacked
        read = self._opener if headless else open
        with read(self.part, "rb") as own, read(whole, "ab") as target:
            if headless:
                own.readline()
            shutil.copyfileobj(own, target)
        with whole.open("ab") as target:
            os.fsync(target.fileno())
        self.part.unlink()
        self.part = whole

    def _mend(self, path: Path, tail: Tail) -> None:
        """End the last line of a file. When the line is torn, move it to a file `*.torn`."""
        if is_whole(tail, self._kind):
            assert self._opener is not None
            with self._opener(path, "ab") as file:
                file.write(b"\n")
            return
        if self._opener is not open:
            raise UnappendableError("has a torn line in it")
        torn = self.final.with_name(f"{self.final.name}.torn")
        with torn.open("ab") as aside:
            aside.write(tail.rest + b"\n")
            aside.flush()
            os.fsync(aside.fileno())
        os.truncate(path, tail.end)
        logger.warning(
            "%s ended in a torn line; its %d bytes are in %s", self.final, len(tail.rest), torn.name
        )

    def _beside(self) -> Path:
        """A path beside the final one that is not taken, with the same suffixes."""
        stem, dot, suffixes = self.final.name.partition(".")
        mark = f"{self._token}-{now():%Y%m%dT%H%M%SZ}"
        name, number = f"{stem}.{mark}{dot}{suffixes}", 1
        while self.final.with_name(name).exists():
            number += 1
            name = f"{stem}.{mark}-{number}{dot}{suffixes}"
        return self.final.with_name(name)

    def rename(self) -> None:
        self.part.replace(self.final)


@contextmanager
def alone_in(folder: Path) -> Iterator[int]:
    """Keep other runs from renaming files in a folder. Gives a descriptor of it, to be synced."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError as error:  # some network file systems
            logger.warning("cannot lock %s: let no two runs append to a file there", error)
        yield descriptor
    finally:
        os.close(descriptor)
