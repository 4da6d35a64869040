"""Sorting more lines than are to be in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

# Lines sorted in memory at a time, about 80 MB.
_LONGEST_RUN = 200_000


def sorted_runs(lines: Iterable[bytes], folder: Path, stack: ExitStack) -> list[Iterable[bytes]]:
    """The lines in sorted runs, to be merged; all but the last in files in `folder` that have no
    name, and go when `stack` is closed or the process ends. Raises OSError."""
    runs: list[Iterable[bytes]] = []
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _LONGEST_RUN:
            file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  the stack closes it
            stack.enter_context(file)
            file.writelines(sorted(batch))
            file.seek(0)
            runs.append(file)
            batch = []
    return [*runs, sorted(batch)]
