"""What answers a request: the network, or the replica. Chosen by NEWSBOT_WIRE."""

from __future__ import annotations

from scrapy.settings import BaseSettings

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
    """The add-on that puts the chosen wire in place. Nobody is waiting behind the replica, so it
    needs no delays."""

    def update_settings(self, settings: BaseSettings) -> None:
        if replica_port(settings["NEWSBOT_WIRE"]) is None:
            return
        for scheme in ("http", "https"):
            settings["DOWNLOAD_HANDLERS"].set(scheme, _REPLICA, priority="project")
        settings.set("DOWNLOAD_DELAY", 0, priority="project")
        settings.set("AUTOTHROTTLE_ENABLED", False, priority="project")
        settings.set("CONCURRENT_REQUESTS_PER_DOMAIN", 8, priority="project")
