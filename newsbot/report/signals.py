"""Which signal ended a run."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

Tell = Callable[[int], object]


@dataclass(frozen=True, eq=False)
class _Handler:
    """Tells runs of a signal, then lets the handler that was there before do its work."""

    before: Any
    runs: list[Tell] = field(default_factory=list)

    def __call__(self, number: int, frame: FrameType | None) -> None:
        for tell in self.runs:
            tell(number)
        self.before(number, frame)


class Signals:
    """Calls `tell` with the number of each signal that asks the process to end, until `close`;
    ending the process remains the work of whoever handled the signal before.

    Runs of a process that overlap share a handler, and the last of them takes it away.
    """

    def __init__(self, tell: Tell):
        self._tell = tell
        self._handlers: dict[int, _Handler] = {}
        for number in (signal.SIGINT, signal.SIGTERM):
            handler = signal.getsignal(number)
            if not isinstance(handler, _Handler):
                if not callable(handler):
                    continue
                handler = _Handler(handler)
                signal.signal(number, handler)
            handler.runs.append(tell)
            self._handlers[number] = handler

    def close(self) -> None:
        for number, handler in self._handlers.items():
            handler.runs.remove(self._tell)
            on_top = signal.getsignal(number) is handler
            if on_top and not handler.runs:  # below another it stays, and passes on
                signal.signal(number, handler.before)
