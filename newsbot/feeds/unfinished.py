"""What a run leaves beside its feeds when it is killed, and how the next one finds it."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from scrapy.crawler import Crawler

from newsbot.ledger.store import read_address


def run_token(crawler: Crawler) -> str:
    """A name for the portal and its ledger, which tells their files from those of others."""
    settings = crawler.settings
    database = read_address(settings["NEWSBOT_LEDGER"] or "sqlite://").database
    in_memory = database in (None, "", ":memory:")
    place = Path(settings["NEWSBOT_DATA"] if in_memory else str(database)).absolute()
    return f"{crawler.spidercls.name}-{sha256(str(place).encode()).hexdigest()[:8]}"


class Leftovers:
    """The names of a run's unfinished files, noted before they are made.

    Only they are removed: another run may have such files in the same folder, and the next run may
    write to another one.
    """

    def __init__(self, crawler: Crawler):
        data = Path(crawler.settings["NEWSBOT_DATA"])
        self._list = data / f"{run_token(crawler)}.unfinished"

    def note(self, *paths: Path) -> None:
        """Remember files that are about to be made. Raises OSError."""
        self._list.parent.mkdir(parents=True, exist_ok=True)
        with self._list.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(str(path)) + "\n" for path in paths)

    def remove(self) -> None:
        """Remove all that is noted. Nothing in it is lost: the ledger has the articles."""
        with suppress(OSError):
            for line in self._list.read_text(encoding="utf-8").splitlines():
                with suppress(OSError, ValueError):  # ValueError: the kill tore the last name
                    Path(json.loads(line)).unlink(missing_ok=True)
            self._list.unlink()
