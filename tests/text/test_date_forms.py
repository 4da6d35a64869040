"""Dates as portals print and state them, by portal and by trap: a table that reads like one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.text.calendar import ZONES
from newsbot.text.dates import DateReader, ask_dateparser, read_datetime

NOW = datetime.fromisoformat("2026-07-24T15:30:20+07:00")  # a Friday

# text = expected, in the zone WIB and at NOW where they matter; "-" is None. Spaces count.
FORMS = r"""
# sindonews
Selasa, 10 Juni 2025 - 07:00 WIB = 2025-06-10T07:00:00+07:00
Jum'at, 24 Juli 2026 - 13:39 WIB = 2026-07-24T13:39:00+07:00
Kamis, 20 Juni 2024 - 13:45 WIB = 2024-06-20T13:45:00+07:00
Selasa,  6 Oktober 2015 - 05:23 WIB = 2015-10-06T05:23:00+07:00
Selasa,  11 April 2017  −  23:19 WIB = 2017-04-11T23:19:00+07:00
5 menit yang lalu = 2026-07-24T15:25:20+07:00
2025-06-10T07:00:00+07:00 = 2025-06-10T07:00:00+07:00
# detik
Rabu, 18 Jun 2025 07:30 WIB = 2025-06-18T07:30:00+07:00
31 Mei  2025 = 2025-05-31T00:00:00+07:00
Rabu, 02 Jan 2019 22:00 WIB = 2019-01-02T22:00:00+07:00
17 menit yang lalu = 2026-07-24T15:13:20+07:00
16 jam yang lalu = 2026-07-23T23:30:20+07:00
2026-06-05T08-49-35Z = 2026-06-05T08:49:35+07:00
2019-01-02T18-26-24Z = 2019-01-02T18:26:24+07:00
2025/07/03 19:16:56 = 2025-07-03T19:16:56+07:00
2019/01/02 18:26:24 = 2019-01-02T18:26:24+07:00
# kompas
Kompas.com- 18/06/2025, 21:35 WIB = 2025-06-18T21:35:00+07:00
Kompas.com, 03/08/2026, 17:53 WIB = 2026-08-03T17:53:00+07:00
Kompas.com- Diperbarui 19/06/2025, 10:25 WIB = 2025-06-19T10:25:00+07:00
Kompas.com - 05/06/2024, 07:01 WIB = 2024-06-05T07:01:00+07:00
2018-12-31T15:49:59+00:00 = 2018-12-31T15:49:59+00:00
2024-06-20 13:45:10 = 2024-06-20T13:45:10+07:00
# tempo
24 Juli 2026 | 11.32 WIB = 2026-07-24T11:32:00+07:00
null WIB = -
Kamis, 1 Agustus 2024 09:05 WIB = 2024-08-01T09:05:00+07:00
# cnnindonesia, cnbcindonesia
Jumat, 24 Jul 2026 10:47 WIB = 2026-07-24T10:47:00+07:00
2025/07/03 16:13:50 = 2025-07-03T16:13:50+07:00
2019-01-01 23:15:00 = 2019-01-01T23:15:00+07:00
12 menit yang lalu = 2026-07-24T15:18:20+07:00
02 January 2019 13:33 = 2019-01-02T13:33:00+07:00
# liputan6
Diperbarui 18 Jun 2025, 14:05 WIB = 2025-06-18T14:05:00+07:00
Diterbitkan 24 Juli 2026, 10:26 WIB = 2026-07-24T10:26:00+07:00
2026-07-24T10:26:32+07:00 = 2026-07-24T10:26:32+07:00
# tribunnews
Tayang: Jumat, 24 Juli 2026 12:40 WIB = 2026-07-24T12:40:00+07:00
Dipublikasikan: Selasa, 4 November 2025 08:15 WITA = 2025-11-04T08:15:00+08:00
Tayang: Senin, 3 Agustus 2026 06:00 WIT = 2026-08-03T06:00:00+09:00
Diperbarui: Jumat, 24 Juli 2026 12:41 WIB = 2026-07-24T12:41:00+07:00
# antaranews
Selasa, 23 Februari 2016 14:39 WIB = 2016-02-23T14:39:00+07:00
Thu, 05 Nov 2015 14:56:43 +0700 = 2015-11-05T14:56:43+07:00
Senin, 15 Mei 2017 18:43 WIB = 2017-05-15T18:43:00+07:00
# republika
Rabu   18 Jun 2025  22:02 WIB = 2025-06-18T22:02:00+07:00
20 July 2026, 23:40 = 2026-07-20T23:40:00+07:00
7 menit yang lalu = 2026-07-24T15:23:20+07:00
Rep: Bayu Aji/ Red: Citra Dewi | Rabu 18 Jun 2025 22:02 WIB = 2025-06-18T22:02:00+07:00
# okezone
, Jurnalis-Senin, 16 Juni 2025 |15:20 WIB = 2025-06-16T15:20:00+07:00
24 Juli 2026 15:18:24 = 2026-07-24T15:18:24+07:00
Jum'at, 24 Juli 2026 15:07 WIB = 2026-07-24T15:07:00+07:00
Bayu Aji , Jurnalis-Minggu, 10 Agustus 2025 |08:05 WIB = 2025-08-10T08:05:00+07:00
2025-08-10 08:05:00 = 2025-08-10T08:05:00+07:00
# suara
Jum'at, 24 Juli 2026 | 07:08 WIB = 2026-07-24T07:08:00+07:00
07:08 = 2026-07-24T07:08:00+07:00
07:08 WIB = 2026-07-24T07:08:00+07:00
# kumparan
24 Juli 2026 10:15 WIB = 2026-07-24T10:15:00+07:00
4 Juni 2026 7:15 WIB = 2026-06-04T07:15:00+07:00
2026-07-24T03:15:00Z = 2026-07-24T03:15:00+00:00
2026-07-24T03:15:00.000Z = 2026-07-24T03:15:00+00:00
# merdeka
Jumat, 12 Juni 2020 10:30:00 = 2020-06-12T10:30:00+07:00
# jpnn
24 April 2026 20:05 = 2026-04-24T20:05:00+07:00
Jumat, 24 April 2026 – 20:05 WIB = 2026-04-24T20:05:00+07:00
# viva, tvonenews
24 Jul 2026 - 06:10 WIB = 2026-07-24T06:10:00+07:00
Jumat, 24 Juli 2026 - 06:10 WIB = 2026-07-24T06:10:00+07:00
# inews
Jumat, 17 April 2026 - 10:00:00 WIB = 2026-04-17T10:00:00+07:00
# bisnis
Jumat, 14 November 2025 | 15:20 = 2025-11-14T15:20:00+07:00
02 Jan 2019 | 23:36 WIB = 2019-01-02T23:36:00+07:00
14/11/2025 15:20 WIB = 2025-11-14T15:20:00+07:00
# kontan
Senin, 25 April 2022 / 22:48 WIB = 2022-04-25T22:48:00+07:00
Rabu, 02 Januari 2019 | 21:10 WIB = 2019-01-02T21:10:00+07:00
# mediaindonesia
20/1/2026 18:30 = 2026-01-20T18:30:00+07:00
1/2/2026 08:05 = 2026-02-01T08:05:00+07:00
# idntimes
24 Jul 2026, 11:00 WIB = 2026-07-24T11:00:00+07:00
# metrotvnews
Dewi Lestari • 24 Juli 2026 11:00 = 2026-07-24T11:00:00+07:00
# katadata
2026-10-03 17:54:00 = 2026-10-03T17:54:00+07:00
2026-10-03 17:54:00+07:00 = 2026-10-03T17:54:00+07:00
3 Oktober 2026, 17:54 = 2026-10-03T17:54:00+07:00
# tirto
Terbit 24 Jul 2026 11:00 WIB = 2026-07-24T11:00:00+07:00
27 menit lalu = 2026-07-24T15:03:20+07:00
1 jam lalu = 2026-07-24T14:30:20+07:00
# beritasatu
Jumat, 24 Juli 2026 | 16:39 WIB = 2026-07-24T16:39:00+07:00
# pikiran-rakyat
5 Agu 2024, 10:05 WIB = 2024-08-05T10:05:00+07:00
- 5 Agu. 2024, 10:05 WIB | = 2024-08-05T10:05:00+07:00
# voi
2026-05-13WIB18:45:00+07:00 = 2026-05-13T18:45:00+07:00
13 Mei 2026, 18:45 = 2026-05-13T18:45:00+07:00
# thejakartapost
Published on Sep. 29, 2025 = 2025-09-29T00:00:00+07:00
Mon, September 29, 2025 = 2025-09-29T00:00:00+07:00
June 5, 2026 10:15 PM = 2026-06-05T22:15:00+07:00
June 5, 2026 12:15 a.m. = 2026-06-05T00:15:00+07:00
# kompas.id
14 Januari 2021 13:00 WIB = 2021-01-14T13:00:00+07:00
14 Januari 2021 = 2021-01-14T00:00:00+07:00
# names of days
Jumat, 24 Juli 2026 10:00 = 2026-07-24T10:00:00+07:00
Jum’at, 24 Juli 2026 10:00 = 2026-07-24T10:00:00+07:00
Jum‘at, 24 Juli 2026 10:00 = 2026-07-24T10:00:00+07:00
Jum`at, 24 Juli 2026 10:00 = 2026-07-24T10:00:00+07:00
Jum´at, 24 Juli 2026 10:00 = 2026-07-24T10:00:00+07:00
JUM'AT, 24 JULI 2026 10:00 WIB = 2026-07-24T10:00:00+07:00
jum'at, 24 juli 2026 = 2026-07-24T00:00:00+07:00
Jum’at, 24 Juli 2026 = 2026-07-24T00:00:00+07:00
Ahad, 26 Juli 2026 10:00 = 2026-07-26T10:00:00+07:00
Ahad, 26 Juli 2026 = 2026-07-26T00:00:00+07:00
Minggu, 26 Juli 2026 = 2026-07-26T00:00:00+07:00
Sab, 25 Jul 2026 10:00 WIB = 2026-07-25T10:00:00+07:00
Sab 25 Jul 2026 = 2026-07-25T00:00:00+07:00
Kam, 20/6/2024 = 2024-06-20T00:00:00+07:00
Kamis (20/6/2024) 13:45 WIB = 2024-06-20T13:45:00+07:00
Friday, 24 July 2026 10:00 = 2026-07-24T10:00:00+07:00
Senin, 24 Juli 2026 10:00 WIB = 2026-07-24T10:00:00+07:00
# names of months
5 Januari 2024 10:00 = 2024-01-05T10:00:00+07:00
5 Jan 2024 10:00 = 2024-01-05T10:00:00+07:00
5 Djan 1996 10:00 = 1996-01-05T10:00:00+07:00
5 January 2024 10:00 = 2024-01-05T10:00:00+07:00
5 Februari 2024 10:00 = 2024-02-05T10:00:00+07:00
5 Pebruari 2024 10:00 = 2024-02-05T10:00:00+07:00
5 Feb 2024 10:00 = 2024-02-05T10:00:00+07:00
5 Peb 2024 10:00 = 2024-02-05T10:00:00+07:00
5 February 2024 10:00 = 2024-02-05T10:00:00+07:00
5 Maret 2024 10:00 = 2024-03-05T10:00:00+07:00
5 Mar 2024 10:00 = 2024-03-05T10:00:00+07:00
5 Mrt 2024 10:00 = 2024-03-05T10:00:00+07:00
5 March 2024 10:00 = 2024-03-05T10:00:00+07:00
5 April 2024 10:00 = 2024-04-05T10:00:00+07:00
5 Apr. 2024 10:00 = 2024-04-05T10:00:00+07:00
5 Mei 2024 10:00 = 2024-05-05T10:00:00+07:00
5 May 2024 10:00 = 2024-05-05T10:00:00+07:00
5 Mai 2024 10:00 = 2024-05-05T10:00:00+07:00
5 Juni 2024 10:00 = 2024-06-05T10:00:00+07:00
5 Djuni 1996 10:00 = 1996-06-05T10:00:00+07:00
5 June 2024 10:00 = 2024-06-05T10:00:00+07:00
5 Juli 2024 10:00 = 2024-07-05T10:00:00+07:00
5 Djuli 1996 10:00 = 1996-07-05T10:00:00+07:00
5 jly 2024 10:00 = 2024-07-05T10:00:00+07:00
5 Agustus 2024 10:00 = 2024-08-05T10:00:00+07:00
5 Agu 2024 10:00 = 2024-08-05T10:00:00+07:00
5 Agu. 2024 10:00 = 2024-08-05T10:00:00+07:00
5 Agt 2024 10:00 = 2024-08-05T10:00:00+07:00
5 Ags 2024 10:00 = 2024-08-05T10:00:00+07:00
5 Agust 2024 10:00 = 2024-08-05T10:00:00+07:00
5 August 2024 10:00 = 2024-08-05T10:00:00+07:00
5 Aug 2024 10:00 = 2024-08-05T10:00:00+07:00
5 September 2024 10:00 = 2024-09-05T10:00:00+07:00
5 Sept 2024 10:00 = 2024-09-05T10:00:00+07:00
5 Sep 2024 10:00 = 2024-09-05T10:00:00+07:00
5 Oktober 2024 10:00 = 2024-10-05T10:00:00+07:00
5 Okt 2024 10:00 = 2024-10-05T10:00:00+07:00
5 October 2024 10:00 = 2024-10-05T10:00:00+07:00
5 Oct 2024 10:00 = 2024-10-05T10:00:00+07:00
5 November 2024 10:00 = 2024-11-05T10:00:00+07:00
5 Nopember 2024 10:00 = 2024-11-05T10:00:00+07:00
5 Nop 2024 10:00 = 2024-11-05T10:00:00+07:00
5 Nov 2024 10:00 = 2024-11-05T10:00:00+07:00
5 Desember 2024 10:00 = 2024-12-05T10:00:00+07:00
5 Des 2024 10:00 = 2024-12-05T10:00:00+07:00
5 December 2024 10:00 = 2024-12-05T10:00:00+07:00
5 DESEMBER 2024 10:00 = 2024-12-05T10:00:00+07:00
# day before month, always
05/06/2024 10:00 = 2024-06-05T10:00:00+07:00
12/07/2026 = 2026-07-12T00:00:00+07:00
5-6-2024 10:00 = 2024-06-05T10:00:00+07:00
5.6.2024 10:00 = 2024-06-05T10:00:00+07:00
13/13/2024 10:00 = -
# times of day and what stands between
5 Juni 2024 10.05 = 2024-06-05T10:05:00+07:00
5 Juni 2024 10.05.09 WIB = 2024-06-05T10:05:09+07:00
5 Juni 2024 7:15 = 2024-06-05T07:15:00+07:00
5 Juni 2024 pukul 10.05 WIB = 2024-06-05T10:05:00+07:00
5 Juni 2024, pukul 10:05 = 2024-06-05T10:05:00+07:00
5 Juni 2024 Pkl. 10:05 WIB = 2024-06-05T10:05:00+07:00
5 Juni 2024 jam 10:05 = 2024-06-05T10:05:00+07:00
5 Juni 2024, 10:05 = 2024-06-05T10:05:00+07:00
5 Juni 2024|10:05 = 2024-06-05T10:05:00+07:00
5 Juni 2024 / 10:05 = 2024-06-05T10:05:00+07:00
5 Juni 2024 • 10:05 = 2024-06-05T10:05:00+07:00
5 Juni 2024 – 10:05 = 2024-06-05T10:05:00+07:00
5 Juni 2024 — 10:05 = 2024-06-05T10:05:00+07:00
5 Juni 2024 (10:05 WIB) = 2024-06-05T10:05:00+07:00
5 Juni 2024 10:05 (WIB) = 2024-06-05T10:05:00+07:00
5\u00a0Juni\u00a02024\u00a010:05\u00a0WIB = 2024-06-05T10:05:00+07:00
5\tJuni 2024\n10:05 WIB = 2024-06-05T10:05:00+07:00
5-Juni-2024 10:05 = 2024-06-05T10:05:00+07:00
07:00 WIB, 10 Juni 2025 = 2025-06-10T07:00:00+07:00
10:05 WITA | Senin, 10 Juni 2025 = 2025-06-10T10:05:00+08:00
00:00 WIB, 10 Juni 2025 = 2025-06-10T00:00:00+07:00
5 Juni 2024 00:00 WIB = 2024-06-05T00:00:00+07:00
5 Juni 2024 23:59:59 = 2024-06-05T23:59:59+07:00
# zones
5 Juni 2024 13:45WIB = 2024-06-05T13:45:00+07:00
5 Juni 2024 13:45 Wib = 2024-06-05T13:45:00+07:00
5 Juni 2024 13:45 wita = 2024-06-05T13:45:00+08:00
5 Juni 2024 13:45 WIT = 2024-06-05T13:45:00+09:00
5 Juni 2024 13:45 +0800 = 2024-06-05T13:45:00+08:00
5 Juni 2024 13:45 GMT+7 = 2024-06-05T13:45:00+07:00
5 Juni 2024 13:45 UTC = 2024-06-05T13:45:00+00:00
5 Juni 2024 13:45 WITARA = 2024-06-05T13:45:00+07:00
Mon, 23 Nov 2026 08:15:00 GMT = 2026-11-23T08:15:00+00:00
2026-07-24T13:39:00+0700 = 2026-07-24T13:39:00+07:00
2026-07-24T13:39:00+07 = 2026-07-24T13:39:00+07:00
2026-07-24T13:39:00-03:30 = 2026-07-24T13:39:00-03:30
2026-07-24T13:39+09:00 = 2026-07-24T13:39:00+09:00
2026-07-24t13:39:00z = 2026-07-24T13:39:00+00:00
2026-07-24 = 2026-07-24T00:00:00+07:00
20240620 13:45 = 2024-06-20T13:45:00+07:00
20240620T134510Z = 2024-06-20T13:45:10+00:00
# words around
24 Juli 2026 15:07 WIB oleh Redaksi = 2026-07-24T15:07:00+07:00
Oleh Dewi Lestari, 24 Juli 2026 15:07 WIB = 2026-07-24T15:07:00+07:00
Redaksi - 24 Juli 2026 15:07 WIB | Dibaca: 120x = 2026-07-24T15:07:00+07:00
Jakarta, 24 Juli 2026 15:07 WIB = 2026-07-24T15:07:00+07:00
Diterbitkan 24 Juli 2026, 10:26 WIB Diperbarui 25 Juli 2026, 08:00 WIB = 2026-07-24T10:26:00+07:00
Diperbarui 18 Jun 2025 = 2025-06-18T00:00:00+07:00
Tanggal: 18 Jun 2025 = 2025-06-18T00:00:00+07:00
# from now
baru saja = 2026-07-24T15:30:20+07:00
Baru saja = 2026-07-24T15:30:20+07:00
30 detik lalu = 2026-07-24T15:29:50+07:00
semenit lalu = 2026-07-24T15:29:20+07:00
sejam lalu = 2026-07-24T14:30:20+07:00
sejam yang lalu = 2026-07-24T14:30:20+07:00
satu jam yang lalu = 2026-07-24T14:30:20+07:00
setengah jam lalu = 2026-07-24T15:00:20+07:00
dua hari lalu = 2026-07-22T15:30:20+07:00
sehari yang lalu = 2026-07-23T15:30:20+07:00
3 hari yang lalu = 2026-07-21T15:30:20+07:00
2 minggu lalu = 2026-07-10T15:30:20+07:00
2 pekan lalu = 2026-07-10T15:30:20+07:00
4 bulan lalu = 2026-03-24T15:30:20+07:00
5 bulan yang lalu = 2026-02-24T15:30:20+07:00
4 tahun lalu = 2022-07-24T15:30:20+07:00
setahun yang lalu = 2025-07-24T15:30:20+07:00
Diperbarui 5 menit lalu = 2026-07-24T15:25:20+07:00
5 minutes ago = 2026-07-24T15:25:20+07:00
hari ini, 07:08 = 2026-07-24T07:08:00+07:00
Hari ini 07.08 WIB = 2026-07-24T07:08:00+07:00
kemarin, 13:45 WIB = 2026-07-23T13:45:00+07:00
Kemarin pukul 13.45 = 2026-07-23T13:45:00+07:00
kemarin, 13:45 WIT = 2026-07-23T13:45:00+09:00
23:50 = 2026-07-23T23:50:00+07:00
16:00 = 2026-07-24T16:00:00+07:00
# no dates
 = -
  = -
- = -
Foto/AP = -
Halaman 2 = -
Halaman : 1 2 3 = -
Dibaca: 120x = -
31 Juni 2024 10:00 WIB = -
31 Juni 2024 = -
29 Februari 2023 = -
29 Februari 2023 10:00 = -
32 Januari 2024 10:00 = -
0 Januari 2024 10:00 = -
1 Januari 2024 25:45 = -
1 Januari 2024 10:61 = -
25:45 = -
2024-13-01T10:00:00 = -
2024-02-30 = -
null = -
None = -
0000-00-00 00:00:00 = -
1970-01-01T00:00:00Z = -
2024 = -
Mei 2024 = -
Rabu = -
12 = -
minggu lalu = -
bulan lalu = -
beberapa menit lalu = -
kapan lalu = -
banyak jam lalu = -
7 Fakta Kedatangan Tamu Negara, dari Kemitraan hingga Jamuan = -
Pemilu 2024: 7 Fakta yang Perlu Diketahui = -
Timnas Menang 2-1, Pelatih Puas = -
Skor 10:05 untuk tuan rumah = -
Harga Beras Naik 10.500 per Kilogram = -
Warga meninjau banjir di Demak, Kamis 20 Juni 2024 = -
Peringatan 17 Agustus 2025 di Alun-Alun = -
Piala Dunia 11 Juni 2026 Dimulai = -
Telepon 0812-3456-7890 = -
Rp 20.062.024 = -
5 Juni 1824 10:00 = -
5 Foo 2024 10:00 = -
"""


def cases() -> Iterator[tuple[str, str | None]]:
    for line in FORMS.strip("\n").split("\n"):
        if line.startswith("# "):
            continue
        text, _, expected = line.rpartition(" = ")
        text = text.encode("latin-1", "backslashreplace").decode("unicode_escape")
        yield text, None if expected == "-" else expected


def test_the_table_is_as_long_as_promised() -> None:
    assert len(list(cases())) >= 200


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_form(text: str, expected: str | None) -> None:
    found = DateReader(NOW).read(text)
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        ("24 Juli 2026 10:00", "WITA", "2026-07-24T10:00:00+08:00"),
        ("24 Juli 2026 10:00 WIB", "WITA", "2026-07-24T10:00:00+07:00"),
        ("2026-07-24 10:00:00", "WIT", "2026-07-24T10:00:00+09:00"),
        ("2026-06-05T08-49-35Z", "WIT", "2026-06-05T08:49:35+09:00"),
        ("5 menit lalu", "WITA", "2026-07-24T16:25:20+08:00"),
        ("07:08", "WIT", "2026-07-24T07:08:00+09:00"),
    ],
)
def test_a_portals_own_zone(text: str, zone: str, expected: str) -> None:
    found = DateReader(NOW, zone).read(text)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize("text", ["5 menit lalu", "baru saja", "kemarin, 13:45 WIB", "07:08"])
def test_nothing_is_told_from_now_without_a_now(text: str) -> None:
    assert DateReader().read(text) is None


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        ("2026-03-31T10:00:00+07:00", "1 bulan lalu", "2026-02-28T10:00:00+07:00"),
        ("2024-02-29T10:00:00+07:00", "1 tahun lalu", "2023-02-28T10:00:00+07:00"),
        ("2026-01-15T10:00:00+07:00", "2 bulan lalu", "2025-11-15T10:00:00+07:00"),
        ("2026-07-24T18:30:00+00:00", "hari ini, 01:00", "2026-07-25T01:00:00+07:00"),
        ("2026-07-24T17:05:00+00:00", "23:50", "2026-07-24T23:50:00+07:00"),
    ],
)
def test_from_other_moments(now: str, text: str, expected: str) -> None:
    found = DateReader(datetime.fromisoformat(now)).read(text)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize("text", ["5 Foo 2024 10:00", "Pemilu 2024: 7 Fakta", "31 Juni 2024"])
def test_dateparser_is_not_asked_for_what_cannot_be_a_date(text: str) -> None:
    assert read_datetime(text)[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024 Juni 20", "2024-06-20T00:00:00+07:00"), ("tgl 20 bln Juni thn 2024", None)],
)
def test_dateparser_is_the_last_resort(text: str, expected: str | None) -> None:
    assert read_datetime(text) == (False, None)
    found = ask_dateparser(text)
    assert (found.isoformat() if found else None) == expected
    assert DateReader().read(text) == found


# Round trips ------------------------------------------------------------------------------------

MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
).split()
SHORT = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()
DAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jum'at", "Sabtu", "Minggu"]
PRINTED: dict[str, Callable[[datetime, str], str]] = {
    "sindonews": lambda m, z: f"{DAYS[m.weekday()]}, {long(m)} - {m:%H:%M} {z}",
    "detik": lambda m, z: f"{DAYS[m.weekday()]}, {m:%d} {SHORT[m.month - 1]} {m:%Y %H:%M} {z}",
    "kompas": lambda m, z: f"Kompas.com- {m:%d/%m/%Y, %H:%M} {z}",
    "tempo": lambda m, z: f"{long(m)} | {m:%H.%M} {z}",
    "liputan6": lambda m, z: f"Diperbarui {m:%d} {SHORT[m.month - 1]} {m:%Y, %H:%M} {z}",
    "tribunnews": lambda m, z: f"Tayang: {DAYS[m.weekday()]}, {long(m)} {m:%H:%M} {z}",
    "republika": lambda m, z: f"{DAYS[m.weekday()]}   {long(m)}  {m:%H:%M} {z}",
    "okezone": lambda m, z: f", Jurnalis-{DAYS[m.weekday()]}, {long(m)} |{m:%H:%M} {z}",
    "kontan": lambda m, z: f"{DAYS[m.weekday()]}, {long(m)} / {m:%H:%M} {z}",
    "mediaindonesia": lambda m, z: f"{m.day}/{m.month}/{m.year} {m.hour}:{m:%M} {z}",
    "inews": lambda m, z: f"{DAYS[m.weekday()]}, {long(m)} - {m:%H:%M:%S} {z}",
    "metrotvnews": lambda m, z: f"Dewi Lestari • {long(m)} {m:%H:%M} {z}",
    "time first": lambda m, z: f"{m:%H:%M} {z}, {long(m)}",
    "iso": lambda m, z: m.isoformat(),
    "voi": lambda m, z: f"{m:%Y-%m-%d}WIB{m:%H:%M:%S}{m.isoformat()[-6:]}",
    "rfc 822": lambda m, z: f"{m:%a, %d %b %Y %H:%M:%S %z}",
    "katadata": lambda m, z: f"{m:%Y-%m-%d %H:%M:%S}{m.isoformat()[-6:]}",
}
NAMES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def long(moment: datetime) -> str:
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


minutes = st.datetimes(datetime(1995, 1, 1), datetime(2035, 12, 31, 23, 59)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
zones = st.sampled_from(sorted(NAMES)).map(timezone)


@given(minutes, zones, st.sampled_from(sorted(PRINTED)))
def test_what_is_printed_reads_back(moment: datetime, zone: timezone, form: str) -> None:
    moment = moment.replace(tzinfo=zone)
    text = PRINTED[form](moment, NAMES[zone.utcoffset(None)])
    found = DateReader().read(text)
    assert found is not None, text
    assert (found, found.utcoffset()) == (moment, moment.utcoffset()), text


@given(minutes, st.sampled_from(["WIB", "WITA", "WIT"]))
def test_without_a_zone_it_is_the_portals(moment: datetime, zone: str) -> None:
    found = DateReader(zone=zone).read(f"{long(moment)} {moment:%H:%M}")
    assert found is not None
    assert found.isoformat() == moment.replace(tzinfo=ZONES[zone]).isoformat()


@given(st.text() | st.from_regex(r"[\d/:. -]{1,40}|\d{1,2} [a-z]{3,9} \d{4}[\d:. ]{0,20}"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = DateReader(NOW).read(text)
    assert found is None or found.utcoffset() is not None
