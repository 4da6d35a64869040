"""Web archives in WARC files: a run writes its answers into them, and they are found again there.
Archives of other makers are read as well.

A folder of archives needs nothing else. Its finished files are never changed. The index beside them
is made from them, and may be deleted at any time.
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
