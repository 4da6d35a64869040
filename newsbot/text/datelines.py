"""The dateline that a text opens with: "JAKARTA - ", "Jakarta, CNN Indonesia -- "."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from newsbot.text.fingerprint import folded

#: Places that Indonesian news is datelined from, folded: provinces, cities and regencies of
#: Indonesia, capitals and large cities of the world, as news spells them. Names that are words of
#: every day too ("metro") are left out.
PLACES = frozenset(Path(__file__).with_name("places.txt").read_text("utf-8").splitlines())
# Brands that datelines name, folded, besides a portal's own and besides names of sites.
BRANDS = frozenset(
    "antara,antara news,antaranews,cnbc indonesia,cnn indonesia,detikcom,idn times,prfmnews,"
    "prnewswire,viva".split(",")
)
# Sites whose name alone opens a text, without ".com": "Suara.com - ".
SITES = frozenset(
    "antaranews beritasatu bisnis bola brilio cnbcindonesia cnnindonesia detik dream fimela inews "
    "idntimes jawapos jpnn kapanlagi katadata kompas kontan kumparan liputan6 mediaindonesia "
    "merdeka metrotvnews okezone otosia republika rri sindonews suara tempo tirto tribunnews "
    "tvonenews viva voi".split()
)
_SITE = re.compile(r"(?P<name>[\w-]+)(?:\.[\w-]+)?\.(?:com|co|id|net|news|tv)", re.IGNORECASE)

_DASH = re.compile(r"\s*(?:--+|[-–—])\s*")
# A dateline ends within so many characters.
_REACH = 80
_WORD = r"[A-Z][\w'’.]*"
_PLACE = re.compile(rf"{_WORD}(?:[ /-](?:{_WORD}|de|es|al|au|di)){{0,4}}")
_IN_BRACKETS = re.compile(r"(?P<place>[^()]+?)\s*\((?P<brands>[^()]+)\)")
# "KONTAN.CO.ID - JAKARTA. "
_STOPPED = re.compile(r"(?=[A-Z'’ ]{4})(?P<place>[A-Z'’]{2,}(?: [A-Z'’]{2,}){0,2})\.\s+(?=\S)")
# "Liputan6.com, Jakarta Warga …": up to three words that may be the place.
_UNDASHED = re.compile(rf"(?P<brand>[^,–—]{{2,30}}), (?P<words>{_WORD}(?: {_WORD}){{0,2}}) (?=\S)")

# "Metrotvnews.com, Jakarta: ", "Jakarta: "
_COLON = re.compile(
    rf"(?:(?P<brand>[^,:]{{2,30}}), )?(?P<place>{_WORD}(?: {_WORD}){{0,3}}): (?=\S)"
)

# "PYONGYANG - ", "NEW YORK -- ", "BOGOR, Jawa Barat – ": a place in capitals, then a dash.
_CAPITALS = re.compile(
    r"(?P<place>[A-Z][A-Z'’.]+(?:[ /-][A-Z'’.]+){0,4}(?:, [A-Z][\w'’.]*(?: [A-Z][\w'’.]*){0,3})?)"
    r"\s*(?:--|[-–—])\s+(?=\S)"
)
# Words in capitals that open sentences with a dash and are no places.
NOT_PLACES = frozenset(
    "AS BI BIN BMKG BNN BNPB BPJS BPK BPOM BPS BRIN BUMN DPD DPR DPRD FIFA ICC IDI IMF IOC KAI KPK "
    "KPU KTT MA MK MPR MUI NASA NATO OJK PBB PDIP PKB PKS POLRI PSSI PT PWI TNI UEFA UGM UI UNESCO "
    "UNICEF UU WHO WTO".split()
)
_PARTS = re.compile(r"[\s,/-]+")
# "JAKARTA, SINDOnews.com - ", "JAKARTA, SINDOnews - "
_BRAND = re.compile(r",\s*(?:\w+(?:\.\w+)+|[A-Z]{2,}[a-z]+)$")


def read_dateline(
    text: str, brands: Collection[str] = (), *, mixed: bool = False
) -> tuple[str | None, int] | None:
    """The dateline that a text opens with: its place as printed (None where it names only a brand),
    and the index where the text begins after it. None without a dateline.

    brands: the portal's, folded. mixed: whether a place in small letters and without a brand is a
    dateline, if text/places.txt has it.
    """
    dashes = [dash for dash in _DASH.finditer(text, 0, _REACH) if dash.end() < len(text)]
    spaced = [dash for dash in dashes if " " in dash[0] or "--" in dash[0]]
    for dash in (*spaced, *(dash for dash in dashes if dash not in spaced)):
        head, end = text[: dash.start()], dash.end()
        place = _branded(head, brands, glued=dash not in spaced)
        if place:
            return place, end
        if text[end].islower():
            continue  # "tirto.id - media daring - …"
        if place is not None:
            return _after_brand(text, end)
        if mixed and dash in spaced and _is_known(head):
            return head, end
    return _undashed(text, brands) or _with_colon(text, brands, mixed) or _in_capitals(text)


def _branded(head: str, brands: Collection[str], *, glued: bool) -> str | None:
    """The place beside a brand, "" for a brand alone, None without a brand. glued: whether the dash
    stands between letters, where it may belong to the first sentence."""
    if match := _IN_BRACKETS.fullmatch(head):
        named = any(_is_brand(part.strip(), brands) for part in match["brands"].split("/"))
        parts, after = match["place"].split(","), False
    else:
        parts = re.split("[,|]", head)
        after = _is_brand(parts[0].strip(), brands)  # the place comes after the brand
        named = after or _is_brand(parts[-1].strip(), brands)
        if after and len(parts) == 1:
            return "" if _stands_alone(head, brands) else None
        parts = parts[1:] if after else parts[:-1]
    places = [part.strip() for part in parts if not part.strip()[:1].isdigit()]  # nor a date
    if not named or not places or not all(map(_PLACE.fullmatch, places)):
        return None
    place = ", ".join(places)
    return place if not (glued and after) or _is_known(place) else None


def _after_brand(text: str, end: int) -> tuple[str | None, int]:
    match = _STOPPED.match(text, end)
    if match and match["place"].split()[0] not in NOT_PLACES:
        return match["place"], match.end()
    return _in_capitals(text, end) or (None, end)


def _undashed(text: str, brands: Collection[str]) -> tuple[str, int] | None:
    match = _UNDASHED.match(text)
    if match is None or not _is_brand(match["brand"], brands):
        return None
    words = match["words"].split()
    for count in range(len(words), 0, -1):
        place = " ".join(words[:count])
        end = match.start("words") + len(place) + 1
        if folded(place) in PLACES and not text[end].islower():
            return place, end
    return None


def _with_colon(text: str, brands: Collection[str], mixed: bool) -> tuple[str, int] | None:
    match = _COLON.match(text)
    if match is None:
        return None
    branded = match["brand"] is not None and _is_brand(match["brand"], brands)
    alone = match["brand"] is None and mixed and _is_known(match["place"])
    return (match["place"], match.end()) if branded or alone else None


def _in_capitals(text: str, start: int = 0) -> tuple[str, int] | None:
    match = _CAPITALS.match(text, start)
    if match is None or _PARTS.split(match["place"])[0] in NOT_PLACES:
        return None
    return _BRAND.sub("", match["place"]), match.end()


def _is_brand(text: str, brands: Collection[str]) -> bool:
    return bool(_SITE.fullmatch(text)) or folded(text) in BRANDS or folded(text) in brands


def _stands_alone(text: str, brands: Collection[str]) -> bool:
    """Whether a brand alone is a dateline: that of a newspaper is; that of a shop opens
    sentences."""
    site = _SITE.fullmatch(text)
    name = folded(site["name"] if site else text)
    return name in brands or name in BRANDS or (site is not None and name in SITES)


def _is_known(place: str) -> bool:
    """Whether text/places.txt has a place, and its region if that follows ("Bogor, Jawa Barat")."""
    parts = [part.strip() for part in place.split(",")]
    return all(_PLACE.fullmatch(part) and folded(part) in PLACES for part in parts)
