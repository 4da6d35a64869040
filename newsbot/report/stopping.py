"""Which signal ended a run."""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import Any


def tell_of_signals(tell: Callable[[int], object]) -> None:
    """Call `tell` with the number of each signal that asks the process to end; ending it remains
    the work of whoever handled the signal before."""
    for number in (signal.SIGINT, signal.SIGTERM):
        before = signal.getsignal(number)

        def note(received: int, frame: FrameType | None, before: Any = before) -> None:
            tell(received)
            before(received, frame)

        if callable(before):
            signal.signal(number, note)
