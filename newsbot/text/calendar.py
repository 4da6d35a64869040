"""Names of months, days, zones and units, as portals, archives and feeds spell them."""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")
ZONES = {
    "WIB": WIB,
    "WITA": timezone(timedelta(hours=8), "WITA"),
    "WIT": timezone(timedelta(hours=9), "WIT"),
    "GMT": UTC,
    "UTC": UTC,
    "Z": UTC,
}

_MONTH_NAMES = (
    "januari january jan djan djanuari",
    "februari february pebruari feb peb febr",
    "maret march mar mrt",
    "april apr",
    "mei may mai",
    "juni june jun djuni",
    "juli july jul djuli jly",
    "agustus august agu agt ags ag aug agust",
    "september sept sep",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}

DAYS = frozenset(
    "senin selasa rabu kamis jumat jum'at sabtu minggu ahad sen sel rab kam jum sab min "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun".split()
)

# Seconds of the units that have as many; months and years are counted on the calendar.
UNITS = {
    name: seconds
    for names, seconds in (
        ("detik dtk second seconds", 1),
        ("menit mnt minute minutes", 60),
        ("jam hour hours", 3600),
        ("hari day days", 86400),
        ("minggu pekan week weeks", 7 * 86400),
    )
    for name in names.split()
}
MONTH_UNITS = {"bulan": 1, "bln": 1, "month": 1, "months": 1}
MONTH_UNITS |= {"tahun": 12, "thn": 12, "year": 12, "years": 12}

NUMBERS = {
    name: number
    for number, names in enumerate(
        "satu/se/a/an dua tiga empat lima enam tujuh delapan sembilan sepuluh".split(), start=1
    )
    for name in names.split("/")
}

# Words that may stand beside a date without a time of day; beside others it is part of a sentence.
LABELS = DAYS | frozenset(
    "diperbarui diterbitkan dipublikasikan ditayangkan dirilis tayang terbit rilis tanggal pada "
    "published updated posted publish update on last date wib wita wit".split()
)

APOSTROPHES = re.compile(r"[’‘`´ʼ]")
