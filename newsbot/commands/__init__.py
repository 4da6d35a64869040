"""Scrapy subcommands of this project. Scrapy imports this package before it runs any command, even
one of its own; so what all commands need stands here."""

from __future__ import annotations

import asyncio
import atexit
import io
import os
import signal
import stat
import sys
from typing import Any, ClassVar

#: The exit code when the reader of the output is gone: a shell's for a process that SIGPIPE ended.
READER_GONE = 128 + signal.SIGPIPE


class Pipe(io.FileIO):
    """The standard output when it is a pipe. When its reader is gone, as in `scrapy look | head`,
    the command ends in silence, with READER_GONE. (Not by SIGPIPE itself, which would end a crawl
    whenever a server closes a connection.)"""

    #: Whether the error is raised instead: a crawl that writes its feed here must end in order.
    raises: ClassVar[bool] = False

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except BrokenPipeError:
            if self.raises:
                raise
            if asyncio._get_running_loop() is not None:  # Scrapy would log SystemExit, and go on
                os._exit(READER_GONE)
            sys.exit(READER_GONE)


def _use_pipe() -> None:
    out = sys.__stdout__
    if sys.stdout is not out or out is None or not stat.S_ISFIFO(os.fstat(out.fileno()).st_mode):
        return
    assert isinstance(out, io.TextIOWrapper)
    raw = Pipe(out.fileno(), "wb", closefd=False)
    unbuffered = out.write_through  # python -u, PYTHONUNBUFFERED
    sys.stdout = io.TextIOWrapper(
        raw if unbuffered else io.BufferedWriter(raw),
        encoding=out.encoding,
        errors=out.errors,
        write_through=unbuffered,
    )
    atexit.register(_flush)


def _flush() -> None:
    """Write what is left in the buffer. Python itself would do so with a traceback when the reader
    is gone."""
    try:
        sys.stdout.flush()
    except SystemExit:
        os._exit(READER_GONE)
    except BrokenPipeError:  # of a crawl, whose own exit code stands
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_use_pipe()
