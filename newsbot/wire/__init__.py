"""What answers a request: the network, or the replica. Chosen by NEWSBOT_WIRE."""

from __future__ import annotations

import logging

from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

_REPLICA = "newsbot.wire.replica.ReplicaHandler"


def replica_port(wire: str) -> int | None:
    """The port in `replica:PORT`, 0 for `replica`, None for the network. Raises ValueError."""
    if wire == "network":
        return None
    name, colon, port = wire.partition(":")
    if name == "replica" and (not colon or (port.isdecimal() and 0 < int(port) < 65536)):
        return int(port or 0)
    raise ValueError(f"NEWSBOT_WIRE={wire} is none of network, replica, replica:PORT")


class Wire:
    """The add-on that puts the chosen wire in place, and who is asking into the User-Agent. Nobody
    is waiting behind the replica, so it needs no delays."""

    def update_settings(self, settings: BaseSettings) -> None:
        contact = settings["NEWSBOT_CONTACT"]
        settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="project")
        if replica_port(settings["NEWSBOT_WIRE"]) is None:
            if contact.endswith(".example/about"):
                logger.warning("Set NEWSBOT_CONTACT to an address where a portal can reach you")
            return
        for scheme in ("http", "https"):
            settings["DOWNLOAD_HANDLERS"].set(scheme, _REPLICA, priority="project")
        settings.set("DOWNLOAD_DELAY", 0, priority="project")
        settings.set("AUTOTHROTTLE_ENABLED", False, priority="project")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", 8, priority="project")
