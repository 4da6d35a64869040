"""Microseconds a call of DateReader.read for each form, beside dateparser on the same text.

    python -m bench.dates [--rounds 5]

Both run in turn in one process, round by round; the figures are medians of the rounds. dateparser
has the best settings for Indonesian (language id, day first, all parts required).
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from importlib.metadata import version

from newsbot.text.dates import DateReader, ask_dateparser

NOW = datetime.fromisoformat("2026-07-24T15:30:20+07:00")
FORMS = {
    "sindonews": "Jum'at, 24 Juli 2026 - 13:39 WIB",
    "detik": "Rabu, 18 Jun 2025 07:30 WIB",
    "kompas": "Kompas.com- Diperbarui 19/06/2025, 10:25 WIB",
    "tempo": "24 Juli 2026 | 11.32 WIB",
    "tribunnews": "Tayang: Jumat, 24 Juli 2026 12:40 WIB",
    "republika": "Rabu   18 Jun 2025  22:02 WIB",
    "okezone": ", Jurnalis-Senin, 16 Juni 2025 |15:20 WIB",
    "mediaindonesia": "20/1/2026 18:30",
    "thejakartapost": "Published on Sep. 29, 2025",
    "iso 8601": "2026-07-24T13:39:00+07:00",
    "rfc 822": "Thu, 05 Nov 2015 14:56:43 +0700",
    "detik meta": "2026-06-05T08-49-35Z",
    "voi": "2026-05-13WIB18:45:00+07:00",
    "minutes ago": "5 menit yang lalu",
    "yesterday": "kemarin, 13:45 WIB",
    "time of day": "07:08",
}
NO_DATES = {
    "empty": "",
    "null": "null WIB",
    "views": "Dibaca: 120x",
    "page": "Halaman 2",
    "no such day": "31 Juni 2024 10:00 WIB",
    "title": "7 Fakta Kedatangan Tamu Negara, dari Kemitraan hingga Jamuan",
    "title with a year": "Pemilu 2024: 7 Fakta yang Perlu Diketahui",
    "caption": "Warga meninjau banjir di Demak, Kamis 20 Juni 2024",
}


def microseconds(call: Callable[[], object], calls: int) -> float:
    """Microseconds of one call: the mean of `calls` calls."""
    begun = time.perf_counter()
    for _ in range(calls):
        call()
    return (time.perf_counter() - begun) / calls * 1e6


def measure(texts: dict[str, str], rounds: int) -> list[float]:
    """Print a row for each text. Returns the medians of parse_datetime."""
    ours: list[float] = []
    for name, text in texts.items():
        own, other = [], []
        for _ in range(rounds):
            own.append(microseconds(partial(DateReader(NOW).read, text), 2000))
            other.append(microseconds(partial(ask_dateparser, text), 5))
        ours.append(statistics.median(own))
        theirs = statistics.median(other)
        print(f"{name:20} {ours[-1]:8.1f} {theirs:12.0f} {theirs / ours[-1]:9.0f}")
    return ours


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    ask_dateparser(FORMS["sindonews"])  # its tables are loaded on first use
    print(f"Python {platform.python_version()}, dateparser {version('dateparser')}")
    print(f"{'form':20} {'newsbot µs':>8} {'dateparser µs':>12} {'ratio':>9}")
    forms = measure(FORMS, rounds)
    print(f"{'median':20} {statistics.median(forms):8.1f}   most {max(forms):.1f}")
    print("no date")
    nothing = measure(NO_DATES, rounds)
    print(f"{'median':20} {statistics.median(nothing):8.1f}   most {max(nothing):.1f}")


if __name__ == "__main__":
    main()
