"""Web archives in WARC files: writing what a run received, finding it again, and reading others'.

A folder of archives stands alone: finished files are never changed, an index beside them is made
from them and can be thrown away.
"""

from newsbot.archive.places import ArchiveError
from newsbot.archive.reading import Archive, Capture
from newsbot.archive.records import Entry
from newsbot.archive.surt import surt
from newsbot.archive.upkeep import prune, repair
from newsbot.archive.writer import ArchiveWriter

__all__ = [
    "Archive",
    "ArchiveError",
    "ArchiveWriter",
    "Capture",
    "Entry",
    "prune",
    "repair",
    "surt",
]
