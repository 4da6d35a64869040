"""Python as text: literals, and a file as ruff lays it out."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

WIDTH = 100


def tidied(text: str, root: Path) -> str:
    """A file as ruff lays it out by the settings of the project at `root`; as it is where there is
    no ruff, which only development requires, or it cannot read it."""
    if find_spec("ruff"):
        ruff = [sys.executable, "-m", "ruff"]
    elif found := shutil.which("ruff"):
        ruff = [found]
    else:
        return text
    for command in (["check", "--select", "I", "--fix-only"], ["format"]):
        done = subprocess.run(  # noqa: S603
            [*ruff, *command, "--quiet", "-"],
            input=text, capture_output=True, cwd=root, check=False, encoding="utf-8",
        )  # fmt: skip
        text = done.stdout if done.returncode == 0 else text
    is_wide = any(len(line) > WIDTH and len(line.split()) > 1 for line in text.splitlines())
    return f"# ruff: noqa: E501\n{text}" if is_wide else text


def quoted(text: str) -> str:
    """A string literal, raw where that is needed."""
    is_raw = "\\" in text and '"' not in text and text.isprintable() and not text.endswith("\\")
    return f'r"{text}"' if is_raw else repr(text)


def listed(values: Iterable[str], family: str = "") -> str:
    """A tuple of strings as Python, behind them the members of the family's own, if it is named."""
    return tuple_of([*map(quoted, values), *([f"*{family}"] if family else [])])


def tuple_of(members: Sequence[str]) -> str:
    """A tuple of what is Python already."""
    return f"({', '.join(members)}{',' * (len(members) == 1)})"
