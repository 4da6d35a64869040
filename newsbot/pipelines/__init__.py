"""What happens to an article after it is read: one file, one verb."""

from __future__ import annotations

from typing import ClassVar

from scrapy.exceptions import DropItem


class NotDeliveredError(DropItem):
    """An article is not delivered, and is no duplicate either. what: what becomes of it instead."""

    what: ClassVar[str]

    def __init__(self, message: str):
        super().__init__(message, log_level="DEBUG")  # the ledger tells of it, too


class FailedError(NotDeliveredError):
    """It is refused, and a later run tries it again."""

    what = "Failed"


class HeldBackError(NotDeliveredError):
    """It waits until the run has read everything else."""

    what = "Held back"


class UnchangedError(NotDeliveredError):
    """It was delivered, and is as it was."""

    what = "Not delivered again"
