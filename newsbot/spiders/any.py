"""Any other portal, by its domain: `scrapy crawl any -a domain=radarbogor.id`.

Its listings are those that the site names itself (sources/discover.py), its rules those for sites
that nobody has described (spiders/families/undeclared.py). In the ledger and in the feed, the
domain is the portal's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from scrapy import Spider

from newsbot.crawl.arguments import ArgumentError
from newsbot.crawl.portal import PortalSpider
from newsbot.spiders.families.undeclared import portal_of
from newsbot.text.urls import on_site, split_url

_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


class AnySpider(Spider):
    """Stands for portals without a spider file: `chosen` gives the one that the run is of."""

    name = "any"

    @classmethod
    def chosen(
        cls, given: Mapping[str, str], portals: Iterable[type[PortalSpider]]
    ) -> tuple[type[PortalSpider], dict[str, str]]:
        """The portal that the argument `domain` names, and the other arguments. portals: those with
        a file of their own. Raises ArgumentError."""
        others = {name: value for name, value in given.items() if name != "domain"}
        if "domain" not in given:
            raise ArgumentError("any needs a domain: scrapy crawl any -a domain=radarbogor.id")
        domain = read_domain(given["domain"])
        for portal in portals:
            if on_site(f"https://{domain}/", portal.domains):
                raise ArgumentError(
                    f"domain={domain} is a portal of its own here: scrapy crawl {portal.name}"
                )
        return portal_of(domain), others


def read_domain(text: str) -> str:
    """The domain that a text names, perhaps by the address of its home page; without "www.". Raises
    ArgumentError."""
    whole = text.strip().lower()
    parts = split_url(whole if "//" in whole else f"//{whole}")
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    if not _DOMAIN.fullmatch(host) or parts.path.strip("/") or parts.query:
        raise ArgumentError(f"domain={text} is no domain; write domain=radarbogor.id")
    return host
