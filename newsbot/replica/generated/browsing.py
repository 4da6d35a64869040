"""Lets a person browse the replica: /https://host/path on the server is the page of that host."""

from __future__ import annotations

import re
from dataclasses import replace

from newsbot.replica.answer import Answer
from newsbot.replica.generated.channels import HOSTS, WWW

_HOST_IN_PATH = re.compile(r"/https?://([A-Za-z0-9.-]+)(/.*)?$")
_LINK = re.compile(rb'(href|action)="https?://((?:[a-z-]+\.)?sindonews\.com)(?=[/"])')


def requested_page(host: str, target: str) -> tuple[str, str, bool]:
    """The host of the portal, the target there, and whether a person's browser asks: one that
    names the server's own address as host, or another host in the path."""
    name = host.partition(":")[0].lower()
    if match := _HOST_IN_PATH.match(target):
        named_host = match[1].lower()
        return named_host if named_host in HOSTS else WWW, match[2] or "/", True
    if name in HOSTS:
        return WWW if name == "sindonews.com" else name, target, False
    return WWW, target, True


def clickable(answer: Answer) -> Answer:
    """The same answer with links to the portal's hosts turned into paths on this server."""
    headers = dict(answer.headers)
    if headers.get("Location", "").endswith("sindonews.com/indeks"):
        headers["Location"] = "/" + headers["Location"]
    body = answer.body
    if answer.content_type.startswith("text/html"):
        body = _LINK.sub(rb'\1="/https://\2', body)
    return replace(answer, body=body, headers=headers)
