"""The junk and dateline catalogue: what portals print inside an article that is not the article."""

from __future__ import annotations

import re

# A prompt to read something else. It is one only where a clause begins (the word before ends a
# sentence) and only with what follows it: a link, or a colon. clean.py checks both.
PROMPT = re.compile(
    r"\b(?:baca|lihat|simak|tonton|saksikan)\s+(?:juga|pula|selengkapnya)\b"
    r"(?:\s+(?:video|berita))?\s*(?P<colon>:)?\s*"
    r"|\bbaca\s*:\s*"  # only with a link: the colon does not count
    r"|\bpilihan\s+editor\s*(?:(?P<colon2>:)\s*)",
    re.IGNORECASE,
)

# Small letters of which every prompt has some: most texts are found to have none in no time.
PROMPT_WORDS = (" juga", " pula", "selengkapnya", "baca", "editor")

# Whole paragraphs that are furniture. Matched against the full paragraph, never inside one.
FURNITURE = re.compile(
    r"""
      halaman\s*:?[\d\s]*                          # the pager's label, with or without its numbers
    | (?:baca|lihat|simak)\s+juga\s*:?
    | baca\s+selengkapnya(?:\s+di\s+sini)?
    | tulis\s+komentar(?:\s+anda)?
    | (?:berita|video|artikel)\s+(?:terkait|rekomendasi|terpopuler|terkini)(?:\s+more)?
    | rekomendasi | terpopuler | follow | share | bagikan(?:\s*:)? | komentar | loading(?:\.{3}|…)
    | dapatkan\s+berita\s+terkini\s+dan\s+kejutan\s+menarik\s+dari\s+.*
    | advertisement | iklan | scroll\s+to\s+continue\s+with\s+content
    | scroll\s+ke\s+bawah\s+untuk\s+melanjutkan\s+membaca
    | \[gambas:[^\]]*\]
    | cek\s+berita\s+dan\s+artikel\s+yang\s+lain\s+di\s+google\s+news.*
    """,
    re.IGNORECASE | re.VERBOSE,
)

_CREDIT_LABEL = (
    r"(?:foto|photo|ilustrasi|infografis|grafis|sumber\s+foto|dok(?:umentasi|\.)?)\s*[/:]"
)
# "Foto/AP", "FOTO/SINDOnews", "Foto: Antara": short, and a paragraph of its own.
CREDIT = re.compile(rf"\(?{_CREDIT_LABEL}\s*\S.{{0,60}}", re.IGNORECASE)
# "… di Pyongyang. Foto/AP": the same at the end of a caption.
CAPTION_CREDIT = re.compile(
    rf"(?P<caption>.*?)\s*(?P<open>\()?(?P<credit>\b{_CREDIT_LABEL}\s*\S.{{0,60}}?)(?(open)\)?)",
    re.IGNORECASE,
)

# "(zik)", "(abc/xyz)": editors' initials, alone or at the very end of the text.
INITIALS = re.compile(r"\((?P<initials>[a-z]{2,5}(?:\s*/\s*[a-z]{2,5})*)\)\s*\.?")

# "PYONGYANG - ", "NEW YORK -- ", "BOGOR, Jawa Barat – ": a place in capitals, then a dash.
DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z'’.]+(?:[ /-][A-Z'’.]+){0,4}(?:, [A-Z][\w'’.]*(?: [A-Z][\w'’.]*){0,3})?)"
    r"\s*(?:--|[-–—])\s+(?=\S)"
)
# Words in capitals that open sentences with a dash and are no places.
NOT_PLACES = frozenset(
    "AS BI BIN BMKG BNN BNPB BPJS BPK BPOM BPS BRIN BUMN DPD DPR DPRD FIFA ICC IDI IMF IOC KAI KPK "
    "KPU KTT MA MK MPR MUI NASA NATO OJK PBB PDIP PKB PKS POLRI PSSI PT PWI TNI UEFA UGM UI UNESCO "
    "UNICEF UU WHO WTO".split()
)
