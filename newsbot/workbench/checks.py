"""The settings, checked before anything starts."""

from __future__ import annotations

import os
from pathlib import Path

from scrapy.settings import BaseSettings
from scrapy.utils.conf import closest_scrapy_cfg

from newsbot.archive import ArchiveError
from newsbot.crawl.arguments import ArgumentError, read_moment
from newsbot.crawl.portal import PortalSpider
from newsbot.download.addon import archive_place, replayed_archive, replica_port
from newsbot.ledger.outcomes import read_hours
from newsbot.ledger.store import read_address
from newsbot.replica.generated.options import DOMAIN, Options
from newsbot.replica.saved.options import CaseOptions

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
# No number of these means anything beyond: days of a century, and a million million of all else.
_MOST, _MOST_DAYS = 10**12, 36_500
# The type of each number, and its least value. Those of Scrapy are among them that runs are often
# given, and that end them with a traceback or, worse, do not.
_NUMBERS: dict[str, tuple[type[float], float]] = {
    "NEWSBOT_RETRY_AFTER_MAX": (float, 0),
    "NEWSBOT_REFUSALS_MAX": (int, 1),
    "NEWSBOT_CLOCK_MAX": (float, -1),
    "NEWSBOT_DRIFT_SHARE": (float, 0),
    "NEWSBOT_PROGRESS_SECONDS": (float, 0.1),
    "NEWSBOT_ARCHIVE_DAYS": (int, -1),
    "NEWSBOT_ARCHIVE_BYTES": (int, 1_000_000),
    "CLOSESPIDER_TIMEOUT": (float, 0),
    "CLOSESPIDER_ITEMCOUNT": (int, 0),
    "CLOSESPIDER_PAGECOUNT": (int, 0),
    "CLOSESPIDER_ERRORCOUNT": (int, 0),
    "CLOSESPIDER_TIMEOUT_NO_ITEM": (int, 0),
    "CLOSESPIDER_PAGECOUNT_NO_ITEM": (int, 0),
    "CONCURRENT_REQUESTS": (int, 1),
    "CONCURRENT_REQUESTS_PER_DOMAIN": (int, 1),
    "DOWNLOAD_DELAY": (float, 0),
    "DOWNLOAD_TIMEOUT": (float, 0.1),
    "MEMUSAGE_LIMIT_MB": (int, 0),
    "RETRY_TIMES": (int, 0),
}


class SettingError(ValueError):
    """A wrong setting; the message names it and says what it may be, in one line."""


def check_settings(settings: BaseSettings) -> None:
    """Raises SettingError for the first setting that makes no sense."""
    for name, (kind_of_number, least) in _NUMBERS.items():
        try:
            most = _MOST_DAYS if name.endswith("_DAYS") else _MOST
            sensible = least <= kind_of_number(settings[name]) <= most
        except (TypeError, ValueError):
            sensible = False
        if not sensible:
            kind = "whole number" if kind_of_number is int else "number"
            said = f"must be a {kind} of at least {least:g} and at most {most:g}"
            raise SettingError(f"{name}={settings[name]} {said}")
    if not str(settings["NEWSBOT_CONTACT"]).isprintable() or not settings["NEWSBOT_CONTACT"]:
        raise SettingError("NEWSBOT_CONTACT must be a page or a mail address, in one line")
    if not settings["NEWSBOT_DATA"]:
        raise SettingError("NEWSBOT_DATA is empty; it names the folder of feeds and ledger")
    try:
        read_hours(settings["NEWSBOT_RETRY_HOURS"])
    except ValueError:
        raise SettingError(
            f"NEWSBOT_RETRY_HOURS={settings['NEWSBOT_RETRY_HOURS']} must be hours separated by "
            "commas, 1,6,24,72"
        ) from None
    try:
        if settings["NEWSBOT_LEDGER"]:
            read_address(settings["NEWSBOT_LEDGER"])
        if replica_port(settings["NEWSBOT_WIRE"]) is not None:
            _check_replica(settings["NEWSBOT_REPLICA"])
    except ValueError as error:
        raise SettingError(str(error)) from None
    _check_archive(settings)


def check_log(settings: BaseSettings) -> None:
    """Raises SettingError when the log cannot be begun as it is asked for."""
    level, name = settings["LOG_LEVEL"], settings["LOG_FILE"]
    if isinstance(level, str) and level not in _LEVELS:
        raise SettingError(f"LOG_LEVEL={level} is none of {', '.join(_LEVELS)}")
    if not name:
        return
    path = Path(name)
    if not path.parent.is_dir():
        raise SettingError(f"cannot write the log {name}: there is no folder {path.parent}")
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise SettingError(f"cannot write the log {name}: no file can be written there")


def _check_archive(settings: BaseSettings) -> None:
    asof = settings["NEWSBOT_ASOF"]
    if asof and archive_place(settings["NEWSBOT_WIRE"]) is None:
        raise SettingError(f"NEWSBOT_ASOF={asof} is for archives, and NEWSBOT_WIRE names none")
    try:
        if asof:
            moment = read_moment("NEWSBOT_ASOF", asof)
            settings.set("NEWSBOT_ASOF", moment.isoformat(), priority="cmdline")
        if archive := replayed_archive(settings):
            archive.close()
    except (ArgumentError, ArchiveError) as error:
        raise SettingError(str(error)) from None


def _check_replica(text: str) -> None:
    try:
        options = CaseOptions if CaseOptions.wanted(text) else Options
        options.parse(text)
    except ValueError as error:
        raise SettingError(f"NEWSBOT_REPLICA: {error}") from None


def settle_replica(settings: BaseSettings, portal: type[PortalSpider]) -> None:
    """Let the replica serve the saved pages of a portal that it generates no pages of: those in
    tests/portals/ unless NEWSBOT_REPLICA names others. Raises SettingError."""
    port = replica_port(settings["NEWSBOT_WIRE"])
    if port is None:
        return
    text = settings["NEWSBOT_REPLICA"] or ""
    if not CaseOptions.wanted(text):
        if DOMAIN in portal.domains:
            return
        folder = Path(closest_scrapy_cfg()).parent / "tests" / "portals" / portal.name
        if not any(folder.glob("*.json")):
            if port:  # whoever serves there knows what
                return
            raise SettingError(
                f"NEWSBOT_WIRE={settings['NEWSBOT_WIRE']}: the replica makes pages of {DOMAIN} "
                f"only, and {portal.name} has no saved ones in {folder}; name others with "
                "NEWSBOT_REPLICA=cases=FOLDER"
            )
        text = ",".join(filter(None, (f"cases={folder}", text)))
        settings.set("NEWSBOT_REPLICA", text, priority="cmdline")
        settings.set("NEWSBOT_LIVE", False, priority="cmdline")
    try:
        options = CaseOptions.parse(text)
        if port == 0:  # another process serves the site, or this one will
            from newsbot.replica.saved.site import CaseSite  # not for every run to wait for

            CaseSite(portal, options)
    except ValueError as error:
        raise SettingError(f"NEWSBOT_REPLICA: {error}") from None
