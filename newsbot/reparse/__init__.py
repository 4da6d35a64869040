"""Articles read again from an archive, by the rules of today: no engine, no requests."""

from newsbot.reparse.comparing import Comparison, Delivered
from newsbot.reparse.delivering import delivering
from newsbot.reparse.finding import ANY, Found, find
from newsbot.reparse.harvest import Harvest
from newsbot.reparse.rereading import Job, Reader, Reread, reread_all

__all__ = [
    "ANY",
    "Comparison",
    "Delivered",
    "Found",
    "Harvest",
    "Job",
    "Reader",
    "Reread",
    "delivering",
    "find",
    "reread_all",
]
