"""Lets a person click around: addresses of the form /https://host/path on the server itself."""

from __future__ import annotations

import re
from dataclasses import replace

from newsbot.replica.answer import Answer
from newsbot.replica.generated.channels import HOSTS, WWW

_NAMED = re.compile(r"/https?://([A-Za-z0-9.-]+)(/.*)?$")
_LINK = re.compile(rb'(href|action)="https?://((?:[a-z-]+\.)?sindonews\.com)(?=[/"])')


def asked_for(host: str, target: str) -> tuple[str, str, bool]:
    """The portal's host, the target there, and whether it is a person's browser that asks."""
    name = host.partition(":")[0].lower()
    if named := _NAMED.match(target):
        wanted = named[1].lower()
        return wanted if wanted in HOSTS else WWW, named[2] or "/", True
    if name in HOSTS:
        return WWW if name == "sindonews.com" else name, target, False
    return WWW, target, True


def clickable(answer: Answer) -> Answer:
    """The same answer with the portal's links leading to this server."""
    headers = dict(answer.headers)
    if headers.get("Location", "").endswith("sindonews.com/indeks"):
        headers["Location"] = "/" + headers["Location"]
    body = answer.body
    if answer.content_type.startswith("text/html"):
        body = _LINK.sub(rb'\1="/https://\2', body)
    return replace(answer, body=body, headers=headers)
