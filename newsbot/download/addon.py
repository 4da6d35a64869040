"""What answers a request: the network, the replica, or an archive. Chosen by NEWSBOT_WIRE."""

from __future__ import annotations

import logging
from datetime import datetime
from glob import glob
from pathlib import Path

from scrapy.settings import BaseSettings

from newsbot.archive import Archive
from newsbot.replica.saved.options import CaseOptions

logger = logging.getLogger(__name__)

_REPLAY = "newsbot.download.replay.ReplayHandler"
_REPLICA = "newsbot.download.replica.ReplicaHandler"
_RECORD = "newsbot.download.record.RecordHandler"
#: The archive of `scrapy crawl sindonews -s NEWSBOT_WIRE=replica -s NEWSBOT_REPLICA=articles=24`.
DEMO = Path(__file__).with_name("demo.warc.gz")


def replica_port(wire: str) -> int | None:
    """The port in `replica:PORT`, 0 for `replica`, None for any other wire. Raises ValueError."""
    name, colon, port = wire.partition(":")
    if name == "replica" and (not colon or (port.isdecimal() and 0 < int(port) < 65536)):
        return int(port or 0)
    if wire == "network" or archive_place(wire):
        return None
    raise ValueError(
        f"NEWSBOT_WIRE={wire} is none of network, replica, replica:PORT, demo, and no WARC file, "
        "folder or glob of such"
    )


def archive_place(wire: str) -> str | None:
    """The file, folder or glob that a wire names; None when it is no archive."""
    if wire == "demo":
        return str(DEMO)
    return wire if wire != "network" and (Path(wire).exists() or glob(wire)) else None


def named_place(name: str) -> str:
    """The place of an archive that a command is given. Raises ValueError."""
    place = archive_place(name) if name else None
    if place is None:
        raise ValueError(
            f"there is no archive {name}; name a WARC file, folder or glob with --archive"
        )
    return place


def open_archive(place: str, data: Path, asof: datetime | None = None) -> Archive:
    """The archive of a file, folder or glob, as it was at a moment (aware). data: the data folder,
    which takes the index where none can be written beside the archive. Raises
    archive.ArchiveError."""
    return Archive(place, fallback=data / "index", asof=asof)


def replayed_archive(settings: BaseSettings) -> Archive | None:
    """The archive that is to answer, None for other wires. Raises archive.ArchiveError."""
    place = archive_place(settings["NEWSBOT_WIRE"])
    if place is None:
        return None
    asof = datetime.fromisoformat(settings["NEWSBOT_ASOF"]) if settings["NEWSBOT_ASOF"] else None
    return open_archive(place, Path(settings["NEWSBOT_DATA"]), asof)


class Wire:
    """The add-on that installs what NEWSBOT_WIRE names, and puts NEWSBOT_CONTACT into the
    User-Agent. The replica and an archive are asked without delays: they are no one's server."""

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Say by NEWSBOT_LIVE, for the spider to know when it is made, whether the chosen wire
        answers as of today: an archive and a replica of saved pages do not."""
        wire = settings["NEWSBOT_WIRE"]
        saved = CaseOptions.wanted(settings["NEWSBOT_REPLICA"] or "")
        live = wire == "network" or (wire.partition(":")[0] == "replica" and not saved)
        settings.set("NEWSBOT_LIVE", live, priority="project")

    def update_settings(self, settings: BaseSettings) -> None:
        contact = settings["NEWSBOT_CONTACT"]
        settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="project")
        archive = replayed_archive(settings)
        if archive is not None:
            self._replay(settings, archive)
            return
        replica = replica_port(settings["NEWSBOT_WIRE"]) is not None
        if replica:
            self._handle(settings, _REPLICA)
            if CaseOptions.wanted(site := settings["NEWSBOT_REPLICA"] or ""):
                now = CaseOptions.parse(site).now()
                settings.set("NEWSBOT_ASOF", now.isoformat(), priority="cmdline")
            self._no_delays(settings, concurrency=8)
        elif contact.endswith(".example/about"):
            logger.warning("Set NEWSBOT_CONTACT to an address where a portal can reach you")
        if settings.getint("NEWSBOT_ARCHIVE_DAYS"):
            handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
            recorded = {scheme: handlers[scheme] for scheme in ("http", "https")}
            settings.set("NEWSBOT_RECORDED_HANDLERS", recorded, priority="project")
            self._handle(settings, _RECORD)

    def _replay(self, settings: BaseSettings, archive: Archive) -> None:
        settings.set("NEWSBOT_ASOF", archive.newest.isoformat(), priority="cmdline")
        archive.close()
        self._handle(settings, _REPLAY)
        self._no_delays(settings, concurrency=1)
        # one at a time in all: the articles come in an order that is always the same
        settings.set("CONCURRENT_REQUESTS", 1, priority="project")
        settings.set("RETRY_ENABLED", False, priority="project")
        # robots.txt is obeyed as archived, so that a replay does what the crawl did; but no delay
        settings["EXTENSIONS"].set(
            "newsbot.download.politeness.CrawlDelay", None, priority="project"
        )

    def _handle(self, settings: BaseSettings, handler: str) -> None:
        for scheme in ("http", "https"):
            settings["DOWNLOAD_HANDLERS"].set(scheme, handler, priority="project")

    def _no_delays(self, settings: BaseSettings, concurrency: int) -> None:
        settings.set("DOWNLOAD_DELAY", 0, priority="project")
        settings.set("AUTOTHROTTLE_ENABLED", False, priority="project")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", concurrency, priority="project")
