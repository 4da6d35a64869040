"""Resolvers of machines that have no network, and of names that do not exist; in place of newsbot's
own, by the setting TWISTED_DNS_RESOLVER."""

from __future__ import annotations

import socket
from typing import Any, ClassVar

from newsbot.download.reach import OutspokenResolver


class _Failing(OutspokenResolver):
    """Asks a system that answers with an error of its own, or with an address."""

    error: ClassVar[OSError | None] = None

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        socket.gethostbyname = self.answer

    def answer(self, name: str) -> str:
        if self.error is not None:
            raise self.error
        return "127.0.0.1"


class NoNetwork(_Failing):
    error = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


class NoResolver(_Failing):
    error = socket.gaierror(socket.EAI_SYSTEM, "System error")


class NoSuchName(_Failing):
    error = socket.gaierror(socket.EAI_NONAME, "Name or service not known")


class NoAddress(_Failing):
    error = socket.gaierror(socket.EAI_NODATA, "No address associated with hostname")


class Loopback(_Failing):
    """Says that every host is this machine, where nobody listens on the web's ports."""
