"""On which hosts a portal has its articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from tldextract import TLDExtract

# Hosts that are no kanal, each as a pattern; and those of the same pages.
_NO_KANAL = (
    r"amp assets? cari cdn foto galeri images? img inde(?:ks|x) m media mobile rss search static "
    r"tags? topi[ck]s? tv videos? www".split()
)
_SAME = ("www", "m", "amp", "mobile")
# The suffixes that it comes with: nothing is asked for, and nothing is kept.
_SUFFIXES = TLDExtract(cache_dir=None, suffix_list_urls=())


def registered(url: str) -> str:
    """The registered domain of an address, "radar.co.id"; empty where it has none."""
    return _SUFFIXES(url).top_domain_under_public_suffix


def hosts_of(given: Sequence[str], alike: Iterable[str]) -> tuple[str, list[str], bool]:
    """The domain, the pattern of its hosts in lines, and whether these tell the kanal."""
    domain = registered(given[0])
    every = [{_below(url, domain) for url in urls} for urls in (given, alike)]
    subs, others = ({"" if sub in _SAME else sub for sub in found} for found in every)
    same = r"(?:(?:www|m)\.)?" if "m" in every[0] else r"(?:www\.)?"
    bare = f"{plain(domain)}/"
    if subs == {""}:
        return domain, [same + bare], False
    unlike = "|".join(
        each for each in _NO_KANAL if not any(re.fullmatch(each, sub) for sub in subs)
    )
    others = {sub for sub in others if not re.fullmatch(unlike, sub)}
    if len(subs) == 1 and others <= subs | {""}:
        (sub,) = subs
        return f"{sub}.{domain}", [rf"{plain(sub)}\.{bare}"], False
    channel = rf"(?P<channel>(?!(?:{unlike})\.)[a-z0-9-]+)\."
    return domain, [f"(?:{same}|{channel})" if "" in subs else channel, bare], True


def plain(text: str) -> str:
    """The pattern of a text: outside brackets a hyphen is one."""
    return re.escape(text).replace(r"\-", "-")


def _below(url: str, domain: str) -> str:
    """The subdomain of an address's host: "news" of "news.radar.id"; "" if it has none."""
    return (urlsplit(url).hostname or "").removesuffix(domain).strip(".")
