"""Our own settings, checked before anything starts."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from newsbot.ledger import read_address
from newsbot.replica.options import Options
from newsbot.wire import replica_port

# What a number may be: its type and its least value.
_NUMBERS = {
    "NEWSBOT_TRIES": (int, 1),
    "NEWSBOT_RETRY_AFTER_MAX": (float, 0),
    "NEWSBOT_PROGRESS_SECONDS": (float, 0.1),
}


class SettingError(ValueError):
    """A wrong setting; the message names it and says what it may be, in one line."""


def check_settings(settings: BaseSettings) -> None:
    """Raises SettingError for the first NEWSBOT_* setting that makes no sense."""
    for name, (kind, least) in _NUMBERS.items():
        value = str(settings[name])
        try:
            sensible = kind(value) >= least
        except ValueError:
            sensible = False
        if not sensible:
            what = "whole number" if kind is int else "number"
            raise SettingError(f"{name}={value} must be a {what} of at least {least}")
    if not str(settings["NEWSBOT_CONTACT"]).isprintable() or not settings["NEWSBOT_CONTACT"]:
        raise SettingError("NEWSBOT_CONTACT must be a page or a mail address, in one line")
    if not settings["NEWSBOT_DATA"]:
        raise SettingError("NEWSBOT_DATA is empty; it names the folder of feeds and ledger")
    try:
        if settings["NEWSBOT_LEDGER"]:
            read_address(settings["NEWSBOT_LEDGER"])
        if replica_port(settings["NEWSBOT_WIRE"]) is not None:
            _check_replica(settings["NEWSBOT_REPLICA"])
    except ValueError as error:
        raise SettingError(str(error)) from None


def _check_replica(text: str) -> None:
    try:
        Options.parse(text)
    except ValueError as error:
        raise SettingError(f"NEWSBOT_REPLICA: {error}") from None
