"""A page as after a redesign: every class and id of it has another name."""

from __future__ import annotations

import hashlib

from newsbot.text.markup import parse_html

#: Elements that keep theirs: a redesign of what is shown leaves what is stated.
_STATED = frozenset(("script", "meta", "link"))
# Digits only behind the first letter, so that no part of a new name is a word that a rule seeks.
_LETTER, _BYTES = "q", 5


def renamed(body: bytes, content_type: str | None = None) -> bytes:
    """The page, in UTF-8, with other classes and ids: the same for the same name, on any page.
    Everything else stays, also style sheets and what else names a class or an id. content_type: the
    header's value. A page with nothing in it stays as it is."""
    root = parse_html(body, content_type)
    if root is None:
        return body
    # an element that has both is found twice
    for element in {each.mem_id: each for each in root.css("[class], [id]")}.values():
        if element.tag in _STATED:
            continue
        for attribute in ("class", "id"):
            if names := (element.attributes.get(attribute) or "").split():
                element.attrs[attribute] = " ".join(map(new_name, names))
    return f"<!DOCTYPE html>\n{root.html}".encode("utf-8", "replace")


def new_name(name: str) -> str:
    """What a class or an id is called afterwards."""
    digest = hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=_BYTES).digest()
    return f"{_LETTER}{int.from_bytes(digest, 'big')}"
