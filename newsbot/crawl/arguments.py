"""Spider arguments, the same for every portal: checked before any request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from newsbot.text.dates import WIB
from newsbot.text.urls import ArticleUrl, ArticleUrls

# Before, there was no news on the web; after, no calendar of ours.
_FIRST_YEAR, _LAST_YEAR = 1990, 2999
#: What can be given with -a, and what it means: `scrapy crawl --help` shows it, and README's table
#: begins with these words.
MEANINGS = {
    "since": "published at or after: 2024-06-20, 2024-06-20T13:45, 2024-06-20T13:45+08:00",
    "until": "published at or before; a bare date includes that day",
    "channels": "names or ids, separated by commas: channels=nasional,8",
    "urls": "only these articles, separated by commas, or urls=@file with one a line",
    "query": "what the portal's own search finds, in any time unless since or until are given",
    "order": "newest (the default) or oldest day first",
    "again": "yes: read a range again, closed days and known articles too; deliver what changed",
}
NAMES = tuple(MEANINGS)
_ORDERS = ("newest", "oldest")
_YES_NO = ("no", "yes")


class ArgumentError(ValueError):
    """A wrong spider argument; the message says what is wrong and what to do, in one line."""


@dataclass(frozen=True)
class Arguments:
    """What the user asked for. since, until: aware, inclusive, None where not given. channels: ids
    by name, empty for all. urls: only these articles. query: what to search for. order: of days.
    again: whether closed days and known articles of the range are read again."""

    since: datetime | None
    until: datetime | None
    channels: dict[str, str]
    urls: tuple[ArticleUrl, ...]
    query: str | None
    order: str = "newest"
    again: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing was asked for but what is new."""
        return not (self.since or self.until or self.channels or self.urls or self.query)


def read_arguments(
    given: Mapping[str, str], channels: Mapping[str, str], articles: ArticleUrls, now: datetime
) -> Arguments:
    """Check spider arguments against a portal's channels (id by name) and article URLs.

    Raises ArgumentError.
    """
    for name, value in given.items():
        if name not in NAMES:
            raise ArgumentError(f"unknown argument {name!r}; known are {', '.join(NAMES)}")
        if not value.strip():
            raise ArgumentError(f"{name} is empty; give it a value or leave it out")
    since, until = (
        read_moment(name, given[name]) if name in given else None for name in ("since", "until")
    )
    if since and since > now:
        raise ArgumentError(f"since={given['since']} lies in the future")
    if since and until and since > until:
        raise ArgumentError(f"since={given['since']} is after until={given['until']}")
    others = [name for name in given if name not in ("urls", "again")]
    if "urls" in given and others:
        raise ArgumentError(f"urls goes alone: with it, {', '.join(others)} would have no effect")
    order = given.get("order", _ORDERS[0])
    if order not in _ORDERS:
        raise ArgumentError(f"order={order} is neither {' nor '.join(_ORDERS)}")
    again = given.get("again", _YES_NO[0])
    if again not in _YES_NO:
        raise ArgumentError(f"again={again} is neither {' nor '.join(_YES_NO)}")
    if again == "yes" and not given.keys() & {"since", "until", "urls"}:
        raise ArgumentError("again=yes reads a range again: give since, until or both, or urls")
    return Arguments(
        order=order,
        again=again == "yes",
        since=since,
        until=until,
        channels=_channels(given.get("channels"), channels),
        urls=_urls(given.get("urls"), articles),
        query=given.get("query"),
    )


def read_moment(name: str, text: str) -> datetime:
    """An ISO 8601 moment, WIB where it names no zone. A bare date is its beginning, and as `until`
    its end. Raises ArgumentError."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ArgumentError(
            f"{name}={text} is no date; write 2024-06-20, 2024-06-20T13:45 (WIB) or with a zone, "
            "2024-06-20T13:45+08:00"
        ) from None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ArgumentError(f"{name}={text} lies outside of {_FIRST_YEAR} to {_LAST_YEAR}")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=WIB)
    if name == "until" and _is_date(text):
        moment += timedelta(days=1, microseconds=-1)
    return moment


def _is_date(text: str) -> bool:
    return ":" not in text and "T" not in text.upper() and len(text.strip()) <= 10


def _channels(text: str | None, known: Mapping[str, str]) -> dict[str, str]:
    names = {number: name for name, number in known.items()} | {name: name for name in known}
    chosen = {}
    if text is not None and not _parts(text):
        raise ArgumentError(f"channels={text} names no channel")
    for wanted in _parts(text):
        name = names.get(wanted.lower())
        if name is None:
            has = ", ".join(f"{name} ({number})" for name, number in known.items())
            raise ArgumentError(f"unknown channel {wanted!r}; this portal has {has or 'none'}")
        chosen[name] = known[name]
    return chosen


def _urls(text: str | None, articles: ArticleUrls) -> tuple[ArticleUrl, ...]:
    if text is None:
        return ()
    listed = _file_lines(text[1:]) if text.startswith("@") else _parts(text)
    chosen = {}
    for address in listed:
        article = articles.read(address)
        if article is None:
            raise ArgumentError(f"{address} is not the address of an article of this portal")
        chosen[article.key] = article
    if not chosen:
        raise ArgumentError(f"urls={text} names no article")
    return tuple(chosen.values())


def _file_lines(name: str) -> list[str]:
    try:
        lines = Path(name).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise ArgumentError(f"cannot read {name}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ArgumentError(f"cannot read {name}: it is not a UTF-8 text file") from None
    except ValueError as error:  # a name that no file can have
        raise ArgumentError(f"cannot read {name!r}: {error}") from None
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def start_of_day(moment: datetime) -> datetime:
    """Midnight of the moment's day in WIB."""
    return datetime.combine(moment.astimezone(WIB).date(), time(), WIB)
