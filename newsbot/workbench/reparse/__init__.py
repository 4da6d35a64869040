"""Articles read again from an archive, by the rules of today: no engine, no requests."""

from newsbot.workbench.reparse.comparing import Comparison, Delivered
from newsbot.workbench.reparse.delivering import delivering
from newsbot.workbench.reparse.finding import ANY, Found, find
from newsbot.workbench.reparse.harvest import ReparseResult
from newsbot.workbench.reparse.rereading import Job, Reader, Reread, reread_all

__all__ = [
    "ANY",
    "Comparison",
    "Delivered",
    "Found",
    "Job",
    "Reader",
    "ReparseResult",
    "Reread",
    "delivering",
    "find",
    "reread_all",
]
