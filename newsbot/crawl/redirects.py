"""Where a request for an article ended that was led to something else, in words to be counted."""

from __future__ import annotations

import re
from collections.abc import Collection

from newsbot.ledger.reasons import HOME, REDIRECTED
from newsbot.text.urls import on_site, web_parts

LOGIN = f"{REDIRECTED}a login page"
CONSENT, OTHER_PAGE = f"{REDIRECTED}a consent page", f"{REDIRECTED}another page of the portal"
OTHER_SITE = f"{REDIRECTED}another site"

# A portal that leads each article to a host of its own fills no ledger with their names.
_MOST_HOSTS = 20
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.){1,8}[a-z]{2,24}")
_FRONT = re.compile(r"/?(?:index\.\w{1,5}|home|beranda)?/?")
# Words of a path or of a host's first name.
_LOGIN = re.compile(r"(?:log-?in|masuk|sign-?in|sso|oauth2?|auth|accounts?|akun)(?:\.\w{1,5})?")
_CONSENT = re.compile(r"(?:cookie-?)?consent|cookies?(?:-?wall)?|privacy-?(?:gate|wall)")


def led_to(url: str, domains: Collection[str], hosts: set[str]) -> str:
    """The reason that tells of a redirect to `url`, which is no article: the host where it is off
    the portal, else what page it is. domains: the portal's. hosts: those that this run has named
    so far, which are no more than twenty; this one is added."""
    host, path = web_parts(url) or ("", "")
    if not on_site(url, domains):
        if not _HOST.fullmatch(host) or (host not in hosts and len(hosts) >= _MOST_HOSTS):
            return OTHER_SITE
        hosts.add(host)
        return f"{REDIRECTED}{host}"
    words = (host.partition(".")[0], *path.lower().split("/"))
    if any(map(_LOGIN.fullmatch, words)):
        return LOGIN
    if any(map(_CONSENT.fullmatch, words)):
        return CONSENT
    return HOME if _FRONT.fullmatch(path) else OTHER_PAGE
