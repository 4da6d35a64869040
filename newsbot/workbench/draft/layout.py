"""Python as the formatter lays it out: in one line what fits there, else an item a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 100
_INDENT = "    "


@dataclass(frozen=True)
class Group:
    """What stands in brackets. open: the bracket, and the name before it. items: each with what is
    written before it ("links=", '"title": ')."""

    open: str
    items: Sequence[tuple[str, str | Group]]
    close: str

    @property
    def flat(self) -> str:
        inner = ", ".join(label + flat(item) for label, item in self.items)
        alone = "," if self.open == "(" and len(self.items) == 1 else ""
        return f"{self.open}{inner}{alone}{self.close}"


def flat(value: str | Group) -> str:
    return value if isinstance(value, str) else value.flat


def laid_out(before: str, value: str | Group, after: str = "", depth: int = 1) -> list[str]:
    """The lines of "before value after", so deeply indented."""
    indent = _INDENT * depth
    line = f"{indent}{before}{flat(value)}{after}"
    if isinstance(value, str):
        return [line if len(line) <= WIDTH else f"{line}  # noqa: E501"]
    if len(line) <= WIDTH or not value.items:
        return [line]
    lines = [f"{indent}{before}{value.open}"]
    for label, item in value.items:
        lines += laid_out(label, item, ",", depth + 1)
    return [*lines, f"{indent}{value.close}{after}"]


def quoted(text: str) -> str:
    """A string literal, raw where that is needed."""
    mark = "'" if '"' in text and "'" not in text else '"'
    if "\\" in text and mark not in text and not text.endswith("\\"):
        return f"r{mark}{text}{mark}"
    escaped = text.replace("\\", "\\\\").replace(mark, f"\\{mark}")
    return f"{mark}{escaped}{mark}"


def strings(values: Sequence[str]) -> Group:
    """A tuple of strings."""
    return Group("(", [("", quoted(value)) for value in values], ")")
