"""What is expected of a saved page, compared with what today's rules read from it.

With `--update`, pytest rewrites what differs and marks it as unread; conftest.py tells at the end
which files it wrote, and which it could not.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newsbot.replica.saved.files import UNREAD
from newsbot.replica.saved.writing import as_json

#: Names of the properties under which a test reports a file that it wrote, or could not.
WRITTEN, UNREADABLE = "written", "unreadable"
#: An article is read when each of these is; a listing, when it leads anywhere.
NEEDED = ("title", "url", "published_at", "text")
LEADS = ("articles", "listings")


@dataclass(frozen=True)
class Expectations:
    """update: whether what differs is rewritten. report: called with WRITTEN or UNREADABLE and the
    file that it is about."""

    update: bool
    report: Callable[[str, str], None]

    def check(self, path: Path, read: Callable[[], dict[str, Any]]) -> None:
        """Fail with a diff of each field in which what is read is not what the file expects. A file
        that is missing is written, as unread. read raises ValueError when there is nothing to be
        read."""
        try:
            expected, found = _load(path), read()
            if expected is None:
                self._write(path, found)
                pytest.fail(f"{path.name} written, and unread: compare it", pytrace=False)
            mark = expected.pop(UNREAD, None)
            differences = _differences(expected, found)
            if differences and self.update:
                _refuse_nothing(found)
                self._write(path, found)
                differences.insert(0, f"{path.name} is rewritten, and unread: before (-), now (+):")
            elif mark is not None:
                pytest.fail(f"{path.name} is unread. {mark}", pytrace=False)
            elif differences:
                differences.insert(0, f"{path.name} (-) and the page (+):")
        except ValueError as error:
            self.report(UNREADABLE, f"{_name(path)}: {error}")
            raise
        if differences:
            pytest.fail("\n".join(differences), pytrace=False)

    def _write(self, path: Path, found: dict[str, Any]) -> None:
        path.write_bytes(as_json(found))
        self.report(WRITTEN, _name(path))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _load(path: Path) -> dict[str, Any] | None:
    """What a file expects; None when there is no such file. Raises ValueError."""
    if not path.exists():
        return None
    try:
        expected: dict[str, Any] = json.loads(path.read_bytes())
    except ValueError as error:
        raise ValueError(f"the file is no JSON: {error}") from None
    return expected


def _refuse_nothing(found: dict[str, Any]) -> None:
    """Raise ValueError for values that would only say that the rules read nothing any more."""
    names = LEADS if LEADS[0] in found else NEEDED
    lost = [name for name in names if not found[name]]
    if names == LEADS and len(lost) < len(LEADS):  # either is enough
        lost = []
    if lost:
        raise ValueError(f"today's rules read no {' and no '.join(lost)} from its page")


def _differences(expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    return [
        f"{name}\n{_diff(expected.get(name), found.get(name))}"
        for name in {**expected, **found}
        if expected.get(name) != found.get(name)
    ]


def _diff(expected: object, found: object) -> str:
    before, after = (
        (value if isinstance(value, str) else _pretty(value)).splitlines()
        for value in (expected, found)
    )
    return "\n".join(f"    {line.rstrip()}" for line in difflib.ndiff(before, after))


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
